"""The session as a `Work`, and which of its parts differ from what was last saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import streamlit as st

from core.ui.workfile.store import Store
from core.ui.workfile.stores import STORES
from core.views.words import Words
from core.workfile import work_json
from core.workfile.work import Work

#: Canonical bytes of each part when it was last saved or opened.
_SAVED: Final = "workfile_saved"


def work() -> Work:
    """What the session holds now."""
    return Work(**{store.name: store.dump() for store in STORES})


def held(work: Work) -> list[tuple[Store, Any]]:
    """The parts that hold something."""
    parts = work.parts()
    return [(store, parts[store.name]) for store in STORES if store.name in parts]


def unsaved() -> list[Store]:
    """The parts whose loss would be a loss and that differ from what was last saved."""
    saved = st.session_state.get(_SAVED, {})
    return [s for s in STORES if s.is_work is not None and _missed(s, s.is_work, saved.get(s.name))]


def _missed(store: Store, is_work: Callable[[Any], bool], saved: bytes | None) -> bool:
    value = store.dump()
    return value not in ((), None) and is_work(value) and saved != _bytes(store.name, value)


def mark_saved(work: Work) -> None:
    """This work is in a file."""
    st.session_state[_SAVED] = {store.name: _bytes(store.name, value) for store, value in held(work)}


def bring_in(opened: Work) -> Sequence[Words]:
    """Put a file's work in place of the session's; returns what could not be taken over. Inside a callback only."""
    told = [sentence for store in STORES for sentence in store.load(getattr(opened, store.name))]
    mark_saved(work())
    return told


def _bytes(name: str, value: Any) -> bytes:
    return work_json.dumps(Work(**{name: value}))
