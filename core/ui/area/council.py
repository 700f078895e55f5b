"""What a 調整会議 asks, on the page: the calculator of beds that residents use, and opinions row by row or by topic."""

from __future__ import annotations

from typing import Final

import streamlit as st

from core.ui import cached, draw, lazy, state
from core.ui.area.state import AreaState
from core.ui.area.view import AreaView
from core.views.area import council, council_bases, opinions
from core.views.area.council import Inputs
from core.views.area.council_bases import BY_FUNCTION
from core.views.section import Section

#: A long opinion scrolls in its box, so that the section stays on one screen; on paper it is whole.
_HEIGHT: Final = 328


def show(view: AreaView) -> None:
    """The inputs, and what follows from them."""
    explanation = st.container()
    section = council.section(cached.query, view, _inputs(view))
    formula, *more = section.sentences
    with explanation:
        draw.sentence(formula)
    draw.sentence(section.lead)
    if section.has("by_function"):
        lines, beside = st.columns([3, 2], gap="medium")
        with lines:
            draw.table(section.table("by_function"))
        with beside:
            draw.cards(section.card_row("use"), section.title)
            draw.caption(*more)
            with st.expander("ほかの根拠ならどうなるか"):
                draw.table(section.table("bases"))
    else:
        draw.cards(section.card_row("use"), section.title)
        draw.caption(*more)
    draw.ending(section, f"{view.stem}_住民が利用する病床", key=view.key("council"))


def said(view: AreaView) -> None:
    """Opinions with the replies given to them, one row of the paper at a time or by topic (all rows for printing)."""
    if not opinions.has_opinions(view):
        return
    opening, labels = st.container(), opinions.topics(view)
    chosen = ""
    if not lazy.everything_at_once():
        chosen = state.page(AreaState).segments(
            "topic", "意見・論点", options=list(labels), text=labels.__getitem__, hidden=True
        )
    section = opinions.opinions(view, chosen)
    with opening:
        draw.sentence(section.lead)
        draw.caption(*section.sentences)
    whole = lazy.everything_at_once()
    with st.container(border=False) if whole else st.container(height=_HEIGHT, border=False):
        _rows(section)
    draw.ending(section, f"{view.stem}_協議会の意見と回答", key=view.key("opinions"))


def _rows(section: Section) -> None:
    for opinion, answered in zip(section.topics[::2], section.topics[1::2], strict=True):
        with st.container(border=True):
            left, right = st.columns([3, 2], gap="medium")
            with left:
                draw.topic(opinion)
            with right:
                draw.topic(answered)


def _inputs(view: AreaView) -> Inputs:
    page, begun = state.page(AreaState), council_bases.start(cached.query, view)
    bases = {b.key: b for b in council_bases.bases(cached.query, view)}
    now = page.value
    numbers = (now.beds_used, now.inflow_share, now.standard_beds)
    meant = council_bases.chosen(list(bases.values()), now.inflow, numbers)
    one, two, three, four = st.columns([2, 4, 2, 2], vertical_alignment="bottom")
    with two:
        # Another basis brings its own share.
        basis = page.select(
            "inflow",
            "流入割合の根拠",
            options=list(bases),
            start=meant,
            text=lambda key: bases[key].label,
            resets=("inflow_share",),
        )
    beds, share = None, None
    if basis != BY_FUNCTION:  # there each function brings its own
        with one:
            beds = page.number(
                "beds_used",
                "病床数(床)",
                widget=view.key("council_beds"),
                start=begun.beds,
                step=10,
                placeholder="床数を入力",
                beside={"inflow": basis},
            )
        with three:
            share = page.number(
                "inflow_share",
                "流入割合(%)",
                widget=view.key(f"council_share_{basis}"),
                start=bases[basis].start,
                step=0.1,
                format="%.1f",
                placeholder="割合を入力",
                beside={"inflow": basis},
            )
    with four:
        standard = page.number(
            "standard_beds",
            "基準病床数(床)",
            widget=view.key("council_standard"),
            start=begun.standard_beds,
            step=10,
            placeholder="県の計画から入力",
            beside={"inflow": basis},
        )
    return Inputs(beds, basis, share, standard)
