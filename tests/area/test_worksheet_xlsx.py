"""The worksheet as it leaves in Excel files: figures as numbers, what people typed as text."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from core.area.worksheet import Explanation, Worksheet
from core.area.worksheet_xlsx import TITLE, worksheet_xlsx

SHEET = Worksheet(
    area_code="1005",
    area_name="藤岡",
    year=2025,
    gaps={"high_acute": -71, "acute": 137, "recovery": -136, "chronic": None, "total": None},
    explanations=(
        Explanation(bed_function="acute", cause="ward", beds=80, basis="=県の分析", note="-案"),
        Explanation(bed_function="recovery", cause="flow", beds=-36, basis="NDB"),
    ),
)


def rows(data: bytes, title: str) -> list[tuple[object, ...]]:
    return [tuple(r) for r in load_workbook(io.BytesIO(data))[title].iter_rows(values_only=True)]


def test_the_file_holds_gap_explained_and_rest_of_each_function_and_every_line() -> None:
    found = rows(worksheet_xlsx(SHEET, "資料"), TITLE)
    by_function = {r[0]: r[1:4] for r in found[2:7]}
    assert by_function["急性期"] == (137, 80, 57)
    assert by_function["回復期"] == (-136, -36, -100)
    assert by_function["慢性期"] == ("算出不可", 0, "算出不可")
    assert ("急性期", "病棟単位の報告", 80, "=県の分析", "-案") in found
    assert found[-1][0] == "出典: 資料"


def test_typed_text_never_becomes_a_formula() -> None:
    sheet = load_workbook(io.BytesIO(worksheet_xlsx(SHEET, "資料")))[TITLE]
    assert {c.data_type for row in sheet.iter_rows() for c in row if c.value is not None} <= {"s", "n"}
