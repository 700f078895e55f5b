"""What a table's figures of beds state, by which their cells in the ministry's books are looked up, when somebody asks for them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Beds:
    """A figure of beds: of an area (`1005`), the sum over a prefecture's areas (`10`) or over all (empty)."""

    place: str
    bed_function: str
    series: str
    year: int


@dataclass(frozen=True, slots=True)
class InstitutionBeds:
    """Beds of an institution of an area's list. `kind`: a bed function, or `closed` for 休棟中等."""

    area_code: str
    published_fy: str
    facility_id: str
    kind: str


#: What makes up the figure of one row: itself, the parts of a sum, or (with `sign` −) the two of a difference; none where it is ours.
Parts = tuple[Beds | InstitutionBeds, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """What a column (by name) states, row by row."""

    column: str
    rows: tuple[Parts, ...]
    sign: str = "+"
