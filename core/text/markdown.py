"""Text as Markdown that shows exactly these characters."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_\[\]!#$<>~|:])")


def escape(text: str) -> str:
    """The text as Markdown that shows exactly these characters: no picture, link, formula or layout comes out of it."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
