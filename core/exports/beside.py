"""Which pictures of a document stand side by side: on paper that lies on its side one alone leaves half of its width empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from core.exports import columns, picture
from core.maps.words import WORDS
from core.views.figure import Chart, Figure
from core.views.words import Words, raw_text, runs_of, say

#: Between two pictures, in mm.
GAP: Final = 5.0
#: Share of its own width to which a picture may be drawn smaller, so that it finds room beside another.
_SMALLEST: Final = 0.92
#: Width in mm of a half character, for each point of its letters.
_HALF_CHARACTER: Final = 25.4 / 72 / 2


def room(row: Sequence[Figure], width: float) -> float:
    """Width in mm that each picture of a row has on text `width` mm wide."""
    return (width - GAP) / 2 if len(row) > 1 else width


def rows(figures: Sequence[Figure], width: float, size: float, mark: str = "") -> list[tuple[Figure, ...]]:
    """The figures in their order, one or two in a row; `size`: points of a title, `mark`: behind it.

    Two are charts that come one after the other, each with room for its picture and for its title in one line.
    """
    found: list[tuple[Figure, ...]] = []
    for figure in figures:
        both = (*found[-1], figure) if found else ()
        if len(both) == 2 and all(_narrow(f, room(both, width), size, mark) for f in both):
            found[-1] = both
        else:
            found.append((figure,))
    return found


def _narrow(figure: Figure, most: float, size: float, mark: str) -> bool:
    if not isinstance(figure.drawing, Chart):
        return False
    titled = columns.length(raw_text(figure.title) + mark) * size * _HALF_CHARACTER
    return titled <= most and _SMALLEST * picture.wide(picture.png(figure.drawing), float("inf")) <= most


def charts(row: Sequence[Figure]) -> list[tuple[Figure, Chart]]:
    """The figures of a row with their charts; none for a picture that only a screen can draw."""
    return [(figure, figure.drawing) for figure in row if isinstance(figure.drawing, Chart)]


def said(row: Sequence[Figure]) -> list[Words]:
    """The lines below a row: legends and notes, with the side where two pictures stand in it."""
    sides = ("左: ", "右: ") if len(row) > 1 else ("",)
    return [
        say(side, words) for side, f in zip(sides, row, strict=True) for words in (_legend(f), f.note) if runs_of(words)
    ]


def _legend(figure: Figure) -> str:
    """The legend in words; empty where the picture has its key in its margin."""
    if isinstance(figure.drawing, Chart) and WORDS in figure.drawing.data:
        return ""
    told = "、".join(s.text + (f" {s.count}" if s.count else "") for s in figure.legend)
    return f"凡例: {told}" if told else ""
