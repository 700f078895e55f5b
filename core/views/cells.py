"""元のセル: in which sheet and cell of the ministry's books a bed figure stands, beside the figure and in files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from core.data.queries import beds, facilities
from core.data.reader import Read
from core.data.sourced import rows_of
from core.views.table import Cell, Column, Table
from core.vocabulary import labels
from core.vocabulary.terms import FOUR_FUNCTIONS

#: What the columns of addresses are called, in files and in the note below a table.
WORD: Final = "元のセル"
_ADDRESS: Final = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True, slots=True)
class Origin:
    """A cell of a publication: `R7`, sheet, `AX37`."""

    published_fy: str
    sheet: str
    cell: str

    @property
    def book(self) -> str:
        """Publication and sheet: 令和7年度公表 シート「…」."""
        return f"{labels.published_fy(self.published_fy)} シート「{self.sheet}」"

    def __str__(self) -> str:
        return f"{self.book} {self.cell}"


#: Origins of an area by (bed_function, series, year).
Origins = Mapping[tuple[str, str, int], Origin]


def of_area(read: Read, area_code: str) -> Origins:
    """Where each stated figure of an area was read."""
    return {
        (r.bed_function, r.series, int(r.year)): Origin(r.published_fy, r.sheet, r.cell)
        for r in rows_of(read(beds.area_cells, area_code).frame)
    }


def of_year(read: Read, year: int, bed_function: str) -> Mapping[tuple[str, str, int], Origin]:
    """Where one function of all areas was read, by (area_code, series, year): reported in `year`, and 必要量."""
    return {
        (r.area_code, r.series, int(r.year)): Origin(r.published_fy, r.sheet, r.cell)
        for r in rows_of(read(beds.year_cells, year, bed_function).frame)
    }


def of_areas(read: Read, area_codes: Sequence[str], *years: int) -> Mapping[tuple[str, str, str, int], Origin]:
    """Where figures of some areas were read, by (area_code, bed_function, series, year): reported in `years`, and 必要量."""
    return {
        (r.area_code, r.bed_function, r.series, int(r.year)): Origin(r.published_fy, r.sheet, r.cell)
        for r in rows_of(read(beds.areas_cells, tuple(area_codes), years).frame)
    }


def of_institutions(read: Read, area_code: str, published_fy: str) -> dict[tuple[str, str], Origin]:
    """Where the beds of an area's institutions were read, by facility_id and bed_function (休棟中等: `closed`)."""
    kinds = (*FOUR_FUNCTIONS, "closed")
    return {
        (r.facility_id, str(kind)): Origin(r.published_fy, r.sheet, f"{getattr(r, f'{kind}_column')}{r.row}")
        for r in rows_of(read(facilities.cells, area_code, published_fy).frame)
        for kind in kinds
    }


def text(*origins: Origin | None, sign: str = "+") -> str:
    """The place in words, of a sum (or with `sign` − a difference) its parts: `… O12 + O17`.

    Nothing for a figure that is none of the publication's, nor for one of which a part is not known.
    """
    known = [o for o in origins if o is not None]
    if not known or len(known) < len(origins):
        return ""
    if len({o.book for o in known}) == 1:
        return f"{known[0].book} {f' {sign} '.join(o.cell for o in known)}"
    return f" {sign} ".join(map(str, known))


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
