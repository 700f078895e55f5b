"""別添4③: one sheet, one block per 構想区域 (heading, basic facts, bed table of five rows, report rate).

Columns move between years, so they are found by the sub-header text: `2015 実績`, `2025 見込量`, `2025 必要数`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from core.ingest.workbook import Reading, Sheet, Workbook, address, flat
from core.vocabulary.terms import BedFunction, Direction, Series, area_code

TITLE = "地域医療構想における将来の病床数の必要量等"

_ROW_LABELS: tuple[tuple[BedFunction, str], ...] = (
    (BedFunction.TOTAL, "合計"),
    (BedFunction.HIGH_ACUTE, "高度急性期"),
    (BedFunction.ACUTE, "急性期"),
    (BedFunction.RECOVERY, "回復期"),
    (BedFunction.CHRONIC, "慢性期"),
)
_RECOVERY_ROW = [function for function, _ in _ROW_LABELS].index(BedFunction.RECOVERY)
_FIGURE = re.compile(r"(\d{4})(実績|見込量|必要数)")
_SERIES = {"実績": Series.REPORTED, "見込量": Series.PLANNED, "必要数": Series.REQUIRED}
#: The sheet's own ratios and differences, by their headings: first actual ÷ 必要数, latest ÷ first, latest − first, 見込量 ÷ 必要数.
FIRST_TO_REQUIRED, LATEST_TO_FIRST, LATEST_LESS_FIRST, PLANNED_TO_REQUIRED = DERIVED = (
    re.compile(r"\d{4}年必要数に対する比"),
    re.compile(r"\d{4}年に対する比"),
    re.compile(r"\d{4}年との差"),
    re.compile(r"見込み／必要数"),
)
_CENSUS = re.compile(r"(\d{4})国勢調査人口")
_AREA = re.compile(r"\d{4}面積")
#: What the books may call 回復期: 包括期 in the reports of the new 地域医療構想.
RECOVERY_NAMES = ("回復期", "包括期")
_FLOWS = ((Direction.OUTFLOW, "（推計流出患者割合）"), (Direction.INFLOW, "（推計流入患者割合）"))
_LABEL_COLUMN, _FIRST_COLUMN, _PREF_NAME_COLUMN = 4, 5, 7


@dataclass(slots=True)
class AreaBlock:
    """One area as its block states it. `derived` are the sheet's own ratios and differences, kept to prove the mapping."""

    area_code: str
    area_name: str
    pref_name: str
    population: int
    census_year: int
    area_km2: float
    row: int
    beds: dict[tuple[Series, int, BedFunction], Reading] = field(default_factory=dict)
    addresses: dict[tuple[Series, int, BedFunction], str] = field(default_factory=dict)
    report_rate: dict[int, Reading] = field(default_factory=dict)
    derived: dict[tuple[str, BedFunction], Reading] = field(default_factory=dict)
    patient_survey: dict[Direction, Reading] = field(default_factory=dict)


@dataclass(slots=True)
class BedBook:
    """A whole 別添4③."""

    file: str
    sha256: str
    sheet: str
    areas: list[AreaBlock]
    year_row_mismatches: list[str]
    recovery_name: str = RECOVERY_NAMES[0]

    @property
    def actual_years(self) -> list[int]:
        return sorted({year for series, year, _ in self.areas[0].beds if series is Series.REPORTED})

    @property
    def census_year(self) -> int:
        """Year of the census of the blocks' population."""
        return self.areas[0].census_year

    @property
    def fiscal_year(self) -> int:
        """The latest actual year, which is the publication's own year (2024 → R6)."""
        return self.actual_years[-1]


def is_bed_blocks(sheet: Sheet) -> bool:
    """By content: the title and the sub-headers of the first block."""
    title = "".join(sheet.text(0, c) for c in range(6))
    return TITLE in title and any(_FIGURE.fullmatch(flat(v)) for row in sheet.rows[:30] for v in row)


def read_bed_blocks(book: Workbook, tick: Callable[[int], None] = lambda n: None) -> BedBook:
    """Every block of the sheet in its order."""
    sheet = book.sheet(book.sheet_names[0])
    starts = [r for r in range(len(sheet.rows)) if flat(sheet.cell(r, 2)) == "○基礎情報"]
    if not starts:
        raise book.layout_error(f"シート「{sheet.name}」に見出し「○基礎情報」のブロックがありません。")
    areas: list[AreaBlock] = []
    mismatches: list[str] = []
    header: list[str] | None = None
    for number, start in enumerate(starts, start=1):
        top = start + 7
        this = [flat(sheet.cell(top, c)) for c in range(_FIRST_COLUMN, 24)]
        if header is None:
            header = this
            mismatches = _year_row_mismatches(sheet, top)
        elif this != header:
            column = next(c for c in range(len(this)) if this[c] != header[c])
            raise sheet.fail(top, column + _FIRST_COLUMN, f"最初の区域と同じ見出し「{header[column]}」")
        areas.append(_read_block(sheet, start, top))
        tick(number)
    recovery = flat(sheet.cell(starts[0] + 7 + 1 + _RECOVERY_ROW, _LABEL_COLUMN))
    return BedBook(book.file, book.sha256, sheet.name, areas, mismatches, recovery)


