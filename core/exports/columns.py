"""How wide the columns of a printed table are, whatever medium prints it."""

from __future__ import annotations

from typing import Final

from core.views.table import Table

#: A table of more columns is set in smaller letters.
MANY: Final = 10
#: A table of at most so many rows is not parted.
SHORT: Final = 14
#: Characters that a column counts as at least and at most when the width is shared out.
_NARROW, _WIDE = 5.0, 40.0
#: Characters that the margins of a cell take.
_MARGINS: Final = 2.5
#: Rows that are looked at for the longest text.
_SEEN: Final = 200


def length(text: str) -> float:
    """Width in half characters: Japanese counts two."""
    return sum(1.0 if ord(c) < 256 else 2.0 for c in text)


def widths(table: Table, texts: list[tuple[str, ...]], whole: float) -> list[float]:
    """Widths that sum up to `whole`: shared out by the longest text, headings counting half (they break into two lines)."""
    wanted = []
    for place, heading in enumerate(table.headings):
        longest = max((length(row[place]) for row in texts[:_SEEN]), default=0.0)
        wanted.append(min(_WIDE, max(_NARROW, longest, length(heading) / 2)) + _MARGINS)
    return [whole * w / sum(wanted) for w in wanted]
