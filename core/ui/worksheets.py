"""Worksheets of this browser session, for the area page, the simulator and the documents alike."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.area.worksheet import Worksheet
from core.text.outside import Outside
from core.ui import cached
from core.views.words import Words, say

_KEY = "gap_worksheets"
_EDITION = "gap_worksheets_edition"


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
    st.session_state[_EDITION] = edition() + 1
    return [
        say("区域コード ", Outside(s.area_code), " の差異分析ワークシートは、区域がないため除きました。")
        for s in sheets
        if s.area_code not in known
    ]


def edition() -> int:
    """How often all worksheets have been replaced; grids of an earlier edition show what is gone."""
    number: int = st.session_state.get(_EDITION, 0)
    return number
