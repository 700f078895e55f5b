"""Which figures of the books an indicator that is made of beds states, of areas and of prefectures."""

from __future__ import annotations

from collections.abc import Iterator

from core.data.queries import areas, facilities
from core.data.reader import Read
from core.views import cells
from core.views.origins import AREA_DIGITS
from core.views.stated import Beds, ListedBeds, Parts
from core.views.table import Table
from core.vocabulary import labels
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction, Series


def stating(read: Read, twin: Table, indicator: str, function: BedFunction, year: int) -> Table:
    """The rows of an indicator with what their figures of beds state; as they are where it is made of other figures."""
    if indicator == "utilization":
        return cells.stating(twin, {"whole": list(_listed(read, twin, function, year))})
    before = {"against_plan": (Series.PLANNED, year), "year_change": (Series.REPORTED, year - 1)}
    if indicator not in before:
        return twin
    columns = {"part": (Series.REPORTED, year), "whole": before[indicator]}
    return cells.stating(
        twin,
        {
            name: [
                () if figure is None else (Beds(code, function, *key),)
                for code, figure in zip(_codes(twin), twin.column(name), strict=True)
            ]
            for name, key in columns.items()
        },
    )


def _codes(twin: Table) -> list[str]:
    """Of areas, or of prefectures."""
    name = "area_code" if any(c.name == "area_code" for c in twin.columns) else "pref_code"
    return [str(code) for code in twin.column(name)]


def _listed(read: Read, twin: Table, function: BedFunction, year: int) -> Iterator[Parts]:
    """The beds that are taken by 365: of each function, of the area or of each of the prefecture's."""
    published = next((fy for fy in read(facilities.fiscal_years) if labels.published_year(fy) == year), "")
    functions = FOUR_FUNCTIONS if function == BedFunction.TOTAL else (function,)
    every = read(areas.areas).frame["area_code"].tolist()
    for code, figure in zip(_codes(twin), twin.column("whole"), strict=True):
        members = [code] if len(code) == AREA_DIGITS else [m for m in every if m.startswith(code)]
        yield () if figure is None else tuple(ListedBeds(m, published, f) for m in members for f in functions)
