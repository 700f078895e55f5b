"""Institutions of the areas that are looked at together, and what the two newest publications say of each."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from core.area import facilities
from core.area.facility_table import BY_KEY
from core.data.reader import Read
from core.review import joined
from core.views.area import hospitals
from core.views.area.hospitals import Years
from core.views.area.place import area_of
from core.views.review.chosen import Chosen
from core.views.sources import Sources, sources_of
from core.views.stated import Parts
from core.views.table import Cell, Status, cell_of
from core.vocabulary import labels

#: The measure that is the sum of two functions.
ACUTE_SIDE: Final = "beds_acute_side"
ACUTE_BEDS: Final = ("beds_high_acute", "beds_acute")


@dataclass(frozen=True, slots=True)
class Institution:
    """One institution of one of the areas."""

    key: str
    name: str
    place: str
    area_name: str
    year: Years
    facility_id: str
    roles: str


def listed(read: Read, picked: Chosen) -> tuple[list[Institution], Sources]:
    """All institutions of the areas, and the publications they are from."""
    years = [(r, hospitals.years(read, area_of(read, r.area_code))) for r in picked.rows]
    found = [
        Institution(f"{area.area_code}/{i}", str(row["facility_name"]), _place(row["municipality"]), area.area_name, year, str(i), facilities.roles_text(row))
        for area, year in years
        for i, row in year.now.values.iterrows()
    ]  # fmt: skip
    return found, sources_of(*(year.sources for _, year in years))


def figures(measure: str) -> tuple[str, ...]:
    """The published figures that a measure is the sum of."""
    return ACUTE_BEDS if measure == ACUTE_SIDE else (measure,)


def _place(value: object) -> str:
    return value if isinstance(value, str) else ""


def values(listed: list[Institution], measure: str) -> dict[str, float | None]:
    """The figure of every institution; None where it is not public."""
    names = figures(measure)
    found: dict[str, float | None] = {}
    for year, ones in _by_year(listed):
        columns = [year.now.values[n].to_dict() if n in year.now.values.columns else {} for n in names]
        for one in ones:
            found[one.key] = joined.total(_number(column.get(one.facility_id)) for column in columns)
    return found


def _number(value: object) -> float | None:
    cell = cell_of(value)
    return float(cell) if isinstance(cell, int | float) else None


def beds(ones: Iterable[Institution], measure: str, *, before: bool = False) -> list[Parts]:
    """What a figure of beds states of each institution, of its number in the list of the year (before)."""
    keys = [key for key in figures(measure) if key in ACUTE_BEDS]
    found: list[Parts] = []
    for one in ones:
        year, facility_id = one.year.now, one.facility_id
        if before:
            match = one.year.matched["previous_id"].get(one.facility_id) if one.year.before else None
            if one.year.before is None or not isinstance(match, str):
                found.append(())
                continue
            year, facility_id = one.year.before, match
        stated = hospitals.stated(one.key.split("/")[0], year, [facility_id], keys)
        found.append(tuple(part for key in keys for part in stated[key][0]))
    return found


def of_this_year(listed: list[Institution], keys: tuple[str, ...]) -> list[dict[str, Cell]]:
    """One figure of this year after the other, each by institution."""
    found: list[dict[str, Cell]] = [{} for _ in keys]
    for year, ones in _by_year(listed):
        for column, key in zip(found, keys, strict=True):
            taken = hospitals.cells(year.now, [o.facility_id for o in ones], BY_KEY[key])
            column.update(zip((o.key for o in ones), taken, strict=True))
    return found


def of_the_year_before(listed: list[Institution], measure: str) -> dict[str, Cell]:
    """The figure of the year before, where the institution is the same."""
    found: dict[str, Cell] = {}
    for year, ones in _by_year(listed):
        if year.before is None:
            found |= {o.key: Status(labels.NO_DATA) for o in ones}
            continue
        previous = year.matched["previous_id"].to_dict()
        ids = [p if isinstance(p := previous.get(o.facility_id), str) else None for o in ones]
        parts = [hospitals.cells(year.before, ids, BY_KEY[name]) for name in figures(measure)]
        found.update(zip((o.key for o in ones), map(_sum, *parts), strict=True))
    return found


def _sum(*cells: Cell) -> Cell:
    """Of the cells of one institution; a part that is no figure says so for the whole."""
    figures = [float(cell) for cell in cells if isinstance(cell, int | float)]
    return (
        math.fsum(figures) if len(figures) == len(cells) else next(c for c in cells if not isinstance(c, int | float))
    )


def _by_year(listed: list[Institution]) -> list[tuple[Years, list[Institution]]]:
    groups: dict[int, tuple[Years, list[Institution]]] = {}
    for one in listed:
        groups.setdefault(id(one.year), (one.year, []))[1].append(one)
    return list(groups.values())
