"""方法と照合: what the ranking is worth against the real designation, and what no rule can know."""

from __future__ import annotations

import streamlit as st

from core.rules.engine import Result
from core.ui import draw
from core.ui.simulator import runs
from core.views.section import Section
from core.views.simulator import backtest
from core.views.words import raw_text, strong


def show(result: Result) -> None:
    """In words first, then where the designated areas stand, rules beside each other, and the tables."""
    scenario = result.scenario
    section = backtest.section(result, runs.back_test(scenario), runs.fitted(scenario), runs.reliability(scenario))
    draw.heading(section)
    draw.opening(section)
    unknown, incomplete = section.topic("cannot_know"), section.topic("incomplete")
    draw.warning(*unknown.lines, heading=unknown.heading)
    rules = section.table("rules")
    draw.sentence(strong(raw_text(rules.title)))
    draw.table(rules)
    draw.figure(section.figure("order"), scope="sim")
    draw.folded("都道府県ごとの照合と、信号を1つずつ見たときの AUC", "sim_backtest_more", lambda: _more(section))
    draw.ending(section, "方法と照合", key="sim_backtest")
    with st.expander(draw.markdown(incomplete.heading)):
        draw.points(incomplete.lines)


def _more(section: Section) -> None:
    left, right = st.columns([5, 6], gap="medium")
    with left:
        draw.figure(section.figure("auc"), scope="sim")
    with right:
        table = section.table("prefectures")
        draw.sentence(strong(raw_text(table.title)))
        draw.grid(table, key="sim_prefectures", height=420)
