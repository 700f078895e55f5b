"""Workbooks in the official layout, on three invented areas: the tests' own sources.

`change` callbacks put a fault into a book just before it is saved, at the cell where the official form has it.
"""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.ingest.detail_book import summary, write_detail_book
from tests.ingest.invented import (
    AREAS,
    FUNCTIONS,
    TOTAL_ROW,
    Area,
    Change,
    functions,
    nothing,
    planned,
    put,
    rate,
    required,
)

YEARS = (2015, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025)


def write_bed_book(path: Path, latest: int, change: Change = nothing, areas: tuple[Area, ...] = AREAS) -> None:
    """別添4③ with actual years to `latest` and 見込量 of the year after (2024: the R6 layout, 2025: the R7 layout)."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "構想区域別必要量との比較"
    sheet["C1"] = "都道府県別・構想区域別の病床機能報告上の病床数及び地域医療構想における将来の病床数の必要量等"
    actual = sorted({y for y in YEARS if y <= latest} | set(range(YEARS[-1], latest + 1)))
    heads = [f"{y}\n実績" for y in actual]
    heads.insert(1, "2025年必要数に対する比")
    heads += ["2015年に対する比", "2015年との差", f"{latest + 1}\n見込量", "2025\n必要数", "見込み／必要数"]
    if latest > 2025:  # a column has moved
        heads.append(heads.pop(1))
    for place, area in enumerate(areas):
        top, number = 3 + 15 * place, place if area.number is None else area.number
        sheet.cell(top, 20, f"（{area.pref}　{area.name}構想区域）")
        sheet.cell(top + 1, 3, "○基礎情報")
        for offset, (label, value, name) in enumerate(
            (
                ("都道府県", int(area.code[:2]), area.pref),
                ("構想区域", int(area.code), area.name),
                ("2020国勢調査人口", 10.5 + number, None),
                ("2020面積", 1000.25 + number if area.km2 is None else area.km2, None),
            ),
            start=2,
        ):
            sheet.cell(top + offset, 4, label)
            sheet.cell(top + offset, 6, value)
            sheet.cell(top + offset, 8, name)
        _flows(sheet, top, number, latest)
        sheet.cell(top + 6, 3, "○病床数の状況")
        for column, head in enumerate(heads, start=6):
            sheet.cell(top + 8, column, head)
        _bed_rows(sheet, top + 9, number, heads, latest)
        sheet.cell(top + 14, 5, "（報告率）")
        for column, head in enumerate(heads, start=6):
            if head.endswith("実績"):
                sheet.cell(top + 14, column, rate(number, int(head[:4])))
    change(sheet)
    book.save(path)


def _flows(sheet: Worksheet, top: int, number: int, latest: int) -> None:
    if latest < 2025:
        sheet.cell(top + 4, 17, "（一般病床患者流出入）")
        sheet.cell(top + 5, 17, 0.05)
        return
    for offset, (label, value) in enumerate((("（推計流出患者割合）", 0.1), ("（推計流入患者割合）", 0.2))):
        sheet.cell(top + 2 + 2 * offset, 18, label)
        sheet.cell(top + 3 + 2 * offset, 18, "XXX" if number == 2 else value)


def _bed_rows(sheet: Worksheet, first: int, number: int, heads: list[str], latest: int) -> None:
    def line(values: list[int], row: int) -> int:
        return sum(values) if row == 0 else values[row - 1]

    for row, label in enumerate(("合計", *FUNCTIONS)):
        sheet.cell(first + row, 5, label)
        need = line(required(number), row)
        start, end = line(functions(number, 2015), row), line(functions(number, latest), row)
        plan = line(planned(number, latest + 1), row)
        for column, head in enumerate(heads, start=6):
            if head.endswith("実績"):
                value: object = line(functions(number, int(head[:4])), row)
            elif head.endswith("見込量"):
                value = plan
            elif head.endswith("\n必要数"):
                value = need
            elif head == "2025年必要数に対する比":
                value = start / need if need else "-"
            elif head == "2015年に対する比":
                value = end / start
            elif head == "2015年との差":
                value = end - start
            else:
                value = plan / need if need else "-"
            sheet.cell(first + row, column, value)


def write_flow_book(path: Path, year: int = 2025, change: Change = nothing, areas: tuple[Area, ...] = AREAS) -> None:
    """流入率・流出率; `change` is called with each of the two sheets. Own shares: 0.9, 0.8, 0.7 by patient group."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for word in ("流入率", "流出率"):
        sheet = book.create_sheet(word)
        for number, area in enumerate(areas):
            top = 1 + 25 * number
            sheet.cell(top, 1, "流入率・流出率")
            summary(sheet, top + 2, number if area.number is None else area.number, area, year, None)
            sheet.cell(top + 8, 1, f"(2){word}")
            sheet.cell(top + 9, 2, f"全体の{word}")
            sheet.cell(top + 9, 4, 1 - 0.9)
            for column, (group, own) in zip(
                (2, 10, 18), (("高度急性期+急性期", 0.9), ("包括期", 0.8), ("慢性期", 0.7)), strict=True
            ):
                sheet.cell(top + 12, column, group)
                heads = ("都道府県コード", "都道府県名", "構想区域コード", "構想区域名", None, word)
                for offset, head in enumerate(heads):
                    sheet.cell(top + 13, column + offset, head)
                partner = areas[(number + 1) % len(areas)]
                for row, (other, share) in enumerate(((area, own), (partner, 0.05)), start=top + 14):
                    values = (int(other.code[:2]), other.pref, int(other.code), other.name, None, share)
                    for offset, value in enumerate(values):
                        sheet.cell(row, column + offset, value)
        change(sheet)
    book.save(path)


