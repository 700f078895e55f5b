"""別添5②: one sheet per 構想区域, with the area's summary and a table of its hospitals and clinics.

Three header rows with merged cells: 急性期 stands under 病床, 平均在棟日数 and 新規入棟患者 alike, so a column is
known only by its whole triple of header texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from core.ingest.workbook import Reading, Sheet, Workbook, flat
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction, area_code

TITLE = "構想区域別の医療機関の病床機能報告上の病床数、診療実績、医師数等"

Triple = tuple[str, str, str]
Key = tuple[str, BedFunction | None]

_NAMES = {
    BedFunction.HIGH_ACUTE: "高度急性期",
    BedFunction.ACUTE: "急性期",
    BedFunction.RECOVERY: "回復期",
    BedFunction.CHRONIC: "慢性期",
}
#: Other names of a heading: the reports of the new 地域医療構想 call 回復期 so.
_CALLED = {"包括期": "回復期"}
_AREA_BEDS = "④一般・療養病床計（休棟中等除く）"
_FACILITY_BEDS = "③一般・療養病床"
_STAY, _ADMISSIONS = "平均在棟日数", "新規入棟患者"


def _by_function(measure: str, top: str, middle: str | None) -> dict[Triple, Key]:
    """`middle` None: the function is the second header row; else it is the third."""
    return {
        ((top, _NAMES[f], "") if middle is None else (top, middle, _NAMES[f])): (measure, f) for f in FOUR_FUNCTIONS
    }


def _performance(top: str) -> dict[Triple, Key]:
    return {
        (top, "救急車の受入件数", ""): ("ambulance_arrivals", None),
        (top, "全身麻酔手術件数", ""): ("general_anaesthesia_operations", None),
        (top, "分娩件数", ""): ("deliveries", None),
        (top, "手術総数", ""): ("operations", None),
        **_by_function("average_stay_days", top, _STAY),
    }


def _doctors(top: str) -> dict[Triple, Key]:
    return {
        (top, "常勤", ""): ("doctors_fulltime", None),
        (top, "非常勤", ""): ("doctors_parttime", None),
        (top, "100床当たり", ""): ("doctors_per_100_beds", None),
    }


_ROLES = {
    "特定機能": "special_function",
    "地域支援": "regional_support",
    "三次救急": "tertiary_emergency",
    "二次救急": "secondary_emergency",
    "在宅療養支援": "home_care_support",
}
_AREA_COLUMNS: dict[Triple, Key] = {
    ("③医療機関数", "一般病院", ""): ("hospitals", None),
    ("③医療機関数", "有床診療所", ""): ("clinics", None),
    (_AREA_BEDS, "", ""): ("beds", BedFunction.TOTAL),
    **_by_function("beds", _AREA_BEDS, None),
    ("休棟中等", "", ""): ("beds_closed", None),
    **_doctors("⑥医師数（常勤換算）"),
    **{("⑦医療機関機能", label, ""): (name, None) for label, name in _ROLES.items()},
    **_performance("⑧診療実績（オープンデータ）"),
}
_FACILITY_COLUMNS: dict[Triple, Key] = {
    (_FACILITY_BEDS, "休棟中等含む計", ""): ("beds_incl_closed", None),
    **_by_function("beds", _FACILITY_BEDS, None),
    (_FACILITY_BEDS, "休棟中等", ""): ("beds_closed", None),
    **_doctors("④医師数"),
    **_performance("⑥診療実績（オープンデータ）"),
}
# Published from R7 on: read when the sheet has them, all four or none.
_AREA_ADMISSIONS = _by_function("new_admissions", "⑧診療実績（オープンデータ）", _ADMISSIONS)
_FACILITY_ADMISSIONS = _by_function("new_admissions", "⑥診療実績（オープンデータ）", _ADMISSIONS)
_FLAGS = {"特定機能": "特", "地域支援": "地", "三次救急": "三次", "二次救急": "二次", "在宅療養支援": "在支"}
_COUNTS = {"hospitals", "clinics", "beds", "beds_closed", "beds_incl_closed", *_ROLES.values()}


@dataclass(slots=True)
class FacilityRow:
    """One line of the hospital table. `flags` is by role name; measures as they stand in the cells."""

    number: int
    row: int
    name: str
    municipality: str
    flags: dict[str, bool]
    measures: dict[Key, Reading]


@dataclass(slots=True)
class AreaSheet:
    """One area's sheet."""

    area_code: str
    area_name: str
    pref_name: str
    sheet: str
    report_rate: Reading
    measures: dict[Key, Reading] = field(default_factory=dict)
    required: dict[BedFunction, Reading] = field(default_factory=dict)
    facilities: list[FacilityRow] = field(default_factory=list)
    #: Column of each figure of the hospital table.
    columns: dict[Key, int] = field(default_factory=dict)
    #: Row and columns of the area's own figures.
    summary_row: int = 0
    summary_columns: dict[Key, int] = field(default_factory=dict)


