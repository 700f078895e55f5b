"""The states of all pages in this browser session, and the address bar that says the same.

A page has one state (`core.state`), kept in the session under its route. Widgets only show it: a change of a widget changes the
state in a callback, before anything is drawn, and writes the address once. The address decides when a link is followed and when the
reader goes back or forward; a bare visit (from the bar of pages) brings back what was there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from time import monotonic
from typing import Any, Final, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.state import page_state
from core.state.page_state import PageState

S = TypeVar("S", bound=PageState)
Query = dict[str, str]

_BOOK: Final = "page_states"
#: Seconds in which an answer reaches the screen, also on a busy day.
ON_ITS_WAY: Final = 20.0


@dataclass
class _Asked:
    """A query still to be obeyed; `back`: the reader went back or forward to it."""

    query: Query
    back: bool = False


@dataclass
class _Record:
    """One page: its state, the URL keys it knows, the fields that a person or a link has set, and what waits for the page's code."""

    state: PageState | None = None
    keys: tuple[str, ...] = ()
    chosen: set[str] = field(default_factory=set)
    asked: _Asked | None = None
    visited: bool = False

    def names(self, query: Mapping[str, str]) -> Query:
        """The part of a query that belongs to this page (all of it before the page was drawn once)."""
        return {k: v for k, v in query.items() if k in self.keys} if self.keys else dict(query)


@dataclass
class _Book:
    """All records by route; `shown`: the route on screen; `shared`: the latest choice by shared name (area, pref).

    `turn`: number of the latest run of the whole app; `drawing`: it has not come to its end; `afresh`: see `afresh()`.
    `visit`: see `visit()`; `told`: the visit in which a widget was last told what it shows, by key; `changed`: when one on the screen was
    last told to show something else (`taken()`).
    """

    records: dict[str, _Record] = field(default_factory=dict)
    shown: str | None = None
    shared: dict[str, str] = field(default_factory=dict)
    turn: int = 0
    drawing: bool = False
    afresh: bool = False
    visit: int = 0
    told: dict[str, int] = field(default_factory=dict)
    changed: dict[str, float] = field(default_factory=dict)

    def of(self, route: str) -> _Record:
        return self.records.setdefault(route, _Record())


def _book() -> _Book:
    book: _Book = st.session_state.setdefault(_BOOK, _Book())
    return book


def begin(route: str) -> int:
    """At the start of every run of the whole app: see whether the address asks for something else than what is shown.

    Returns the number of the run, for `end`.
    """
    book, address = _book(), st.query_params.to_dict()
    moved, book.shown = book.shown != route, route
    record = book.of(route)
    ctx = get_script_run_ctx()
    back = ctx is not None and ctx.is_history_navigation
    book.turn, book.afresh, book.drawing = book.turn + 1, back or book.drawing, True
    book.visit += moved or back
    asked = record.names(address)
    shown = page_state.query(record.state) if record.state is not None else None
    if back or (asked and (moved or asked != shown)):
        record.asked, record.visited = _Asked(address, back), False
    elif not asked:
        # Also when the page stays: a click on its own name in the bar may come before the browser knows the address.
        record.visited = True
    return book.turn


def end(turn: int) -> None:
    """At the end of a run of the whole app, unless the next one has begun beside it."""
    book = _book()
    if turn == book.turn:
        book.drawing = book.afresh = False


def afresh(key: str) -> bool:
    """Whether a widget is to be told again what it shows, also where it should show it already.

    A run that was cut short may have set it and never told the browser: two steps forward in quick succession, and the first one's
    messages are thrown away. And who leaves a page and is back before the other one is drawn finds new widgets in the browser, of
    which the server still holds what the old ones showed: so the first time in each visit.
    """
    book = _book()
    first = book.told.get(key) != book.visit
    book.told[key] = book.visit
    return book.afresh or first


def setting(key: str, value: Any) -> None:
    """Have a widget show a value, in the run that draws it."""
    book = _book()
    if book.afresh or (key in st.session_state and st.session_state[key] != value):
        book.changed[key] = monotonic()
    st.session_state[key] = value


def taken(key: str) -> None:
    """A choice was made in a widget, in its callback: it is told again what it shows where it has just been told something else.

    That may have been on its way while the choice was made. It would then stand on the screen in the place of the choice, and since the
    browser says the values of all widgets with each act, the next act anywhere would take the choice back.
    """
    book = _book()
    if monotonic() - book.changed.get(key, -inf) < ON_ITS_WAY:
        book.told.pop(key, None)


