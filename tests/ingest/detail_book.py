"""The book of institutions in the official layout, on the invented areas."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.ingest.invented import (
    AREAS,
    FUNCTIONS,
    Area,
    Change,
    functions,
    nothing,
    rate,
    required,
)

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


def summary(sheet: Worksheet, top: int, number: int, area: Area, year: int, admissions: bool | None) -> None:
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


def write_detail_book(path: Path, year: int, change: Change = nothing, areas: tuple[Area, ...] = AREAS) -> None:
    """別添5②: 2025 with 新規入棟患者 and `*`, 2024 without. `change` is called with each sheet."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    admissions = year >= 2025
    for place, area in enumerate(areas):
        number = place if area.number is None else area.number
        sheet = book.create_sheet(f"{int(area.code)}{area.pref}{area.name}")
        sheet["A1"] = "構想区域別の医療機関の病床機能報告上の病床数、診療実績、医師数等"
        sheet.cell(1, 30, f"（{area.pref}・{area.name}）")
        summary(sheet, 3, number, area, year, admissions)
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
