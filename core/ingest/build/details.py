"""area_measure, facility, facility_measure and utilization from the 別添5② books."""

from __future__ import annotations

from core.ingest.build.location import Locator
from core.ingest.build.model import Built, Defect, source_id
from core.ingest.discover import Inputs, reiwa
from core.ingest.forms.area_detail import AreaSheet, DetailBook, FacilityRow
from core.ingest.workbook import Reading
from core.terms import FOUR_FUNCTIONS, BedFunction, Series, ValueStatus

_NOT_REPORTED = Reading(None, ValueStatus.NOT_REPORTED)
_ROLES = ("special_function", "regional_support", "tertiary_emergency", "secondary_emergency", "home_care_support")
#: Roles that the ministry itself lists; the others come from the report and are unknown for one who did not report.
_LISTED_ROLES = frozenset(_ROLES[:3])


def build_details(inputs: Inputs, built: Built, locator: Locator) -> None:
    """Fill the four tables, newest publication last; every publication is kept (facility ids hold within one)."""
    for table in ("area_measure", "facility", "facility_measure", "utilization"):
        built.rows[table] = []
    comparison: list[dict[str, object]] = []
    locations: list[dict[str, object]] = []
    for year, book in sorted(inputs.details.items()):
        source = source_id("area", year)
        for area in book.areas:
            _area_rows(built, area, year, source)
        locations.append(_facility_rows(built, book, year, source, locator))
        comparison.append(_facility_beds(book, year))
        _mark_defects(built, book, year, source)
        if book.has_admissions:
            _utilization_rows(built, book, year, source)
    built.report["facility_beds"] = comparison
    built.report["facility_locations"] = locations
    built.report["area_beds_in_detail_book"] = _against_bed_books(inputs)
    built.report["utilization"] = _national_utilization(built)


def _area_rows(built: Built, area: AreaSheet, year: int, source: str) -> None:
    for (measure, function), cell in area.measures.items():
        built.rows["area_measure"].append(
            (area.area_code, reiwa(year), measure, function, cell.value, cell.status, source)
        )


def _facility_rows(built: Built, book: DetailBook, year: int, source: str, locator: Locator) -> dict[str, object]:
    bases: dict[str, int] = {"exact": 0, "normalized": 0, "municipality": 0, "none": 0}
    hospitals = located = 0
    for area in book.areas:
        for facility in area.facilities:
            identity = f"{reiwa(year)}-{area.area_code}-{facility.number:03d}"
            place = locator.locate(area.area_code, facility.name, facility.municipality)
            bases[place.basis] += 1
            if "病院" in facility.name or "医療センター" in facility.name:
                hospitals += 1
                located += place.basis in ("exact", "normalized")
            reported = not _did_not_report(facility)
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
            for (measure, function), cell in facility.measures.items():
                # One who did not report has 未報告 in ③ and empty cells behind it: all of them are 未報告.
                shown = _NOT_REPORTED if not reported and cell.status is ValueStatus.BLANK else cell
                built.rows["facility_measure"].append(
                    (identity, reiwa(year), measure, function, shown.value, shown.status, source)
                )
    total = sum(bases.values())
    return {
        "published_fy": reiwa(year),
        "facilities": total,
        **bases,
        "named_as_hospital": hospitals,
        "named_as_hospital_located": located,
    }


def _did_not_report(facility: FacilityRow) -> bool:
    return facility.measures["beds_incl_closed", None].status is ValueStatus.NOT_REPORTED


def _facility_beds(book: DetailBook, year: int) -> dict[str, object]:
    """Facility figures summed against the area's ④: ③ includes 休棟中等, ④ does not."""
    equal: dict[str, int] = {str(f): 0 for f in FOUR_FUNCTIONS} | {"beds_closed": 0, "total": 0}
    different: list[str] = []
    sums = {"area_beds": 0.0, "area_closed": 0.0, "facility_beds_incl_closed": 0.0, "facility_closed": 0.0}
    for area in book.areas:
        parts = {str(f): _sum(area, ("beds", f)) for f in FOUR_FUNCTIONS}
        parts["beds_closed"] = _sum(area, ("beds_closed", None))
        including = _sum(area, ("beds_incl_closed", None))
        stated = {str(f): area.measures["beds", f].value for f in FOUR_FUNCTIONS}
        stated["beds_closed"] = area.measures["beds_closed", None].value
        stated["total"] = area.measures["beds", BedFunction.TOTAL].value
        parts["total"] = including - parts["beds_closed"]
        for name, value in parts.items():
            equal[name] += value == stated[name]
        if any(parts[n] != stated[n] for n in parts):
            different.append(area.area_code)
        sums["area_beds"] += stated["total"] or 0
        sums["area_closed"] += stated["beds_closed"] or 0
        sums["facility_beds_incl_closed"] += including
        sums["facility_closed"] += parts["beds_closed"]
    return {
        "published_fy": reiwa(year),
        "areas": len(book.areas),
        "equal_areas": equal,
        "different_areas": different,
        **{k: int(v) for k, v in sums.items()},
        "explanation": (
            "区域の④(病床数計)は休棟中等を除き、医療機関の③は休棟中等を含む。"
            "③の和から休棟中等の和を引いた値を④と比べた。"
        ),
    }


