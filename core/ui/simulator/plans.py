"""減床の計画 of this browser session: which institutions are in the calculation, and what was typed for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import pandas as pd
import streamlit as st

from core.data.queries import rules as queries
from core.subsidy.plan_rows import NAME, PLACES, PLAN_COLUMNS, published
from core.text.outside import Outside
from core.ui import cached, state
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


def reorganised_key(area_code: str) -> str:
    """Key of the box in which those of a 再編統合 are chosen."""
    return f"sim_money_reorganised_{area_code}"


def table_key(area_code: str, rows: Iterable[object], table: str) -> str:
    """Key of a table: another one for other institutions, in each visit, and after a working file was opened."""
    edition = st.session_state.get(_EDITION, 0)
    return f"sim_money_{edition}_{state.visit()}_{area_code}_{'_'.join(map(str, rows))}_{table}"


def typed(area_code: str) -> dict[str, Row]:
    """What was typed, by institution."""
    return dict(st.session_state.get(_TYPED, {}).get(area_code, {}))


def keep(area_code: str, rows: Iterable[Row]) -> None:
    """Remember what the tables hold: rows of both, or of one."""
    kept = st.session_state.setdefault(_TYPED, {}).setdefault(area_code, {})
    kept.update({row[NAME]: {**kept.get(row[NAME], {}), **row} for row in rows})


def dump() -> tuple[PlanEntry, ...]:
    """All plans; those of institutions that are no longer chosen as well."""
    found = []
    for code, rows in st.session_state.get(_TYPED, {}).items():
        picked, joined = (st.session_state.get(key(code), []) for key in (picked_key, reorganised_key))
        found += [
            PlanEntry(
                area_code=code,
                institution=name,
                picked=name in picked,
                reorganised=name in joined,
                h30_typed=True,
                **_fields(row),
            )
            for name, row in rows.items()
        ]
    return tuple(found)


def load(entries: tuple[PlanEntry, ...]) -> Sequence[Words]:
    """Only these plans; returns sentences on institutions that the data does not have, and on cells of H30 that were emptied."""
    for code in st.session_state.get(_TYPED, {}):
        st.session_state[picked_key(code)] = []
        st.session_state[reorganised_key(code)] = []
    known = {code: _institutions(code) for code in {e.area_code for e in entries}}
    held = [e for e in entries if e.institution in known[e.area_code]]
    told: list[Words] = [
        say(
            "減床の計画の「",
            Outside(e.institution),
            "」(区域 ",
            Outside(e.area_code),
            ")は、医療機関の一覧にないため除きました。",
        )
        for e in entries
        if e not in held
    ]
    taken = [_without_stand_in(e, known[e.area_code][e.institution]) for e in held]
    told += [_emptied(old, new) for old, new in zip(held, taken, strict=True) if old != new]
    kept: dict[str, dict[str, Row]] = {}
    for entry in taken:
        kept.setdefault(entry.area_code, {})[entry.institution] = _row(entry)
    for code in kept:
        here = [e for e in taken if e.area_code == code and e.picked]
        st.session_state[picked_key(code)] = [e.institution for e in here]
        st.session_state[reorganised_key(code)] = [e.institution for e in here if e.reorganised]
    st.session_state[_TYPED] = kept
    st.session_state[_EDITION] = st.session_state.get(_EDITION, 0) + 1
    return told


def _institutions(area_code: str) -> dict[str, int | None]:
    """Beds of the three functions as last published, by institution; None where one of them is missing."""
    if area_code not in set(cached.area_list()["area_code"]):
        return {}
    frame = cached.query(queries.area_institutions, area_code).frame
    beds = published(frame)
    return {str(n): None if pd.isna(b) else int(b) for n, b in zip(frame["facility_name"], beds, strict=True)}


def _without_stand_in(entry: PlanEntry, beds: int | None) -> PlanEntry:
    """An entry of the first edition without the latest published beds in its cells of H30, where nobody may have written them."""
    if entry.h30_typed or beds is None:
        return entry
    permitted = None if entry.permitted == beds else entry.permitted
    operating = None if entry.operating == beds else entry.operating
    return replace(entry, permitted=permitted, operating=operating)


def _emptied(old: PlanEntry, new: PlanEntry) -> Words:
    cells = "、".join(c.heading for c in PLAN_COLUMNS if getattr(old, c.field) != getattr(new, c.field))
    return say(
        "減床の計画の「",
        Outside(old.institution),
        f"」の{cells}は、前の版が入れた最新の公表値と同じで、H30の値と確かめられないため空にしました。"
        "H30の病床機能報告の値を入れてください。",
    )


def _fields(row: Row) -> dict[str, Any]:
    """Cells of a table as the fields of an entry."""
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
    """An entry as cells of the tables."""
    row: dict[str, Any] = {NAME: entry.institution}
    for column in PLAN_COLUMNS:
        value = getattr(entry, column.field)
        if column.field == "stays_in_area":
            value = next((word for word, stays in PLACES.items() if stays is value), None)
        row[column.heading] = pd.NA if value is None and column.field != "stays_in_area" else value
    return row
