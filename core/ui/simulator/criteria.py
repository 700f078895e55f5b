"""判定表: filters over the areas and ①②③④; one click on a row leads to the reasons of its area."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import streamlit as st

from core.rules import wording
from core.rules.engine import Result
from core.rules.model import CRITERIA, MARK, OFFICIAL, Criterion
from core.ui import cached, draw, state
from core.ui.simulator import runs
from core.ui.simulator.view_state import SimulatorState
from core.ui.state import Controls
from core.views.simulator import criteria
from core.views.simulator.criteria import Filter
from core.views.table import Cell
from core.vocabulary import labels

_ALL = "すべて"
_STANDING: Final = {"model": wording.IN_MODEL, "suishin": wording.IN_SUISHIN, "none": wording.IN_NONE}
_WIDTHS: Final[dict[str, int | Literal["large"]]] = {
    "area_code": 56,
    "pref_name": 72,
    "standing": 104,
    "sentence": "large",
    **{c.value: 132 if c in CRITERIA[:2] else 72 for c in CRITERIA},
}


def show(result: Result) -> None:
    """Filters, then the table with the sentence of one criterion where wanted."""
    heading, told_place = st.columns([5, 4], vertical_alignment="bottom")
    page = state.page(SimulatorState)
    told: Criterion | None = page.select(
        "told",
        "説明を並べる事項",
        options=[None, *CRITERIA],
        text=lambda c: "なし(①〜④の判定だけ)" if c is None else wording.CRITERION[c],
        key="sim_told",
        place=told_place,
    )
    whole = runs.criteria_table(result.scenario)
    wanted = _filter(page)
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


def _filter(page: Controls[SimulatorState]) -> Filter:
    """One box per criterion, 都道府県 and 結果; すべて asks for nothing."""
    listed = cached.prefectures()
    prefectures: dict[str, str] = dict(zip(listed["pref_code"], listed["pref_name"], strict=True))
    columns = st.columns(6)
    verdicts = {}
    for column, criterion in zip(columns, CRITERIA, strict=False):
        verdict = page.select(
            criterion.value,
            f"{MARK[criterion]}の判定",
            text=lambda v: labels.VERDICT.get(v, _ALL),
            key=f"sim_filter_{criterion.value}",
            help=f"{wording.CRITERION[criterion]}。{OFFICIAL[criterion]}",
            place=column,
        )
        verdicts[criterion] = labels.VERDICT.get(verdict, "")
    pref = page.select(
        "inside", "都道府県", text=lambda p: prefectures.get(p, _ALL), key="sim_filter_pref", place=columns[4]
    )
    standing = page.select(
        "standing", "結果", text=lambda k: _STANDING.get(k, _ALL), key="sim_filter_result", place=columns[5]
    )
    return Filter(verdicts, prefectures.get(pref, ""), _STANDING.get(standing, ""))


def _open(key: str, codes: Sequence[Cell]) -> None:
    """A click on a row opens that area's reasons."""
    rows = st.session_state[key].selection.rows
    if rows and rows[0] < len(codes):
        state.change(SimulatorState, area=str(codes[rows[0]]), view="why")
    state.own_part()
