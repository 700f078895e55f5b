"""Three invented areas with their figures, and faults to put into their books."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from openpyxl.worksheet.worksheet import Worksheet

Change = Callable[[Worksheet], None]
FUNCTIONS = ("高度急性期", "急性期", "回復期", "慢性期")


@dataclass(frozen=True)
class Area:
    """An invented area. `number`: whose figures it has, that of its place in the list unless given. `km2`: likewise."""

    code: str
    pref: str
    name: str
    number: int | None = None
    km2: float | None = None


AREAS = (Area("0101", "北海道", "きた"), Area("0102", "北海道", "みさき"), Area("2405", "三重県", "うみべ"))
#: 1-based row of the 合計 line of each block in a bed book.
TOTAL_ROW = (12, 27, 42)


def functions(area: int, year: int) -> list[int]:
    """Beds of the four functions; every figure differs by area, year and function."""
    step = year - 2015
    return [100 * (area + 1) + step, 500 * (area + 1) - 7 * step, 50 * (area + 1) + 3 * step, 300 + area - 2 * step]


def required(area: int) -> list[int]:
    """必要量 2025; the second area needs no 高度急性期."""
    return [0 if area == 1 else 80 * (area + 1), 300 * (area + 1), 200 * (area + 1), 250 + area]


def planned(area: int, year: int) -> list[int]:
    """見込量."""
    return [n + 1 for n in functions(area, year)]


def rate(area: int, year: int) -> float:
    """報告率."""
    return 1 - (area + 1) / 100 - (year - 2015) / 1000


def nothing(sheet: Worksheet) -> None:
    return None


def put(sheet: Worksheet, address: str, value: object) -> None:
    sheet[address].value = value


def setting(address: str, value: object, sheet_name: str | None = None) -> Change:
    """A change that writes one cell (of one sheet, when named)."""

    def change(sheet: Worksheet) -> None:
        if sheet_name in (None, sheet.title):
            put(sheet, address, value)

    return change
