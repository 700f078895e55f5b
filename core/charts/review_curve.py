"""Cumulative share of institutions in the order of one figure: how few carry how much."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import altair as alt
import pandas as pd

from core.charts.named import named
from core.vocabulary import labels, palette

HEIGHT: Final = 260


def curve_rows(steps: Iterable[tuple[str, str, int, float | None, float | None]]) -> pd.DataFrame:
    """Rows of the chart, the largest first: number, name, value, share, up_to (0–1), text.

    `steps`: name, value in words, place in the order, share and share of all up to it.
    """
    return pd.DataFrame(
        [
            {
                "number": number,
                "name": name,
                "value": value,
                "up_to": up_to,
                "text": f"{labels.percent(share)}(ここまで {labels.percent(up_to)})",
            }
            for number, (name, value, _, share, up_to) in enumerate(steps, start=1)
        ],
        columns=["number", "name", "value", "up_to", "text"],
    )


def curve_chart(measure: str, count: int) -> alt.LayerChart | alt.FacetChart:
    """A step for each row of `curve_rows` (`count` of them)."""
    base = alt.Chart(named()).encode(
        x=alt.X(
            "number:Q",
            title=[f"{measure}の", "多い順に数えた医療機関の数"],
            scale=alt.Scale(domain=[0, max(count, 1)], nice=False),
            axis=alt.Axis(tickMinStep=1, format="d"),
        ),
        y=alt.Y("up_to:Q", title="区域の件数に占める割合", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%")),
        tooltip=[
            alt.Tooltip("name:N", title="医療機関"),
            alt.Tooltip("value:N", title=measure),
            alt.Tooltip("text:N", title="割合"),
        ],
    )
    line = base.mark_line(interpolate="linear", color=palette.KEY)
    points = base.mark_point(filled=True, size=60, opacity=1, color=palette.KEY)
    return alt.layer(line, points).properties(height=HEIGHT)
