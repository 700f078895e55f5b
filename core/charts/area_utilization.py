"""病床利用率 of one area by function, with the line of 100 %."""

from __future__ import annotations

import math
from typing import Final

import altair as alt
import pandas as pd

from core.charts.named import constant, named
from core.data.bed_names import bed_names
from core.vocabulary import labels, palette
from core.vocabulary.terms import FOUR_FUNCTIONS

#: Shortest axis.
_SHORTEST: Final = 1.1
#: Width in pixels of a Japanese letter and of a digit in the numbers beside the bars, and of their gap.
_WIDE, _NARROW, _GAP = 13, 7.5, 10


def utilization_rows(rows: pd.DataFrame, *years: int) -> pd.DataFrame:
    """Rows of the chart, one per function: utilization, national, end (where the number stands), 機能, 表示, 全国.

    `rows`: bed_function, utilization, national (1 = 100 %, NaN where missing), note. `years`: of the report.
    """
    return pd.DataFrame(
        {
            "utilization": rows["utilization"],
            "national": rows["national"],
            "end": rows[["utilization", "national"]].max(axis=1),
            "機能": rows["bed_function"].map(bed_names(*years)),
            "表示": [
                labels.percent(u) + (f"({n})" if n else "")
                for u, n in zip(rows["utilization"], rows["note"], strict=True)
            ],
            "全国": [labels.percent(v) for v in rows["national"]],
        }
    )


def utilization_top(rows: pd.DataFrame) -> float:
    """Right end of the axis of `utilization_rows`, in tenths, so that no bar is cut."""
    longest = float(rows["end"].max()) if rows["end"].notna().any() else 0.0
    return max(_SHORTEST, (math.floor(longest * 10) + 1) / 10)


def utilization_room(rows: pd.DataFrame) -> int:
    """Pixels that the numbers of `utilization_rows` take right of the axis, in steps of 20."""
    widths = [sum(_NARROW if ord(c) < 128 else _WIDE for c in text) for text in rows["表示"]]
    return 20 * math.ceil((_GAP + max(widths, default=0.0)) / 20)


def utilization_chart(
    top: float, room: int, height: int = 190, year: int | None = None
) -> alt.LayerChart | alt.FacetChart:
    """One bar per function of `utilization_rows` and the nation's value as a tick.

    `top`: `utilization_top`; `room`: `utilization_room`; `year`: of the report.
    """
    called = bed_names(year)
    order = [called[f] for f in FOUR_FUNCTIONS]
    scale = alt.Scale(domain=[0, top], nice=False, range=[0, alt.ExprRef(f"max(width - {room}, 40)")])
    base = alt.Chart(named()).encode(
        y=alt.Y("機能:N", title=None, sort=order, axis=alt.Axis(ticks=False, domain=False)),
        tooltip=[
            alt.Tooltip("機能:N", title="機能"),
            alt.Tooltip("表示:N", title="病床利用率(試算)"),
            alt.Tooltip("全国:N", title="全国"),
        ],
    )
    bars = base.mark_bar(height=18).encode(
        x=alt.X("utilization:Q", title="病床利用率(試算)", axis=alt.Axis(format=",.0%", tickCount=6), scale=scale),
        color=alt.Color("機能:N", scale=palette.function_scale(FOUR_FUNCTIONS, called), legend=None),
    )
    nation = base.mark_tick(color=palette.TEXT, thickness=2, size=26).encode(x=alt.X("national:Q", scale=scale))
    numbers = base.mark_text(align="left", dx=6, color=palette.TEXT).encode(
        x=alt.X("end:Q", scale=scale), text=alt.Text("表示:N")
    )
    full = (
        alt.Chart(constant())
        .mark_rule(color=palette.MARK, strokeDash=[4, 3], tooltip=None)
        .encode(x=alt.datum(1.0, type="quantitative", scale=scale))
    )
    return alt.layer(full, bars, nation, numbers).properties(height=height)
