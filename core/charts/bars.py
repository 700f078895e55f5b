"""Plain horizontal bars for counts that belong to named answers."""

from __future__ import annotations

import altair as alt
import pandas as pd

from core.vocabulary import palette


def count_bars(
    rows: pd.DataFrame, unit: str, total: float | None = None, height: int | None = None
) -> alt.LayerChart | alt.FacetChart:
    """One bar per row of `label`, `value`, in the given order, each with its number; `total` fixes the axis end."""
    data = rows.assign(text=[f"{v:,.0f}{unit}" for v in rows["value"]])
    x = alt.X(
        "value:Q", title=None, axis=None, scale=alt.Scale(domain=[0, (total or float(rows["value"].max())) * 1.18])
    )
    y = alt.Y("label:N", title=None, sort=None, axis=alt.Axis(labelLimit=260, ticks=False, domain=False))
    base = alt.Chart(data).encode(
        x=x, y=y, tooltip=[alt.Tooltip("label:N", title="項目"), alt.Tooltip("text:N", title="数")]
    )
    bars = base.mark_bar(color=palette.KEY, height=18)
    numbers = base.mark_text(align="left", dx=5, color=palette.TEXT, fontSize=13).encode(text="text:N")
    return alt.layer(bars, numbers).properties(height=height or 34 * len(data))
