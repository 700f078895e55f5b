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


@dataclass(frozen=True, slots=True)
class ListedBeds:
    """Beds of an area as the book of its institutions states them. `kind`: a bed function, or `closed` for 休棟中等."""

    area_code: str
    published_fy: str
    kind: str


#: One figure that a book states.
Part = Beds | InstitutionBeds | ListedBeds
#: What makes up the figure of one row: itself, the parts of a sum, or (with `sign` −) of a difference: the parts of the first figure, then
#: as many of the one that is taken from it; none where it is ours.
Parts = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """What a column (by name) states, row by row."""

    column: str
    rows: tuple[Parts, ...]
    sign: str = "+"