def _read_block(sheet: Sheet, start: int, top: int) -> AreaBlock:
    for offset, label in ((1, "都道府県"), (2, "構想区域")):
        sheet.expect(start + offset, 3, label)
    census = _CENSUS.fullmatch(flat(sheet.cell(start + 3, 3)))
    if census is None:
        raise sheet.fail(start + 3, 3, "見出し「(年)国勢調査人口」")
    if not _AREA.fullmatch(flat(sheet.cell(start + 4, 3))):
        raise sheet.fail(start + 4, 3, "見出し「(年)面積」")
    sheet.expect(start + 5, 2, "○病床数の状況")
    try:
        code = area_code(sheet.whole(start + 2, _FIRST_COLUMN))
    except ValueError as error:
        raise sheet.fail(start + 2, _FIRST_COLUMN, "構想区域コード") from error
    block = AreaBlock(
        area_code=code,
        area_name=sheet.text(start + 2, _PREF_NAME_COLUMN),
        pref_name=sheet.text(start + 1, _PREF_NAME_COLUMN),
        population=round(sheet.number(start + 3, _FIRST_COLUMN) * 10_000),  # 万人 in the sheet
        census_year=int(census[1]),
        area_km2=sheet.number(start + 4, _FIRST_COLUMN),
        row=start,
    )
    heading = next((str(v) for v in sheet.rows[start - 1] if flat(v).endswith("構想区域）")), "")
    if flat(f"{block.pref_name}{block.area_name}構想区域") not in flat(heading):
        raise sheet.fail(start + 2, _PREF_NAME_COLUMN, f"ブロックの題「{heading.strip()}」の区域名")
    if int(block.area_code[:2]) != sheet.whole(start + 1, _FIRST_COLUMN):
        raise sheet.fail(start + 1, _FIRST_COLUMN, f"構想区域コード {block.area_code} の都道府県コード")
    columns = _figure_columns(sheet, top)
    derived = dict(_derived_column(sheet, top, heading) for heading in DERIVED)
    for offset, (function, label) in enumerate(_ROW_LABELS, start=1):
        _expect_function(sheet, top + offset, function, label)
        for (series, year), column in columns.items():
            block.beds[series, year, function] = sheet.count(top + offset, column)
            block.addresses[series, year, function] = f"{sheet.name}!{address(top + offset, column)}"
        for name, column in derived.items():
            block.derived[name, function] = sheet.reading(top + offset, column)
    sheet.expect(top + 6, _LABEL_COLUMN, "（報告率）")
    for (series, year), column in columns.items():
        if series is Series.REPORTED:
            block.report_rate[year] = _share(sheet, top + 6, column)
    for direction, label in _FLOWS:
        at = sheet.find(label, start, start + 6)
        if at is not None:
            block.patient_survey[direction] = _share(sheet, at[0] + 1, at[1])
    return block


def _share(sheet: Sheet, row: int, column: int) -> Reading:
    found = sheet.reading(row, column)
    if found.value is not None and not 0 <= found.value <= 1:
        raise sheet.fail(row, column, "0から1までの割合")
    return found


def _figure_columns(sheet: Sheet, top: int) -> dict[tuple[Series, int], int]:
    """Column of each (series, year), from the sub-header texts; each must stand there once."""
    found: dict[tuple[Series, int], int] = {}
    for column, value in enumerate(sheet.rows[top]):
        match = _FIGURE.fullmatch(flat(value))
        if match:
            key = (_SERIES[match[2]], int(match[1]))
            if key in found:
                raise sheet.fail(top, column, f"「{match[0]}」は1列だけ")
            found[key] = column
    for series, label in ((Series.REPORTED, "実績"), (Series.PLANNED, "見込量"), (Series.REQUIRED, "必要数")):
        if not any(key[0] is series for key in found):
            raise sheet.fail(top, _FIRST_COLUMN, f"この行に見出し「(年) {label}」の列")
    return found


def _expect_function(sheet: Sheet, row: int, function: BedFunction, label: str) -> None:
    if function is not BedFunction.RECOVERY:
        sheet.expect(row, _LABEL_COLUMN, label)
    elif flat(sheet.cell(row, _LABEL_COLUMN)) not in RECOVERY_NAMES:
        raise sheet.fail(row, _LABEL_COLUMN, f"見出し「{label}」")


def _derived_column(sheet: Sheet, top: int, heading: re.Pattern[str]) -> tuple[str, int]:
    """The heading as it stands, and its column."""
    for column, value in enumerate(sheet.rows[top]):
        if heading.fullmatch(flat(value)):
            return flat(value), column
    shown = heading.pattern.replace(r"\d{4}", "(年)")
    raise sheet.fail(top, _FIRST_COLUMN, f"この行に見出し「{shown}」の列")


def _year_row_mismatches(sheet: Sheet, top: int) -> list[str]:
    """Where the year row above disagrees with the sub-header below it (a label defect, the sub-header is believed)."""
    found: list[str] = []
    for (series, year), column in _figure_columns(sheet, top).items():
        above = flat(sheet.cell(top - 1, column))
        if above and above != f"{year}年" and series is not Series.REQUIRED:
            found.append(f"{address(top - 1, column)}「{above}」の下が「{flat(sheet.cell(top, column))}」")
    return found
