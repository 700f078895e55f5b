"""Form entries that outlive a look at another tab or page.

Streamlit forgets a widget's value as soon as a run does not draw the widget; a copy under a key of our own stays as long as the
browser's session.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

_STORE = "lasting_entries"
#: The keys whose widgets have been drawn in this session.
_DRAWN = "lasting_drawn"


def restore(entries: Mapping[str, object]) -> None:
    """Before the widgets are drawn: give every key its kept value.

    A key without one is left alone: the widget begins empty, or, where the server has started anew below an open page, as the
    browser still shows it.
    """
    kept = st.session_state.get(_STORE, {})
    st.session_state.setdefault(_DRAWN, set()).update(entries)
    for key in entries:
        if key not in st.session_state and key in kept:
            st.session_state[key] = kept[key]


def remember(entries: Mapping[str, object]) -> None:
    """After the widgets are drawn: keep their values."""
    kept = st.session_state.setdefault(_STORE, {})
    kept.update({key: st.session_state[key] for key in entries if key in st.session_state})


def begun(*beginnings: str) -> bool:
    """Whether a key that begins with one of these may have a value at all, so that a page without any need not ask for each."""
    kept: dict[str, object] = st.session_state.get(_STORE, {})
    drawn: set[str] = st.session_state.get(_DRAWN, set())
    return any(key.startswith(beginnings) for keys in (kept, drawn) for key in keys)


def held(entries: Mapping[str, object]) -> dict[str, object]:
    """The values of these keys, whether their widgets are on screen or not."""
    kept = st.session_state.get(_STORE, {})
    return {key: st.session_state.get(key, kept.get(key, empty)) for key, empty in entries.items()}


def put(entries: Mapping[str, object]) -> None:
    """Inside a callback: give every key this value, on screen and kept."""
    st.session_state.setdefault(_STORE, {}).update(entries)
    for key, value in entries.items():
        st.session_state[key] = value
