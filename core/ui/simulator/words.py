"""User text on screen: a scenario may come from a link or a file that somebody else made."""

from __future__ import annotations

import re

import streamlit as st

from core.errors import UserError

_MARKS = re.compile(r"([\\`*_\[\]!#$<>~|])")


def plain(text: str) -> str:
    """Text as Markdown that shows exactly these characters: no picture, link, formula or layout comes out of it."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def tell(error: UserError) -> None:
    """An error in words; it may quote what stood in a file."""
    hint = f"\n\n**対処**: {plain(error.hint)}" if error.hint else ""
    st.error(plain(error.message) + hint)
