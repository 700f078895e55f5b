"""区域の理由: the trail of one area's decision beside what a person can decide about it, and the evidence for that."""

from __future__ import annotations

import streamlit as st

from core.rules.engine import Result
from core.ui import cached, draw, navigation
from core.ui.simulator import area_choice, pinning
from core.views.section import Section, together
from core.views.simulator import why
from core.views.words import raw_text, strong
from core.vocabulary.terms import Verdict


def show(result: Result) -> None:
    """Choice of the area, the answer, the steps."""
    areas = result.facts.areas
    code = area_choice.select(result, "理由を見る区域", result.selected_codes())
    section = why.section(result, code, cached.query)
    draw.heading(section)
    draw.opening(section)
    left, right = st.columns([2, 1], gap="medium")
    with left:
        signals = section.table("signals")
        draw.sentence(strong(raw_text(signals.title)))
        draw.table(signals)
        for topic in section.topics:
            with st.container(border=True, gap="xxsmall"):
                draw.topic(topic)
    with right:
        pinning.form(result, code)
        navigation.area_link(code, "この区域のページを開く")
        evidence = _evidence(result, code)
    draw.ending(together(section, evidence), f"区域の理由_{code}_{areas['area_name'][code]}", key="sim_why")


def _evidence(result: Result, code: str) -> Section:
    """Evidence that a ④ nomination can cite; what does not speak for it stays closed."""
    section = why.evidence_section(result, code)
    draw.heading(section, anchored=False)
    draw.caption(*section.sentences)
    for topic in section.topics:
        with st.expander(draw.markdown(topic.heading), expanded=topic.key != Verdict.NOT_MET.value):
            draw.points(topic.lines)
    return section
