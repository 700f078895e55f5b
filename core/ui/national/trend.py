"""National trend per function against 見込量 and 必要量."""

from __future__ import annotations

import streamlit as st

from core.charts.trend import trend_chart, trend_rows, trend_years
from core.data.sourced import Sourced
from core.ui import components
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction

NOTE = "実線と点 = 実績、ひし形 = 最新の見込量、破線 = 2025年の必要量。2016・2017年はこの公表資料にない。合計の縦軸は0から始まらない。"


def show(beds: Sourced) -> None:
    """`beds`: `queries.beds.national_beds`."""
    st.subheader("全国の病床数の推移と2025年の必要量", anchor="trend")
    st.markdown("**機能別**(万床)")
    _draw(beds, FOUR_FUNCTIONS, 260)
    st.markdown("**合計**(万床)")
    _draw(beds, (BedFunction.TOTAL,), 150)
    components.source_footer(beds.source_ids, NOTE)


def _draw(beds: Sourced, functions: tuple[BedFunction, ...], height: int) -> None:
    rows = trend_rows(beds.frame, functions, in_man_beds=True)
    years = trend_years(rows)
    components.draw_rows(
        ("national_trend", years, functions),
        lambda: trend_chart(years, functions, in_man_beds=True, height=height),
        rows,
    )
