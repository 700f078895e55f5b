"""Ranking of the areas on the page: a box for words, a sortable table, one click opens the area."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from core.measures.gap import GapMeasure
from core.ui import cached, draw, navigation, state
from core.ui.national.state import NationalState
from core.views.national import ranking
from core.views.national.scope import Scope

_WIDTHS = {
    "rank": 45,
    "area_name": 112,
    "pref_name": 74,
    "value": 80,
    "reported": 76,
    "required": 82,
    "designation": 70,
    "area_code": 60,
}


def show(scope: Scope, measure: GapMeasure, height: int = 430) -> None:
    """The table of the scope's areas."""
    heading = st.container()
    words = state.page(NationalState).text(
        "q", "区域をさがす(区域名・よみ・都道府県・コード)", placeholder="例: 藤岡、ふじおか、群馬県、1005"
    )
    section = ranking.section(cached.query, scope, measure, words, cached.readings())
    with heading:
        draw.heading(section)
    if not section.tables:
        draw.info(section.sentences[0])
        return
    draw.opening(section)
    table = section.table("ranking")
    event = draw.grid(
        table, key="ranking_table", height=height, widths=_WIDTHS, on_select=state.noted, selection_mode="single-cell"
    )
    cells = event.selection.cells
    if cells:
        navigation.open_area(str(table.column("area_code")[cells[0][0]]))
    st.caption("行を押すと区域のページを開きます。列の見出しを押すと並べ替えます。")
    if draw.wants_cells("ranking"):
        section = replace(section, tables=(ranking.with_cells(cached.query, scope, table),))
    draw.ending(section, f"区域の順位_{scope.name}_{scope.function_label}_{scope.year}年", key="ranking")
