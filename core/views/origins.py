"""In which cell of the ministry's books a figure of beds stands: of an area, of an institution, and of a sum over areas."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from core.data.queries import beds, facilities
from core.data.reader import Read
from core.data.sourced import rows_of
from core.views.stated import Beds, InstitutionBeds, ListedBeds, Part
from core.vocabulary import labels
from core.vocabulary.terms import FOUR_FUNCTIONS, Series

#: Digits of the code of an area, and from how many areas on those of all are read at once.
AREA_DIGITS: Final = 4
_MANY: Final = 30
#: From so many cells at the same distance on their first and last are named.
_RUN: Final = 3


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
    found = _cells(read(beds.cells, (area_code,)).frame)
    return {(place.bed_function, place.series, place.year): origin for place, origin in found}


def of_institutions(read: Read, area_code: str, published_fy: str) -> dict[tuple[str, str], Origin]:
    """Where the beds of an area's institutions were read, by facility_id and bed_function (休棟中等: `closed`)."""
    kinds = (*FOUR_FUNCTIONS, "closed")
    return {
        (r.facility_id, str(kind)): Origin(r.published_fy, r.sheet, f"{getattr(r, f'{kind}_column')}{r.row}")
        for r in rows_of(read(facilities.cells, area_code, published_fy).frame)
        for kind in kinds
    }


def places_of(read: Read, wanted: Collection[Part]) -> Mapping[Part, tuple[Origin, ...]]:
    """Where each figure was read: one cell, of a sum the range of its parts (one per book and column); those not known are absent."""
    areas = [w for w in wanted if isinstance(w, Beds) and len(w.place) == AREA_DIGITS]
    sums = [w for w in wanted if isinstance(w, Beds) and len(w.place) < AREA_DIGITS]
    lists = {(w.area_code, w.published_fy) for w in wanted if isinstance(w, InstitutionBeds)}
    listed = [w for w in wanted if isinstance(w, ListedBeds)]
    known: dict[Part, tuple[Origin, ...]] = {}
    if areas:
        known.update(_of_areas(read, areas))
    for digits in {len(w.place) for w in sums}:
        known.update(_of_sums(read, digits, [w for w in sums if len(w.place) == digits]))
    for area_code, fy in lists:
        found = of_institutions(read, area_code, fy)
        known.update((InstitutionBeds(area_code, fy, i, kind), (origin,)) for (i, kind), origin in found.items())
    if listed:
        known.update(_of_listed(read, listed))
    return known


def _of_listed(read: Read, wanted: Collection[ListedBeds]) -> Iterator[tuple[Part, tuple[Origin, ...]]]:
    codes = sorted({w.area_code for w in wanted})
    rows = rows_of(read(facilities.area_cells, tuple(codes) if len(codes) < _MANY else ()).frame)
    found = {(r.area_code, r.published_fy): r for r in rows}
    for w in wanted:
        if r := found.get((w.area_code, w.published_fy)):
            yield w, (Origin(r.published_fy, r.sheet, f"{getattr(r, f'{w.kind}_column')}{r.row}"),)


def _of_areas(read: Read, wanted: Collection[Beds]) -> Iterator[tuple[Beds, tuple[Origin, ...]]]:
    codes, functions = sorted({w.place for w in wanted}), {w.bed_function for w in wanted}
    if len(codes) == 1:  # the whole area, which its page has asked for already
        frame = read(beds.cells, tuple(codes)).frame
    else:
        few = tuple(codes) if len(codes) < _MANY else ()
        frame = read(beds.cells, few, functions.pop() if len(functions) == 1 else "", _years(wanted)).frame
    for place, origin in _cells(frame):
        yield place, (origin,)


def _cells(frame: pd.DataFrame) -> Iterator[tuple[Beds, Origin]]:
    """Rows of `queries.beds.cells`."""
    names = ("area_code", "bed_function", "series", "year", "published_fy", "sheet", "cell")
    for code, function, series, year, fy, sheet, cell in zip(*(frame[name].tolist() for name in names), strict=True):
        yield Beds(code, function, series, int(year)), Origin(fy, sheet, cell)


def _years(wanted: Collection[Beds]) -> tuple[int, ...]:
    """What a query of cells is narrowed to; 必要量 has a year of its own and comes with any."""
    return tuple(sorted({w.year for w in wanted if w.series != Series.REQUIRED}))


def _of_sums(read: Read, digits: int, wanted: Collection[Beds]) -> dict[Part, tuple[Origin, ...]]:
    places, functions = ({getattr(w, name) for w in wanted} for name in ("place", "bed_function"))
    one, function = (next(iter(found)) if len(found) == 1 else "" for found in (places, functions))
    asked, known = set(wanted), dict[Part, tuple[Origin, ...]]()
    for r in rows_of(read(beds.sum_cells, digits, one, function, _years(wanted)).frame):
        place = Beds(r.place, r.bed_function, r.series, int(r.year))
        if place in asked:
            origin = Origin(r.published_fy, r.sheet, many(r.letters, [int(line) for line in r.lines]))
            known[place] = (*known.get(place, ()), origin)
    return known


def many(letters: str, lines: list[int]) -> str:
    """Cells of one column that are added up: `O12:O5082 の15行ごとの339セルの合計`; one cell as itself."""
    if len(lines) == 1:
        return f"{letters}{lines[0]}"
    return f"{'、'.join(_steps(letters, lines))}の{len(lines)}セルの合計"


def _steps(letters: str, lines: Iterable[int]) -> Iterator[str]:
    """Runs of rows at the same distance: `O12:O5082 の15行ごと`."""
    rest = list(lines)
    while rest:
        end = 1
        while end < len(rest) and rest[end] - rest[end - 1] == rest[1] - rest[0]:
            end += 1
        run, rest = rest[:end], rest[end:]
        step = run[1] - run[0] if len(run) > 1 else 0
        if len(run) < _RUN:
            yield "・".join(f"{letters}{line}" for line in run)
        else:
            yield f"{letters}{run[0]}:{letters}{run[-1]}" + (f" の{step}行ごと" if step > 1 else "")
