"""Explained beds have the sign of the gap and do not exceed it; what is wrong is refused with its row and reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UserError
from core.rules import engine, scenario_json
from core.rules.entries import Explained
from core.rules.explained import gaps, refusal
from core.rules.facts import Facts
from core.rules.scenario import Scenario
from core.uploads.kinds import KINDS, read_upload
from core.uploads.worksheet import read_worksheet
from tests.rules.cases import SMALL
from tests.rules.upload_files import csv_of

FUJIOKA = {"1005": "藤岡"}


def one(beds: float, function: str = "acute", code: str = "1005") -> Scenario:
    return Scenario(explained=(Explained(area_code=code, bed_function=function, beds=beds),))


@pytest.mark.parametrize(
    ("beds", "words"),
    [(-500, "符号が差異 +161床 と逆"), (100_000, "差異 +161床 を超えて"), (162, "超えて"), (-1, "逆")],
)
def test_fujiokas_acute_gap_of_161_takes_neither_the_other_sign_nor_more(real_facts: Facts, beds, words):
    with pytest.raises(UserError) as told:
        engine.run(real_facts, one(beds))
    assert told.value.message.startswith("シナリオの explained[1]: 藤岡・急性期: ")
    assert words in told.value.message
    assert told.value.hint


@pytest.mark.parametrize("beds", [0, 1, 160.5, 161])
def test_fujiokas_acute_gap_of_161_takes_up_to_all_of_it(real_facts: Facts, beds):
    assert gaps(real_facts, 2022)["1005", "acute"] == 161
    engine.run(real_facts, one(beds))


@pytest.mark.parametrize(("beds", "refused"), [(-95, False), (-96, True), (1, True), (0, False)])
def test_a_shortage_is_explained_by_negative_beds(real_facts: Facts, beds, refused):
    assert gaps(real_facts, 2022)["1005", "high_acute"] == -95
    if refused:
        with pytest.raises(UserError, match="高度急性期"):
            engine.run(real_facts, one(beds, "high_acute"))
    else:
        engine.run(real_facts, one(beds, "high_acute"))


def test_every_wrong_row_is_named_by_its_number(real_facts: Facts):
    rows = tuple(
        Explained(area_code="1005", bed_function=f, beds=b)
        for f, b in (("acute", 500), ("high_acute", -5), ("total", -3))
    )
    with pytest.raises(UserError) as told:
        engine.run(real_facts, Scenario(explained=rows))
    assert [line.split(":")[0] for line in told.value.message.splitlines()] == [
        "シナリオの explained[1]",
        "シナリオの explained[3]",
    ]


def test_a_gap_that_cannot_be_computed_cannot_be_explained():
    with pytest.raises(UserError, match="計算できない"):
        engine.run(SMALL, one(0, "high_acute", "1102"))


def test_the_gap_is_that_of_the_year_and_not_corrected_by_the_report_rate():
    assert gaps(SMALL, 2022)["1001", "acute"] == 140
    engine.run(SMALL, Scenario(report_rate_correction=True, explained=one(140, "acute", "1001").explained))
    with pytest.raises(UserError, match="超えて"):
        engine.run(SMALL, Scenario(year=2015, explained=one(140, "acute", "1001").explained))
    assert gaps(SMALL, 1999) == {}


@given(st.integers(-2000, 2000), st.integers(-3000, 3000))
def test_what_is_refused_is_the_other_sign_or_too_much(gap, beds):
    fits = beds == 0 or (gap * beds > 0 and abs(beds) <= abs(gap))
    assert (refusal(gap, beds) == "") is fits


def test_a_file_names_row_and_reason(real_facts: Facts):
    content = csv_of(
        "区域コード,病床機能,説明できる床数", "1005,急性期,-500", "1005,高度急性期,-10", "1005,慢性期,100000"
    )
    upload = read_upload(KINDS["explained"], "説明.csv", content, FUJIOKA, gaps(real_facts, 2022))
    assert upload.entries == ()
    assert [(p.row, p.column) for p in upload.problems] == [(2, "説明できる床数"), (4, "説明できる床数")]
    assert "藤岡: 説明できる床数 -500床 の符号が差異 +161床 と逆です" in upload.problems[0].message
    good = csv_of("区域コード,病床機能,説明できる床数", "1005,急性期,161", "1005,高度急性期,0")
    assert [e.beds for e in read_upload(KINDS["explained"], "a.csv", good, FUJIOKA, gaps(real_facts, 2022)).entries] == [161, 0]  # fmt: skip


@pytest.mark.parametrize(("beds", "taken"), [(161, True), (0, True), (162, False), (-1, False)])
def test_a_worksheet_of_the_area_page_is_held_against_the_published_gap(real_facts: Facts, beds, taken):
    line = f'{{"bed_function": "acute", "cause": "ward", "beds": {beds}, "basis": "集計", "note": ""}}'
    gap = '{"total": 0, "high_acute": 0, "acute": 999, "recovery": 0, "chronic": 0}'
    sheet = (
        '{"format": "gap-worksheet", "version": 1, "area_code": "1005", "area_name": "藤岡", "year": 2022, '
        f'"gaps": {gap}, "explanations": [{line}]}}'
    )
    upload = read_worksheet("w.json", sheet.encode(), FUJIOKA, 2022, gaps(real_facts, 2022))
    assert upload.accepted is taken
    assert [e.beds for e in upload.entries] == ([beds] if taken else [])
    if not taken:
        assert [(p.column, "+161床" in p.message) for p in upload.problems] == [("急性期", True)]


def test_an_old_file_with_beds_that_cannot_be_is_read_and_refused_by_its_row(real_facts: Facts):
    old = (
        '{"schema": "suishin-scenario/1", "explained": [{"area_code": "1005", "bed_function": "acute", "beds": -500}]}'
    )
    scenario = scenario_json.loads(old)
    assert scenario.explained[0].beds == -500
    with pytest.raises(UserError, match=r"explained\[1\]: 藤岡・急性期"):
        engine.run(real_facts, scenario)
