"""Beds on the page: table ⑥ with its years and ways to take it away on the left, the trend on the right."""

from __future__ import annotations

import streamlit as st

from core.exports.sheets import Sheet
from core.ui import cached, draw, state, worksheets
from core.ui.area.state import AreaState
from core.ui.area.view import AreaView
from core.views.area import beds, worksheet
from core.views.section import Section, together
from core.vocabulary import labels


def show(view: AreaView, above: Section) -> None:
    """Table ⑥ on the left, trend on the right; below them one ending, for the section `above` as well."""
    reported, planned = beds.years(cached.query, view)
    if not reported or not planned:
        missing = beds.without_beds()
        draw.heading(missing)
        draw.info(missing.sentences[0])
        draw.ending(together(above, missing), f"{view.stem}_概況", key="area_profile")
        return
    left, right = st.columns([7, 5], gap="medium")
    with left:
        heading, one, two = st.columns([6, 4, 4], vertical_alignment="center")
        page = state.page(AreaState)
        year = page.select("form_year", "(A) 病床機能報告の年", options=reported[::-1], text=labels.wareki, place=one)
        plan = page.select("form_plan", "(B) 予定病床数の年", options=planned[::-1], text=labels.wareki, place=two)
        form = cached.made(beds.form, view, year, plan)
        with heading:
            draw.heading(form)
        with st.container(gap="xxsmall", key="area_form"):
            draw.opening(form)
            draw.table(form.table("form"))
        trend = cached.made(beds.trend, view)
        _take_away(view, form, trend, year, plan)
    with right:
        draw.heading(trend)
        draw.opening(trend)
        with st.container(key="area_trend"):
            draw.figure(trend.figure("trend"), scope="area_trend", titled=False)
    draw.ending(together(above, form, trend), f"{view.stem}_概況と病床数", key="area_profile")


def _take_away(view: AreaView, form: Section, trend: Section, year: int, plan: int) -> None:
    table = form.table("form")
    filled = worksheets.worksheet_of(view.area_code)
    sheets = []
    if filled is not None:
        sheets.append(Sheet(tab=worksheet.TAB, tables=worksheet.tables(filled, table.sources)))
    with st.expander("Excel に貼り付ける・ファイルで保存する"):
        st.code(beds.pasted(cached.query, view, year, plan), language=None)
        if filled is not None:
            st.caption("Excel には、この区域の差異分析ワークシートも2枚目のシートとして入ります。")
        if draw.wants_cells("area_form"):
            table, twin = draw.traced(table), draw.traced(trend.figure("trend").twin)
            sheets.append(Sheet(tab=beds.TREND_TAB, tables=(twin,), freeze=2))
        sheets.insert(0, Sheet(tab=beds.FORM_TAB, tables=(table,), freeze=1))
        with st.container(horizontal=True):
            draw.download(sheets, f"{view.stem}_様式6_{year}年", key="area_form", label="Excel(xlsx)", csv=table)
