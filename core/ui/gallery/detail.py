"""Detail view of one case (`/gallery?case=…`)."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from core.content.cases import Case, Tactic
from core.text.outside import Outside
from core.ui import draw, navigation, state
from core.ui.gallery import photo, plan, printing
from core.ui.gallery.state import GalleryState
from core.views.gallery import detail
from core.views.section import together


def show(case: Case, tactics: tuple[Tactic, ...], area_names: dict[str, str]) -> None:
    """Everything the paper says about the case, with map, print card and the way to its area."""
    section = detail.section(case, tactics, area_names)
    st.title(f"{case.name} — {case.kind_label}")
    left, right = st.columns([5, 8], gap="medium")
    with right:
        draw.heading(section, anchored=False)
        draw.opening(section)
        for topic in section.topics:
            draw.topic(topic, scope="case")
    with left:
        navigation.page_link(
            replace(state.current(GalleryState), case=Outside("")), "事例の一覧へ戻る", icon=":material/arrow_back:"
        )
        photo.supplied(case, every=True)
        photo.captions(case)
        draw.table(section.table("facts"))
        if case.website:
            st.markdown(f"ウェブサイト: [{case.website}]({case.website})(外部サイト)")
        draw.place(detail.area_link(case, area_names), key="case_area", here="/gallery")
        printing.button((case,), tactics, area_names)
        draw.figure(section.figure("places"), scope="case", titled=False, twin=False)
    tried = plan.show(case, tactics)
    draw.ending(together(tried, section), f"自院で試す_{case.name}", key="plan", csv=tried.table("plan"))
