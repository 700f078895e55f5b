"""How cells leave the app: text never becomes a formula, and no character breaks a file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

from core.text.outside import FORMULA_START, Outside
from core.views.table import Cell, Column, Kind, Status
from core.vocabulary import labels

_FORMULA: Final = re.compile(FORMULA_START)
#: Just a sign or a number.
_HARMLESS: Final = re.compile(r"^[+\-＋－]?[\d,.]*%?$")
#: Control characters that XML cannot hold, and lone surrogates that no encoding can.
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Text without the characters that a file cannot hold."""
    return _UNPRINTABLE.sub("", text)


def inert(text: str) -> str:
    """Text for a CSV cell: what a program would run as a formula begins with an apostrophe."""
    text = clean(text)
    return f"'{text}" if _FORMULA.match(text) and not _HARMLESS.match(text) else text


def value_of(column: Column, cell: Cell) -> str | int | float | None:
    """The cell as a file holds it: figures as numbers (shares 0–1), text as text, the word of a missing figure as text."""
    if isinstance(cell, Outside):
        return clean(cell.raw)
    if isinstance(cell, Status):
        return cell.word
    if isinstance(cell, str):
        return clean(cell)
    if cell is None or labels.is_missing(cell):
        return column.missing if column.numeric else None
    return cell


def csv_value(column: Column, cell: Cell) -> str:
    """The cell as text of a CSV: numbers without separators, shares in percent (the heading names the unit)."""
    value = value_of(column, cell)
    if value is None:
        return ""
    if isinstance(value, str):
        return inert(value)
    if column.kind in (Kind.PERCENT, Kind.SIGNED_PERCENT):
        return f"{value * 100:.{column.digits}f}"
    return f"{value:.{column.digits}f}" if isinstance(value, float) else str(value)


def csv_heading(column: Column) -> str:
    """Heading with the unit, percent included."""
    percent = column.kind in (Kind.PERCENT, Kind.SIGNED_PERCENT) and not column.unit
    return f"{column.label}(%)" if percent else column.heading


def csv_lines(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as the bytes of a CSV: UTF-8, CRLF."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode()
