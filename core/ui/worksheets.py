"""Worksheets of this browser session, for the area page, the simulator and the documents alike."""

from __future__ import annotations

import streamlit as st

from core.area.worksheet import Worksheet

_KEY = "gap_worksheets"


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