def write_demand_book(path: Path, change: Change = nothing, areas: tuple[Area, ...] = AREAS, base: int = 2024) -> None:
    """在宅・外来の需要推計 from `base` on; `change` is called with each of the two sheets."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for title in ("将来の在宅（訪問診療）需要推計", "将来の外来需要推計"):
        sheet = book.create_sheet(title)
        sheet["A1"] = title
        heads = (
            "都道府県",
            "構想区域コード",
            "構想区域名",
            f"人口({base}年度)",
            "人口(2040年)",
            *["レセプト件数/月"] * 3,
        )
        for column, head in enumerate(heads, start=1):
            sheet.cell(5, column, head)
        for column, year in enumerate((f"{base}年度", "2030年度（現状投影）", "2040年度（現状投影）"), start=6):
            sheet.cell(4, column, year)
        for number, area in enumerate(areas):
            values = (area.pref, area.code, area.name, 100_000 + number, 80_000, 1000.5, 1100.25, 1200 + number)
            for column, value in enumerate(values, start=1):
                sheet.cell(6 + number, column, value)
        change(sheet)
    book.save(path)


HOSPITAL_HEADS = (
    "ID",
    "正式名称",
    "都道府県コード",
    "市区町村コード",
    "所在地",
    "所在地座標（緯度）",
    "所在地座標（経度）",
)
HOSPITALS = (
    ("1", "きた中央病院", "01", "202", "北海道函館市港町1丁目", "41.8", "140.7"),
    ("2", "医療法人社団　きた会　きた東病院", "01", "202", "北海道函館市湯川町1", "41.9", "140.8"),
    ("3", "医療法人　みさき中央病院", "01", "202", "函館市松風町1", "0.0", "0.0"),
    ("4", "うみべ中央病院", "24", "202", "三重県四日市市1", "34.9", "136.6"),
)


def write_hospital_zip(
    path: Path, rows: tuple[tuple[str, ...], ...] = HOSPITALS, heads: tuple[str, ...] = HOSPITAL_HEADS
) -> None:
    """医療情報ネット: a zip with one CSV (UTF-8 with BOM)."""
    text = io.StringIO()
    csv.writer(text).writerows([heads, *rows])
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("list.csv"), b"\xef\xbb\xbf" + text.getvalue().encode())


def write_all(directory: Path) -> None:
    """A whole set of both publications; the file names say nothing. R7's 2024 repeats 2025, R6 has an empty cell."""
    directory.mkdir(parents=True, exist_ok=True)
    write_bed_book(directory / "a.xlsx", 2024, lambda s: put(s, "F28", None))
    write_bed_book(directory / "b.xlsx", 2025, repeat_2025)
    write_detail_book(directory / "c.xlsx", 2024)
    write_detail_book(directory / "d.xlsx", 2025)
    write_flow_book(directory / "e.xlsx")
    write_demand_book(directory / "f.xlsx")
    write_hospital_zip(directory / "g.zip")


def repeat_2025(sheet: Worksheet) -> None:
    """Copy the 2025 actual column over 2024, rates too, under the sub-header without line break that R7 has."""
    for total in TOTAL_ROW:
        sheet.cell(total - 1, 14, "2024実績")
        for row in range(total, total + 6):
            sheet.cell(row, 14, sheet.cell(row, 15).value)
