"""area_measure, area_trace, facility, facility_measure and facility_trace from the 別添5② books of all publications."""

from __future__ import annotations

from core.ingest.build.detail_checks import unreported_rows
from core.ingest.build.location import Locator
from core.ingest.build.model import Built, source_id
from core.ingest.discover import Inputs, reiwa
from core.ingest.forms.area_detail import AreaSheet, DetailBook
from core.ingest.workbook import Reading, letters_of
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction, LocationBasis, ValueStatus

_NOT_REPORTED = Reading(None, ValueStatus.NOT_REPORTED)
#: Figures whose columns `facility_trace` and `area_trace` name.
_TRACED = (*(("beds", function) for function in FOUR_FUNCTIONS), ("beds_closed", None))
_AREA_TRACED = (("beds", BedFunction.TOTAL), *_TRACED)
_ROLES = ("special_function", "regional_support", "tertiary_emergency", "secondary_emergency", "home_care_support")
#: Roles that the ministry itself lists; the others come from the report and are unknown for one who did not report.
_LISTED_ROLES = frozenset(_ROLES[:3])


def build_details(inputs: Inputs, built: Built, locator: Locator) -> None:
    """Fill the five tables; every publication is kept, since facility ids hold within one only."""
    for table in ("area_measure", "area_trace", "facility", "facility_measure", "facility_trace"):
        built.rows[table] = []
    locations: list[dict[str, object]] = []
    for year, book in sorted(inputs.details.items()):
        for area in book.areas:
            _area_rows(built, area, year)
        locations.append(_facility_rows(built, book, year, locator))
    built.report["facility_locations"] = locations


def _area_rows(built: Built, area: AreaSheet, year: int) -> None:
    for (measure, function), cell in area.measures.items():
        built.rows["area_measure"].append(
            (area.area_code, reiwa(year), measure, function, cell.value, cell.status, source_id("area", year))
        )
    at = [letters_of(area.summary_columns[key]) for key in _AREA_TRACED]
    built.rows["area_trace"].append(
        (area.area_code, reiwa(year), area.sheet, area.summary_row + 1, *at, source_id("area", year))
    )


def _facility_rows(built: Built, book: DetailBook, year: int, locator: Locator) -> dict[str, object]:
    source = source_id("area", year)
    facilities = [(area, facility) for area in book.areas for facility in area.facilities]
    places = locator.locate_all([(a.area_code, f.name, f.municipality) for a, f in facilities])
    bases: dict[str, int] = {str(basis): 0 for basis in LocationBasis}
    hospitals = located = conflicts = 0
    silent = {area.area_code: set().union(*unreported_rows(area)) for area in book.areas}
    for (area, facility), place in zip(facilities, places, strict=True):
        identity = f"{reiwa(year)}-{area.area_code}-{facility.number:03d}"
        bases[place.basis] += 1
        conflicts += place.conflict
        if "病院" in facility.name or "医療センター" in facility.name:
            hospitals += 1
            located += LocationBasis(place.basis).is_place
        reported = facility.number not in silent[area.area_code]
        flags = [facility.flags[r] if reported or r in _LISTED_ROLES else None for r in _ROLES]
        built.rows["facility"].append(
            (
                identity,
                reiwa(year),
                area.area_code,
                facility.name,
                facility.municipality or None,
                *flags,
                place.lon,
                place.lat,
                place.basis,
                source,
            )
        )
        at = [letters_of(area.columns[key]) for key in _TRACED]
        built.rows["facility_trace"].append((identity, reiwa(year), area.sheet, facility.row + 1, *at, source))
        for (measure, function), cell in facility.measures.items():
            # One who did not report has 未報告 (or nothing) in ③ and empty cells behind it: all of them are 未報告.
            shown = _NOT_REPORTED if not reported and cell.value is None else cell
            built.rows["facility_measure"].append(
                (identity, reiwa(year), measure, function, shown.value, shown.status, source)
            )
    return {
        "published_fy": reiwa(year),
        "facilities": len(facilities),
        **bases,
        "conflict": conflicts,
        "named_as_hospital": hospitals,
        "named_as_hospital_located": located,
    }
