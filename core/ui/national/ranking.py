"""Ranking of the areas on the page: a box for words, a sortable table, one click opens the area."""

from __future__ import annotations

import streamlit as st

from core.measures.gap import GapMeasure
from core.ui import cached, draw, navigation, state
from core.ui.national.state import NationalState
from core.views.national import ranking
from core.views.national.scope import Scope
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


def show(scope: Scope, measure: GapMeasure, height: int = 430) -> None:
    """The table of the scope's areas."""
    heading = st.container()
    by_pref = scope.level is Level.PREFECTURE
    label, example = (
        ("都道府県をさがす(名前・コード)", "例: 群馬県、10")
        if by_pref
        else ("区域をさがす(区域名・よみ・都道府県・コード)", "例: 藤岡、ふじおか、群馬県、1005")
    )
    words = state.page(NationalState).text("q", label, placeholder=example)
    section = ranking.section(cached.query, scope, measure, words, cached.readings())
    with heading:
        draw.heading(section)
    if not section.tables:
        draw.info(section.sentences[0])
        return
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
    cells = event.selection.cells
    if cells and not by_pref:
        navigation.open_area(str(table.column("area_code")[cells[0][0]]))
    st.caption(f"{'' if by_pref else '行を押すと区域のページを開きます。'}列の見出しを押すと並べ替えます。")
    stem = f"{scope.unit}の順位_{scope.whole.name}_{scope.function_label}_{scope.year}年"
    draw.ending(section, stem, key="ranking", csv=table)
