"""実際の指定との照合: hits by prefecture, AUC per signal, fitted weights, and what no rule can know."""

from __future__ import annotations

import streamlit as st

from core.rules.engine import Result
from core.ui import draw
from core.ui.simulator import runs
from core.views.simulator import backtest
from core.views.words import raw_text, strong


def show(result: Result) -> None:
    """Rates first, then what they cannot say, then the tables."""
    section = backtest.section(result, runs.back_test(result.scenario), runs.fitted(result.scenario))
    draw.heading(section)
    draw.opening(section)
    draw.cards(section.card_row("rates"))
    unknown, incomplete = section.topic("cannot_know"), section.topic("incomplete")
    draw.warning(*unknown.lines, heading=unknown.heading)
    left, right = st.columns([5, 6], gap="medium")
    with left:
        draw.figure(section.figure("auc"), scope="sim")
    with right:
        table = section.table("prefectures")
        draw.sentence(strong(raw_text(table.title)))
        draw.grid(table, key="sim_prefectures", height=420)
    draw.ending(section, "実際の指定との照合", key="sim_backtest")
    with st.expander(draw.markdown(incomplete.heading)):
        draw.points(incomplete.lines)
