"""A click on a map of the page: what it chose, and a fresh chart once the choice came from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

import streamlit as st

from core.data.queries import areas
from core.data.reader import Read
from core.maps.choropleth import SELECTION
from core.ui import cached, state
from core.ui.national.state import NationalState
from core.vocabulary import labels

#: Code and words of some areas.
Entries = tuple[tuple[str, str], ...]


def area_of(event: object) -> str | None:
    """Code of a click on a flat map; Streamlit gives `{}` in place of the list before the first click."""
    picked = event.get("selection", {}).get(SELECTION) if isinstance(event, dict) else None
    return picked[0].get("code") if isinstance(picked, list) and picked else None


def take(name: str, key: str, picked: Callable[[object], str | None], field: str) -> None:
    """A click on the map `name` chooses the value of a field of the page; a click beside all areas leaves the choice."""
    code = picked(st.session_state.get(key))
    if code:
        st.session_state[f"{name}_clicked"] = code
        state.change(NationalState, **{field: code})
    state.own_part()


def clear(field: str) -> None:
    """Choose nothing."""
    state.change(NationalState, **{field: ""})
    state.own_part()


def number(name: str, picked: str) -> int:
    """Number of the chart: another one once the choice came from elsewhere (cleared, a link, back), so that it can be clicked again."""
    clicked, numbered = f"{name}_clicked", f"{name}_round"  # the area that the chart itself shows as clicked
    now: int = st.session_state.setdefault(numbered, 0)
    if st.session_state.setdefault(clicked, "") != picked:
        st.session_state[clicked], st.session_state[numbered] = picked, now + 1
    return int(st.session_state[numbered])


def areas_by_prefecture(pref_code: str, picked: str) -> list[tuple[str, Entries]]:
    """The entries of a list, by name of the prefecture: the areas of one (empty: of all), and the one that is chosen."""
    groups = cached.made(_every_area)
    if not pref_code:
        return list(groups.values())
    found = []
    for code, (name, entries) in groups.items():
        inside = entries if code == pref_code else tuple(e for e in entries if e[0] == picked)
        if inside:
            found.append((name, inside))
    return found


def _every_area(read: Read) -> dict[str, tuple[str, Entries]]:
    """Name and areas of every prefecture, by its code."""
    rows = read(areas.areas).frame[["pref_code", "pref_name", "area_code", "area_name"]].itertuples(index=False)
    found: dict[str, tuple[str, Entries]] = {}
    for (code, pref), group in groupby(rows, key=lambda row: (str(row.pref_code), str(row.pref_name))):
        found[code] = pref, tuple((str(r.area_code), labels.area(str(r.area_name), pref)) for r in group)
    return found
