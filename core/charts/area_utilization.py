"""病床利用率 of one area by function, with the line of 100 %."""

from __future__ import annotations

import altair as alt
import pandas as pd

from core.charts.inline import inline
from core.vocabulary import labels, palette
from core.vocabulary.terms import FOUR_FUNCTIONS


def utilization_chart(rows: pd.DataFrame, height: int = 190) -> alt.LayerChart | alt.FacetChart:
    """One bar per function and the nation's value as a tick. `rows`: bed_function, utilization, national (1 = 100 %), note."""
    data = rows.copy()
    data["機能"] = data["bed_function"].map(labels.BED_FUNCTION)
    data["表示"] = [
        labels.percent(u) + (f"({n})" if n else "") for u, n in zip(data["utilization"], data["note"], strict=True)
    ]
    data["全国"] = [labels.percent(v) for v in data["national"]]
    data["end"] = data[["utilization", "national"]].max(axis=1)
    order = [labels.BED_FUNCTION[f] for f in FOUR_FUNCTIONS]
    top = float(max(1.2, data[["utilization", "national"]].max().max() * 1.35))
    y = alt.Y("機能:N", title=None, sort=order, axis=alt.Axis(ticks=False, domain=False))
    scale = alt.Scale(domain=[0, top])
    tooltip = [
        alt.Tooltip("機能:N", title="機能"),
        alt.Tooltip("表示:N", title="病床利用率(試算)"),
        alt.Tooltip("全国:N", title="全国"),
    ]
    base = alt.Chart(inline(data)).encode(y=y, tooltip=tooltip)
    bars = base.mark_bar(height=18).encode(
        x=alt.X("utilization:Q", title="病床利用率(試算)", axis=alt.Axis(format=".0%", tickCount=6), scale=scale),
        color=alt.Color("機能:N", scale=palette.function_scale(FOUR_FUNCTIONS, labels.BED_FUNCTION), legend=None),
    )
    nation = base.mark_tick(color=palette.TEXT, thickness=2, size=26).encode(x=alt.X("national:Q", scale=scale))
    numbers = base.mark_text(align="left", dx=6, color=palette.TEXT).encode(
        x=alt.X("end:Q", scale=scale), text=alt.Text("表示:N")
    )
    full = (
        alt.Chart(inline(pd.DataFrame({"x": [1.0]})))
        .mark_rule(color=palette.MARK, strokeDash=[4, 3])
        .encode(x=alt.X("x:Q", scale=scale))
    )
    return alt.layer(full, bars, nation, numbers).properties(height=height)
