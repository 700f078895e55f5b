"""点検表 on the page: the map by one figure, what it says, and the table of all areas."""

from __future__ import annotations

import streamlit as st

from core.data.queries import areas
from core.ui import cached, draw, state
from core.ui.review.state import ReviewState
from core.views.review import check
from core.views.review.check import NATION, WAYS


def show() -> None:
    """Prefecture and way of colouring → map and table; a row that is pressed is kept for the other views."""
    page = state.page(ReviewState)
    listed = cached.prefectures()
    names: dict[str, str] = dict(zip(listed["pref_code"], listed["pref_name"], strict=True))
    years = cached.query(areas.population_years)
    one, two = st.columns([3, 9], vertical_alignment="bottom")
    pref = page.select("pref", "都道府県", text=lambda p: names.get(p, NATION), place=one)
    way = page.segments("way", "地図の色", text=lambda k: WAYS[k].named(years), place=two)
    section = check.section(cached.query, pref, way)
    figure = section.figure("map")
    draw.heading(section)
    draw.opening(section)
    left, right = st.columns([6, 6], gap="medium")
    with left, st.container(key="sim_map"):
        draw.figure(
            figure, scope="review", titled=False, key_at="none", twin=False, key=f"review_map_{pref}", height="stretch"
        )
    with right:
        draw.legend(figure)
        if section.has("prefectures"):
            draw.table(section.table("prefectures"), height=430)
        else:
            _sentences(pref)
    draw.twin(figure, "review")
    draw.grid(section.table("check"), key=f"review_table_{pref}", height=430)
    draw.ending(section, f"点検表_{names.get(pref, NATION)}", key="review_check")


def _sentences(pref: str) -> None:
    """Each area of a prefecture in one sentence."""
    draw.points(check.sentences(cached.query, pref))
