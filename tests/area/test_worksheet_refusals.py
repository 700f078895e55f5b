"""Worksheets of any origin: numbers that no area can have and characters that no file can hold are refused in words."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.area.worksheet import Explanation, Worksheet
from core.errors import UserError
from core.exports.xlsx import workbook
from core.views.area import worksheet
from core.views.sources import Sources
from tests.area.sheets import FUJIOKA_SHEET
from tests.views.values import BOOK

LINE = {"bed_function": "acute", "cause": "ward", "beds": 80, "basis": "県の分析", "note": ""}


def broken(**change: object) -> str:
    return json.dumps(json.loads(FUJIOKA_SHEET.to_json()) | change)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (broken(explanations=[LINE | {"beds": 10**400}]), "1行目: 説明できる床数が正しくありません"),
        (broken(explanations=[LINE, LINE | {"beds": -(10**400)}]), "2行目: 説明できる床数が正しくありません"),
        (broken(gaps={"acute": 10**400}), "gaps の 急性期 が範囲の外です"),
        (broken(gaps={"total": "12"}), "gaps の 合計 が整数ではありません"),
        (broken(year=0), "year"),
        (broken(year=-5), "year"),
        (broken(year=1e308), "year"),
        (broken(year=True), "year が整数ではありません"),
        (broken(year=None), "year が整数ではありません"),
        ('{"format": "gap-worksheet", "version": 1, "year": ' + "9" * 5000 + "}", "読めません"),
        ("[" * 10**5, "読めません"),
        (broken(version=10**400), "版(1000"),
        (broken(explanations=[LINE | {"note": "a\x00"}]), "1行目: 備考に使えない文字があります"),
        (broken(explanations=[LINE | {"note": "a\x1b[0m"}]), "1行目: 備考に使えない文字があります"),
        (broken(explanations=[LINE | {"basis": "\ud800"}]), "1行目: 根拠に使えない文字があります"),
        (broken(explanations=[LINE | {"cause": "\udfff"}]), "1行目: 要因"),
        (broken(area_name="藤岡\x07"), "area_name: 文字に使えない文字があります"),
        (broken(explanations=[LINE | {"beds": "80"}]), "1行目: beds が整数ではありません"),
        (broken(explanations=[LINE | {"bed_function": 5}]), "1行目: bed_function が文字ではありません"),
        (broken(explanations=[{"bed_function": "acute", "cause": "ward", "basis": "a"}]), "1行目: beds がありません"),
        (broken(area_code=" "), "area_code が空です"),  # passed before, and could not be read again once written
        (broken(area_name="\u3000"), "area_name が空です"),
        (broken(explanations=[LINE] * 201), "explanations が多すぎます"),
    ],
)  # fmt: skip
def test_what_no_worksheet_can_hold_is_refused_with_its_place(text: str, words: str) -> None:
    with pytest.raises(UserError) as error:
        Worksheet.from_json(text)
    assert words in error.value.message
    assert error.value.hint
    assert len(error.value.message) < 400


@pytest.mark.parametrize(("year", "read"), [(1999, False), (2000, True), (2100, True), (2101, False)])
def test_the_years_of_a_worksheet_end_where_the_rules_say(year: int, read: bool) -> None:
    if read:
        assert Worksheet.from_json(broken(year=year)).year == year
    else:
        with pytest.raises(UserError, match="2000 から 2100"):
            Worksheet.from_json(broken(year=year))


@pytest.mark.parametrize(("beds", "read"), [(100_000, True), (100_001, False), (-100_000, True), (-100_001, False)])
def test_the_beds_of_a_line_end_at_100_000(beds: int, read: bool) -> None:
    if read:
        assert Worksheet.from_json(broken(explanations=[LINE | {"beds": beds}])).explanations[0].beds == beds
    else:
        with pytest.raises(UserError, match="床数が正しくありません"):
            Worksheet.from_json(broken(explanations=[LINE | {"beds": beds}]))


def test_a_number_that_a_spreadsheet_wrote_with_a_decimal_point_is_whole() -> None:
    sheet = Worksheet.from_json(broken(explanations=[LINE | {"beds": 80.0}], year=2025.0))
    assert (sheet.explanations[0].beds, sheet.year) == (80, 2025)
    assert isinstance(sheet.explanations[0].beds, int)


def test_what_is_typed_is_held_to_the_same_characters() -> None:
    with pytest.raises(UserError, match="備考に使えない文字"):
        Explanation(bed_function="acute", cause="ward", beds=1, basis="a", note="\x0b")


plain = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["acute", "ward", "\ud800"])
)
nested = st.recursive(plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_file_with_any_one_value_replaced_is_read_or_refused_in_words(data: st.DataObject) -> None:
    """What is read can also be written again: no value ends in a traceback."""
    written = json.loads(FUJIOKA_SHEET.to_json())
    place, key = written, data.draw(st.sampled_from(sorted(written)))
    while isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
        place = place[key]
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
    place[key] = data.draw(nested)
    try:
        sheet = Worksheet.from_json(json.dumps(written))
    except UserError as error:
        told = error
    else:
        told = None
        assert Worksheet.from_json(sheet.to_json()) == sheet
        assert workbook(worksheet.tables(sheet, Sources(("beds",))), BOOK, made=date(2026, 11, 27))
    assert told is None or (told.message and told.hint)
