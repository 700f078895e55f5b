"""Places side by side, one panel per bed function: reported beds per 100,000 people as bars with their numbers, 必要量 as a line."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from core.charts.named import named
from core.data.bed_names import bed_names
from core.vocabulary import labels, palette
from core.vocabulary.terms import FOUR_FUNCTIONS

#: Width of a panel and of the names before the first one: together as wide as a screen of 1280.
_PANEL: Final = 240
_TEXT: Final = 13
_NAMES: Final = 190
#: Room for the numbers beyond the longest bar, as a part of it.
_ROOM: Final = 1.42


def comparison_rows(rates: pd.DataFrame, *years: int) -> pd.DataFrame:
    """Rows of the chart: name, order, function, reported, required, text, at, strength.

    `rates`: name, bed_function (the four), reported, required (per 100,000 people, NaN where missing), pale (a prefecture or
    the nation), places in their order. `at`: where the number stands, beyond bar and line; where both are missing the words
    stand at 0. `years`: of the report.
    """
    places = list(dict.fromkeys(rates["name"]))
    said = [
        f"{labels.number(one)} / {labels.number(two)}"
        for one, two in zip(rates["reported"], rates["required"], strict=True)
    ]
    return pd.DataFrame(
        {
            "name": rates["name"],
            "order": rates["name"].map(places.index),
            "function": rates["bed_function"].map(bed_names(*years)),
            "reported": rates["reported"],
            "required": rates["required"],
            "text": said,
            "at": rates[["reported", "required"]].max(axis=1).fillna(0.0),
            "strength": rates["pale"].map({False: 1.0, True: 0.55}),
        }
    )


def comparison_chart(places: int, step: int, year: int | None = None) -> alt.FacetChart:
    """Panels of `comparison_rows` in the official order of functions; all share one scale. `step`: px from bar to bar;
    `year`: of the report."""
    called = bed_names(year)
    y = alt.Y(
        "name:N",
        title=None,
        sort=alt.EncodingSortField("order", op="min"),
        axis=alt.Axis(ticks=False, domain=False, labelFontSize=_TEXT, labelLimit=_NAMES, labelPadding=6),
    )
    base = alt.Chart().encode(
        y=y,
        tooltip=[
            alt.Tooltip("name:N", title="区域"),
            alt.Tooltip("function:N", title="機能"),
            alt.Tooltip("text:N", title="人口10万人あたり(報告 / 必要量、床)"),
        ],
    )
    scale = alt.Scale(domainMin=0, zero=True)
    bars = base.mark_bar(height=step - 7).encode(
        x=alt.X("reported:Q", title=None, axis=None, scale=scale),
        color=alt.Color("function:N", scale=palette.function_scale(FOUR_FUNCTIONS, called), legend=None),
        opacity=alt.Opacity("strength:Q", scale=None, legend=None),
    )
    need = base.mark_tick(color=palette.TEXT, thickness=2, size=step - 3).encode(x=alt.X("required:Q", axis=None))
    numbers = base.mark_text(align="left", dx=5, fontSize=_TEXT, color=palette.TEXT).encode(
        x=alt.X("at:Q", axis=None), text=alt.Text("text:N")
    )
    room = base.transform_calculate(end=f"datum.at * {_ROOM}").mark_point(opacity=0).encode(x=alt.X("end:Q", axis=None))
    return (
        alt.layer(bars, need, numbers, room, data=named())
        .properties(width=_PANEL, height=places * step)
        .facet(
            column=alt.Column(
                "function:N",
                sort=[called[f] for f in FOUR_FUNCTIONS],
                title=None,
                header=alt.Header(labelFontSize=13, labelFontWeight="bold", labelAnchor="start", labelPadding=4),
            ),
            spacing=14,
        )
    )
