"""Tables of a PDF: headings repeated on each page, rows kept whole, figures right, sums bold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.exports import columns
from core.exports.pdf_page import MARGIN, Pages, line_height
from core.text.lines import Line
from core.views.table import Table
from core.vocabulary import palette

#: Points: as small as small print, no smaller where columns are many.
_SIZE: Final = 8.0
_PAD: Final = 0.9  # mm
_HALF_CHARACTER: Final = 25.4 / 72 / 2  # mm for each point of the letters
_LINE: Final = 0.1


@dataclass(frozen=True, slots=True)
class _Row:
    """Lines of each cell; how it is set."""

    cells: tuple[list[Line], ...]
    right: tuple[bool, ...]
    heading: bool = False
    strong: bool = False

    @property
    def lines(self) -> int:
        return max(len(cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Laid:
    """A table set in lines: `head` above each page's `rows`. `keep`: mm that its beginning takes, the whole of a short table."""

    widths: tuple[float, ...]
    size: float
    head: _Row | None
    rows: tuple[_Row, ...]

    @property
    def keep(self) -> float:
        shown = self.rows if len(self.rows) <= columns.SHORT else self.rows[:2]
        return sum(_height(row, self.size) for row in (*((self.head,) if self.head else ()), *shown))


def parts(pages: Pages, table: Table) -> list[Table]:
    """The table as `columns.parts` parts it where it is too wide for the pages."""
    return columns.parts(table, pages.width / (_SIZE * _HALF_CHARACTER))


def laid(pages: Pages, table: Table, *, headed: bool) -> Laid:
    """The table as wide as the text of the pages. `headed`: headings stand above the rows."""
    texts = table.texts()
    size = _SIZE
    widths = columns.widths(table, texts, pages.width, pages.width / (size * _HALF_CHARACTER))

    def row(cells: Sequence[str], right: tuple[bool, ...], *, heading: bool = False, strong: bool = False) -> _Row:
        set_ = (
            pages.broken(((text, strong or heading),), wide - 2 * _PAD, size)
            for text, wide in zip(cells, widths, strict=True)
        )
        return _Row(tuple(set_), right, heading, strong)

    numeric = tuple(c.numeric for c in table.columns)
    head = row(table.headings, (False,) * len(numeric), heading=True) if headed else None
    body = tuple(row(cells, numeric, strong=n in table.sums) for n, cells in enumerate(texts))
    return Laid(tuple(widths), size, head, body)


def add(pages: Pages, made: Laid) -> None:
    """The table below what is written; a short one stays on one page."""
    pages.need(made.keep)
    if made.head:
        _draw(pages, made.head, made.widths, made.size)
    for row in made.rows:
        for part in _parts(row, _most(pages, made.head, made.size)):
            if pages.need(_height(part, made.size)) and made.head:
                _draw(pages, made.head, made.widths, made.size)
            _draw(pages, part, made.widths, made.size)
    pages.y += 1


def _height(row: _Row, size: float) -> float:
    return row.lines * line_height(size) + _PAD


def _most(pages: Pages, head: _Row | None, size: float) -> int:
    """Lines of a row that fit on a page below the headings."""
    whole = float(pages.pdf.h) - 2 * MARGIN - (_height(head, size) if head else 0.0)
    return max(1, int((whole - _PAD) / line_height(size)))


def _parts(row: _Row, most: int) -> list[_Row]:
    """The row, or parts of it where it is higher than a page."""
    starts = range(0, row.lines, most)
    return [_Row(tuple(c[at : at + most] for c in row.cells), row.right, row.heading, row.strong) for at in starts]


def _draw(pages: Pages, row: _Row, widths: tuple[float, ...], size: float) -> None:
    pdf, height, x = pages.pdf, _height(row, size), 0.0
    pdf.set_line_width(_LINE)
    pdf.set_fill_color(palette.NEUTRAL)
    for cell, wide, right in zip(row.cells, widths, row.right, strict=True):
        pdf.rect(MARGIN + x, pages.y, wide, height, style="DF" if row.heading else "D")
        for number, line in enumerate(cell):
            taken = sum(pages.face.width(text, size) for text, _ in line)
            at = x + ((wide - taken) / 2 if row.heading else wide - _PAD - taken if right else _PAD)
            for text, strong in line:
                at += pages.text(text, at, pages.y + _PAD / 2 + number * line_height(size), size, strong=strong)
        x += wide
    pages.y += height
