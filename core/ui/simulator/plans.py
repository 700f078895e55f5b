"""減床の計画 of this browser session: which institutions are in the calculation, and what was typed for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import pandas as pd
import streamlit as st

from core.data.queries import rules as queries
from core.subsidy.plan_rows import NAME, PLACES, PLAN_COLUMNS
from core.text.outside import Outside
from core.ui import cached
from core.views.words import Words, say
from core.workfile.work import PlanEntry

#: What was typed, by area and institution: outlives the widgets, which end when another view opens.
_TYPED: Final = "sim_money_typed"
_EDITION: Final = "sim_money_edition"
#: A row by the headings of its columns.
Row = Mapping[str, Any]


def picked_key(area_code: str) -> str:
    """Key of the box in which institutions are chosen."""
    return f"sim_money_names_{area_code}"


def grid_key(area_code: str, rows: Iterable[object], grid: str) -> str:
    """Key of a grid: another one for other institutions, and after a working file was opened."""
    edition = st.session_state.get(_EDITION, 0)
    return f"sim_money_{edition}_{area_code}_{'_'.join(map(str, rows))}_{grid}"


def typed(area_code: str) -> dict[str, Row]:
    """What was typed, by institution."""
    return dict(st.session_state.get(_TYPED, {}).get(area_code, {}))


def keep(area_code: str, rows: pd.DataFrame) -> None:
    """Remember what the grids hold."""
    kept = st.session_state.setdefault(_TYPED, {}).setdefault(area_code, {})
    kept.update({row[NAME]: row for row in rows.to_dict("records")})


def dump() -> tuple[PlanEntry, ...]:
    """All plans; those of institutions that are no longer chosen as well."""
    found = []
    for code, rows in st.session_state.get(_TYPED, {}).items():
        picked = st.session_state.get(picked_key(code), [])
        found += [
            PlanEntry(area_code=code, institution=name, picked=name in picked, **_fields(row))
            for name, row in rows.items()
        ]
    return tuple(found)


def load(entries: tuple[PlanEntry, ...]) -> Sequence[Words]:
    """Only these plans; returns sentences on institutions that the data does not have."""
    for code in st.session_state.get(_TYPED, {}):
        st.session_state[picked_key(code)] = []
    known = {code: _institutions(code) for code in {e.area_code for e in entries}}
    taken = [e for e in entries if e.institution in known[e.area_code]]
    kept: dict[str, dict[str, Row]] = {}
    for entry in taken:
        kept.setdefault(entry.area_code, {})[entry.institution] = _row(entry)
    for code in kept:
        st.session_state[picked_key(code)] = [e.institution for e in taken if e.area_code == code and e.picked]
    st.session_state[_TYPED] = kept
    st.session_state[_EDITION] = st.session_state.get(_EDITION, 0) + 1
    return [
        say(
            "減床の計画の「",
            Outside(e.institution),
            "」(区域 ",
            Outside(e.area_code),
            ")は、医療機関の一覧にないため除きました。",
        )
        for e in entries
        if e not in taken
    ]


def _institutions(area_code: str) -> set[str]:
    if area_code not in set(cached.area_list()["area_code"]):
        return set()
    return set(cached.query(queries.area_institutions, area_code).frame["facility_name"].astype(str))


def _fields(row: Row) -> dict[str, Any]:
    """Cells of a grid as the fields of an entry."""
    fields: dict[str, Any] = {}
    for column in PLAN_COLUMNS:
        value = row.get(column.heading)
        if column.field == "stays_in_area":
            fields[column.field] = PLACES.get(value) if isinstance(value, str) else None
        elif value is None or pd.isna(value):
            fields[column.field] = None
        else:
            fields[column.field] = float(value) if column.field == "occupancy" else int(value)
    return fields


def _row(entry: PlanEntry) -> Row:
    """An entry as cells of the grids."""
    row: dict[str, Any] = {NAME: entry.institution}
    for column in PLAN_COLUMNS:
        value = getattr(entry, column.field)
        if column.field == "stays_in_area":
            value = next((word for word, stays in PLACES.items() if stays is value), None)
        row[column.heading] = pd.NA if value is None and column.field != "stays_in_area" else value
    return row
