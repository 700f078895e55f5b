"""Headline figures: total and four functions against 必要量, change since 2015, areas over and under."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.data.sourced import Sourced
from core.measures import national
from core.ui import components
from core.vocabulary import labels
from core.vocabulary.terms import BedFunction


def show(comparison: Sourced, year: int, scope: str, rates: pd.DataFrame) -> None:
    """Five figures of `scope` (全国 or a prefecture) in `year`; `rates` is `queries.beds.report_rates`."""
    st.subheader(f"{scope}の報告病床数と2025年の必要量({labels.wareki(year)}の実績)", anchor="headline")
    for column, function in zip(st.columns(5), BedFunction, strict=True):
        figure = national.headline(comparison.frame, function)
        with column, st.container(border=True, gap="xxsmall"):
            st.metric(
                labels.BED_FUNCTION[function],
                labels.man_beds(figure.reported) if figure.reported >= 100_000 else labels.beds(figure.reported),
                delta=f"{labels.signed(figure.gap, '床')}({labels.signed_percent(figure.gap_rate)})",
                delta_color="off",
                delta_arrow="off",
            )
            lines = [
                f"必要量 {labels.beds(figure.required)}との差",
                f"2015年比 {labels.signed(figure.change_2015, '床')}({labels.signed_percent(figure.change_rate_2015)})",
                f"上回る {figure.over}・下回る {figure.under}区域" + (f"(同数 {figure.equal})" if figure.equal else ""),
            ]
            if figure.missing:
                lines.append(f"報告の数値がない {figure.missing}区域を除く")
            st.caption("  \n".join(lines))
    rate = rates[rates["year"] == year]
    note = ""
    if not rate.empty:
        row = rate.iloc[0]
        note = (
            f"報告率({year}年、全国339区域): 中央値 {labels.percent(row['median'])}、最低 {labels.percent(row['lowest'])}、"
            f"100%未満 {int(row['below_100'])}区域。年により報告率が異なる。"
        )
    components.source_footer(comparison.source_ids, note)
