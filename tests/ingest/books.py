"""Workbooks in the official layout, on three invented areas: the tests' own sources.

`change` callbacks put a fault into a book just before it is saved, at the cell where the official form has it.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Change = Callable[[Worksheet], None]
FUNCTIONS = ("高度急性期", "急性期", "回復期", "慢性期")
YEARS = (2015, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025)


@dataclass(frozen=True)
class Area:
    """An invented area."""

    code: str
    pref: str
    name: str


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


def _nothing(sheet: Worksheet) -> None:
    return None


def write_bed_book(path: Path, latest: int, change: Change = _nothing, areas: tuple[Area, ...] = AREAS) -> None:
    """別添4③ with actual years to `latest` and 見込量 of the year after (2024: the R6 layout, 2025: the R7 layout)."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "構想区域別必要量との比較"
    sheet["C1"] = "都道府県別・構想区域別の病床機能報告上の病床数及び地域医療構想における将来の病床数の必要量等"
    actual = [y for y in YEARS if y <= latest]
    heads = [f"{y}\n実績" for y in actual]
    heads.insert(1, "2025年必要数に対する比")
    heads += ["2015年に対する比", "2015年との差", f"{latest + 1}\n見込量", "2025\n必要数", "見込み／必要数"]
    for number, area in enumerate(areas):
        top = 3 + 15 * number
        sheet.cell(top, 20, f"（{area.pref}　{area.name}構想区域）")
        sheet.cell(top + 1, 3, "○基礎情報")
        for offset, (label, value, name) in enumerate(
            (
                ("都道府県", int(area.code[:2]), area.pref),
                ("構想区域", int(area.code), area.name),
                ("2020国勢調査人口", 10.5 + number, None),
                ("2020面積", 1000.25 + number, None),
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


_TOP = {
    2: "都道\n府県",
    3: "構想\n区域",
    4: "①人口\n（万人）",
    5: "②面積\n（k㎡）",
    6: "③医療機関数",
    9: "④一般・療養病床計（休棟中等除く）",
    14: "休棟中等",
    15: "⑥医師数（常勤換算）",
    18: "⑦医療機関機能",
    23: "⑧診療実績（オープンデータ）",
}
_ROLES = {18: "特定機能", 19: "地域支援", 20: "三次救急", 21: "二次救急", 22: "在宅療養支援"}
_BED_HEADS = {10: "高度\n急性期", 11: "急性期", 12: "回復期", 13: "慢性期"}
_SECOND = {
    15: "常勤",
    16: "非常勤",
    17: "100床\n当たり",
    **_ROLES,
    23: "救急車の\n受入件数",
    24: "全身麻酔\n手術件数",
    25: "分娩\n件数",
    26: "手術総数",
}


def _headers(
    sheet: Worksheet, top: int, first: dict[int, str], second: dict[int, str], admissions: bool | None
) -> None:
    """Three header rows; `admissions` None leaves out 平均在棟日数 too (the flow book)."""
    for column, text in first.items():
        sheet.cell(top, column, text)
    for column, text in second.items():
        sheet.cell(top + 1, column, text)
    for start, text in ((27, "平均在棟日数"), (31, "新規入棟患者"))[: 0 if admissions is None else 1 + admissions]:
        sheet.cell(top + 1, start, text)
        for offset, name in enumerate(FUNCTIONS):
            sheet.cell(top + 2, start + offset, name)


def _summary(sheet: Worksheet, top: int, number: int, area: Area, year: int, admissions: bool | None) -> None:
    """Section (1) from its heading row `top`."""
    sheet.cell(top, 1, "(1)構想区域の状況")
    second = {6: "一般\n病院", 7: "有床\n診療所", **_BED_HEADS, **_SECOND}
    _headers(sheet, top + 1, _TOP, second, admissions)
    row = top + 4
    beds = functions(number, year)
    values: dict[int, object] = {
        1: number + 1,
        2: area.pref,
        3: area.name,
        4: 10.5 + number,
        5: 1000.25,
        6: 1,
        7: 1,
        9: sum(beds),
        **dict(zip(range(10, 14), beds, strict=True)),
        14: 20,
        15: 12,
        16: 1.5,
        17: 1.25,
        **dict.fromkeys(range(18, 23), 1),
        23: 900,
        24: 50,
        25: 0,
        26: 80,
    }
    if admissions is not None:
        values |= {27: "-", 28: 14.5, 29: 40, 30: 200}
    if admissions:
        values |= {31: "-", 32: 1000, 33: 300, 34: 50}
    for column, value in values.items():
        sheet.cell(row, column, value)
    below: dict[int, object] = {1: int(area.code), 3: "（報告率）", 4: rate(number, year), 5: "未報告→", 6: 0, 7: 1}
    below |= {8: "⑤構想必要量→", 9: sum(required(number))}
    below |= dict(zip(range(10, 14), required(number), strict=True))
    for column, value in below.items():
        sheet.cell(row + 1, column, value)


def write_detail_book(path: Path, year: int, change: Change = _nothing, areas: tuple[Area, ...] = AREAS) -> None:
    """別添5②: 2025 with 新規入棟患者 and `*`, 2024 without. `change` is called with each sheet."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    admissions = year >= 2025
    for number, area in enumerate(areas):
        sheet = book.create_sheet(f"{int(area.code)}{area.pref}{area.name}")
        sheet["A1"] = "構想区域別の医療機関の病床機能報告上の病床数、診療実績、医師数等"
        sheet.cell(1, 30, f"（{area.pref}・{area.name}）")
        _summary(sheet, 3, number, area, year, admissions)
        sheet["A10"] = "(2)区域内の医療機関（病床数の多い順）"
        first = {2: "①医療機関名", 8: "②所在地", 9: "③一般・療養病床", 15: "④医師数", 18: "⑤医療機関機能"}
        first[23] = "⑥診療実績（オープンデータ）"
        second = {9: "休棟中等含む計", **_BED_HEADS, 14: "休棟中等", **_SECOND}
        _headers(sheet, 11, first, second, admissions)
        _facilities(sheet, number, area, year, admissions)
        change(sheet)
    book.save(path)


def _facilities(sheet: Worksheet, number: int, area: Area, year: int, admissions: bool) -> None:
    high, acute, recovery, chronic = functions(number, year)
    town = "函館市" if area.pref == "北海道" else "津市"
    rows: list[dict[int, object]] = [
        {
            2: f"{area.name}中央病院",
            8: town,
            9: high + acute + recovery + 20,
            10: high,
            11: acute,
            12: recovery,
            13: 0,
            14: 20,
            15: 10,
            16: 1.5,
            17: 1.5,
            18: "特",
            19: "地",
            20: "三次",
            21: "二次",
            23: 900,
            24: 50,
            25: 0,
            26: 80,
            27: "-",
            28: 14.5,
            29: 40,
            30: "-",
        },
        {
            2: f"{area.name}診療所",
            8: town,
            9: chronic,
            10: 0,
            11: 0,
            12: 0,
            13: chronic,
            14: 0,
            15: 2,
            16: 0,
            17: 0.5,
            22: "在支",
            23: "*" if admissions else 0,
            24: 0,
            25: 0,
            26: "*" if admissions else 0,
            27: "-",
            28: "-",
            29: "-",
            30: 200,
        },
        {2: f"医療法人社団{area.name}会 {area.name}東病院", 9: "未報告"},
    ]
    if admissions:
        rows[0] |= {31: "-", 32: 1000, 33: 300, 34: "-"}
        rows[1] |= {31: "-", 32: "-", 33: "-", 34: 50}
    for line, values in enumerate(rows, start=1):
        for column, value in ({1: line} | values).items():
            sheet.cell(13 + line, column, value)


def write_flow_book(path: Path, year: int = 2025, change: Change = _nothing, areas: tuple[Area, ...] = AREAS) -> None:
    """流入率・流出率; `change` is called with each of the two sheets. Own shares: 0.9, 0.8, 0.7 by patient group."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for word in ("流入率", "流出率"):
        sheet = book.create_sheet(word)
        for number, area in enumerate(areas):
            top = 1 + 25 * number
            sheet.cell(top, 1, "流入率・流出率")
            _summary(sheet, top + 2, number, area, year, None)
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


def write_demand_book(path: Path, change: Change = _nothing, areas: tuple[Area, ...] = AREAS) -> None:
    """在宅・外来の需要推計; `change` is called with each of the two sheets."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for title in ("将来の在宅（訪問診療）需要推計", "将来の外来需要推計"):
        sheet = book.create_sheet(title)
        sheet["A1"] = title
        heads = ("都道府県", "構想区域コード", "構想区域名", "人口(2024年度)", "人口(2040年)", *["レセプト件数/月"] * 3)
        for column, head in enumerate(heads, start=1):
            sheet.cell(5, column, head)
        for column, year in enumerate(("2024年度", "2030年度（現状投影）", "2040年度（現状投影）"), start=6):
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
    write_bed_book(directory / "a.xlsx", 2024, lambda s: _set(s, "F28", None))
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


def _set(sheet: Worksheet, address: str, value: object) -> None:
    sheet[address].value = value


def setting(address: str, value: object, sheet_name: str | None = None) -> Change:
    """A change that writes one cell (of one sheet, when named)."""

    def change(sheet: Worksheet) -> None:
        if sheet_name in (None, sheet.title):
            _set(sheet, address, value)

    return change
