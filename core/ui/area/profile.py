"""Profile on the page: name with designation, six figures, roles."""

from __future__ import annotations

import streamlit as st

from core.text.outside import Outside
from core.ui import cached, draw, navigation
from core.ui.area import documents
from core.ui.area.view import AreaView
from core.ui.review.state import ReviewState
from core.ui.simulator.view_state import SimulatorState
from core.views.area import profile
from core.views.section import Section

_ICON = ":material/arrow_forward:"


def heading(view: AreaView) -> None:
    """Name and designation, the ways to what the simulator says about the area, and its documents."""
    words, ways = st.columns([6, 6], vertical_alignment="center")
    with words:
        _title(view)
    with (
        ways,
        st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="area_ways"),
    ):
        for open_view, label in (("why", "推進区域の判定"), ("money", "減床の試算")):
            navigation.page_link(SimulatorState(view=open_view, area=view.area_code), label, icon=_ICON)
        navigation.page_link(ReviewState(view="join", area=Outside(view.area_code)), "区域点検", icon=_ICON)
        documents.menu(view)


def _title(view: AreaView) -> None:
    name, designated = draw.markdown(view.label), draw.markdown(profile.designated(cached.query, view))
    st.title(f"{name} :blue-badge[{designated}]" if designated else name, anchor="top")


def show(view: AreaView) -> Section:
    """Who the area is, in little room: table ⑥ and its trend follow in the same view, with one ending for all three."""
    section = cached.made(profile.section, view)
    draw.heading(section)
    with st.container(gap="xxsmall", key="area_who"):
        draw.opening(section)
        draw.card_list(section.card_row("profile"), section.title, across=True)
    return section
