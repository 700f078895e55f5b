"""Ranking of the areas on the page: a box for words, a sortable table, a link to the area of the row that is chosen in it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.measures.gap import GapMeasure
from core.ui import cached, draw, navigation, state
from core.ui.area.state import AreaState
from core.ui.national.state import NationalState
from core.views.national import ranking
from core.views.national.scope import Scope
from core.views.section import Section
from core.views.table import Table
from core.vocabulary import labels
from core.vocabulary.terms import Level

_WIDTHS = {
    "rank": 45,
    "area_name": 112,
    "pref_name": 74,
    "value": 80,
    "reported": 76,
    "required": 82,
    "designation": 70,
    "area_code": 60,
    "pref_code": 60,
}


def show(scope: Scope, measure: GapMeasure, height: int = 430) -> Section:
    """The table of the scope's areas; its ending is left to who draws what stands beside it."""
    heading = st.container()
    by_pref = scope.level is Level.PREFECTURE
    label, example = (
        ("都道府県をさがす(名前・コード)", "例: 群馬県、10")
        if by_pref
        else ("区域をさがす(区域名・よみ・都道府県・コード)", "例: 藤岡、ふじおか、群馬県、1005")
    )
    box, choice = st.columns([5, 2], vertical_alignment="bottom")
    page = state.page(NationalState)
    words = page.text("q", label, placeholder=example, place=box)
    order = page.select("order", "並べ方", text=ranking.ORDERS.__getitem__, place=choice)
    section = (
        ranking.section(cached.query, scope, measure, words, cached.readings(), order)
        if words.raw or order != "high"
        else cached.made(ranking.section, scope, measure)
    )
    with heading:
        draw.heading(section)
    if not section.tables:
        draw.info(section.sentences[0])
        return section
    draw.opening(section)
    table = section.table("ranking")
    event = draw.grid(
        table,
        key="ranking_prefectures" if by_pref else "ranking_table",
        height=height,
        widths=_WIDTHS,
        on_select=state.noted,
        selection_mode="single-cell",
    )
    if by_pref:
        st.caption("列の見出しを押すと並べ替えます。")
    else:
        _way(table, event.selection.cells)
    return section


def _way(table: Table, cells: Sequence[tuple[int, str]]) -> None:
    """To the area of the chosen row. Moving in the table opens nothing: arrow keys choose every cell that they pass."""
    row = cells[0][0] if cells else len(table.rows)
    with st.container(key="ranking_way", horizontal=True, vertical_alignment="center", gap="small"):
        if row < len(table.rows):  # words may have narrowed the table since
            code, name, pref = (str(table.column(c)[row]) for c in ("area_code", "area_name", "pref_name"))
            wanted = state.current(AreaState).of_area(code)
            navigation.page_link(wanted, f"{labels.area(name, pref)}のページを開く", icon=":material/arrow_forward:")
        st.caption("行を選ぶと、区域のページへのリンクがここに出ます。列の見出しを押すと並べ替えます。")
