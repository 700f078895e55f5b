"""課題 panel of the overview."""

from __future__ import annotations

import streamlit as st

from core.content.survey import load_survey
from core.ui import draw
from core.views.national import survey


def show() -> None:
    """Three pictures side by side."""
    section = survey.section(load_survey())
    draw.opening(section)
    for column, figure in zip(st.columns(3), section.figures, strict=True):
        with column:
            draw.figure(figure, scope="survey")
    draw.ending(section, "課題の調査", key="survey")
