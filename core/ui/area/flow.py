"""Where patients come from and where residents go, on the page: one patient group, both directions side by side."""

from __future__ import annotations

import streamlit as st

from core.ui import cached, draw, state
from core.ui.area.state import AreaState
from core.ui.area.view import AreaView
from core.views.area import flow
from core.vocabulary import labels
from core.vocabulary.terms import Direction, PatientGroup


def show(view: AreaView) -> None:
    """The rows behind both pictures stand in one place, beside the split of all groups."""
    group = state.page(AreaState).segments("group", "患者区分", text=labels.PATIENT_GROUP.__getitem__)
    section = cached.made(flow.section, view, PatientGroup(group))
    rates, *nothing = section.sentences
    draw.sentence(section.lead)
    draw.sentence(rates)
    for column, figure in zip(st.columns(len(Direction), gap="medium"), section.figures, strict=False):
        with column:
            draw.figure(figure, scope=view.key("flow"), twin=False)
    for words in nothing:
        draw.info(words)
    with st.expander("患者区分ごとの内訳(自区域・同じ都道府県・ほかの都道府県・非表示)と相手の区域の一覧"):
        draw.table(section.table("splits"))
        for column, figure in zip(st.columns(len(Direction), gap="medium"), section.figures, strict=False):
            with column:
                draw.table(figure.twin, height=300, titled=True)
    draw.ending(section, f"{view.stem}_流入流出", key=view.key("flow"))