def lost(key: str) -> bool:
    """Whether a widget was told what it shows and the browser does not know it: the run that told it was followed at once by another,
    whose message took the place of the first. Buttons then show none as chosen, and the next act anywhere chooses the first."""
    ctx = get_script_run_ctx()
    if ctx is None or key not in _book().told:
        return False
    held = ctx.session_state._state
    widget_id = held._key_id_mapper.get_id_from_key(key)
    return widget_id is not None and widget_id not in held._new_widget_state


def visit() -> int:
    """Number of the times that the page on screen has changed or the reader went back or forward: what a browser shows of a grid does
    not outlive it, so a grid has it in its key."""
    return _book().visit


def current(kind: type[S]) -> S:
    """The state of the page that is being drawn, or of another page as it was left."""
    book = _book()
    record = book.of(kind.route)
    record.keys = page_state.keys(kind)
    before = record.state if isinstance(record.state, kind) else None
    asked, record.asked = record.asked, None
    if asked is not None:
        state, named = page_state.parse(kind, asked.query)
        record.chosen = set(named)
        _share(book, state, named)
        if before is not None and not asked.back:
            state = state.followed(before)
    else:
        state = before if before is not None else page_state.parse(kind, {})[0]
        if record.visited:
            state = _brought(book, record, page_state.settled(state))
    arrived, record.visited = asked is not None or record.visited, False
    record.state = state
    if arrived and book.shown == kind.route:
        _write(record, state)
    return state


def may_hold(route: str, key: str, value: str) -> bool:
    """Whether a page may be in the state that holds this value under a URL key, asked before the page's own fields are known."""
    record = _book().of(route)
    told = record.asked.query if record.asked is not None else {}
    kept = page_state.query(record.state) if record.state is not None else {}
    return value in (st.query_params.get(key), told.get(key), kept.get(key))


def _brought(book: _Book, record: _Record, state: S) -> S:
    """On a bare visit, what was never chosen on this page follows the latest choice elsewhere (my area, my prefecture)."""
    for name, spec in page_state.specs(type(state)).items():
        if name not in record.chosen and spec.shared in book.shared:
            value = spec.read(book.shared[spec.shared], _values(state))
            if value is not None:
                state = page_state.changed(state, **{name: value})
    return state


def _values(state: PageState) -> dict[str, Any]:
    return {name: getattr(state, name) for name in page_state.specs(type(state))}


def _share(book: _Book, state: PageState, names: frozenset[str] | set[str]) -> None:
    for name, spec in page_state.specs(type(state)).items():
        if name in names and spec.shared and getattr(state, name) is not None:
            book.shared[spec.shared] = spec.write(getattr(state, name))


def _write(record: _Record, state: PageState) -> None:
    """One message with the whole query; keys that the page does not know stay as they are."""
    others = {k: v for k, v in st.query_params.to_dict().items() if k not in record.keys}
    st.query_params.from_dict({**page_state.query(state), **others})


def show(state: PageState) -> None:
    """Another state of a page. On the page itself the address follows at once, as one step of the browser's history."""
    before = current(type(state))
    book = _book()
    record = book.of(state.route)
    record.state = state
    differing = {name for name in page_state.specs(type(state)) if getattr(state, name) != getattr(before, name)}
    record.chosen |= differing
    _share(book, state, differing)
    if book.shown == state.route:
        _write(record, state)


def change(kind: type[S], /, **values: Any) -> S:
    """Other values of some fields; see `show`."""
    state = page_state.changed(current(kind), **values)
    show(state)
    _book().of(kind.route).chosen |= set(values)
    return state


def follow(kind: type[S], query: Mapping[str, str]) -> S:
    """Show a page as a link says, inside a callback on that page."""
    _book().of(kind.route).asked = _Asked(dict(query))
    return current(kind)


def hold() -> None:
    """Say the address of the page on screen again: a message that was sent before the browser knew it may carry the one before."""
    book = _book()
    record = book.of(book.shown) if book.shown is not None else _Record()
    if record.state is not None:
        _write(record, record.state)


def shown_route() -> str | None:
    """The route of the page on screen."""
    return _book().shown


def queries() -> dict[str, Query]:
    """The link of every page that has been opened or is to be opened in some view, by route."""
    found = {}
    for route, record in _book().records.items():
        if record.asked is not None:
            found[route] = record.names(record.asked.query)
        elif record.state is not None:
            found[route] = page_state.query(page_state.settled(record.state))
    return found


def bring_back(queries: Mapping[str, Query]) -> None:
    """Have every page open as these links say (from a working file)."""
    book = _book()
    for route, query in queries.items():
        book.of(route).asked = _Asked(dict(query), back=True)
