"""The body of 区域点検: one view at a time."""

from __future__ import annotations

import streamlit as st

from core.ui import state
from core.ui.review import documents, table, together
from core.ui.review.state import VIEWS, ReviewState


def show() -> None:
    """The choice of view, then the view."""
    page = state.page(ReviewState)
    ways, papers = st.columns([9, 3], vertical_alignment="center")
    view = page.segments("view", "表示", text=VIEWS.__getitem__, hidden=True, place=ways)
    with papers, st.container(horizontal=True, horizontal_alignment="right"):
        documents.menu(page.value)
    if view == "check":
        table.show()
    else:
        together.show(view)
