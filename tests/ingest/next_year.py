"""The publication after the committed ones, in the official layout: one more actual year, a column moved, 回復期 called 包括期, figures
of people of a later year; one area renamed, two merged, one split."""

from __future__ import annotations

import shutil
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from core.data.store import DATA_DIR
from core.ingest.run import ingest
from tests.ingest import books, detail_book
from tests.ingest.invented import Area

YEAR = 2026
BEFORE = (
    Area("0101", "北海道", "きた"),
    Area("0102", "北海道", "みさき"),
    Area("1005", "群馬県", "藤岡"),
    Area("1006", "群馬県", "富岡"),
    Area("2405", "三重県", "うみべ"),
)
#: 0102 has become a part of 0101, 1006 has another name, 2406 was a part of 2405.
AFTER = (
    Area("0101", "北海道", "きた", number=5, km2=2001.5),
    Area("1005", "群馬県", "藤岡", number=2, km2=1002.25),
    Area("1006", "群馬県", "富岡甘楽", number=3, km2=1003.25),
    Area("2405", "三重県", "うみべ", number=0, km2=700.0),
    Area("2406", "三重県", "しま", number=1, km2=304.25),
)


def called_comprehensive(sheet: Worksheet) -> None:
    """回復期 as the reports of the new 地域医療構想 call it."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == "回復期":
                cell.value = "包括期"


def write(directory: Path, years: tuple[int, ...] = (YEAR - 1, YEAR)) -> None:
    """The books of 2025 and of 2026 side by side, or of some of the years; the file names say nothing."""
    directory.mkdir(parents=True, exist_ok=True)
    for number, (year, areas) in enumerate(((YEAR - 1, BEFORE), (YEAR, AFTER))):
        if year not in years:
            continue
        change = called_comprehensive if year == YEAR else lambda sheet: None
        books.write_bed_book(directory / f"{number}a.xlsx", year, change, areas)
        detail_book.write_detail_book(directory / f"{number}b.xlsx", year, change, areas)
        books.write_flow_book(directory / f"{number}c.xlsx", year, change, areas)
        books.write_demand_book(directory / f"{number}d.xlsx", areas=areas, base=year - 1)


def publish(source: Path, out: Path) -> dict[str, object]:
    """Ingest the set beside the committed registry of sources; gives the reconciliation."""
    write(source)
    (out / "content").mkdir(parents=True)
    shutil.copy(DATA_DIR / "content" / "sources.yaml", out / "content")
    shutil.copytree(DATA_DIR / "geo", out / "geo")
    return ingest(source, out, area_count=len(AFTER), confirm="試験用の資料")
