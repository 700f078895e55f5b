"""Worksheets of this browser session, for the area page, the simulator and the documents alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from core.area.worksheet import Worksheet
from core.reading.entries import Cells
from core.text.outside import Outside
from core.ui import cached
from core.views.words import Words, say

_KEY = "gap_worksheets"
_DRAFTS = "gap_worksheet_drafts"
_EDITION = "gap_worksheets_edition"


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that stands in the table of an area, unfinished rows too, and the year that it was typed for."""

    year: int
    rows: Cells


def keep_draft(area_code: str, draft: Draft) -> None:
    """Remember what stands in the table of an area; an empty one is forgotten."""
    kept = drafts() | {area_code: draft}
    st.session_state[_DRAFTS] = {code: d for code, d in kept.items() if d.rows}


def drafts() -> dict[str, Draft]:
    """What stands in the tables of this session, by area."""
    kept: dict[str, Draft] = st.session_state.get(_DRAFTS, {})
    return dict(kept)


def forget(area_code: str) -> None:
    """Neither the worksheet of an area nor what is in its table is kept."""
    for key in (_KEY, _DRAFTS):
        kept = dict(st.session_state.get(key, {}))
        kept.pop(area_code, None)
        st.session_state[key] = kept
    start_anew()


def start_anew() -> None:
    """Every table is to show what is kept now, not what was typed before."""
    st.session_state[_EDITION] = edition() + 1


def keep(sheet: Worksheet) -> None:
    """Remember the worksheet of its area; one without a line is forgotten."""
    kept: dict[str, Worksheet] = dict(st.session_state.get(_KEY, {}))
    if sheet.explanations:
        kept[sheet.area_code] = sheet
    else:
        kept.pop(sheet.area_code, None)
    st.session_state[_KEY] = kept


def worksheet_of(area_code: str) -> Worksheet | None:
    """The worksheet of one area, or None where none was filled in."""
    kept: dict[str, Worksheet] = st.session_state.get(_KEY, {})
    return kept.get(area_code)


def worksheets() -> tuple[Worksheet, ...]:
    """All worksheets of the session in code order."""
    kept: dict[str, Worksheet] = st.session_state.get(_KEY, {})
    return tuple(kept[code] for code in sorted(kept))


def replace_all(sheets: tuple[Worksheet, ...]) -> Sequence[Words]:
    """Only these worksheets are kept; returns sentences on those of areas that the data does not have."""
    known = set(cached.area_list()["area_code"])
    st.session_state[_KEY] = {s.area_code: s for s in sheets if s.area_code in known and s.explanations}
    st.session_state[_DRAFTS] = {}
    start_anew()
    return [
        say("区域コード ", Outside(s.area_code), " の差異分析ワークシートは、区域がないため除きました。")
        for s in sheets
        if s.area_code not in known
    ]


def edition() -> int:
    """How often all worksheets have been replaced; tables of an earlier edition show what is gone."""
    number: int = st.session_state.get(_EDITION, 0)
    return number
