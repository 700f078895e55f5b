from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import UserError
from core.ingest.workbook import LayoutError, Reading, Sheet, Workbook, address, flat
from core.vocabulary.terms import ValueStatus


def sheet(*rows: list[object]) -> Sheet:
    return Sheet("表.xlsx", "シート1", list(rows))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (0.0, Reading(0.0, ValueStatus.OBSERVED)),
        (12.5, Reading(12.5, ValueStatus.OBSERVED)),
        ("", Reading(None, ValueStatus.BLANK)),
        ("-", Reading(None, ValueStatus.NOT_APPLICABLE)),
        ("*", Reading(None, ValueStatus.NOT_DISCLOSED)),
        ("未報告", Reading(None, ValueStatus.NOT_REPORTED)),
        ("XXX", Reading(None, ValueStatus.NOT_CALCULATED)),
    ],
    ids=["zero", "number", "empty", "dash", "asterisk", "not reported", "XXX"],
)
def test_a_cell_is_a_number_or_says_why_not(cell: object, expected: Reading) -> None:
    assert sheet([cell]).reading(0, 0) == expected


@pytest.mark.parametrize("cell", ["12", "約100", True, "△"])
def test_other_text_where_a_number_must_be_stops_with_file_sheet_and_cell(cell: object) -> None:
    with pytest.raises(LayoutError, match=r"ファイル「表.xlsx」シート「シート1」セル B1: 数値.*のはずですが") as error:
        sheet(["", cell]).reading(0, 1)
    assert str(cell) in error.value.message
    assert "様式" in error.value.hint


@pytest.mark.parametrize("cell", [-1.0, 1.5], ids=["negative", "fraction"])
def test_a_bed_count_is_a_whole_number_from_zero(cell: float) -> None:
    with pytest.raises(LayoutError, match="0以上の整数"):
        sheet([cell]).count(0, 0)
    assert sheet([0.0]).count(0, 0).value == 0


def test_a_number_that_must_be_there_is_not_read_from_an_empty_cell() -> None:
    with pytest.raises(LayoutError, match="セル A1: 数値のはずですが、空欄があります"):
        sheet([""]).number(0, 0)


def test_a_heading_is_compared_without_line_breaks_and_spaces() -> None:
    assert flat("2024\n実績") == flat("2024　実績") == "2024実績"
    sheet(["医師\n数"]).expect(0, 0, "医師数")
    with pytest.raises(LayoutError, match="セル A1: 見出し「病床数」のはずですが、「医師\n数」"):
        sheet(["医師\n数"]).expect(0, 0, "病床数")


@pytest.mark.parametrize(
    ("place", "name"), [((0, 0), "A1"), ((11, 5), "F12"), ((0, 25), "Z1"), ((0, 26), "AA1"), ((5073, 701), "ZZ5074")]
)
def test_cells_are_named_as_excel_names_them(place: tuple[int, int], name: str) -> None:
    assert address(*place) == name


def test_a_cell_outside_the_used_range_is_empty() -> None:
    assert sheet([1.0]).cell(5, 5) == ""


def test_a_file_that_is_no_workbook_is_named(tmp_path: Path) -> None:
    path = tmp_path / "壊れた.xlsx"
    path.write_bytes(b"not a workbook")
    with pytest.raises(UserError, match="ファイル「壊れた.xlsx」を Excel ブックとして開けません"):
        Workbook(path)


@pytest.mark.parametrize(("shown", "errors"), [("", {(0, 0): "#REF!"}), ("#REF!", {})], ids=["error", "words"])
def test_the_error_of_a_formula_is_asked_about_at_the_ministry_and_not_called_another_form(
    shown: str, errors: dict[tuple[int, int], str]
) -> None:
    with pytest.raises(LayoutError, match="「#REF!」があります") as raised:
        Sheet("表.xlsx", "表", [[shown]], errors).count(0, 0)
    assert "公表元に確かめ" in raised.value.hint
    with pytest.raises(LayoutError, match="「未定」があります") as raised:
        sheet(["未定"]).count(0, 0)
    assert "様式が変わっています" in raised.value.hint
