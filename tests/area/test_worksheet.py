"""差異分析ワークシート: arithmetic, file, refusals."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.area import waterfall, worksheet_rows
from core.area.worksheet import Cause, Explanation, Worksheet
from core.area.worksheet_checks import check
from core.data.queries import beds
from core.data.store import Store
from core.errors import UserError
from core.reading.entries import Cell
from core.views.area import worksheet as view
from core.views.sources import Sources
from core.vocabulary.terms import FOUR_FUNCTIONS
from tests.in_force import with_values

GAPS = {"total": -56, "high_acute": -71, "acute": 137, "recovery": -136, "chronic": 14}


def sheet(*lines: tuple[str, str, int]) -> Worksheet:
    return Worksheet(
        area_code="1005",
        area_name="藤岡",
        year=2025,
        gaps=GAPS,
        explanations=tuple(Explanation(bed_function=f, cause=c, beds=b, basis="県の分析") for f, c, b in lines),
    )


def test_the_rest_is_the_gap_without_what_is_explained() -> None:
    one = sheet(("acute", "ward", 80), ("acute", "flow", 30), ("recovery", "ward", -80))
    assert one.rest("acute") == 27
    assert one.rest("recovery") == -56
    assert one.rest("chronic") == 14
    assert one.explained("total") == 30
    assert one.rest("total") == -86


def test_a_gap_that_cannot_be_computed_leaves_no_rest() -> None:
    one = Worksheet(area_code="0102", area_name="南檜山", year=2015, gaps={**GAPS, "high_acute": None})
    assert one.rest("high_acute") is None
    assert waterfall.steps(one, "high_acute").empty


def test_the_waterfall_ends_at_the_rest() -> None:
    steps = waterfall.steps(sheet(("acute", "ward", 80), ("acute", "ward", 5), ("acute", "flow", 30)), "acute")
    assert list(steps["label"]) == ["乖離", "病棟単位の報告", "患者の流入・流出", "残り"]
    assert list(zip(steps["start"], steps["end"], strict=True)) == [(0, 137), (137, 52), (52, 22), (0, 22)]


LINES = st.lists(
    st.tuples(
        st.sampled_from([str(f) for f in FOUR_FUNCTIONS]),
        st.sampled_from([str(c) for c in Cause]),
        st.integers(-500, 500),
    ),
    max_size=12,
)


@settings(deadline=None)
@given(LINES)
def test_a_saved_file_reads_back_as_the_same_worksheet(lines: list[tuple[str, str, int]]) -> None:
    one = sheet(*lines)
    assert Worksheet.from_json(one.to_json()) == one
    assert Worksheet.from_json(one.to_json().encode("utf-8-sig")) == one


@settings(deadline=None)
@given(LINES)
def test_explained_and_rest_add_up_to_the_gap(lines: list[tuple[str, str, int]]) -> None:
    one = sheet(*lines)
    for result in one.results():
        assert result.rest is not None
        assert result.gap == result.explained + result.rest
        assert sum(one.by_cause(result.bed_function).values()) == result.explained
    assert waterfall.steps(one, "acute")["end"].iloc[-1] == one.rest("acute")


def broken(**change: object) -> str:
    return json.dumps(json.loads(sheet(("acute", "ward", 80)).to_json()) | change, ensure_ascii=False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("これは JSON ではない", "読めません"),
        ("[]", "差異分析ワークシートのファイルではありません"),
        (broken(format="scenario"), "差異分析ワークシートのファイルではありません"),
        (broken(version=99), "版(99)"),
        (broken(area_code=""), "area_code"),
        (broken(year="去年"), "year が整数ではありません"),
        (broken(gaps=[]), "gaps がありません"),
        (broken(gaps={"acute": 1.5}), "急性期 が整数ではありません"),
        (broken(explanations={}), "explanations が一覧ではない"),
        (broken(explanations=[{"bed_function": "x", "cause": "ward", "beds": 1, "basis": "a"}]), "1行目: 病床機能"),
        (broken(explanations=[{"bed_function": "acute", "cause": "x", "beds": 1, "basis": "a"}]), "1行目: 要因"),
        (broken(explanations=[{"bed_function": "acute", "cause": "ward", "beds": 1.5, "basis": "a"}]), "beds が整数"),
        (broken(explanations=[{"bed_function": "acute", "cause": "ward", "beds": 1, "basis": ""}]), "根拠がありません"),
        (
            broken(explanations=[{"bed_function": "acute", "cause": "ward", "beds": 1, "basis": "a", "z": 1}]),
            "知らない項目",
        ),
        (broken(explanations=[3]), "行の形"),
        (
            broken(explanations=[{"bed_function": "acute", "cause": "ward", "beds": 100_001, "basis": "a"}]),
            "床数が正しくありません",
        ),
        (
            broken(explanations=[{"bed_function": "acute", "cause": "ward", "beds": 1, "basis": "あ" * 2001}]),
            "根拠が長すぎる",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_the_place_and_what_to_do(text: str, words: str) -> None:
    with pytest.raises(UserError) as error:
        Worksheet.from_json(text)
    assert words in error.value.message
    assert error.value.hint


def test_what_is_typed_into_the_table_becomes_lines() -> None:
    lines = worksheet_rows.explanations(
        (
            ("急性期", "病棟単位の報告", 80, None, "県の分析", None),
            (None, None, None, None, None, None),
            ("慢性期", "その他", None, None, None, None),
        )
    )
    assert lines == (Explanation(bed_function="acute", cause="ward", beds=80, basis="県の分析"),)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("急性期", None, 10, None, "a", None), "1行目: 「要因」"),
        ((None, "その他", 10, None, "a", None), "1行目: 「病床機能」"),
        (("急性期", "その他", 10, None, None, None), "根拠がありません"),
    ],
)
def test_an_unfinished_row_says_what_is_missing(row: tuple[Cell, ...], words: str) -> None:
    with pytest.raises(UserError) as error:
        worksheet_rows.explanations((row,))
    assert words in error.value.message


def test_gaps_are_reported_minus_required(real_store: Store) -> None:
    assert worksheet_rows.gaps(beds.area_beds(real_store, "1005").frame, 2025) == GAPS


def test_a_blank_cell_or_another_year_gives_no_gap(store: Store) -> None:
    rows = beds.area_beds(store, "1002").frame
    assert worksheet_rows.gaps(rows, 2015)["high_acute"] is None
    assert worksheet_rows.gaps(rows, 2015)["acute"] == 30
    assert set(worksheet_rows.gaps(rows, 2019).values()) == {None}


def test_a_file_far_too_large_is_refused_in_words() -> None:
    with pytest.raises(UserError, match="大きすぎます"):
        Worksheet.from_json(b" " * (2 * 1024 * 1024))


def test_a_report_that_calls_recovery_by_its_new_name_is_worked_on_under_that_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_values(monkeypatch, comprehensive_from_year=2026)
    lines = (Explanation(bed_function="recovery", cause="closed", beds=-10, basis="資料1"),)
    for year, name, other in ((2025, "回復期", "包括期"), (2026, "包括期", "回復期")):
        one = Worksheet(area_code="1005", area_name="藤岡", year=year, gaps={"recovery": -5}, explanations=lines)
        begun = worksheet_rows.rows(one)
        assert begun[0][0] == name
        assert worksheet_rows.choices(year, begun)[0] == ("高度急性期", "急性期", name, "慢性期")
        assert worksheet_rows.explanations(begun) == lines
        left = ((other, None, None, None, None, None),)
        assert worksheet_rows.choices(year, left)[0][4:] == (other,), "a word that stands in the table stays"
        assert worksheet_rows.cells_from([[other, None, None, None, None, None]])
        shown = "".join("".join(row) for t in view.tables(one, Sources(("mhlw_r7_beds",))) for row in t.texts())
        assert name in shown
        assert other not in shown
        with pytest.raises(UserError, match=f"{name}の説明できる床数 -10床 が乖離 -5床 を超えています"):
            check(one)
        assert '"recovery"' in one.to_json()
