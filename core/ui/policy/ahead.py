"""「いま・次」 and the bridge to the new vision, as drawn."""

from __future__ import annotations

from datetime import date

import streamlit as st

from core.content import load_new_vision
from core.ui import draw
from core.views.policy import new_vision


def now(today: date) -> None:
    """The deadlines ahead as big figures, what runs in these two months step by step, all deadlines as a table."""
    section = new_vision.now(load_new_vision(), today)
    draw.heading(section, level=2)
    draw.opening(section)
    for row in section.cards:
        draw.cards(row, section.title)
    for start in range(0, len(section.topics), 2):
        for column, topic in zip(st.columns(2, gap="small"), section.topics[start : start + 2], strict=False):
            with column, st.container(border=True, height="stretch", gap="small"):
                draw.topic(topic, here="/policy", scope="now")
    for shown in section.tables:
        draw.table(shown, titled=True)
    draw.ending(section, "いま・次", key="now")


def bridge() -> None:
    """The five steps, every line with its grade, and what is not known."""
    section = new_vision.bridge(load_new_vision())
    draw.heading(section, level=2)
    draw.opening(section)
    for topic in section.topics:
        with st.container(border=True, gap="small"):
            draw.topic(topic, here="/policy", scope="bridge")
    with st.expander("表で見る"):
        draw.table(section.table("bridge"))
    draw.ending(section, "新たな地域医療構想への橋渡し", key="bridge")