@dataclass(slots=True)
class DetailBook:
    """A whole 別添5②. The sheets state no year: `core.ingest.discover` finds it from the bed totals."""

    file: str
    sha256: str
    areas: list[AreaSheet]

    @property
    def has_admissions(self) -> bool:
        return any(name == "new_admissions" for name, _ in self.areas[0].measures)


def is_area_detail(sheet: Sheet) -> bool:
    """By content: the title and the heading of the hospital table."""
    return sheet.text(0, 0) == TITLE and any(flat(r[0]).startswith("(2)区域内の医療機関") for r in sheet.rows[:20] if r)


def read_area_detail(book: Workbook, tick: Callable[[int], None] = lambda n: None) -> DetailBook:
    """Every sheet of the book."""
    areas: list[AreaSheet] = []
    for number, sheet in enumerate(book.sheets(), start=1):
        if sheet.text(0, 0) != TITLE:
            raise sheet.fail(0, 0, f"表題「{TITLE}」")
        areas.append(_read_sheet(sheet))
        tick(number)
    return DetailBook(book.file, book.sha256, areas)


def section_row(sheet: Sheet, start: int, heading: str) -> int:
    """Row whose first cell begins with this heading."""
    for row in range(start, len(sheet.rows)):
        if flat(sheet.cell(row, 0)).startswith(heading):
            return row
    raise sheet.fail(start, 0, f"この行より下のA列に見出し「{heading}」")


def header_triples(sheet: Sheet, top: int) -> dict[Triple, int]:
    """Column of each header triple; merged cells are filled to the right, a lower row only within its upper cell."""
    found: dict[Triple, int] = {}
    first = second = ""
    for column in range(len(sheet.rows[top])):
        one, two, three = (_CALLED.get(text := flat(sheet.cell(top + i, column)), text) for i in range(3))
        if one:
            first, second = one, ""
        if two:
            second = two
        if not (one or two or three):
            continue
        triple = (first, second, three)
        if triple in found:
            raise sheet.fail(top, column, f"見出し「{'／'.join(t for t in triple if t)}」は1列だけ")
        found[triple] = column
    return found


def pick(
    sheet: Sheet, top: int, found: dict[Triple, int], wanted: dict[Triple, Key], optional: dict[Triple, Key]
) -> dict[Key, int]:
    """Columns of the wanted measures; a missing one stops the run, the optional ones come all or none."""
    present = [t for t in optional if t in found]
    wanted = wanted | optional if present else wanted
    columns: dict[Key, int] = {}
    for triple, key in wanted.items():
        if triple not in found:
            label = "／".join(t for t in triple if t)
            raise sheet.fail(top, 0, f"この行からの3行に見出し「{label}」の列")
        columns[key] = found[triple]
    return columns


def area_identity(sheet: Sheet, row: int) -> tuple[str, str, str]:
    """(area_code, area_name, pref_name) of a summary whose figures stand in `row`; the code is below the number."""
    try:
        code = area_code(sheet.whole(row + 1, 0))
    except ValueError as error:
        raise sheet.fail(row + 1, 0, "構想区域コード") from error
    return code, sheet.text(row, 2), sheet.text(row, 1)


