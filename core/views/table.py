"""Tables as values: columns with unit and number format, rows of plain cells, words where a figure is missing."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import pandas as pd

from core.text.outside import Outside
from core.views.sources import Sources
from core.views.stated import Stated
from core.views.words import Words, raw_text
from core.vocabulary import labels


@dataclass(frozen=True, slots=True)
class Status:
    """Stands in the place of a figure and says why there is none (非公表, 未報告, 算出不可 …)."""

    word: str


#: None is a figure that is missing without a word of its own: the column's `missing` stands there.
Cell = str | int | float | None | Outside | Status


class Kind(StrEnum):
    """How a column's figures are written."""

    TEXT = "text"
    NUMBER = "number"  # 12,345
    SIGNED = "signed"  # +1,234 / -56 / ±0
    PERCENT = "percent"  # 0.967 → 96.7%
    SIGNED_PERCENT = "signed_percent"  # 0.488 → +48.8%
    PLAIN_NUMBER = "plain_number"  # 2025: years, ranks, codes without separators


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `name`: stable key in English; `unit` stands in the heading; `digits` after the point.

    `missing`: the word for a cell without a figure. `wide`: holds sentences, which wrap. `help`: what the column says.
    """

    name: str
    label: str
    unit: str = ""
    kind: Kind = Kind.TEXT
    digits: int = 0
    missing: str = labels.NO_DATA
    wide: bool = False
    help: str = ""

    @property
    def heading(self) -> str:
        """Label with its unit: `報告病床数(床)`."""
        return f"{self.label}({self.unit})" if self.unit else self.label

    @property
    def numeric(self) -> bool:
        """Figures stand right."""
        return self.kind is not Kind.TEXT

    def text(self, cell: Cell) -> str:
        """The cell as every drawer writes it (raw characters: who draws escapes)."""
        if isinstance(cell, str):
            return cell
        if isinstance(cell, Outside):
            return cell.raw
        if isinstance(cell, Status):
            return cell.word
        if labels.is_missing(cell) or cell is None:
            return self.missing
        match self.kind:
            case Kind.SIGNED:
                return labels.signed(cell, digits=self.digits)
            case Kind.PERCENT:
                return labels.percent(cell, self.digits)
            case Kind.SIGNED_PERCENT:
                return labels.signed_percent(cell, self.digits)
            case Kind.PLAIN_NUMBER:
                return f"{cell:.{self.digits}f}"
            case Kind.NUMBER:
                return labels.number(cell, digits=self.digits)
            case _:
                return str(cell)


@dataclass(frozen=True, slots=True, weakref_slot=True, kw_only=True)
class Table:
    """A table of a section: `rows` hold one cell per column. `sums`: numbers of rows that add others up;
    `marks`: of rows that the reader asked for.

    `note` stands under it. `origins`: for each cell where its figure stands in the publication, empty where it is ours; no rows
    where nobody looked it up. `stated`: by what to look it up (`core.views.cells.found`). A table without a source cannot be built;
    a row of the wrong length neither.
    """

    key: str
    title: Words
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sources: Sources
    sums: frozenset[int] = frozenset()
    marks: frozenset[int] = frozenset()
    note: Words = ""
    origins: tuple[tuple[str, ...], ...] = ()
    stated: tuple[Stated, ...] = ()

    def __post_init__(self) -> None:
        if not raw_text(self.title):
            raise ValueError(f"table {self.key} has no title")
        if self.origins and [len(row) for row in self.origins] != [len(row) for row in self.rows]:
            raise ValueError(f"table {self.key}: origins and cells differ in number")
        if any(len(column.rows) != len(self.rows) for column in self.stated):
            raise ValueError(f"table {self.key}: what is stated and rows differ in number")
        for number, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                raise ValueError(f"table {self.key}, row {number}: {len(row)} cells for {len(self.columns)} columns")

    @property
    def headings(self) -> tuple[str, ...]:
        """Headings with units."""
        return tuple(c.heading for c in self.columns)

    def texts(self) -> list[tuple[str, ...]]:
        """Every cell as it is written on screen and paper."""
        # Column by column, and a text is itself: a table of all areas has some thousand cells, written at each change that shows it.
        written = [
            [cell if type(cell) is str else column.text(cell) for cell in cells]
            for column, cells in zip(self.columns, zip(*self.rows, strict=True), strict=False)
        ]
        return list(zip(*written, strict=True))

    def column(self, name: str) -> list[Cell]:
        """The cells of one column. Raises KeyError for an unknown name."""
        places = {c.name: i for i, c in enumerate(self.columns)}
        return [row[places[name]] for row in self.rows]

    def narrowed(self, wanted: Callable[[str], bool]) -> Table:
        """The table with those columns alone whose name is wanted."""
        at = [n for n, column in enumerate(self.columns) if wanted(column.name)]
        return replace(
            self,
            columns=tuple(self.columns[n] for n in at),
            rows=tuple(tuple(row[n] for n in at) for row in self.rows),
            origins=tuple(tuple(row[n] for n in at) for row in self.origins),
            stated=tuple(s for s in self.stated if wanted(s.column)),
        )


def table(
    key: str,
    title: Words,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    sources: Sources,
    *,
    sums: Iterable[int] = (),
    marks: Iterable[int] = (),
    note: Words = "",
) -> Table:
    """A `Table` from rows of any sequence; NaN and pd.NA become None, numpy numbers plain ones."""
    return Table(
        key=key,
        title=title,
        columns=tuple(columns),
        rows=tuple(tuple(cell_of(value) for value in row) for row in rows),
        sources=sources,
        sums=frozenset(sums),
        marks=frozenset(marks),
        note=note,
    )


def table_from(
    key: str,
    title: Words,
    columns: Sequence[Column],
    frame: pd.DataFrame,
    sources: Sources,
    *,
    note: Words = "",
    status: Mapping[str, str] | None = None,
    sums: Iterable[int] = (),
) -> Table:
    """A `Table` from the columns of a frame that its columns name.

    `status`: name of the frame's `value_status` column by figure column; a missing figure then stands as its status word.
    """
    taken = {}
    for column in columns:
        cells = [cell_of(v) for v in frame[column.name].tolist()]
        if status and column.name in status:
            words = frame[status[column.name]].tolist()
            cells = [
                Status(labels.VALUE_STATUS[w]) if c is None and w in labels.VALUE_STATUS else c
                for c, w in zip(cells, words, strict=True)
            ]
        taken[column.name] = cells
    return Table(
        key=key,
        title=title,
        columns=tuple(columns),
        rows=tuple(zip(*taken.values(), strict=True)) if len(frame) else (),
        sources=sources,
        sums=frozenset(sums),
        note=note,
    )


#: Kinds that are cells already: nearly all, and a table of all areas has some thousand.
_PLAIN: Final = frozenset({str, int, Outside, Status})


def cell_of(value: object) -> Cell:
    """A cell of a frame or of Python as a plain cell."""
    if type(value) in _PLAIN:
        return value  # type: ignore[return-value]
    if isinstance(value, (str, Outside, Status)):
        return value
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"not a cell: {value!r}")
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One big figure: what it is, its value in words, and what to compare it with (one line each).

    `origin`: where in the publication it stands.
    """

    label: str
    value: Words
    lines: tuple[Words, ...] = ()
    help: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """A row of big figures with their sources."""

    key: str
    cards: tuple[Card, ...]
    sources: Sources
    note: Words = ""

    def as_table(self, title: Words) -> Table:
        """The same figures as a table, for media without cards."""
        columns = (
            Column(name="label", label="項目"),
            Column(name="value", label="値"),
            Column(name="compare", label="比べる値", wide=True),
        )
        rows = tuple((c.label, raw_text(c.value), "。".join(raw_text(x) for x in c.lines)) for c in self.cards)
        known = tuple(("", c.origin, "") for c in self.cards) if any(c.origin for c in self.cards) else ()
        return Table(
            key=self.key,
            title=title,
            columns=columns,
            rows=rows,
            sources=self.sources,
            note=self.note,
            origins=known,
        )
