"""Plain horizontal bars for counts that belong to named answers."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from core.charts.named import named
from core.vocabulary import labels, palette

#: Pixels right of the axis for the number beside the longest bar.
_ROOM: Final = 80


def count_rows(rows: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Rows of the chart in the given order: label, value, text (the value with its unit). `rows`: label, value."""
    return pd.DataFrame(
        {
            "label": rows["label"],
            "value": rows["value"],
            "text": [labels.number(float(v), unit) for v in rows["value"]],
        }
    )


def count_bars(count: int, total: float, height: int | None = None) -> alt.LayerChart | alt.FacetChart:
    """One bar per row of `count_rows` (`count` of them), each with its number; the axis ends at `total`."""
    base = alt.Chart(named()).encode(
        x=alt.X(
            "value:Q",
            title=None,
            axis=None,
            scale=alt.Scale(domain=[0, total], nice=False, range=[0, alt.ExprRef(f"width - {_ROOM}")]),
        ),
        y=alt.Y("label:N", title=None, sort=None, axis=alt.Axis(labelLimit=260, ticks=False, domain=False)),
        tooltip=[alt.Tooltip("label:N", title="項目"), alt.Tooltip("text:N", title="数")],
    )
    bars = base.mark_bar(color=palette.KEY, height=18)
    numbers = base.mark_text(align="left", dx=5, color=palette.TEXT, fontSize=13).encode(text=alt.Text("text:N"))
    return alt.layer(bars, numbers).properties(height=height or 34 * count)
