"""病床利用率 on the page: picture and functions left, institutions right."""

from __future__ import annotations

import streamlit as st

from core.ui import cached, draw
from core.ui.area.view import AreaView
from core.views.area import utilization
from core.views.words import raw_text, strong


def show(view: AreaView) -> None:
    """The rows of the picture stand below it; they are as many as its bars."""
    section = cached.made(utilization.section, view)
    draw.sentence(section.lead)
    left, right = st.columns([5, 6], gap="medium")
    with left:
        for figure in section.figures:
            draw.figure(figure, scope=view.key("utilization"), twin=False)
            draw.table(figure.twin)
    with right:
        for words in section.sentences:
            draw.info(words)
        for table in section.tables:
            draw.sentence(strong(raw_text(table.title)))
            draw.table(table, height=320)
    draw.ending(section, f"{view.stem}_病床利用率", key=view.key("utilization"))
