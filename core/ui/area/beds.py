"""Beds: the official table ⑥ to copy, and the trend against 必要量."""

from __future__ import annotations

import streamlit as st

from core.area.form_table import SIGN_NOTE, FormTable, form_table, form_xlsx
from core.charts.trend import trend_chart, trend_rows, trend_years
from core.data.queries import beds
from core.exports import csv_bytes
from core.ui import cached, components, state, tables, worksheets
from core.ui.area.view import AreaView
from core.vocabulary import labels
from core.vocabulary.terms import Series


def show(view: AreaView) -> None:
    """Table ⑥ on the left, trend on the right."""
    rows = cached.query(beds.area_beds, view.area_code)
    reported = sorted(rows.frame.loc[rows.frame["series"] == Series.REPORTED, "year"].unique().tolist())
    planned = sorted(rows.frame.loc[rows.frame["series"] == Series.PLANNED, "year"].unique().tolist())
    if not reported or not planned:
        components.no_data("病床数", "この区域の報告病床数または見込量が公表資料から読み取れませんでした。")
        return
    left, right = st.columns([7, 5], gap="medium")
    with left:
        st.subheader("⑥ 各時点の機能別病床数(区域対応方針の様式、床)", anchor="beds")
        one, two, _ = st.columns([2, 2, 3])
        with one:
            year = state.select(
                "(A) 病床機能報告の年", reported[::-1], key="form_year", default=reported[-1], text=labels.wareki
            )
        with two:
            plan = state.select(
                "(B) 予定病床数の年", planned[::-1], key="form_plan", default=planned[-1], text=labels.wareki
            )
        table = form_table(rows.frame, int(year), int(plan))
        tables.figures(
            table.headings,
            [[c if isinstance(c, str) else f"{c:,}" for c in cells] for cells in table.cells(with_total=True)],
            sums=(len(table.rows),),
        )
        st.caption(SIGN_NOTE)
        _take_away(view, table, rows.source_ids)
    with right:
        st.subheader("病床数の推移と2025年の必要量(床)", anchor="trend")
        shown = trend_rows(rows.frame)
        years = trend_years(shown)
        components.draw_rows(("area_trend", years), lambda: trend_chart(years, height=300), shown)
        components.source_footer(
            rows.source_ids,
            f"実線と点 = 実績、ひし形 = {planned[-1]}年の見込量、破線 = 2025年の必要量。2016・2017年はこの公表資料にない。",
        )
    components.cautions()


def _take_away(view: AreaView, table: FormTable, source_ids: tuple[str, ...]) -> None:
    with st.expander("Excel に貼り付ける・ファイルで保存する"):
        st.code(table.tsv(), language=None)
        one, two, _ = st.columns([1, 1, 2])
        name = f"{view.area_code}_{view.area_name}_様式6_{table.reported_year}年"
        sheet = worksheets.worksheet_of(view.area_code)
        if sheet is not None:
            st.caption("Excel には、この区域の差異分析ワークシートも2枚目のシートとして入ります。")
        one.download_button(
            "Excel(xlsx)",
            data=lambda: form_xlsx(table, view.label, components.source_text(source_ids), sheet),
            file_name=f"{name}.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            on_click="ignore",
            key=view.key("form_xlsx"),
        )
        two.download_button(
            "CSV(BOM付き)",
            data=lambda: csv_bytes(table.frame()),
            file_name=f"{name}.csv",
            mime="text/csv",
            on_click="ignore",
            key=view.key("form_csv"),
        )
