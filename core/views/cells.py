"""元のセル: in which sheet and cell of the ministry's books a bed figure stands, beside the figure and in files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from core import parameters
from core.data.reader import Read
from core.views.origins import AREA_DIGITS, Origin, places_of
from core.views.section import Section
from core.views.stated import Beds, Part, Parts, Stated
from core.views.table import Cell, Column, Table
from core.vocabulary.terms import Series

#: What the columns of addresses are called, in files and in the note below a table.
WORD: Final = "元のセル"
_ADDRESS: Final = re.compile(r"([A-Z]+)(\d+)")
#: Publication and sheet in what `text` says.
_BOOK: Final = re.compile(r"\S+公表 シート「[^」]+」")


def text(*origins: Origin | None, sign: str = "+") -> str:
    """The place in words, of a sum (or with `sign` − a difference) its parts: `… O12 + O17`, each book named once in a row.

    Nothing for a figure that is none of the publication's, nor for one of which a part is not known.
    """
    known = [o for o in origins if o is not None]
    if not known or len(known) < len(origins):
        return ""
    by_book = ((book, [o.cell for o in found]) for book, found in groupby(known, key=lambda o: o.book))
    return f" {sign} ".join(f"{book} {f' {sign} '.join(found)}" for book, found in by_book)


def difference(first: Sequence[Origin], second: Sequence[Origin]) -> str:
    """The place of what is left of a sum when another is taken from it: `… O12 + O17 − (AX12 + AX17)`."""
    if len(second) == 1 and len(first) == 1:
        return text(*first, *second, sign="−")
    taken = text(*second)
    if len({o.book for o in (*first, *second)}) == 1:
        taken = taken.removeprefix(f"{second[0].book} ")
    return f"{text(*first)} − {taken if len(second) == 1 else f'({taken})'}"


def stating(table: Table, columns: Mapping[str, Sequence[Parts]], *, sign: str = "+") -> Table:
    """The table with what some of its columns state, by name, one entry for each row; nothing is looked up yet."""
    more = tuple(Stated(name, tuple(rows), sign) for name, rows in columns.items())
    return replace(table, stated=(*table.stated, *more))


def reported_and_required(year: int) -> dict[str, tuple[Series, int]]:
    """Series and year of the two columns that most tables have: `reported` in `year`, and `required`."""
    required = parameters.whole(parameters.Key.REQUIRED_YEAR)
    return {"reported": (Series.REPORTED, year), "required": (Series.REQUIRED, required)}


def stating_gap(table: Table, rows: Sequence[tuple[str, str]], year: int, gap: str = "gap") -> Table:
    """The table with what its columns `reported`, `required` and their difference (`gap`; empty: none) state.

    `rows`: place and bed function of each row. What has no figure since a part of its sum has none states nothing.
    """
    columns = reported_and_required(year)
    each = {name: [(Beds(place, function, *key),) for place, function in rows] for name, key in columns.items()}
    made = stating(table, {name: _where_stated(table, name, parts) for name, parts in each.items()})
    if not gap:
        return made
    both = [tuple(Beds(place, function, *key) for key in columns.values()) for place, function in rows]
    return stating(made, {gap: _where_stated(table, gap, both)}, sign="−")


def _where_stated(table: Table, name: str, parts: Sequence[Parts]) -> list[Parts]:
    """The parts of the figures of a column; of a sum or a difference that there is not none."""
    return [
        () if not isinstance(cell, int | float) and (len(each) > 1 or any(_summed(p) for p in each)) else each
        for cell, each in zip(table.column(name), parts, strict=True)
    ]


def _summed(part: Part) -> bool:
    return isinstance(part, Beds) and len(part.place) < AREA_DIGITS


def found(read: Read, table: Table) -> Table:
    """The table with the place of each figure that it states; those that stand there already stay."""
    if not table.stated:
        return table
    places = places_of(read, {part for s in table.stated for parts in s.rows for part in parts})
    texts = {s.column: [_said(parts, places, s.sign) for parts in s.rows] for s in table.stated}
    for at, column in enumerate(table.columns):
        if table.origins and column.name not in texts:
            texts[column.name] = [row[at] for row in table.origins]
    return placed(replace(table, stated=()), texts)


def _said(parts: Parts, places: Mapping[Part, tuple[Origin, ...]], sign: str) -> str:
    """The place of one figure; nothing where that of a part is not known."""
    known = [places.get(part, ()) for part in parts]
    if not all(known):
        return ""
    if sign == "+" or not known:
        return text(*(o for each in known for o in each))
    half = len(known) // 2
    first, second = ([o for each in side for o in each] for side in (known[:half], known[half:]))
    return difference(first, second)


def located(read: Read, section: Section) -> Section:
    """The section with the places of all that its tables and pictures state, for files."""
    return replace(
        section,
        figures=tuple(replace(f, twin=found(read, f.twin)) for f in section.figures),
        tables=tuple(found(read, t) for t in section.tables),
    )


def books(tables: Iterable[Table]) -> tuple[str, ...]:
    """The publications and sheets that the places of some tables (`found`) name, each once."""
    texts = (place for shown in tables for row in shown.origins for place in row)
    return tuple(dict.fromkeys(book for place in texts for book in _BOOK.findall(place)))


def books_stated(read: Read, table: Table) -> tuple[str, ...]:
    """`books` of a table of which nothing has been looked up yet, without the words of each cell."""
    places = places_of(read, {part for s in table.stated for parts in s.rows for part in parts})
    order = [column.name for column in table.columns]
    columns = [s.rows for s in sorted(table.stated, key=lambda s: order.index(s.column))]
    found: dict[tuple[str, str], Origin] = {}
    for row in zip(*columns, strict=True):
        for parts in row:
            known = [places.get(part, ()) for part in parts]
            if all(known):
                found.update(((o.published_fy, o.sheet), o) for each in known for o in each)
    return tuple(origin.book for origin in found.values())


def placed(table: Table, texts: Mapping[str, Sequence[str]]) -> Table:
    """The table with the places (`text`) of some columns, by name, one for each row; as it was where none is known."""
    if not any(any(column) for column in texts.values()):
        return table
    empty = [""] * len(table.rows)
    columns = [texts.get(c.name, empty) for c in table.columns]
    return replace(table, origins=tuple(zip(*columns, strict=True)))


def note(names: Mapping[str, str], columns: Mapping[str, Sequence[Origin | None]]) -> str:
    """One sentence for paper: the cells of each column of figures, grouped by book and sheet. `names`: of the columns, in words."""
    parts: dict[str, list[str]] = {}
    for name, origins in ((names[column], origins) for column, origins in columns.items()):
        known = [o for o in origins if o is not None]
        for book in dict.fromkeys(o.book for o in known):
            cells = [o.cell for o in known if o.book == book]
            parts.setdefault(book, []).append(f"{name} {'・'.join(ranges(cells))}")
    said = "。".join(f"{book} — {'、'.join(found)}" for book, found in parts.items())
    return f"{WORD}: {said}。" if said else ""


def ranges(cells: Sequence[str]) -> list[str]:
    """Cells of a sheet as Excel writes them, those below each other as one: F28, F29, F31 → F28:F29, F31."""
    found = []
    places = sorted({(m[1], int(m[2])) for m in map(_ADDRESS.fullmatch, cells) if m}, key=lambda p: (len(p[0]), *p))
    for _, run in groupby(enumerate(places), key=lambda p: (p[1][0], p[1][1] - p[0])):
        first, *rest = [f"{letters}{row}" for _, (letters, row) in run]
        found.append(f"{first}:{rest[-1]}" if rest else first)
    return found


def traced(table: Table) -> Table:
    """The table with one more column for each that has origins: sheet and cell in words."""
    places = [i for i in range(len(table.columns)) if any(row[i] for row in table.origins)]
    columns = tuple(
        Column(name=f"{table.columns[i].name}_cell", label=f"{table.columns[i].label} {WORD}") for i in places
    )
    rows: list[tuple[Cell, ...]] = [
        (*cells, *(origins[i] for i in places)) for cells, origins in zip(table.rows, table.origins, strict=False)
    ]
    return replace(table, columns=(*table.columns, *columns), rows=tuple(rows), origins=()) if places else table
