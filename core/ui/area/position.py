"""Where the area stands in the nation, on the page: function and year above, picture left, figures right."""

from __future__ import annotations

import streamlit as st

from core.data.bed_names import bed_names
from core.ui import cached, draw, state
from core.ui.area.state import AreaState
from core.ui.area.view import AreaView
from core.views.area import position
from core.vocabulary import labels


def show(view: AreaView) -> None:
    """Funnel plot of the chosen function, a sentence on it, and all functions beside each other."""
    one, two = st.columns([5, 2], vertical_alignment="bottom")
    page = state.page(AreaState)
    page.segments("function", "病床機能", text=bed_names(page.value.year).__getitem__, place=one)
    page.select("year", "年(実績)", text=labels.wareki, place=two)
    section = cached.made(position.section, view, page.value.function, page.value.year)
    left, right = st.columns([6, 5], gap="medium")
    with left:
        draw.figure(section.figure("funnel"), scope=view.key("position"))
    with right:
        draw.opening(section)
        draw.table(section.table("functions"))
        draw.ending(section, f"{view.stem}_全国の中の位置_{page.value.year}年", key=view.key("position"))
