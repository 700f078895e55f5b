"""Selections that live in the URL, by stable keys rather than by the Japanese text on screen.

Streamlit's own `bind="query-params"` writes the displayed label into the URL; a link would break whenever a label is reworded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

T = TypeVar("T", str, int)


def _start(kind: str, key: str, options: Sequence[T], default: T) -> str:
    """Key of the widget's state; a new widget starts from the URL, or the default where that names no option."""
    state_key = f"{kind}_{key}"
    if st.session_state.get(state_key) not in options:
        raw = st.query_params.get(key)
        st.session_state[state_key] = next((o for o in options if str(o) == raw), default)
    return state_key


def _write_url(key: str, value: T, default: T) -> None:
    """Put a value into the URL; the default is left out so that plain links stay short."""
    if value == default:
        if key in st.query_params:
            del st.query_params[key]
    elif st.query_params.get(key) != str(value):
        st.query_params[key] = str(value)


def select(
    label: str,
    options: Sequence[T],
    *,
    key: str,
    default: T,
    text: Callable[[T], str] = str,
    help: str | None = None,  # noqa: A002
) -> T:
    """A selectbox whose value is the URL parameter `key`."""
    state_key = _start("select", key, options, default)
    value = st.selectbox(label, options, key=state_key, format_func=text, help=help)
    _write_url(key, value, default)
    return value


def segments(
    label: str,
    options: Sequence[T],
    *,
    key: str,
    default: T,
    text: Callable[[T], str] = str,
    help: str | None = None,  # noqa: A002
) -> T:
    """A row of buttons (one always chosen) whose value is the URL parameter `key`."""
    state_key = _start("segments", key, options, default)
    value = st.segmented_control(label, options, key=state_key, format_func=text, required=True, help=help) or default
    _write_url(key, value, default)
    return value


def text(label: str, *, key: str, placeholder: str = "") -> str:
    """A one-line text box whose value is the URL parameter `key`."""
    state_key = f"text_{key}"
    if state_key not in st.session_state:
        st.session_state[state_key] = st.query_params.get(key, "")
    value = st.text_input(label, key=state_key, placeholder=placeholder).strip()
    _write_url(key, value, "")
    return value
