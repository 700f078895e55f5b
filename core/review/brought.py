"""Columns that a prefecture adds to the tables of 区域点検: what is not public, beside what is. Nothing is computed from them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field, StringConstraints, with_config

from core.area import facilities
from core.checks import Written
from core.errors import FieldError

#: Most columns of a file, and letters of a heading and of a cell.
MOST_COLUMNS: Final = 6
HEADING_LENGTH: Final = 30
CELL_LENGTH: Final = 100
#: Headings stand as they are in tables and files: words, figures and plain brackets alone, so that none becomes markup or a formula.
HEADING: Final = re.compile(r"[\w々〆ー][\w々〆ー ()()・%%/／〜~,、.-]*")
_NUMBER: Final = re.compile(r"[+-]?,*\d[\d,]*(\.\d+)?")

_Code = Annotated[Written, StringConstraints(pattern=r"^\d{4}$")]
_Name = Annotated[Written, StringConstraints(max_length=200)]
_Heading = Annotated[
    Written, StringConstraints(min_length=1, max_length=HEADING_LENGTH, pattern=f"^{HEADING.pattern}$")
]
_Cell = Annotated[Written, StringConstraints(max_length=CELL_LENGTH)]


#: Whether each row is an institution or an area.
Kind = Literal["institutions", "areas"]


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtRow:
    """One row of the file: its area, the institution (empty: the area itself), and one text for each heading."""

    area_code: _Code
    institution: _Name = ""
    cells: tuple[_Cell, ...]


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A file of columns: headings in their order, rows in the order of the file."""

    kind: Kind
    headings: Annotated[tuple[_Heading, ...], Field(min_length=1, max_length=MOST_COLUMNS)]
    rows: Annotated[tuple[BroughtRow, ...], Field(max_length=10_000)]

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, 1):
            if len(row.cells) != len(self.headings):
                raise FieldError(
                    f"rows[{number}].cells",
                    f"値の数({len(row.cells)})が見出しの数({len(self.headings)})と違います。",
                    "見出しごとに1つの値を書いてください(値がないときは空の文字)。",
                )


def number(text: str) -> float | None:
    """A figure as people type it (`1,234`, `56.7`), or None for anything else."""
    return float(text.replace(",", "")) if _NUMBER.fullmatch(text) else None


def by_institution(brought: Brought) -> dict[tuple[str, str], tuple[str, ...]]:
    """Cells by area and comparable name of the institution; a name that stands twice in an area belongs to nobody."""
    found: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for row in brought.rows:
        if row.institution:
            found.setdefault((row.area_code, facilities.normalized(row.institution)), []).append(row.cells)
    return {key: cells[0] for key, cells in found.items() if len(cells) == 1}


def by_area(brought: Brought) -> dict[str, tuple[str, ...]]:
    """Cells by area, of the rows that name no institution; the last one where an area stands twice."""
    return {row.area_code: row.cells for row in brought.rows if not row.institution}


def unmatched(brought: Brought, names: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Institutions of the file that an area of `names` (comparable names by area_code) does not have, as they were written."""
    return tuple(
        row.institution
        for row in brought.rows
        if row.institution
        and row.area_code in names
        and facilities.normalized(row.institution) not in names[row.area_code]
    )
