"""Beds of the institutions of one area."""

from __future__ import annotations

import altair as alt
import pandas as pd

from core.charts.inline import inline
from core.vocabulary import labels, palette
from core.vocabulary.terms import FOUR_FUNCTIONS


def facility_beds_chart(rows: pd.DataFrame, height: int | None = None) -> alt.Chart:
    """One stacked bar per institution, in the given order. `rows`: name, bed_function, beds (床), share (0–1 of the area)."""
    data = rows.copy()
    data["機能"] = data["bed_function"].map(labels.BED_FUNCTION)
    data["order"] = data["bed_function"].map({str(f): i for i, f in enumerate(FOUR_FUNCTIONS)})
    data["病床数"] = [labels.beds(v) for v in data["beds"]]
    data["割合"] = [labels.percent(v) for v in data["share"]]
    names = list(dict.fromkeys(data["name"]))
    chart: alt.Chart = (
        alt.Chart(inline(data))
        .mark_bar(height=14)
        .encode(
            x=alt.X("beds:Q", title="病床数(床、休棟中等を除く)", axis=alt.Axis(format=",.0f", tickCount=4)),
            y=alt.Y("name:N", title=None, sort=names, axis=alt.Axis(labelLimit=230, ticks=False, domain=False)),
            color=alt.Color(
                "機能:N",
                title=None,
                scale=palette.function_scale(FOUR_FUNCTIONS, labels.BED_FUNCTION),
                legend=alt.Legend(orient="top", columns=2),
            ),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("name:N", title="医療機関"),
                alt.Tooltip("機能:N", title="機能"),
                alt.Tooltip("病床数:N", title="病床数"),
                alt.Tooltip("割合:N", title="区域の病床に占める割合(医療機関計)"),
            ],
        )
        .properties(height=height or 22 * len(names) + 100)
    )
    return chart
