"""点検表 on the page: the map by one figure, what it says, the table of all areas, and the ways from a row of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from core.data.queries import areas
from core.text.outside import Outside
from core.ui import cached, draw, navigation, state
from core.ui.review.state import ReviewState
from core.views.review import check
from core.views.review.check import NATION, WAYS
from core.views.table import Table
from core.vocabulary import labels

_ICON: Final = ":material/arrow_forward:"


def show() -> None:
    """Prefecture and way of colouring → map and table; a row that is pressed leads to the other views of its area."""
    page = state.page(ReviewState)
    listed = cached.prefectures()
    names: dict[str, str] = dict(zip(listed["pref_code"], listed["pref_name"], strict=True))
    years = cached.query(areas.population_years)
    one, two = st.columns([3, 9], vertical_alignment="bottom")
    pref = page.select("pref", "都道府県", text=lambda p: names.get(p, NATION), place=one)
    way = page.segments("way", "地図の色", text=lambda k: WAYS[k].named(years), place=two)
    section = cached.made(check.section, pref, way)
    figure = section.figure("map")
    draw.heading(section)
    draw.opening(section)
    left, right = st.columns([6, 6], gap="medium")
    with left, st.container(key="sim_map"):
        draw.figure(
            figure, scope="review", titled=False, key_at="none", twin=False, key=f"review_map_{pref}", height="stretch"
        )
    with right, st.container(key="review_beside"):
        draw.legend(figure)
        if section.has("prefectures"):
            draw.table(section.table("prefectures"), height=430)
        else:
            _sentences(pref)
    draw.twin(figure, "review")
    table = section.table("check")
    event = draw.grid(
        table,
        key=f"review_table_{pref}",
        height=draw.fitted(table, 430),
        on_select=state.noted,
        selection_mode="single-cell",
        worded=True,
    )
    _ways(table, event.selection.cells)
    draw.ending(section, f"点検表_{names.get(pref, NATION)}", key="review_check")


def _ways(table: Table, cells: Sequence[tuple[int, str]]) -> None:
    """From the chosen row to what the area exchanges with others, its institutions and its page."""
    row = cells[0][0] if cells else len(table.rows)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if row < len(table.rows):  # a prefecture chosen since may have fewer
            code, name, pref = (str(table.column(c)[row]) for c in ("area_code", "area_name", "pref_name"))
            label, area = labels.area(name, pref), Outside(code)
            for view, words in (("join", "を合わせて見る"), ("acute", "の急性期の協議資料")):
                navigation.page_link(ReviewState(view=view, area=area), f"{label}{words}", icon=_ICON)
            navigation.area_link(code, f"{label}のページ")
        st.caption("行を選ぶと、その区域の資料へのリンクがここに出ます。列の見出しを押すと並べ替えます。")


def _sentences(pref: str) -> None:
    """Each area of a prefecture in one sentence."""
    draw.points(check.sentences(cached.query, pref))
