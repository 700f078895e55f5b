"""Tables that a prefecture brings: taken over whole, or refused with the row and the column in words."""

from __future__ import annotations

import json

import pytest

from core.rules.by_hand import with_area_table
from core.rules.choices import RevalidationState
from core.rules.entries import Explained, Nomination, Occupancy, Revalidation
from core.rules.scenario import Scenario
from core.uploads.kinds import KINDS
from core.uploads.worksheet import read_worksheet
from tests.rules.upload_files import AREAS, GAPS, GOOD, check, csv_of, xlsx_of

ENTRIES = (
    Revalidation(area_code="1005", state=RevalidationState.VERIFYING, facility_name="甲病院"),
    Revalidation(area_code="0101", state=RevalidationState.NONE),
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_csv_is_read_in_three_encodings(encoding):
    upload = check("revalidation", csv_of(*GOOD, encoding=encoding))
    assert upload.problems == ()
    assert upload.entries == ENTRIES


def test_xlsx_with_numbers_as_codes_is_read():
    data = xlsx_of(["区域コード", "病床機能", "病床利用率(%)"], [101, "急性期", 78.5], ["1005", "慢性期", "90%"])
    assert check("occupancy_2015", data, "利用率.xlsx").entries == (
        Occupancy(area_code="0101", bed_function="acute", occupancy=0.785),
        Occupancy(area_code="1005", bed_function="chronic", occupancy=0.9),
    )


def test_nominations_cite_evidence_by_label_or_id():
    lines = ("区域コード,理由,根拠,出典", "1005,県境にある,他の都道府県からの流入(包括期);no_tertiary,県の様式")
    assert check("nominations", csv_of(*lines)).entries == (
        Nomination(
            area_code="1005",
            reason="県境にある",
            evidence=("inflow_comprehensive", "no_tertiary"),
            source="県の様式",
        ),
    )


def test_nominations_cite_evidence_by_the_label_of_an_earlier_edition():
    lines = ("区域コード,理由,根拠,出典", "1005,県境にある,人口の増減(2024年度から2040年),県の様式")
    assert check("nominations", csv_of(*lines)).entries[0].evidence == ("population_decline",)


def test_explained_beds_accept_separators_units_and_official_minus():
    lines = ("区域コード,病床機能,説明できる床数", '1005,急性期,"1,200床"', "1005,回復期,▲30", "0101,慢性期,-5")
    beds = [e.beds for e in check("explained", csv_of(*lines)).entries]
    assert beds == [1200, -30, -5]
    assert isinstance(check("explained", csv_of(*lines)).entries[0], Explained)


def test_full_width_digits_are_digits():
    assert check("explained", csv_of("区域コード,病床機能,説明できる床数", "1005,急性期,12")).entries[0].beds == 12


@pytest.mark.parametrize(
    ("kind", "lines", "row", "column", "words"),
    [
        ("revalidation", ("コード,対応状況", "1005,検証中"), 0, "区域コード", "列がありません"),
        ("revalidation", ("区域コード,対応状況,メモ", "1005,検証済,x"), 0, "メモ", "知らない列"),
        ("revalidation", ("区域コード,対応状況,対応状況", "1005,検証済,検証済"), 0, "対応状況", "2回"),
        ("revalidation", ("区域コード,対応状況,医療機関名", "9999,検証済,甲"), 2, "区域コード", "ありません"),
        ("revalidation", ("区域コード,対応状況,医療機関名", "藤岡,検証済,甲"), 2, "区域コード", "4桁"),
        ("revalidation", ("区域コード,対応状況,医療機関名", ",検証済,甲"), 2, "区域コード", "空"),
        ("revalidation", ("区域コード,対応状況,医療機関名", "1005,協議中,甲"), 2, "対応状況", "使えません"),
        ("revalidation", ("区域コード,対応状況,医療機関名", "1005,検証中,"), 2, "医療機関名", "空"),
        ("revalidation", (*GOOD, "1005,藤岡,検証済,甲病院"), 4, "区域コード", "2行目"),
        ("revalidation", ("区域コード,構想区域名,対応状況,医療機関名", "1005,前橋,検証済,甲"), 2, "構想区域名", "藤岡"),
        ("occupancy_2015", ("区域コード,病床機能,病床利用率(%)", "1005,急性期,高い"), 2, "病床利用率(%)", "数では"),
        ("occupancy_2015", ("区域コード,病床機能,病床利用率(%)", "1005,急性期,0.785"), 2, "病床利用率(%)", "割合"),
        ("occupancy_2015", ("区域コード,病床機能,病床利用率(%)", "1005,急性期,200.1"), 2, "病床利用率(%)", "範囲"),
        ("occupancy_2015", ("区域コード,病床機能,病床利用率(%)", "1005,急性期,nan"), 2, "病床利用率(%)", "範囲"),
        ("occupancy_2015", ("区域コード,病床機能,病床利用率(%)", "1005,休床,80"), 2, "病床機能", "使えません"),
        ("nominations", ("区域コード,理由,根拠", "1005,県境,勘"), 2, "根拠", "一覧にありません"),
        ("nominations", ("区域コード,理由", "1005,=A1&B1"), 2, "理由", "数式"),
        ("nominations", ("区域コード,理由", '1005,"+HYPERLINK(""x"")"'), 2, "理由", "数式"),
        ("nominations", ("区域コード,理由", "1005,@SUM(A1)"), 2, "理由", "数式"),
    ],
)
def test_a_wrong_row_names_its_row_and_column(kind, lines, row, column, words):
    upload = check(kind, csv_of(*lines))
    assert not upload.accepted
    assert upload.entries == ()
    assert any(p.row == row and p.column == column and words in p.message for p in upload.problems), upload.problems


@pytest.mark.parametrize(
    ("data", "name", "row", "column"),
    [
        (csv_of("区域コード,理由", "1005,県境にあり,流入が多い"), "a.csv", 2, "C列"),
        (csv_of("区域コード,理由", "1005,県境", "0101,県境,,,メモ"), "a.csv", 3, "E列"),
        (csv_of("区域コード,理由", "1005,県境", ",,メモ"), "a.csv", 3, "C列"),
        (csv_of("区域コード,理由", "1005,県境,=A1"), "a.csv", 2, "C列"),
        (xlsx_of(["区域コード", "理由"], ["1005", "県境", None, 5]), "a.xlsx", 2, "D列"),
    ],
)
def test_a_cell_without_a_heading_names_its_row_and_column(data, name, row, column):
    upload = check("nominations", data, name)
    assert upload.entries == ()
    assert [(p.row, p.column) for p in upload.problems] == [(row, column)]


def test_cells_far_to_the_right_of_a_workbook_are_seen():
    problems = check(
        "nominations", xlsx_of(["区域コード", "理由"], ["1005", "県境", *[None] * 60, "x"]), "a.xlsx"
    ).problems
    assert "2行目の列が多すぎます" in problems[0].message
    empty = check("nominations", csv_of("区域コード,理由,,", "1005,県境,,"), "a.csv")
    assert empty.accepted


@pytest.mark.parametrize("state", ["検証中", "検証未開始", "検証済"])
@pytest.mark.parametrize("first", [True, False])
def test_an_area_without_institutions_cannot_have_one(state, first):
    lines = ["1005,,対象なし,", f"1005,,{state},甲病院"]
    upload = check("revalidation", csv_of(GOOD[0], *(lines if first else lines[::-1]), "0101,,対象なし,"))
    assert upload.entries == ()
    assert [(p.row, p.column) for p in upload.problems] == [(2 if first else 3, "対応状況")]
    assert "対象なし" in upload.problems[0].message
    assert f"{3 if first else 2}行目" in upload.problems[0].message


@pytest.mark.parametrize("heading", ["病床利用率\uff08\uff05\uff09", "病床利用率(\uff05)", " 病床利用率(%) "])
def test_headings_in_full_width_letters_are_the_same(heading):
    upload = check("occupancy_2015", csv_of(f"区域コード,病床機能,{heading}", "1005,急性期,80"))
    assert upload.entries == (Occupancy(area_code="1005", bed_function="acute", occupancy=0.8),)


def test_one_heading_in_two_spellings_stands_twice():
    problems = check(
        "occupancy_2015", csv_of("区域コード,病床機能,病床利用率(%),病床利用率(\uff05)", "1005,急性期,80,81")
    ).problems
    assert any("2回" in p.message for p in problems)


@pytest.mark.parametrize(
    "text", ["- 県の会議での合意", "・県の会議での合意", "- A病院との合意", "-5床の減", "+ 流入が多い", "−5", "+81-3-1234-5678"]
)  # fmt: skip
@pytest.mark.parametrize("make", [csv_of, xlsx_of])
def test_text_that_begins_with_a_mark_is_text(text, make):
    data = (
        csv_of("区域コード,理由", f"1005,{text}") if make is csv_of else xlsx_of(["区域コード", "理由"], ["1005", text])
    )
    upload = check("nominations", data, "a.csv" if make is csv_of else "a.xlsx")
    assert [e.reason for e in upload.entries] == [text]


@pytest.mark.parametrize(
    "text", ["=1+1", " =A1", "@SUM(A1)", "-A1", "+HYPERLINK(A1)", "-(A1)", "-$A$1", "+1+cmd|' /C calc'!A0", "- A1*2", "-5*A1"]
)  # fmt: skip
def test_a_formula_behind_a_mark_is_refused(text):
    problems = check("nominations", csv_of("区域コード,理由", f"1005,{text}")).problems
    assert [(p.row, p.column) for p in problems] == [(2, "理由")]
    assert "数式" in problems[0].message


def test_high_acute_occupancy_is_taken_and_said_not_to_decide():
    lines = ("区域コード,病床機能,病床利用率(%)", "1005,高度急性期,95", "1005,急性期,80")
    upload = check("occupancy_2015", csv_of(*lines))
    assert len(upload.entries) == 2
    assert KINDS["occupancy_2015"].note(upload.entries) == (
        "高度急性期の1行は受け付けますが、モデル推進区域の判定には使いません。"
    )
    assert KINDS["occupancy_2015"].note(upload.entries[1:]) == ""
    assert "判定には使わない" in KINDS["occupancy_2015"].purpose


def test_every_problem_is_listed_and_nothing_is_half_applied():
    upload = check("revalidation", csv_of(GOOD[0], "1005,藤岡,検証中,甲", "9999,,検証中,乙", "0101,,まだ,丙"))
    assert [p.row for p in upload.problems] == [3, 4]
    assert upload.entries == ()
    assert str(upload.problems[0]).startswith("3行目「区域コード」")


def worksheet(**changes: object) -> bytes:
    lines = [
        {"bed_function": "acute", "cause": "ward", "beds": 40, "basis": "病棟別の集計", "note": ""},
        {"bed_function": "acute", "cause": "flow", "beds": 20, "basis": "県の調査", "note": ""},
        {"bed_function": "recovery", "cause": "ward", "beds": -15, "basis": "病棟別の集計", "note": ""},
    ]
    gaps = {"total": 27, "high_acute": 0, "acute": 100, "recovery": -90, "chronic": 17}
    sheet = {
        "format": "gap-worksheet", "version": 1, "area_code": "1005", "area_name": "藤岡", "year": 2022,
        "gaps": gaps, "explanations": lines,
    }  # fmt: skip
    return json.dumps(sheet | changes, ensure_ascii=False).encode()


def test_a_worksheet_of_the_area_page_becomes_explained_beds():
    upload = read_worksheet("w.json", worksheet(), AREAS, 2022, GAPS)
    assert {(e.bed_function, e.beds) for e in upload.entries} == {("acute", 60.0), ("recovery", -15.0)}


@pytest.mark.parametrize(
    ("data", "year", "words"),
    [
        (worksheet(), 2023, "対象年"),
        (worksheet(area_code="9999"), 2022, "ありません"),
        (worksheet(explanations=[]), 2022, "1行も"),
        (b"{}", 2022, "ワークシート"),
        (b"\xff", 2022, "読めません"),
    ],
)
def test_a_worksheet_that_does_not_fit_is_refused(data, year, words):
    upload = read_worksheet("w.json", data, AREAS, year, GAPS)
    assert upload.entries == ()
    assert words in upload.problems[0].message


def test_a_worksheet_replaces_only_its_own_area():
    other = Explained(area_code="0101", bed_function="acute", beds=5)
    old = Explained(area_code="1005", bed_function="chronic", beds=9)
    entries = read_worksheet("w.json", worksheet(), AREAS, 2022, GAPS).entries
    changed = with_area_table(Scenario(explained=(other, old)), "explained", entries)
    assert changed.explained == (other, *entries)


@pytest.mark.parametrize(
    ("kind", "lines", "column", "words"),
    [
        ("nominations", ("区域コード,理由", "1005,県境\x07"), "理由", "使えない文字"),
        ("nominations", ("区域コード,理由", f"1005,{'あ' * 2001}"), "理由", "長すぎます"),
        ("nominations", ("区域コード,理由,出典", "1005,県境,様式\x1b"), "出典", "使えない文字"),
        ("revalidation", ("区域コード,対応状況,医療機関名", f"1005,検証済,{'甲' * 201}"), "医療機関名", "長すぎます"),
        ("revalidation", ("区域コード,対応状況,医療機関名", "1005,対象なし,\x07"), "医療機関名", "使えない文字"),
    ],
)
def test_what_an_entry_refuses_names_its_column_too(kind, lines, column, words):
    assert [(p.row, p.column) for p in check(kind, csv_of(*lines)).problems] == [(2, column)]
    assert words in check(kind, csv_of(*lines)).problems[0].message


def test_every_wrong_cell_of_a_row_is_named_at_once():
    lines = ("区域コード,病床機能,病床利用率(%)", "9999,休床,高い", "1005,急性期,80")
    assert [(p.row, p.column) for p in check("occupancy_2015", csv_of(*lines)).problems] == [
        (2, "区域コード"),
        (2, "病床機能"),
        (2, "病床利用率(%)"),
    ]
