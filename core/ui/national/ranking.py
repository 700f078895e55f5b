"""Ranking of the 339 areas: sortable, searchable, one click opens the area."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.data.sourced import Sourced
from core.measures.gap import GapMeasure
from core.ui import components, navigation, state
from core.vocabulary import labels
from core.vocabulary.terms import Designation

#: Short words, since the column is narrow; the page of the area has the whole.
_DESIGNATION = {Designation.SUISHIN: "推進", Designation.MODEL: "モデル"}
_FORMATS = {"gap": "%+d", "gap_rate": "%+.1f%%", "fill_rate": "%.1f%%", "vs_2015": "%.1f%%", "z": "%+.2f"}
_COLUMNS = {
    "順位": st.column_config.NumberColumn("順位", width=45, help="選んだ指標の大きい順。算出不可の区域には順位がない"),
    "区域": st.column_config.TextColumn("構想区域", width=112),
    "都道府県": st.column_config.TextColumn("都道府県", width=74),
}


def table_rows(rows: pd.DataFrame, measure: GapMeasure) -> pd.DataFrame:
    """Rows of the table on screen, in rank order: area_code, 順位, 区域, 都道府県, 指標, 報告, 必要量, 指定.

    A rank is null where the measure cannot be computed; those areas stand last. Ratios are given in percent.
    """
    factor = 100 if measure.unit == "%" else 1
    value = rows[measure.key] * factor
    table = pd.DataFrame(
        {
            "area_code": rows["area_code"],
            "順位": value.rank(ascending=False, method="min").astype("Int64"),
            "区域": rows["area_name"],
            "都道府県": rows["pref_name"],
            "指標": value,
            "報告": rows["reported"].astype("Int64"),
            "必要量": rows["required"].astype("Int64"),
            "指定": rows["designation"].map(_DESIGNATION).astype(object).where(rows["designation"].notna(), ""),
        }
    )
    return table.sort_values(["順位", "area_code"], na_position="last", ignore_index=True)


def matches(rows: pd.DataFrame, words: str, readings: pd.Series) -> pd.Series:
    """Which rows contain every word in area name, prefecture, code or reading (`readings` by area_code)."""
    reading = [readings.get(code, "") for code in rows["area_code"]]
    haystack = (
        rows["area_name"]
        + " "
        + rows["pref_name"]
        + " "
        + rows["area_code"]
        + " "
        + pd.Series(reading, rows.index, "str")
    )
    hit = pd.Series(True, index=rows.index)
    for word in words.replace("\u3000", " ").split():
        hit &= haystack.str.contains(word, regex=False)
    return hit


def show(rows: Sourced, measure: GapMeasure, function: str, year: int, readings: pd.Series, height: int = 430) -> None:
    """The table for the rows on screen (all areas, or a prefecture's)."""
    st.subheader(f"{labels.BED_FUNCTION[function]}の{measure.label}の順({year}年)", anchor="ranking")
    words = state.text(
        "区域をさがす(区域名・よみ・都道府県・コード)", key="q", placeholder="例: 藤岡、ふじおか、群馬県、1005"
    )
    frame = rows.frame[matches(rows.frame, words, readings)] if words else rows.frame
    table = table_rows(frame, measure)
    if table.empty:
        st.info(f"「{words}」に当てはまる構想区域はありません。区域名の一部、よみ、都道府県名でさがせます。")
        return
    digits = _FORMATS[measure.key]
    event = st.dataframe(
        table.drop(columns="area_code"),
        hide_index=True,
        height=height,
        on_select="rerun",
        selection_mode="single-cell",
        key="ranking_table",
        column_config=_COLUMNS
        | {
            "指標": st.column_config.NumberColumn(measure.label, format=digits, help=measure.formula, width=80),
            "報告": st.column_config.NumberColumn("報告(床)", format="localized", width=76),
            "必要量": st.column_config.NumberColumn("必要量(床)", format="localized", width=82),
            "指定": st.column_config.TextColumn("指定", width=70, help="公表で確認できた推進区域・モデル推進区域"),
        },
    )
    cells = event.selection.cells
    if cells:
        navigation.open_area(str(table.loc[cells[0][0], "area_code"]))
    st.caption(
        f"{len(table)}区域。行を押すと区域のページを開きます。列の見出しを押すと並べ替えます。空欄は{labels.NOT_COMPUTABLE}(必要量または2015年の値が0・空欄)。"
    )
    components.source_footer(rows.source_ids, f"{measure.label} = {measure.formula}")
