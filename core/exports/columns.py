"""How wide the columns of a printed table are, whatever medium prints it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from core.views.table import Table
from core.views.words import Words, say

#: A table of more columns is set in smaller letters.
MANY: Final = 10
#: A table of at most so many rows is not parted.
SHORT: Final = 14
#: Half characters that a column counts as at least and at most when the width is shared out.
_NARROW, _WIDE = 5.0, 40.0
#: A column of at most so many half characters (判定不能, 要確認(過剰), a number) is not made narrower than its words.
_WORD: Final = 12.0
#: Half characters that the margins of a cell take.
_MARGINS: Final = 2.5
#: Half characters that a letter of a figure takes in the widest face, that of a percent sign with it.
_DIGIT: Final = 1.3


def length(text: str) -> float:
    """Width in half characters: Japanese counts two."""
    return float(len(text) if text.isascii() else sum(1 if ord(c) < 256 else 2 for c in text))


def parts(table: Table, holds: float) -> list[Table]:
    """The table, or where `holds` half characters have no room for its figures and words in one line, parts of it one after the
    other: each has the first column and some of the others. The note stands below the last."""
    texts = table.texts()
    least = [_least(table, texts, place) for place in range(len(table.columns))]
    groups: list[list[int]] = [[]]
    taken = least[0]
    for place in range(1, len(least)):
        if groups[-1] and taken + least[place] > holds:
            groups.append([])
            taken = least[0]
        groups[-1].append(place)
        taken += least[place]
    if len(groups) == 1:
        return [table]
    names = [{table.columns[place].name for place in (0, *group)} for group in groups]
    return [
        replace(
            table.narrowed(wanted.__contains__),
            title=_numbered(table.title, number, len(names)),
            note=table.note if number == len(names) else "",
        )
        for number, wanted in enumerate(names, start=1)
    ]


def _numbered(title: Words, number: int, count: int) -> Words:
    return say(title, f"(列 {number}/{count})")


def _least(table: Table, texts: list[tuple[str, ...]], place: int) -> float:
    """Half characters that a column cannot do without: a figure and a single word stand in one line."""
    longest = max((length(row[place]) for row in texts), default=0.0)
    if table.columns[place].numeric:
        return longest * _DIGIT + _MARGINS
    return min(longest, _WORD) + _MARGINS


def widths(table: Table, texts: list[tuple[str, ...]], whole: float, holds: float) -> list[float]:
    """Widths that sum up to `whole`, in which `holds` half characters find room.

    Shared out by the longest text, headings counting half (they break into two lines). Where not all have room, columns of single
    words keep theirs as long as the others get half of what they want.
    """
    wanted = []
    for place, (heading, column) in enumerate(zip(table.headings, table.columns, strict=True)):
        longest = max((length(text) for text in {row[place] for row in texts}), default=0.0)
        if column.numeric:  # a figure in two lines reads as two
            longest *= _DIGIT
        wanted.append(min(_WIDE, max(_NARROW, longest, length(heading) / 2)) + _MARGINS)
    cut = [w == _WIDE + _MARGINS for w in wanted]
    others = sum(w for w, long in zip(wanted, cut, strict=True) if not long)
    spare = holds - _DIGIT * others - (sum(wanted) - others)
    if spare > 0 and any(cut):  # sentences have what the others leave, in the widest face
        wanted = [w + spare / sum(cut) if long else _DIGIT * w for w, long in zip(wanted, cut, strict=True)]
    kept = sum(w for w in wanted if w <= _WORD + _MARGINS)
    others = sum(wanted) - kept
    if others and others / 2 <= holds - kept < others:
        wanted = [w if w <= _WORD + _MARGINS else w * (holds - kept) / others for w in wanted]
    return [whole * w / sum(wanted) for w in wanted]
