"""Two maps of the area on the page: its institutions, and the flow of patients to and from other areas."""

from __future__ import annotations

import streamlit as st

from core.ui import cached, draw, state
from core.ui.area.state import AreaState
from core.ui.area.view import AreaView
from core.views.area import maps
from core.vocabulary import labels
from core.vocabulary.terms import PatientGroup


def show(view: AreaView) -> None:
    """Institutions on the left, arcs on the right, each with its rows; sources below both."""
    words, choice = st.columns([5, 4], vertical_alignment="center")
    group = state.page(AreaState).segments(
        "arcs", "患者区分", text=labels.PATIENT_GROUP.__getitem__, hidden=True, place=choice
    )
    section = maps.section(cached.query, view, PatientGroup(group))
    with words:
        draw.sentence(section.lead)
    for said in section.sentences:
        draw.info(said)
    for column, figure in zip(st.columns(2, gap="medium"), section.figures, strict=False):
        with column:
            draw.figure(figure, scope=view.key("map"), height=maps.HEIGHT)
    for table in section.tables:
        draw.table(table, height=maps.HEIGHT)
    draw.ending(section, f"{view.stem}_地図", key=view.key("map"))
