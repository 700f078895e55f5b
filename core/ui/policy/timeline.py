"""Schedule as timeline and table."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from core.content import load_schedule
from core.content.schedule import LANE_LABEL
from core.ui import draw
from core.ui.state import Controls
from core.views.policy import schedule
from core.views.section import Section, together


def show(today: date, page: Controls[Any]) -> None:
    """Chart of the chosen period with today's marker, undated events beside it, and all events as a table.

    `page`: controls of a state with the fields `period` and `lanes`.
    """
    section = _chosen(today, page)
    draw.sentence(section.lead)
    _bars(section)
    draw.ending(section, "スケジュール", key="schedule")


def beside_the_papers(today: date, page: Controls[Any]) -> None:
    """The chart as in `show`, and beside it the first of the papers' own tables, 国 / 県 / 地域 by month; the others below."""
    section, papers = _chosen(today, page), schedule.printed(load_schedule())
    by_month, *others = papers.tables
    draw.sentence(section.lead)
    # The key is named in the print style: the two stay beside each other on paper too.
    with st.container(key="schedule_beside"):
        bars, printed = st.columns([7, 5], gap="small")
    with bars:
        _bars(section)
    with printed:
        draw.heading(papers, level=2)
        draw.opening(papers)
        draw.table(by_month, titled=True)
    for shown in others:
        draw.table(shown, titled=True)
    draw.ending(together(section, papers), "スケジュール", key="schedule")


def _chosen(today: date, page: Controls[Any]) -> Section:
    content = load_schedule()
    left, right = st.columns([5, 6])
    key = page.segments("period", "期間", text=lambda k: content.periods[k].label, place=left)
    lanes = page.pills("lanes", "主体", text=LANE_LABEL.__getitem__, key="lanes", place=right)
    return schedule.section(content, content.periods[key], lanes, today)


def _bars(section: Section) -> None:
    """The chart; a narrow screen shows the lists in its place (`reach.css.jinja`)."""
    if section.figures:
        shown = section.figure("timeline")
        with st.container(key="schedule_bars"):
            draw.figure(shown, scope="schedule", titled=False, twin=False)
        with st.container(key="schedule_lists"):
            for lane in schedule.lists(shown):
                draw.table(lane, titled=True)
        draw.twin(shown, "schedule")
    else:
        draw.info(section.sentences[0])
        draw.table(section.table("events"), height=320)
