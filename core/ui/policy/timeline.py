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


def show(today: date, page: Controls[Any]) -> None:
    """Chart of the chosen period with today's marker, undated events beside it, and all events as a table.

    `page`: controls of a state with the fields `period` and `lanes`.
    """
    content = load_schedule()
    left, right = st.columns([5, 6])
    key = page.segments("period", "期間", text=lambda k: content.periods[k].label, place=left)
    lanes = page.pills("lanes", "主体", text=LANE_LABEL.__getitem__, key="lanes", place=right)
    section = schedule.section(content, content.periods[key], lanes, today)
    draw.sentence(section.lead)
    if section.figures:
        draw.figure(section.figure("timeline"), scope="schedule", titled=False)
    else:
        draw.info(section.sentences[0])
        draw.table(section.table("events"), height=320)
    draw.ending(section, "スケジュール", key="schedule")


def printed() -> None:
    """The papers' own tables of the schedule, side by side."""
    section = schedule.printed(load_schedule())
    draw.heading(section, level=2)
    for column, shown in zip(st.columns(len(section.tables), gap="medium"), section.tables, strict=True):
        with column:
            draw.table(shown, titled=True)
    draw.ending(section, "資料の日程表", key="printed")
