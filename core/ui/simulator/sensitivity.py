"""感度: how the result moves with a threshold and with the noise, and how firm each area's place is."""

from __future__ import annotations

import streamlit as st

from core.rules.engine import Result
from core.ui import cached, draw
from core.ui.simulator import runs
from core.views.section import Section, together
from core.views.simulator import noise, sensitivity
from core.views.words import raw_text, strong

_WIDTHS = {"area_code": 60}


def show(result: Result) -> None:
    """Membership over the threshold, size of the selection, random weightings, and the models of noise."""
    left, right = st.columns(2, gap="medium")
    with left:
        flagged = _charted(sensitivity.membership(result))
        draw.folded(sensitivity.near_title(), "sim_near", lambda: _near(result))
    with right:
        chosen = _charted(sensitivity.size(result))
    firm = _weightings(sensitivity.weightings(result, runs.weightings(result.scenario)))
    sizes = _noise(noise.section(cached.query, result))
    draw.ending(together(flagged, chosen, firm, sizes), "感度", key="sim_sensitivity", noted=True)


def _charted(section: Section) -> Section:
    draw.heading(section)
    draw.opening(section)
    for figure in section.figures:
        draw.figure(figure, scope="sim", titled=False)
    draw.notes(section)
    return section


def _near(result: Result) -> None:
    for topic in sensitivity.near(result).topics:
        draw.topic(topic)


def _weightings(section: Section) -> Section:
    draw.heading(section)
    draw.opening(section)
    left, right = st.columns(2, gap="medium")
    with left:
        for figure in section.figures:
            draw.figure(figure, scope="sim_firm")
    with right:
        table = section.table("shares")
        draw.sentence(strong(raw_text(table.title)))
        draw.grid(table, key="sim_shares", height=480, widths=_WIDTHS)
    draw.notes(section)
    return section


def _noise(section: Section) -> Section:
    draw.heading(section)
    draw.opening(section)
    draw.table(section.table("noise"), titled=True)
    draw.notes(section)
    return section
