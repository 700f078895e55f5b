"""Areas side by side: small multiples of beds by function per 100,000 people, with 必要量 as a line."""

from __future__ import annotations

import altair as alt
import pandas as pd

from core.charts.inline import inline
from core.vocabulary import labels, palette
from core.vocabulary.terms import FOUR_FUNCTIONS


def peers_chart(rows: pd.DataFrame, columns: int = 6, width: int = 172, height: int = 84) -> alt.FacetChart:
    """One small chart per area, in the given order. `rows`: name, bed_function, reported_rate, required_rate, text.

    Rates are beds per 100,000 people of 2020; all charts share one scale.
    """
    data = rows.copy()
    data["機能"] = data["bed_function"].map(labels.BED_FUNCTION)
    names = list(dict.fromkeys(data["name"]))
    order = [labels.BED_FUNCTION[f] for f in FOUR_FUNCTIONS]
    y = alt.Y("機能:N", title=None, sort=order, axis=alt.Axis(ticks=False, domain=False, labelFontSize=11))
    base = alt.Chart().encode(
        y=y,
        tooltip=[
            alt.Tooltip("name:N", title="区域"),
            alt.Tooltip("機能:N", title="機能"),
            alt.Tooltip("text:N", title="人口10万人あたり"),
        ],
    )
    thick = height // 8
    bars = base.mark_bar(height=thick).encode(
        x=alt.X("reported_rate:Q", title=None, axis=alt.Axis(format=",.0f", tickCount=3, labelFontSize=11)),
        color=alt.Color("機能:N", scale=palette.function_scale(FOUR_FUNCTIONS, labels.BED_FUNCTION), legend=None),
    )
    need = base.mark_tick(color=palette.TEXT, thickness=2, size=thick + 6).encode(x=alt.X("required_rate:Q"))
    return (
        alt.layer(bars, need, data=inline(data))
        .properties(width=width, height=height)
        .facet(
            facet=alt.Facet(
                "name:N",
                sort=names,
                title=None,
                header=alt.Header(labelFontSize=12, labelFontWeight="bold", labelAnchor="start"),
            ),
            columns=columns,
            spacing=12,
        )
    )