def summary_beds(sheet: Sheet, heading: int) -> dict[BedFunction, Reading]:
    """④ bed counts of the summary under the heading row, which the flow book repeats."""
    found = header_triples(sheet, heading + 1)
    wanted = {t: k for t, k in _AREA_COLUMNS.items() if k[0] == "beds"}
    columns = pick(sheet, heading + 1, found, wanted, {})
    return {f: sheet.count(heading + 4, c) for (_, f), c in columns.items() if f is not None}


def _value(sheet: Sheet, row: int, column: int, measure: str) -> Reading:
    return sheet.count(row, column) if measure in _COUNTS else sheet.reading(row, column)


def _read_sheet(sheet: Sheet) -> AreaSheet:
    heading = section_row(sheet, 0, "(1)構想区域の状況")
    found = header_triples(sheet, heading + 1)
    columns = pick(sheet, heading + 1, found, _AREA_COLUMNS, _AREA_ADMISSIONS)
    row = heading + 4
    code, name, pref = area_identity(sheet, row)
    if flat(f"（{pref}・{name}）") not in [flat(v) for v in sheet.rows[0]]:
        raise sheet.fail(row, 2, "シートの題の右にある（都道府県・構想区域）の区域名")
    sheet.expect(row + 1, 2, "（報告率）")
    sheet.expect(row + 1, 4, "未報告→")
    sheet.expect(row + 1, 7, "⑤構想必要量→")
    area = AreaSheet(code, name, pref, sheet.name, sheet.reading(row + 1, 3), summary_row=row, summary_columns=columns)
    for (measure, function), column in columns.items():
        area.measures[measure, function] = _value(sheet, row, column, measure)
        if measure == "beds" and function is not None:
            area.required[function] = sheet.count(row + 1, column)
        if measure in ("hospitals", "clinics"):
            area.measures[f"{measure}_unreported", None] = sheet.count(row + 1, column)
    second = section_row(sheet, row, "(2)区域内の医療機関")
    area.columns, area.facilities = _read_facilities(sheet, second + 1)
    return area


def _read_facilities(sheet: Sheet, top: int) -> tuple[dict[Key, int], list[FacilityRow]]:
    found = header_triples(sheet, top)
    columns = pick(sheet, top, found, _FACILITY_COLUMNS, _FACILITY_ADMISSIONS)
    name_at = pick(sheet, top, found, {("①医療機関名", "", ""): ("name", None)}, {})["name", None]
    place_at = pick(sheet, top, found, {("②所在地", "", ""): ("place", None)}, {})["place", None]
    flags_at = {label: found.get(("⑤医療機関機能", label, "")) for label in _FLAGS}
    rows: list[FacilityRow] = []
    for row in range(top + 3, len(sheet.rows)):
        if sheet.cell(row, 0) == "" and sheet.cell(row, name_at) == "":
            continue
        number = sheet.whole(row, 0)
        if not sheet.text(row, name_at):
            raise sheet.fail(row, name_at, "医療機関名")
        flags: dict[str, bool] = {}
        for label, column in flags_at.items():
            if column is None:
                raise sheet.fail(top, 0, f"この行からの3行に見出し「⑤医療機関機能／{label}」の列")
            mark = sheet.text(row, column)
            if mark not in ("", _FLAGS[label]):
                raise sheet.fail(row, column, f"「{_FLAGS[label]}」または空欄")
            flags[_ROLES[label]] = bool(mark)
        rows.append(
            FacilityRow(
                number=number,
                row=row,
                name=re.sub(r"\s+", " ", sheet.text(row, name_at)),
                municipality=sheet.text(row, place_at),
                flags=flags,
                measures={k: _value(sheet, row, c, k[0]) for k, c in columns.items()},
            )
        )
    return columns, rows
