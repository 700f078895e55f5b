"""固定・推薦・取込: everything that a person decides or brings, in one place."""

from __future__ import annotations

import streamlit as st

from core.rules.by_hand import with_area_table
from core.rules.engine import Result
from core.ui import draw, worksheets
from core.ui.simulator import area_choice, completeness, pinning, state, uploads
from core.views.simulator import hand


def show(result: Result) -> None:
    """What has been decided so far, a form for one area, and the tables to bring in."""
    left, right = st.columns([6, 4], gap="medium")
    with left:
        _so_far(result)
        _worksheets(result)
    with right:
        scenario = result.scenario
        touched = [p.area_code for p in scenario.pins] + [n.area_code for n in scenario.nominations]
        code = area_choice.select(result, "区域", touched)
        pinning.form(result, code)
        completeness.form(result, str(result.facts.areas["pref_code"][code]))
    uploads.show(result)


def _so_far(result: Result) -> None:
    section = hand.section(result)
    draw.heading(section)
    if not section.tables:
        draw.info(section.sentences[0])
        return
    draw.opening(section)
    draw.grid(section.table("by_hand"), key="sim_by_hand", widths={"reason": "large"})
    draw.ending(section, "手で決めたこと", key="sim_by_hand")


def _worksheets(result: Result) -> None:
    """Worksheets typed on area pages of this session: one click takes their explained beds off the gap."""
    offers = hand.worksheet_offers(result, worksheets.worksheets())
    if not offers:
        return
    st.header("区域ページで入れた差異分析", anchor="worksheets")
    for offer in offers:
        if offer.entries:
            st.button(
                offer.words,
                key=f"sim_worksheet_{offer.area_code}",
                on_click=lambda entries=offer.entries: state.take(
                    with_area_table(state.current(), "explained", entries)
                ),
            )
        else:
            draw.caption(offer.words)
