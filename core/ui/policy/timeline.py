"""Schedule of 2024–2027 as timeline and table."""

from __future__ import annotations

from datetime import date

import streamlit as st

from core.content import load_schedule
from core.content.schedule import LANE_LABEL, Lane
from core.ui import draw, state
from core.views.policy import schedule
from core.views.policy.schedule import PERIODS


def show(today: date) -> None:
    """Chart of the chosen period with today's marker, undated events beside it, and all events as a table."""
    left, right = st.columns([5, 6])
    with left:
        key = state.segments("期間", list(PERIODS), key="period", default="all", text=lambda k: PERIODS[k].label)
    lanes = right.pills(
        "主体", list(Lane), default=list(Lane), selection_mode="multi", format_func=lambda x: LANE_LABEL[x], key="lanes"
    )
    section = schedule.section(load_schedule(), PERIODS[key], lanes, today)
    if section.figures:
        draw.figure(section.figure("timeline"), scope="schedule", titled=False)
    else:
        draw.info(section.sentences[0])
        draw.table(section.table("events"), height=320)
    draw.ending(section, "スケジュール", key="schedule")
