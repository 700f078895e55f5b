"""Projected demand for 在宅 and 外来 care on the page: two pictures side by side."""

from __future__ import annotations

import streamlit as st

from core.ui import cached, draw
from core.ui.area.view import AreaView
from core.views.area import demand


def show(view: AreaView) -> None:
    """What it says, the pictures with their rows, the files."""
    section = cached.made(demand.section, view)
    draw.opening(section)
    for column, figure in zip(st.columns(2, gap="medium"), section.figures, strict=False):
        with column:
            draw.figure(figure, scope=view.key("demand"))
    draw.ending(section, f"{view.stem}_需要の見通し", key=view.key("demand"))
