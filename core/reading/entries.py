"""Rows of plain cells that a browser gives: taken only where the columns of their table could hold them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from core.errors import UserError

#: A word of a list, a number or a text; None where nothing stands.
Cell = str | int | float | None
Cells = tuple[tuple[Cell, ...], ...]
#: Longest text of a cell; what a text may hold is checked where it becomes something.
TEXT_LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: one of `words`, a whole number or any from `least` to `most`, or a text."""

    name: str
    kind: Literal["choice", "whole", "number", "text"]
    words: tuple[str, ...] = ()
    least: int = 0
    most: int = 0

    def holds(self, cell: object) -> bool:
        """Whether a cell of this column could be this."""
        if cell is None:
            return True
        if self.kind == "choice":
            return isinstance(cell, str) and cell in self.words
        if self.kind == "text":
            return isinstance(cell, str) and len(cell) <= TEXT_LIMIT
        if isinstance(cell, bool) or not isinstance(cell, int if self.kind == "whole" else int | float):
            return False
        return math.isfinite(cell) and self.least <= cell <= self.most


def cells_from(value: object, columns: Sequence[Column], most: int, *, what: str = "表") -> Cells:
    """Rows as they came from a browser, at most `most`. Raises UserError for anything that the table cannot hold; `what`: its name."""
    if not isinstance(value, list):
        raise _refused(f"{what}を読めません。")
    if len(value) > most:
        raise _refused(f"{what}の行が多すぎます({len(value):,}行。{most:,}行まで)。")
    for number, row in enumerate(value, start=1):
        if not isinstance(row, list) or len(row) != len(columns):
            raise _refused(f"{what}の{number}行目を読めません。")
        for column, cell in zip(columns, row, strict=True):
            if not column.holds(cell):
                raise _refused(f"{what}の{number}行目の「{column.name}」は、この表に入れられない値です。")
    return tuple(tuple(row) for row in value)


def _refused(message: str) -> UserError:
    return UserError(message, "もう一度入力してください。")
