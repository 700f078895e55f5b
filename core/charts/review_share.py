"""Shares of patients who stay: one line an area, a point where the share is published, a bar where only its bounds are known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import altair as alt
import pandas as pd

from core.area.flows import Interval
from core.charts.named import named
from core.vocabulary import labels, palette

#: Pixels of a line.
_STEP: Final = 34
#: Pixels right of the axis for the number.
_ROOM: Final = 130


def share_rows(shares: Iterable[tuple[str, Interval | None, bool]]) -> pd.DataFrame:
    """Rows of the chart in the given order: who, at (place from above), low, high (0–1, NaN where unknown), text, joined.

    `shares`: name, share, and whether it is of areas taken together.
    """
    return pd.DataFrame(
        [
            {
                "who": name,
                "at": at,
                "low": share.low if share else float("nan"),
                "high": share.high if share else float("nan"),
                "text": labels.between(share.low, share.high, labels.percent) if share else labels.NO_DATA,
                "joined": joined,
            }
            for at, (name, share, joined) in enumerate(shares)
        ],
        columns=["who", "at", "low", "high", "text", "joined"],
    )


def share_chart() -> alt.LayerChart | alt.FacetChart:
    """One line per row of `share_rows` over 0–100 %, however many there are; areas taken together are drawn as a diamond."""
    axis = alt.X(
        "low:Q",
        title="自区域に入院する割合",
        scale=alt.Scale(domain=[0, 1], range=[0, alt.ExprRef(f"width - {_ROOM}")]),
        axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1]),
    )
    # By a place of their own: rows that are changed in a picture that stands keep the order in which they came to it.
    order = alt.EncodingSortField(field="at", op="min")
    base = alt.Chart(named()).encode(
        y=alt.Y("who:N", title=None, sort=order, axis=alt.Axis(labelLimit=260, ticks=False, domain=False)),
        tooltip=[alt.Tooltip("who:N", title="区域"), alt.Tooltip("text:N", title="自区域に入院する割合")],
    )
    bars = base.mark_bar(height=10, color=palette.KEY_LIGHT).encode(x=axis, x2="high:Q")
    points = base.mark_point(filled=True, size=110, opacity=1).encode(
        x=axis,
        shape=alt.Shape("joined:N", scale=alt.Scale(domain=[False, True], range=["circle", "diamond"]), legend=None),
        color=alt.Color(
            "joined:N", scale=alt.Scale(domain=[False, True], range=[palette.MARK, palette.KEY]), legend=None
        ),
    )
    numbers = base.mark_text(align="left", dx=12, fontSize=13, color=palette.TEXT).encode(x="high:Q", text="text:N")
    return alt.layer(bars, points, numbers).properties(height=alt.Step(_STEP))
