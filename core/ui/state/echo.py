"""What a list of our own shows while the server has not answered: the reader's latest choice, not the one before.

Each choice has a number, and what the server draws names the latest that it has heard. An answer to an earlier one, or to something
else, takes no later choice back: the next one would be made from the wrong entry, or without what was added a moment ago.
"""

from __future__ import annotations

import secrets
from typing import Any, Final

import streamlit as st

#: JavaScript: `ahead(element, data)`: the reader has chosen since; `told(element)`: the number of another choice.
ECHO: Final = """
const ahead = (element, { session, heard }) => {
  if (element.session !== session) [element.session, element.told] = [session, heard];
  return heard < element.told;
};
const told = (element) => (element.told += 1);
"""


def heard(key: str) -> dict[str, Any]:
    """For the data of a list: which choice was heard last, in this session."""
    session, number = _record(key)
    return {"session": session, "heard": number}


def hear(key: str, told: Any) -> None:
    """In the callback of a list: a choice with this number has come."""
    if isinstance(told, int):
        st.session_state[_place(key)] = (_record(key)[0], told)


def _record(key: str) -> tuple[str, int]:
    record: tuple[str, int] = st.session_state.setdefault(_place(key), (secrets.token_hex(4), 0))
    return record


def _place(key: str) -> str:
    return f"{key}_heard"
