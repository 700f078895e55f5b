"""Real against ranked: one row per prefecture, its areas from the first of the ranking to the last."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from core.charts.named import MARK, across, named
from core.vocabulary import palette

#: What an area is, in reading order; size and shape tell them apart without colour.
DESIGNATED, PICKED, OTHER = "実際に指定された区域", "上位2区域(指定なし)", "ほかの区域"
_KINDS: Final = (DESIGNATED, PICKED, OTHER)
_STEP: Final = 21
#: Pixels right of the axis for the names of the designated areas; on a narrow picture a share of it.
_ROOM: Final = "min(330, 0.6 * width)"


def order_rows(order: pd.DataFrame) -> pd.DataFrame:
    """Rows of the chart: prefecture, place, 区域, 順位, 種類. `order`: `core.rules.backtest.ranking`."""
    kind = [
        DESIGNATED if real else PICKED if picked else OTHER
        for real, picked in zip(order["designated"], order["picked"], strict=True)
    ]
    sizes = order.groupby("pref_code")["area_code"].transform("size")
    return pd.DataFrame(
        {
            "prefecture": order["pref_name"],
            "place": order["place"],
            "区域": order["area_name"],
            "順位": [f"{n}区域中 {p}位" for n, p in zip(sizes, order["place"], strict=True)],
            "種類": kind,
        }
    )


def order_names(order: pd.DataFrame) -> pd.DataFrame:
    """The designated areas of each prefecture in words, as the mark of the chart: prefecture, text (`藤岡 8位、伊勢崎 1位`)."""
    real = order[order["designated"]]
    said = [f"{name} {place}位" for name, place in zip(real["area_name"], real["place"], strict=True)]
    return (
        real.assign(text=said)
        .groupby("pref_name", sort=False)["text"]
        .agg("、".join)
        .rename_axis("prefecture")
        .reset_index()
    )


def order_chart(prefectures: tuple[str, ...], longest: int) -> alt.LayerChart | alt.FacetChart:
    """A point per area (`order_rows`), the designated ones filled and named. `longest`: most areas of a prefecture."""
    y = alt.Y("prefecture:N", sort=list(prefectures), title=None, axis=alt.Axis(ticks=False, domain=False, grid=True))
    x = alt.X(
        "place:Q",
        title="県内の順位(左が1位)",
        scale=alt.Scale(domain=[0.5, longest + 0.5], nice=False, range=[0, alt.ExprRef(f"width - {_ROOM}")]),
        axis=alt.Axis(
            values=list(range(1, longest + 1)),
            grid=False,
            format="d",
            orient="top",
            titleAnchor="start",
            labelOverlap=True,
        ),
    )
    points = (
        alt.Chart(named())
        .mark_point(filled=True, opacity=1, strokeWidth=1.2)
        .encode(
            x=x,
            y=y,
            shape=alt.Shape(
                "種類:N", title=None, scale=alt.Scale(domain=list(_KINDS), range=["square", "circle", "circle"])
            ),
            color=alt.Color(
                "種類:N",
                title=None,
                scale=alt.Scale(domain=list(_KINDS), range=[palette.KEY, palette.KEY_LIGHT, palette.MARK_PALE]),
                legend=alt.Legend(orient="top", labelLimit=220, columns=across(len(_KINDS))),
            ),
            size=alt.Size("種類:N", title=None, scale=alt.Scale(domain=list(_KINDS), range=[120, 80, 45]), legend=None),
            tooltip=[
                alt.Tooltip("prefecture:N", title="都道府県"),
                alt.Tooltip("区域:N"),
                alt.Tooltip("順位:N"),
                alt.Tooltip("種類:N"),
            ],
        )
    )
    names = (
        alt.Chart(named(MARK))
        .mark_text(
            align="left",
            color=palette.TEXT,
            tooltip=None,
            x=alt.ExprRef(f"width - {_ROOM} + 12"),
            limit=alt.ExprRef(f"{_ROOM} - 12"),
        )
        .encode(y=y, text="text:N")
    )
    return alt.layer(points, names).properties(height=_STEP * len(prefectures) + 85)
