"""Profile on the page: name with designation, six figures, roles."""

from __future__ import annotations

import streamlit as st

from core.ui import cached, draw
from core.ui.area.view import AreaView
from core.views.area import profile


def heading(view: AreaView) -> None:
    """Name, code and designation."""
    name, designated = draw.markdown(view.label), draw.markdown(profile.designated(cached.query, view))
    st.title(f"{name} :blue-badge[{designated}]" if designated else name, anchor="top")


def show(view: AreaView) -> None:
    """The section; its roles stand in one line."""
    section = profile.section(cached.query, view)
    draw.heading(section)
    draw.opening(section)
    draw.cards(section.card_row("profile"))
    draw.ending(section, f"{view.stem}_概況", key=view.key("profile"))
