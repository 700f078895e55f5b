"""判定表: filters over the areas and ①②③④; one click on a row leads to the reasons of its area."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import streamlit as st

from core.rules import wording
from core.rules.engine import Result
from core.rules.model import CRITERIA, MARK, OFFICIAL, Criterion
from core.ui import draw
from core.ui.simulator import runs
from core.views.simulator import criteria
from core.views.simulator.criteria import Filter
from core.views.table import Cell, Table
from core.vocabulary import labels

_ALL = "すべて"
_WORDS = [_ALL, *labels.VERDICT.values()]
_WIDTHS: Final[dict[str, int | Literal["large"]]] = {
    "area_code": 56,
    "pref_name": 72,
    "standing": 104,
    "sentence": "large",
    **{c.value: 64 for c in CRITERIA},
}


def show(result: Result) -> None:
    """Filters, then the table with the sentence of one criterion where wanted."""
    heading, told_place = st.columns([5, 4], vertical_alignment="bottom")
    told: Criterion | None = told_place.selectbox(
        "説明を並べる事項",
        [None, *CRITERIA],
        format_func=lambda c: "なし(①〜④の判定だけ)" if c is None else wording.CRITERION[c],
        key="sim_told",
        persist_state="session",
    )
    whole = runs.criteria_table(result.scenario)
    wanted = _filter(whole)
    sentences = None if told is None else runs.explanations(result.scenario, told)
    section = criteria.section(result, whole, wanted, sentences)
    with heading:
        draw.heading(section)
    if not section.tables:
        draw.info(section.sentences[0])
        return
    [table] = section.tables
    key, codes = f"sim_table_{told or 'all'}", table.column("area_code")
    draw.opening(section)
    draw.grid(
        table, key=key, height=430, widths=_WIDTHS, on_select=lambda: _open(key, codes), selection_mode="single-row"
    )
    draw.ending(section, "判定表", key="sim_criteria")


def _filter(whole: Table) -> Filter:
    """One box per criterion, 都道府県 and 結果; すべて asks for nothing."""
    columns = st.columns(6)
    verdicts = {}
    for column, criterion in zip(columns, CRITERIA, strict=False):
        word = column.selectbox(
            f"{MARK[criterion]}の判定",
            _WORDS,
            key=f"sim_filter_{criterion.value}",
            help=f"{wording.CRITERION[criterion]}。{OFFICIAL[criterion]}",
            persist_state="session",
        )
        if word != _ALL:
            verdicts[criterion] = word
    prefecture = columns[4].selectbox(
        "都道府県",
        [_ALL, *dict.fromkeys(map(str, whole.column("pref_name")))],
        key="sim_filter_pref",
        persist_state="session",
    )
    standing = columns[5].selectbox(
        "結果",
        [_ALL, *sorted(set(map(str, whole.column("standing"))))],
        key="sim_filter_result",
        persist_state="session",
    )
    return Filter(verdicts, "" if prefecture == _ALL else prefecture, "" if standing == _ALL else standing)


def _open(key: str, codes: Sequence[Cell]) -> None:
    """A click on a row opens that area's reasons."""
    rows = st.session_state[key].selection.rows
    if rows and rows[0] < len(codes):
        st.session_state["select_area"] = codes[rows[0]]
        st.session_state["segments_view"] = "why"
