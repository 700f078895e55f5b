"""差異分析ワークシート: reporting by ward moves beds between functions, no gap is explained beyond itself, rows of the table."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.area import waterfall, worksheet_rows
from core.area.worksheet import Explanation, Worksheet
from core.area.worksheet_checks import check
from core.area.worksheet_rows import COLUMNS
from core.errors import UserError
from core.reading.entries import TEXT_LIMIT
from core.vocabulary.terms import FOUR_FUNCTIONS

#: 藤岡, 2022.
GAPS = {"total": 48, "high_acute": -71, "acute": 161, "recovery": -76, "chronic": 34}
MOVE = Explanation(bed_function="acute", cause="ward", beds=60, basis="病棟別の集計", to_function="recovery")


def sheet(*lines: Explanation, **gaps: int | None) -> Worksheet:
    return Worksheet(area_code="1005", area_name="藤岡", year=2022, gaps=GAPS | gaps, explanations=lines)


def line(function: str, cause: str, beds: int) -> Explanation:
    return Explanation(bed_function=function, cause=cause, beds=beds, basis="県の分析")


def test_a_move_takes_from_one_gap_what_it_takes_from_the_other_and_nothing_from_the_total() -> None:
    """Failed before: there was no such line; the beds of a ward were taken off the total too."""
    one = sheet(MOVE)
    assert [(r.bed_function, r.explained, r.rest) for r in one.results()] == [
        ("high_acute", 0, -71),
        ("acute", 60, 101),
        ("recovery", -60, -16),
        ("chronic", 0, 34),
        ("total", 0, 48),
    ]
    assert one.by_cause("acute") == {"ward": 60}
    assert one.by_cause("recovery") == {"ward": -60}
    assert one.by_cause("chronic") == {}
    assert one.by_cause("total") == {"ward": 0}
    assert waterfall.steps(one, "recovery")["end"].tolist() == [-76, -16, -16]
    check(one)


MOVES = st.lists(st.tuples(st.permutations([str(f) for f in FOUR_FUNCTIONS]), st.integers(-500, 500)), max_size=12)


@settings(deadline=None)
@given(MOVES)
def test_moves_of_any_number_leave_the_total_as_it_is_and_functions_add_up_to_it(
    moves: list[tuple[list[str], int]],
) -> None:
    one = sheet(
        *(Explanation(bed_function=f, cause="ward", beds=b, basis="a", to_function=t) for (f, t, *_), b in moves)
    )
    assert one.explained("total") == sum(one.explained(f) for f in FOUR_FUNCTIONS) == 0
    assert Worksheet.from_json(one.to_json()) == one


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"to_function": "acute"}, "相手の機能が正しくありません"),
        ({"to_function": "total"}, "相手の機能が正しくありません"),
        ({"cause": "flow"}, "相手の機能は「病棟単位の報告」の行だけ"),
    ],
)
def test_a_move_to_nowhere_or_for_another_cause_is_refused(change: dict[str, str], words: str) -> None:
    move = {"bed_function": "acute", "cause": "ward", "beds": 60, "basis": "a", "to_function": "recovery"}
    with pytest.raises(UserError, match=words):
        Explanation(**(move | change))
    file = json.loads(sheet(MOVE).to_json()) | {"explanations": [move | change]}
    with pytest.raises(UserError, match=f"1行目: .*{words}"):
        Worksheet.from_json(json.dumps(file))


def refusal(one: Worksheet) -> str:
    with pytest.raises(UserError) as error:
        check(one)
    assert error.value.hint
    return error.value.message


def test_beds_of_a_ward_that_go_nowhere_are_refused_by_row() -> None:
    assert refusal(sheet(line("chronic", "flow", 1), line("acute", "ward", 60))) == (
        "2行目: 病棟単位の報告は機能の間で床を移すだけですが、合計が+60床になっています。"
    )
    assert "2・3行目" in refusal(sheet(MOVE, line("acute", "ward", 60), line("recovery", "ward", -15)))
    check(sheet(line("acute", "ward", 60), line("recovery", "ward", -60)))  # a pair moves as well


@pytest.mark.parametrize(
    ("beds", "words"),
    [
        (161, ""),
        (162, "+162床 が乖離 +161床 を超えています"),
        (100_000, "+100,000床 が乖離 +161床 を超えています"),
        (-1, "-1床 の符号が乖離 +161床 と逆です"),
        (-500, "-500床 の符号が乖離 +161床 と逆です"),
        (0, ""),
    ],
)
def test_explained_beds_have_the_sign_of_the_gap_and_do_not_exceed_it(beds: int, words: str) -> None:
    """Failed before: -500 and 100,000 were taken."""
    one = sheet(line("acute", "flow", beds))
    if words:
        assert refusal(one) == f"1行目: 急性期の説明できる床数 {words}。"
    else:
        check(one)


def test_a_move_may_not_explain_the_other_functions_gap_beyond_itself_either() -> None:
    far = Explanation(bed_function="acute", cause="ward", beds=100, basis="a", to_function="recovery")
    assert refusal(sheet(far)) == "1行目: 回復期の説明できる床数 -100床 が乖離 -76床 を超えています。"
    assert "乖離を計算できない" in refusal(sheet(line("chronic", "flow", 1), chronic=None))
    assert "乖離 ±0床 を超えています" in refusal(sheet(line("chronic", "flow", 1), chronic=0))


def test_a_file_of_the_first_version_opens_with_its_lines_as_they_are() -> None:
    lines = [{"bed_function": "acute", "cause": "ward", "beds": 40, "basis": "病棟別の集計", "note": ""}]
    old = {
        "format": "gap-worksheet",
        "version": 1,
        "area_code": "1005",
        "area_name": "藤岡",
        "year": 2022,
        "gaps": GAPS,
        "explanations": lines,
    }
    one = Worksheet.from_json(json.dumps(old))
    assert one.explained("acute") == one.explained("total") == 40
    assert json.loads(one.to_json())["version"] == 2
    assert Worksheet.from_json(one.to_json()) == one


def test_lines_become_rows_and_rows_lines() -> None:
    for one in (sheet(), sheet(MOVE, line("chronic", "flow", 3))):
        rows = worksheet_rows.rows(one)
        assert len(rows) == len(one.explanations)
        assert worksheet_rows.explanations(rows) == one.explanations


def test_unfinished_rows_survive_as_cells() -> None:
    typed = (("急性期", None, 5, None, "県の分析", None), (None, None, None, None, None, "あとで"))
    empty = (None,) * len(COLUMNS)
    assert worksheet_rows.filled((empty, typed[0], empty, typed[1])) == typed
    assert worksheet_rows.cells_from(json.loads(json.dumps(typed))) == typed


def test_rows_that_cannot_stand_together_are_named_by_the_numbers_beside_them() -> None:
    """Failed before: an unfinished row above them was not counted, and the sentence named the row before."""
    rows = (
        (None, None, None, None, "あとで", None),
        ("急性期", "患者の流入・流出", 500, None, "a", None),
    )
    lines = dict(worksheet_rows.numbered(rows))
    with pytest.raises(UserError, match="^2行目: 急性期の説明できる床数"):
        check(sheet(*lines.values()), tuple(lines))


ROW = ["急性期", "病棟単位の報告", 5, "回復期", "a", None]


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ([ROW], True),
        ([], True),
        (None, False),
        ({}, False),
        ([ROW[:-1]], False),
        (["x"], False),
        ([["合計", *ROW[1:]]], False),
        ([[*ROW[:2], 1.5, *ROW[3:]]], False),
        ([[*ROW[:2], True, *ROW[3:]]], False),
        ([[*ROW[:2], math.nan, *ROW[3:]]], False),
        ([[*ROW[:2], 100_000, *ROW[3:]]], True),
        ([[*ROW[:2], 100_001, *ROW[3:]]], False),
        ([[*ROW[:4], "あ" * TEXT_LIMIT, None]], True),
        ([[*ROW[:4], "あ" * (TEXT_LIMIT + 1), None]], False),
        ([ROW] * 200, True),
        ([ROW] * 201, False),
    ],
)
def test_what_a_browser_gives_back_is_taken_only_where_the_table_could_hold_it(value: object, fits: bool) -> None:
    if fits:
        assert len(worksheet_rows.cells_from(value)) == len(value)  # type: ignore[arg-type]
    else:
        with pytest.raises(UserError):
            worksheet_rows.cells_from(value)
