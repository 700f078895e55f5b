"""The filter row of the gallery; its choices live in the URL."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.content.case_filter import CaseFilter, places
from core.content.cases import CASE_KIND_LABEL, Case, CaseKind, Tactic
from core.ui import state


def several(
    label: str, options: Sequence[str], *, key: str, text: Callable[[str], str], hint: str | None = None
) -> tuple[str, ...]:
    """A row of pills (none to all chosen) whose value is the URL parameter `key`, separated by commas."""
    state_key = f"pills_{key}"
    if state_key not in st.session_state:
        named = st.query_params.get(key, "").split(",")
        st.session_state[state_key] = [o for o in options if o in named]
    chosen = st.pills(label, options, key=state_key, selection_mode="multi", format_func=text, help=hint)
    if chosen:
        st.query_params[key] = ",".join(chosen)
    elif key in st.query_params:
        del st.query_params[key]
    return tuple(chosen)


def show(
    columns: Sequence[DeltaGenerator], cases: tuple[Case, ...], tactics: tuple[Tactic, ...], area_names: dict[str, str]
) -> CaseFilter:
    """Free text, kind and place in three columns, tactics in the row below."""
    where = places(cases, area_names)
    labels = {t.id: t.label for t in tactics}
    with columns[0]:
        query = state.text("ことばで探す", key="q", placeholder="例: 高齢 声かけ")
    with columns[1]:
        kinds = several("種別", list(CaseKind), key="kind", text=lambda k: CASE_KIND_LABEL[CaseKind(k)])
    with columns[2]:
        place = state.select(
            "構想区域・市町村", ["", *where], key="place", default="", text=lambda p: where.get(p, "すべて")
        )
    used = {t for c in cases for t in c.tactics}
    chosen = several(
        "取組",
        [t.id for t in tactics if t.id in used],
        key="tactic",
        text=labels.__getitem__,
        hint="複数を選ぶと、すべてを行っている事例だけになります。",
    )
    return CaseFilter(query=query, kinds=tuple(CaseKind(k) for k in kinds), place=place, tactics=chosen)
