"""Tables of a PDF: headings repeated on each page, rows kept whole, figures right, sums bold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.exports import columns
from core.exports.pdf_lines import Line
from core.exports.pdf_page import MARGIN, Pages, line_height
from core.views.table import Table
from core.vocabulary import palette

_SIZE, _SMALL = 8.0, 7.0
#: A table of more columns is set smaller.
_MANY: Final = 10
_PAD: Final = 0.9  # mm
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


def add(pages: Pages, table: Table, *, headed: bool) -> None:
    """The table below what is written, as wide as the text. `headed`: headings stand above the rows."""
    texts = table.texts()
    widths = columns.widths(table, texts, pages.width)
    size = _SMALL if len(table.columns) > _MANY else _SIZE

    def row(cells: Sequence[str], right: tuple[bool, ...], *, heading: bool = False, strong: bool = False) -> _Row:
        set_ = (
            pages.broken(((text, strong or heading),), wide - 2 * _PAD, size)
            for text, wide in zip(cells, widths, strict=True)
        )
        return _Row(tuple(set_), right, heading, strong)

    numeric = tuple(c.numeric for c in table.columns)
    head = row(table.headings, (False,) * len(numeric), heading=True) if headed else None
    body = [row(cells, numeric, strong=n in table.sums) for n, cells in enumerate(texts)]
    first = _height(body[0], size) if body else 0.0
    pages.need((_height(head, size) if head else 0.0) + first)
    if head:
        _draw(pages, head, widths, size)
    for made in body:
        for part in _parts(made, _most(pages, head, size)):
            if pages.need(_height(part, size)) and head:
                _draw(pages, head, widths, size)
            _draw(pages, part, widths, size)
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


def _draw(pages: Pages, row: _Row, widths: list[float], size: float) -> None:
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
