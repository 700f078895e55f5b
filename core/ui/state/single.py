"""Selections that live in the URL, by stable keys rather than by the Japanese text on screen.

Streamlit's own `bind="query-params"` writes the displayed label into the URL; a link would break whenever a label is reworded.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Literal, TypeVar

import streamlit as st

from core.ui.state.redraw import own_part

T = TypeVar("T", str, int)


def _start(kind: str, key: str, options: Sequence[T], default: T) -> str:
    """Key of the widget's state; a new widget starts from the URL, or the default where that names no option."""
    state_key = f"{kind}_{key}"
    if st.session_state.get(state_key) not in options:
        raw = st.query_params.get(key)
        st.session_state[state_key] = next((o for o in options if str(o) == raw), default)
    return state_key


def _write_url(key: str, value: object, default: object) -> None:
    """Put a value into the URL; the default is left out so that plain links stay short."""
    if value == default or value is None:
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
    on_change: Callable[[], None] | None = None,
) -> T:
    """A selectbox whose value is the URL parameter `key`."""
    state_key = _start("select", key, options, default)

    def changed() -> None:
        if on_change is not None:
            on_change()
        own_part()

    value = st.selectbox(label, options, key=state_key, format_func=text, help=help, on_change=changed)
    _write_url(key, value, default)
    return value


def number(
    label: str,
    *,
    key: str,
    widget: str,
    default: float | int | None,
    step: float | int,
    maximum: float | int | None = None,
    format: str | None = None,  # noqa: A002
    placeholder: str | None = None,
) -> float | int | None:
    """A box for a number from 0 to `maximum` whose value is the URL parameter `key`; `widget` names its state.

    `default` None starts empty; a value of the URL that is no such number counts for nothing.
    """
    if widget not in st.session_state:
        asked = _number(st.query_params.get(key), type(step), maximum)
        st.session_state[widget] = default if asked is None else asked
    value = st.number_input(
        label, min_value=type(step)(0), max_value=maximum, value=None, step=step, format=format, placeholder=placeholder,
        key=widget, on_change=own_part,
    )  # fmt: skip
    _write_url(key, value, default)
    return value


def _number(raw: str | None, kind: type[int] | type[float], maximum: float | int | None) -> float | int | None:
    try:
        value = kind(raw or "")
    except ValueError:
        return None
    return value if 0 <= value <= (math.inf if maximum is None else maximum) and math.isfinite(value) else None


def segments(
    label: str,
    options: Sequence[T],
    *,
    key: str,
    default: T,
    text: Callable[[T], str] = str,
    help: str | None = None,  # noqa: A002
    hidden: bool = False,
) -> T:
    """A row of buttons (one always chosen) whose value is the URL parameter `key`; `hidden`: the label is only read aloud."""
    state_key = _start("segments", key, options, default)
    shown: Literal["visible", "collapsed"] = "collapsed" if hidden else "visible"
    value = (
        st.segmented_control(
            label,
            options,
            key=state_key,
            format_func=text,
            required=True,
            help=help,
            label_visibility=shown,
            on_change=own_part,
        )
        or default
    )
    _write_url(key, value, default)
    return value


def text(label: str, *, key: str, placeholder: str = "") -> str:
    """A one-line text box whose value is the URL parameter `key`."""
    state_key = f"text_{key}"
    if state_key not in st.session_state:
        st.session_state[state_key] = st.query_params.get(key, "")
    value = st.text_input(label, key=state_key, placeholder=placeholder, on_change=own_part).strip()
    _write_url(key, value, "")
    return value