def _sum(area: AreaSheet, key: tuple[str, BedFunction | None]) -> float:
    """Sum over the facilities that state it; one who did not report adds nothing, as in the area's own total."""
    return sum(v for f in area.facilities if (v := f.measures[key].value) is not None)


def _mark_defects(built: Built, book: DetailBook, year: int, source: str) -> None:
    label = reiwa(year)
    unreported = sum(_did_not_report(f) for a in book.areas for f in a.facilities)
    if unreported:
        built.defects.append(
            Defect(
                f"not_reported_{label.lower()}",
                source,
                "各シート (2)区域内の医療機関",
                f"病床機能報告が未報告の医療機関が {unreported} ある。",
                "その医療機関の数値はすべて未報告(not_reported)とし、0とは読まない。区域の合計には含まれていない。",
            )
        )
    withheld = sum(
        c.status is ValueStatus.NOT_DISCLOSED for a in book.areas for f in a.facilities for c in f.measures.values()
    )
    in_areas = [
        f"{a.area_code} {m}"
        for a in book.areas
        for (m, _), c in a.measures.items()
        if c.status is ValueStatus.NOT_DISCLOSED
    ]
    if withheld or in_areas:
        where = f"、区域の概況で {len(in_areas)}({'、'.join(in_areas[:10])})" if in_areas else ""
        built.defects.append(
            Defect(
                f"not_disclosed_{label.lower()}",
                source,
                "各シート ⑥・⑧診療実績",
                f"「*」で非公表のセルが医療機関の表に {withheld:,}{where} ある。",
                "非公表(not_disclosed)とし、0とは読まない。合計や平均に入れない。",
            )
        )
    empty = [
        f"シート「{a.sheet}」{f.row + 1}行目 {f.name}"
        for a in book.areas
        for f in a.facilities
        if f.measures["beds_incl_closed", None].status is ValueStatus.BLANK
    ]
    if empty:
        built.defects.append(
            Defect(
                f"empty_facility_{label.lower()}",
                source,
                "、".join(empty[:10]),
                f"病床数が空欄で「未報告」とも書かれていない医療機関が {len(empty)} ある。",
                "空欄(blank)の欠測とした。未報告とも0とも読まない。",
            )
        )


def _utilization_rows(built: Built, book: DetailBook, year: int, source: str) -> None:
    for area in book.areas:
        for function in FOUR_FUNCTIONS:
            stay = area.measures["average_stay_days", function].value
            admissions = area.measures["new_admissions", function].value
            beds = area.measures["beds", function].value
            if stay is None or admissions is None or not beds:
                continue
            days = stay * admissions
            built.rows["utilization"].append(
                (area.area_code, function, year, days, int(beds), days / (beds * 365), "estimated", source)
            )


def _national_utilization(built: Built) -> list[dict[str, object]]:
    """Sum of patient days over sum of beds × 365, over the areas where both are known."""
    found: list[dict[str, object]] = []
    for year in sorted({r[2] for r in built.rows["utilization"]}, key=str):
        for function in FOUR_FUNCTIONS:
            rows = [r for r in built.rows["utilization"] if r[1] is function and r[2] == year]
            days = sum(float(r[3]) for r in rows)  # type: ignore[arg-type]
            beds = sum(int(r[4]) for r in rows)  # type: ignore[call-overload]
            found.append(
                {
                    "fiscal_year": year,
                    "bed_function": str(function),
                    "areas": len(rows),
                    "national": round(days / (beds * 365), 4) if beds else None,
                    "areas_above_1": sum(float(r[5]) > 1 for r in rows),  # type: ignore[arg-type]
                    "basis": "estimated",
                }
            )
    return found


def _against_bed_books(inputs: Inputs) -> list[dict[str, object]]:
    """④ of the 別添5② against the latest actual of the 別添4③ of the same publication."""
    found: list[dict[str, object]] = []
    for year, book in sorted(inputs.details.items()):
        stated = {a.area_code: a for a in inputs.beds[year].areas}
        different = sorted(
            a.area_code
            for a in book.areas
            if any(
                a.measures["beds", f].value != stated[a.area_code].beds[Series.REPORTED, year, f].value
                for f in BedFunction
            )
        )
        found.append(
            {
                "published_fy": reiwa(year),
                "equal": len(book.areas) - len(different),
                "different": len(different),
                "different_areas": different,
            }
        )
    return found
