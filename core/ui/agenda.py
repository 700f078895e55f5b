"""議題 of this session: gathered from page to page, and as a link carries it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from core.state.page_state import LINK_LIMIT
from core.text.outside import Outside
from core.views.words import Words
from core.workfile.agenda import MOST, AgendaItem, decode, encode

_KEY: Final = "agenda"
#: Stands in a link in the place of an agenda that is too long for one: the session holds it.
_HELD: Final = "file"


def items() -> tuple[AgendaItem, ...]:
    """What has been gathered, in order."""
    held: tuple[AgendaItem, ...] = st.session_state.get(_KEY, ())
    return held


def replace(gathered: Sequence[AgendaItem]) -> Sequence[Words]:
    """Keep these and no others, as many as an agenda can hold."""
    st.session_state[_KEY] = tuple(gathered)[:MOST]
    return ()


def add(more: Sequence[AgendaItem]) -> None:
    """Put these at the end."""
    replace((*items(), *more))


def move(number: int, by: int) -> None:
    """Exchange an item with the one before or behind it."""
    ordered = list(items())
    other = number + by
    if 0 <= other < len(ordered):
        ordered[number], ordered[other] = ordered[other], ordered[number]
        replace(ordered)


def drop(number: int) -> None:
    """Take an item out."""
    replace((*items()[:number], *items()[number + 1 :]))


def for_link() -> Outside:
    """The agenda as a link carries it."""
    text = encode(items())
    return Outside(text if len(text) <= LINK_LIMIT else _HELD)


def fits_a_link() -> bool:
    """Whether a link carries it whole."""
    return for_link().raw != _HELD


def of_link(carried: Outside) -> tuple[AgendaItem, ...] | None:
    """The agenda that a link names; None where it names none. Raises UserError for a damaged one."""
    if not carried.raw:
        return None
    return items() if carried.raw == _HELD else decode(carried.raw)
