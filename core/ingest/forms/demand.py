"""在宅・外来の需要推計: one sheet per kind of care, one row per 構想区域, claims per month by fiscal year."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from core.ingest.workbook import Sheet, Workbook, flat
from core.vocabulary.terms import Care, area_code

_KINDS = {"将来の在宅（訪問診療）需要推計": Care.HOME_CARE, "将来の外来需要推計": Care.OUTPATIENT}
_YEAR = re.compile(r"(\d{4})年度(（現状投影）)?")
_POPULATION = re.compile(r"人口\((\d{4})年度?\)")


@dataclass(slots=True)
class DemandRow:
    """One area: population by year and claims per month by fiscal year."""

    area_code: str
    area_name: str
    care: Care
    population: dict[int, int]
    claims: dict[int, float]


@dataclass(slots=True)
class DemandBook:
    """Both kinds of care."""

    file: str
    sha256: str
    base_year: int
    rows: list[DemandRow]


def is_demand(sheet: Sheet) -> bool:
    return sheet.text(0, 0) in _KINDS


def read_demand(book: Workbook, tick: Callable[[int], None] = lambda n: None) -> DemandBook:
    """Every row of both sheets."""
    rows: list[DemandRow] = []
    seen: dict[Care, int] = {}
    for sheet in book.sheets():
        care = _KINDS.get(sheet.text(0, 0))
        if care is None:
            raise sheet.fail(0, 0, f"表題({'、'.join(_KINDS)})")
        found, base = _read_sheet(sheet, care)
        seen[care] = base
        rows += found
        tick(len(rows))
    for title, care in _KINDS.items():
        if care not in seen:
            raise book.layout_error(f"表題「{title}」のシートがありません。")
    return DemandBook(book.file, book.sha256, min(seen.values()), rows)


def _read_sheet(sheet: Sheet, care: Care) -> tuple[list[DemandRow], int]:
    at = sheet.find("構想区域コード", 0, 12)
    if at is None:
        raise sheet.fail(4, 1, "見出し「構想区域コード」")
    top, code_at = at
    name_at = code_at + 1
    sheet.expect(top, name_at, "構想区域名")
    years: dict[int, int] = {}
    populations: dict[int, int] = {}
    base = 0
    for column, value in enumerate(sheet.rows[top]):
        if flat(value) == "レセプト件数/月":
            match = _YEAR.fullmatch(flat(sheet.cell(top - 1, column)))
            if not match:
                raise sheet.fail(top - 1, column, "「(年)年度」または「(年)年度（現状投影）」")
            years[column] = int(match[1])
            base = base or (0 if match[2] else int(match[1]))
        elif match := _POPULATION.fullmatch(flat(value)):
            populations[column] = int(match[1])
    if not years or not base:
        raise sheet.fail(top, 5, "この行に見出し「レセプト件数/月」の列(実績の年度を含む)")
    rows: list[DemandRow] = []
    for row in range(top + 1, len(sheet.rows)):
        if sheet.text(row, code_at) == "":
            continue
        try:
            code = area_code(sheet.cell(row, code_at))
        except ValueError as error:
            raise sheet.fail(row, code_at, "構想区域コード") from error
        rows.append(
            DemandRow(
                code,
                sheet.text(row, name_at),
                care,
                {year: sheet.whole(row, c) for c, year in populations.items()},
                {year: sheet.number(row, c) for c, year in years.items()},
            )
        )
    return rows, base
