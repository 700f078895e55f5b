"""病床機能報告 様式1: columns by meaning, 病床利用率 by area and function, and refusals that name what is missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules import engine
from core.rules.by_hand import with_area_table
from core.rules.entries import Occupancy
from core.rules.facts import Facts
from core.rules.model import MET, NOT_MET, UNKNOWN
from core.rules.scenario import Scenario
from core.uploads import ward_form
from core.uploads.kinds import KINDS, Upload, read_upload
from core.uploads.ward_form import FIELDS, looks_like_wards, read_form
from core.uploads.wards import KIND, Report, read_wards, told_apart
from tests.rules import harmed_workbooks as harmed
from tests.rules.upload_files import AREAS, csv_of, xlsx_of
from tests.rules.ward_books import AT, NEWEST, as_csv, grid, ward

MUNICIPALITIES = {"10209": "1005", "01202": "0101"}


def read(*wards: dict[str, object], name: str = "様式1.csv", **form: object) -> Report | Upload:
    return read_wards(name, as_csv(grid(wards, **form)), AREAS, MUNICIPALITIES)  # type: ignore[arg-type]


def report(*wards: dict[str, object], **form: object) -> Report:
    found = read(*wards, **form)
    assert isinstance(found, Report), found.problems
    return found


def problem(*wards: dict[str, object], **form: object) -> str:
    found = read(*wards, **form)
    assert isinstance(found, Upload)
    assert found.entries == ()
    return str(found.problems[0])


def test_a_ward_used_four_fifths_of_the_year_is_80_percent() -> None:
    [found] = report(ward()).sums
    assert (found.area_code, found.function, found.wards, found.beds) == ("1005", "acute", 1, 40)
    assert found.figures["patient_days"] == 11_680
    assert found.occupancy == 11_680 / (40 * 365) == 0.8
    assert (found.figures["nurses"], found.figures["from_home"], found.figures["to_home"]) == (24, 480, 472)
    assert found.figures["from_hospital"] is None  # no such column


def test_general_and_long_term_beds_count_together_and_functions_and_areas_apart() -> None:
    found = report(
        ward(general="20", long_term="20"),
        ward(general="60", patient_days="14600"),
        ward(function="慢性期", patient_days="7300"),
        ward(area_code="0101", function="回復期"),
    )
    assert [(s.area_code, s.function, s.wards, s.beds) for s in found.sums] == [
        ("0101", "recovery", 1, 40),
        ("1005", "acute", 2, 100),
        ("1005", "chronic", 1, 40),
    ]
    assert found.sums[1].occupancy == pytest.approx((11_680 + 14_600) / (100 * 365))
    assert found.sums[2].occupancy == 0.5


def test_a_leap_year_is_divided_by_365_as_the_ministrys_formula_has_it() -> None:
    headings = [h.replace("2015（平成27）", "2016（平成28）") for h in NEWEST]
    found = report(ward(patient_days=40 * 366), headings=headings)
    assert found.year == 2016
    assert found.sums[0].occupancy == pytest.approx(366 / 365)


@pytest.mark.parametrize("mark", ["", "-", "*", "未報告又はデータ不備", "－"])
def test_a_ward_without_patient_days_leaves_its_function_unknown_and_is_no_zero(mark: str) -> None:
    found = report(ward(), ward(patient_days=mark), ward(function="慢性期"))
    acute, chronic = found.sums
    assert (acute.occupancy, acute.silent, acute.beds) == (None, 1, 80)
    assert chronic.occupancy == 0.8
    assert [e.bed_function for e in found.upload().entries] == ["chronic"]


def test_a_ward_without_beds_asks_for_no_patient_days_and_a_stated_zero_is_a_figure() -> None:
    found = report(ward(), ward(general="0", patient_days=""))
    assert (found.sums[0].wards, found.sums[0].occupancy) == (2, 0.8)
    assert report(ward(patient_days="0")).sums[0].occupancy == 0.0
    assert report(ward(general="0", patient_days="")).sums[0].occupancy is None


def test_wards_out_of_use_are_counted_and_left_out() -> None:
    found = report(ward(), ward(function="休棟中（今後再開する予定）"), ward(function="-"))
    assert (len(found.wards), found.idle) == (1, 2)


@pytest.mark.parametrize("above", [0, 1, 4, 10])
@pytest.mark.parametrize("marked", [True, False])
def test_the_headings_are_found_wherever_they_stand(above: int, marked: bool) -> None:
    assert report(ward(), above=above, marked=marked).sums[0].occupancy == 0.8


def test_columns_may_stand_in_any_order() -> None:
    turned = [row[::-1] for row in grid([ward()])]
    found = read_wards("a.csv", as_csv(turned), AREAS, MUNICIPALITIES)
    assert isinstance(found, Report)
    assert found.sums == report(ward()).sums


@pytest.mark.parametrize(
    ("field", "heading"),
    [
        ("function", "平成27年7月1日時点の病床の機能"),
        ("function", "2015年７月１日時点の機能"),
        ("patient_days", "在棟患者延数(平成26年7月1日から平成27年6月30日までの1年間)"),
        ("patient_days", "在棟患者の延べ人数"),
        ("general", "一般病床　許可病床数"),
        ("long_term", "療養病床 許可病床数"),
        ("area_code", "構想区域コード(4桁)"),
    ],
)
def test_headings_are_read_by_meaning(field: str, heading: str) -> None:
    headings = list(NEWEST)
    headings[AT[field]] = heading
    found = report(ward(), headings=headings)
    assert (found.year, found.sums[0].occupancy) == (2015, 0.8)


def test_headings_over_two_rows_with_merged_cells_are_read_together() -> None:
    rows = grid([ward()], marked=False)
    upper, lower = [""] * len(NEWEST), list(NEWEST)
    for place, (top, below) in {
        AT["general"]: ("一般病床", "許可病床"),
        AT["general"] + 1: ("", "最大使用病床数"),
        AT["long_term"]: ("療養病床", "許可病床"),
        AT["patient_days"]: ("在棟患者延べ数", "年間"),
        AT["patient_days"] + 1: ("", "4月"),
        AT["discharged"]: ("退棟", "退棟患者数"),
    }.items():
        upper[place], lower[place] = top, below
    upper[AT["general"] + 2] = upper[AT["long_term"] + 1] = upper[AT["nurses"]] = "そのほか"
    rows[3:5] = [upper, lower]
    found = read_wards("a.csv", as_csv(rows), AREAS, MUNICIPALITIES)
    assert isinstance(found, Report), found.problems
    assert found.sums[0].occupancy == 0.8


@pytest.mark.parametrize("field", [key for key, f in FIELDS.items() if f.required])
def test_a_missing_heading_is_named(field: str) -> None:
    headings = list(NEWEST)
    headings[AT[field]] = "そのほか"
    said = problem(ward(), headings=headings)
    assert f"見出し「{FIELDS[field].label}」の列がありません" in said
    assert "様式1" in said


def test_an_area_needs_its_code_or_that_of_the_municipality() -> None:
    headings = list(NEWEST)
    headings[AT["area_code"]] = "そのほか"
    assert report(ward(), headings=headings).sums[0].area_code == "1005"
    assert report(ward(area_code="", municipality="1202")).sums[0].area_code == "0101"
    headings[AT["municipality"]] = "そのほか"
    assert "「構想区域コード」または「市区町村コード」の列がありません" in problem(ward(), headings=headings)
    assert "7行目: 構想区域が決まりません" in problem(ward(area_code="9999", municipality="99999"))


def test_two_columns_for_one_thing_are_refused_with_their_names() -> None:
    headings = [*NEWEST, "在棟患者延べ数（年間）_再掲"]
    said = problem(ward(), headings=headings)
    assert "「在棟患者延べ数(年間)」に当たる列が2つあります" in said


def test_months_alone_are_no_year() -> None:
    headings = list(NEWEST)
    headings[AT["patient_days"]] = "在棟患者延べ数（2015年5月）"
    assert "見出し「在棟患者延べ数(年間)」の列がありません" in problem(ward(), headings=headings)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"function": "亜急性期"}, "「亜急性期」という機能はありません"),
        ({"patient_days": "多数"}, "「多数」は0以上の数ではありません"),
        ({"patient_days": "-5"}, "「-5」は0以上の数ではありません"),
        ({"general": "nan"}, "「nan」は0以上の数ではありません"),
        ({"general": "-", "long_term": ""}, "どちらも書かれていません"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(cells: dict[str, object], said: str) -> None:
    found = problem(ward(), ward(**cells))
    assert found.startswith("8行目「")
    assert said in found


def test_a_rate_above_200_percent_is_refused_with_area_and_function() -> None:
    assert report(ward(patient_days=40 * 365 * 2)).sums[0].occupancy == 2.0
    assert "急性期」: 藤岡: 病床利用率が300.0%になります" in problem(ward(patient_days=40 * 365 * 3))


def test_no_year_no_wards_and_no_form_are_refused() -> None:
    headings = [h.replace("2015（平成27）年", "") for h in NEWEST]
    assert "報告の年がありません" in problem(ward(), headings=headings)
    assert "4つの機能の病棟が1つもありません" in problem(ward(function="休棟中"))
    other = read_wards("a.csv", csv_of("病棟,値", "1,2"), AREAS, {})
    assert isinstance(other, Upload)
    assert "様式1(病棟票)として読めません" in other.problems[0].message


def test_xlsx_and_both_encodings_give_the_same() -> None:
    rows = grid([ward(), ward(function="慢性期")])
    numbers = [[float(c) if c.isdecimal() and len(c) < 5 else c for c in row] for row in rows]
    files = [as_csv(rows), as_csv(rows, "utf-8-sig"), xlsx_of(*rows), xlsx_of(*numbers)]
    found = [read_wards("x", data, AREAS, MUNICIPALITIES) for data in files]
    assert all(isinstance(f, Report) and f.sums == report(ward(), ward(function="慢性期")).sums for f in found)


def test_our_own_table_is_no_form_of_wards() -> None:
    ours = ["区域コード,病床機能,病床利用率(%)", "1005,急性期,80"]
    assert not looks_like_wards(csv_of(*ours))
    assert not looks_like_wards(xlsx_of(*(line.split(",") for line in ours)))
    assert looks_like_wards(as_csv(grid([ward()])))
    assert looks_like_wards(xlsx_of(*grid([ward()])))
    assert not looks_like_wards(b"PK\x03\x04broken")


@pytest.mark.parametrize("data", [b"PK\x03\x04broken", b"\x00\x01", b"", '病棟,"'.encode()])
def test_a_broken_file_is_refused_in_words(data: bytes) -> None:
    found = read_wards("様式1.xlsx", data, AREAS, {})
    assert isinstance(found, Upload)
    assert found.problems[0].message.startswith("様式1.xlsx")


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (harmed.headers(6, 8, 1), "パスワード"),
        (harmed.repacked(lambda _, part: part, 14), "読めません"),
        (harmed.scrambled(), "読めません"),
        (harmed.part("xl/worksheets/sheet1.xml", harmed.LAUGHS), "読めません"),
        (harmed.part("xl/workbook.xml", harmed.DEEP), "読めません"),
        (harmed.sheet(b'<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>'), "読めません"),
        (harmed.sheet(b'<row r="1"><c r="A1" t="s"><v>99999</v></c></row>'), "読めません"),
    ],
)
def test_a_harmed_workbook_is_refused_as_any_table_is(data: bytes, said: str) -> None:
    found = read_wards("様式1.xlsx", data, AREAS, {})
    assert isinstance(found, Upload)
    assert said in found.problems[0].message


def test_more_cells_than_a_region_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = xlsx_of(*grid([ward()]))
    cells = len(NEWEST) * 7
    for most, fits in ((cells, True), (cells - 1, False)):
        monkeypatch.setattr(ward_form, "_MAX_CELLS", most)
        assert isinstance(read_wards("a.xlsx", data, AREAS, MUNICIPALITIES), Report) is fits


def test_a_file_over_the_limit_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = as_csv(grid([ward()]))
    for limit, fits in ((len(data), True), (len(data) - 1, False)):
        monkeypatch.setattr(ward_form, "MAX_BYTES", limit)
        assert isinstance(read_wards("a.csv", data, AREAS, MUNICIPALITIES), Report) is fits


def test_the_progress_is_told_while_rows_are_read() -> None:
    told: list[int] = []
    read_form("a.csv", as_csv(grid([ward()] * 450)), told.append)
    assert told == [200, 400]


@given(st.lists(st.tuples(st.integers(1, 300), st.integers(0, 400)), min_size=1, max_size=8))
def test_the_rate_is_the_beds_weighted_mean_and_does_not_depend_on_the_order(wards: list[tuple[int, int]]) -> None:
    given_wards = [ward(general=beds, patient_days=beds * days) for beds, days in wards]
    [there] = report(*given_wards).sums
    [back] = report(*given_wards[::-1]).sums
    expected = sum(b * d for b, d in wards) / sum(b for b, _ in wards) / 365
    assert there.occupancy == back.occupancy == pytest.approx(expected)


def test_the_report_of_2015_settles_route_a_and_another_year_decides_nothing(real_facts: Facts) -> None:
    codes = dict(real_facts.areas["area_name"])
    now = float(real_facts.utilization.loc["1001", "acute"])

    def entries(year: str, days: float) -> tuple[Occupancy, ...]:
        headings = [h.replace("2015（平成27）", year) for h in NEWEST]
        data = as_csv(grid([ward(area_code="1001", general="100", patient_days=round(days * 36_500))], headings))
        found = read_wards("x.csv", data, codes, {})
        assert isinstance(found, Report)
        upload = found.upload()
        assert upload.of_its_areas
        return upload.entries

    assert entries("2024（令和6）", 0.9) == ()
    at, function = list(real_facts.codes).index("1001"), 1
    other = Occupancy(area_code="1005", bed_function="acute", occupancy=0.8)
    for days, fallen in ((now + 0.05, MET), (now - 0.05, NOT_MET)):
        taken = with_area_table(Scenario(occupancy_2015=(other,)), "occupancy_2015", entries("2015（平成27）", days))
        assert other in taken.occupancy_2015
        assert engine.run(real_facts, taken).models.fallen[at, function] == fallen
    assert engine.run(real_facts, Scenario()).models.fallen[at, function] == UNKNOWN


@pytest.mark.parametrize("kind", [k for k in KINDS if k != KIND])
def test_a_form_of_wards_among_the_tables_of_another_kind_is_told_where_it_belongs(kind: str) -> None:
    """One sentence instead of a problem for each of its columns."""
    data = as_csv(grid((ward(),)))
    refused = read_upload(KINDS[kind], "様式1.csv", data, {"1005": "藤岡"}, {})
    assert len(refused.problems) > 10
    told = told_apart(refused, data)
    assert [(p.row, p.column) for p in told.problems] == [(0, "")]
    assert "「2015年の病床利用率」を選んで" in told.problems[0].message


def test_a_table_of_its_own_kind_keeps_its_problems_whatever_its_words() -> None:
    data = "区域コード,対応状況,医療機関名\n1005,検証済み?,甲病院の病棟\n".encode()
    refused = read_upload(KINDS["revalidation"], "甲.csv", data, {"1005": "藤岡"}, {})
    assert refused.problems
    assert told_apart(refused, data) is refused
