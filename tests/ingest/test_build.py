from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from core.errors import UserError
from core.ingest.reconcile import report_text
from tests.in_force import with_values
from tests.ingest import books, detail_book, invented
from tests.ingest.conftest import Data, run
from tests.ingest.invented import setting

R6, R7 = "mhlw_r6_beds", "mhlw_r7_beds"


@pytest.fixture
def source(source_dir: Path, tmp_path: Path) -> Path:
    """A copy of both publications that a test may change."""
    return shutil.copytree(source_dir, tmp_path / "source")


def defects(data: Data) -> dict[str, str]:
    table = data.table("defect")
    return dict(zip(table["defect_id"], table["handling"], strict=True))


def test_a_figure_comes_from_the_newest_publication_that_states_it(data: Data) -> None:
    row = data.one("beds", area_code="0101", series="reported", year=2023, bed_function="acute")
    assert (row["beds"], row["published_fy"], row["source_id"]) == (invented.functions(0, 2023)[1], "R7", R7)


def test_the_planned_figures_of_both_publications_are_kept(data: Data) -> None:
    for year, publication in ((2025, "R6"), (2026, "R7")):
        row = data.one("beds", area_code="2405", series="planned", year=year, bed_function="recovery")
        assert (row["beds"], row["published_fy"]) == (invented.planned(2, year)[2], publication)


def test_a_year_that_repeats_another_is_taken_from_the_publication_that_states_it(data: Data) -> None:
    for number, area in enumerate(invented.AREAS):
        row = data.one("beds", area_code=area.code, series="reported", year=2024, bed_function="acute")
        assert (row["beds"], row["published_fy"], row["source_id"]) == (invented.functions(number, 2024)[1], "R6", R6)
        rate = data.one("report_rate", area_code=area.code, year=2024)
        assert (rate["rate"], rate["published_fy"]) == (invented.rate(number, 2024), "R6")
    assert defects(data)["repeated_year_r7_2024"] == "2024年の値は R6 公表分から採った。"


def test_a_repeated_year_that_nobody_else_states_is_missing_not_a_copy(source: Path, tmp_path: Path) -> None:
    (source / "a.xlsx").unlink()
    (source / "c.xlsx").unlink()
    data = run(source, tmp_path / "out")
    row = data.one("beds", area_code="0101", series="reported", year=2024, bed_function="total")
    assert row["value_status"] == "blank"
    assert row["beds"] is None or row["beds"] != row["beds"]
    latest = data.one("beds", area_code="0101", series="reported", year=2025, bed_function="total")
    assert latest["beds"] == sum(invented.functions(0, 2025))
    assert "2024年は空欄とした" in defects(data)["repeated_year_r7_2024"]


def test_years_that_are_equal_in_some_areas_only_are_no_repetition(source: Path, tmp_path: Path) -> None:
    def repeat_two(sheet: Worksheet) -> None:
        for total in invented.TOTAL_ROW[:2]:
            for row in range(total, total + 6):
                sheet.cell(row, 14).value = sheet.cell(row, 15).value

    books.write_bed_book(source / "b.xlsx", 2025, repeat_two)
    data = run(source, tmp_path / "out")
    assert not [d for d in defects(data) if d.startswith("repeated")]
    assert (
        data.one("beds", area_code="2405", series="reported", year=2024, bed_function="total")["published_fy"] == "R7"
    )


def test_a_copied_year_in_which_a_cell_was_corrected_is_still_a_copy(source: Path, tmp_path: Path) -> None:
    def correct_one(sheet: Worksheet) -> None:
        books.repeat_2025(sheet)
        total = invented.TOTAL_ROW[0]
        for row in (total, total + 2):
            sheet.cell(row, 14).value += 1

    books.write_bed_book(source / "b.xlsx", 2025, correct_one)
    data = run(source, tmp_path / "out")
    for number, area in enumerate(invented.AREAS):
        row = data.one("beds", area_code=area.code, series="reported", year=2024, bed_function="total")
        assert (row["beds"], row["published_fy"]) == (sum(invented.functions(number, 2024)), "R6")
    found = data.one("defect", defect_id="repeated_year_r7_2024")
    assert any("15のセルのうち13で同じ値" in str(cell) for cell in found)


@pytest.mark.parametrize(("equal", "copied"), [(11, False), (12, True), (13, True)])
def test_four_fifths_of_equal_cells_make_a_copy(source: Path, tmp_path: Path, equal: int, copied: bool) -> None:
    def repeat_some(sheet: Worksheet) -> None:
        books.repeat_2025(sheet)
        cells = [(t + offset, 14) for t in invented.TOTAL_ROW for offset in range(5)]
        for row, column in cells[equal:]:
            sheet.cell(row, column).value += 1

    books.write_bed_book(source / "b.xlsx", 2025, repeat_some)
    assert ("repeated_year_r7_2024" in defects(run(source, tmp_path / "out"))) is copied


def test_the_error_of_a_formula_stops_the_run_and_is_no_empty_cell(source: Path, tmp_path: Path) -> None:
    books.write_bed_book(source / "b.xlsx", 2025, setting("F28", "#REF!"))
    with pytest.raises(UserError, match="セル F28: 数値.*「#REF!」があります"):
        run(source, tmp_path / "out")
    assert not (tmp_path / "out" / "parquet").exists()


def test_an_empty_cell_that_a_later_publication_fills_takes_the_stated_figure_and_says_so(data: Data) -> None:
    row = data.one("beds", area_code="0102", series="reported", year=2015, bed_function="high_acute")
    assert (row["beds"], row["value_status"], row["published_fy"]) == (200, "observed", "R7")
    handling = defects(data)["empty_r6_0102_high_acute_reported_2015"]
    assert "R7 公表分が 200 床と明記" in handling
    assert "合計から他の3機能を引いた値は 200 床" in handling
    overlap = next(o for o in data.report["overlap"] if (o["series"], o["year"]) == ("reported", 2015))
    assert (overlap["equal"], overlap["different"], overlap["only_older"], overlap["only_newer"]) == (14, 0, 0, 1)
    assert overlap["examples"] == ["0102 高度急性期: 空欄 / 200"]


def test_an_empty_cell_that_nobody_fills_stays_missing(source: Path, tmp_path: Path) -> None:
    (source / "b.xlsx").unlink()
    (source / "d.xlsx").unlink()
    books.write_bed_book(source / "b.xlsx", 2025, setting("F28", None))
    detail_book.write_detail_book(source / "d.xlsx", 2025)
    data = run(source, tmp_path / "out")
    row = data.one("beds", area_code="0102", series="reported", year=2015, bed_function="high_acute")
    assert row["value_status"] == "blank"
    assert row["beds"] != 0
    assert "欠測とした" in defects(data)["empty_r7_0102_high_acute_reported_2015"]
    sums = [s for s in data.report["function_sums"] if (s["series"], s["year"]) == ("reported", 2015)]
    assert [(s["published_fy"], s["equal"], s["incomplete"]) for s in sums] == [("R6", 2, 1), ("R7", 2, 1)]


def test_a_cell_that_only_the_older_publication_fills_is_taken_from_it(source: Path, tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        books.repeat_2025(sheet)
        sheet["H28"] = None

    books.write_bed_book(source / "b.xlsx", 2025, change)
    row = run(source, tmp_path / "out").one(
        "beds", area_code="0102", series="reported", year=2018, bed_function="high_acute"
    )
    assert (row["beds"], row["published_fy"]) == (invented.functions(1, 2018)[0], "R6")


def test_functions_that_do_not_add_up_are_listed_and_left_as_published(source: Path, tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        books.repeat_2025(sheet)
        sheet["I14"] = 1

    books.write_bed_book(source / "b.xlsx", 2025, change)
    data = run(source, tmp_path / "out")
    assert data.one("beds", area_code="0101", series="reported", year=2019, bed_function="acute")["beds"] == 1
    found = next(s for s in data.report["function_sums"] if s["published_fy"] == "R7" and s["year"] == 2019)
    assert (found["equal"], found["different"], found["different_areas"]) == (2, 1, ["0101"])
    assert "sum_r7_reported_2019" in defects(data)


def test_the_sheets_own_ratios_prove_the_columns(data: Data) -> None:
    derived = {(d["published_fy"], d["column"]): d for d in data.report["derived_columns"]}
    assert len(derived) == 8
    assert all(d["different"] == 0 for d in derived.values())
    # no ratio for the two empty or zero denominators (0102 高度急性期)
    assert derived["R6", "2025年必要数に対する比"]["equal"] == 14


def test_national_totals_are_the_sums_over_the_areas(data: Data) -> None:
    row = next(n for n in data.report["national_totals"] if (n["series"], n["year"]) == ("reported", 2024))
    assert row["acute"] == sum(invented.functions(i, 2024)[1] for i in range(3))
    assert row["total"] == sum(sum(invented.functions(i, 2024)) for i in range(3))


def test_one_who_did_not_report_has_no_figure_and_no_reported_role(data: Data) -> None:
    facility = data.one("facility", facility_id="R7-0101-003")
    assert facility["facility_name"] == "医療法人社団きた会 きた東病院"
    assert pd.isna(facility["municipality"])
    assert facility["is_tertiary_emergency"] == False  # noqa: E712  (the ministry's own list)
    assert pd.isna(facility["is_secondary_emergency"])
    measures = data.table("facility_measure").query("facility_id == 'R7-0101-003'")
    assert set(measures["value_status"]) == {"not_reported"}
    assert measures["value"].isna().all()


def test_a_row_left_empty_is_not_reported_only_when_the_areas_count_needs_it(source: Path, tmp_path: Path) -> None:
    detail_book.write_detail_book(source / "d.xlsx", 2025, setting("I16", None, "101北海道きた"))
    found = run(source, tmp_path / "out").table("facility_measure").query("facility_id == 'R7-0101-003'")
    assert set(found["value_status"]) == {"not_reported"}

    def miscounted(sheet: Worksheet) -> None:
        if sheet.title == "101北海道きた":
            sheet["I16"], sheet["G8"] = None, 0

    detail_book.write_detail_book(source / "d.xlsx", 2025, miscounted)
    data = run(source, tmp_path / "out")
    found = data.table("facility_measure").query("facility_id == 'R7-0101-003'")
    assert set(found["value_status"]) == {"blank"}
    assert "empty_facility_r7" in defects(data)


@pytest.mark.parametrize(
    ("measure", "function", "value", "status"),
    [
        ("beds_incl_closed", None, sum(invented.functions(0, 2025)[:3]) + 20, "observed"),
        ("beds", "chronic", 0, "observed"),
        ("beds_closed", None, 20, "observed"),
        ("doctors_per_100_beds", None, 1.5, "observed"),
        ("deliveries", None, 0, "observed"),
        ("average_stay_days", "high_acute", None, "not_applicable"),
        ("new_admissions", "recovery", 300, "observed"),
    ],
)
def test_facility_measures(data: Data, measure: str, function: str | None, value: float | None, status: str) -> None:
    row = data.one("facility_measure", facility_id="R7-0101-001", measure=measure, bed_function=function)
    assert row["value_status"] == status
    assert (row["value"] == value) if value is not None else row["value"] != row["value"]


def test_withheld_figures_are_not_zero(data: Data) -> None:
    row = data.one("facility_measure", facility_id="R7-0101-002", measure="operations")
    assert (row["value_status"], row["value"] != row["value"]) == ("not_disclosed", True)
    assert "非公表" in defects(data)["not_disclosed_r7"]
    assert "not_disclosed_r6" not in defects(data)


def test_area_measures_of_both_publications(data: Data) -> None:
    for publication in ("R6", "R7"):
        year = 2018 + int(publication[1])
        row = data.one("area_measure", area_code="0102", published_fy=publication, measure="beds", bed_function="total")
        assert row["value"] == sum(invented.functions(1, year))
        row = data.one("area_measure", area_code="0102", published_fy=publication, measure="clinics_unreported")
        assert row["value"] == 1


def test_facility_beds_agree_with_the_area_once_closed_beds_are_taken_off(data: Data) -> None:
    found = data.report["facility_beds"][1]
    assert (found["published_fy"], found["different_areas"]) == ("R7", [])
    assert found["facility_beds_incl_closed"] - found["facility_closed"] == found["area_beds"]
    assert "休棟中等" in found["explanation"]


def test_the_facility_count_leaves_out_those_who_did_not_report(data: Data) -> None:
    assert data.report["facility_counts"][0]["areas_where_count_plus_unreported_is_rows"] == 3
    assert "facility_count_r6" in defects(data)


def test_utilization_is_stay_times_admissions_over_beds_of_a_year(data: Data) -> None:
    row = data.one("utilization", area_code="0101", bed_function="acute")
    beds = invented.functions(0, 2025)[1]
    assert (row["fiscal_year"], row["patient_days"], row["beds"], row["basis"]) == (2025, 14_500, beds, "estimated")
    assert row["utilization"] == pytest.approx(14_500 / (beds * 365))


def test_utilization_has_no_row_where_a_figure_is_missing(data: Data) -> None:
    assert set(data.table("utilization")["bed_function"]) == {"acute", "recovery", "chronic"}


def test_flow_of_the_newest_publication(data: Data) -> None:
    row = data.one("flow", area_code="2405", direction="inflow", patient_group="chronic", partner_area_code="0101")
    assert (row["share"], row["published_fy"], row["source_id"]) == (0.05, "R7", "mhlw_r7_flow")


def test_overall_rates_have_their_basis_in_their_name(data: Data) -> None:
    ndb = data.one("flow_total", area_code="0101", direction="outflow", basis="ndb_2024")
    survey = data.one("flow_total", area_code="0101", direction="outflow", basis="patient_survey_2023")
    assert (ndb["share"], survey["share"]) == (pytest.approx(0.1), 0.1)
    missing = data.one("flow_total", area_code="2405", direction="outflow", basis="patient_survey_2023")
    assert missing["value_status"] == "not_calculated"
    assert "2405 うみべ" in data.one("defect", defect_id="not_calculated_r7")["description"]


def test_a_list_without_the_own_area_is_recorded_not_filled(source: Path, tmp_path: Path) -> None:
    def clear(sheet: Worksheet) -> None:
        for row in (15, 16):
            for column in range(18, 24):
                sheet.cell(row, column).value = None

    books.write_flow_book(source / "e.xlsx", change=clear)
    data = run(source, tmp_path / "out")
    rows = data.table("flow").query("area_code == '0101' and patient_group == 'chronic'")
    assert rows.empty
    note = data.one("defect", defect_id="flow_without_own_area_r7")["description"]
    assert "0101 流入 慢性期、0101 流出 慢性期" in note


def test_an_overall_rate_that_is_only_the_acute_groups_is_recorded(data: Data) -> None:
    assert "高度急性期+急性期の率と読む" in defects(data)["overall_flow_r7"]


def test_demand_and_population(data: Data) -> None:
    row = data.one("demand", area_code="0102", care="home_care", fiscal_year=2030)
    assert row["claims_per_month"] == 1100.25
    area = data.one("area", area_code="0102")
    assert (area["population_2020"], area["population_2024"], area["population_2040"]) == (115_000, 100_001, 80_000)
    assert (area["pref_code"], area["pref_name"]) == ("01", "北海道")


def test_points_of_the_geometry_build_are_taken_when_they_are_there(
    source_dir: Path, tmp_path: Path, data: Data
) -> None:
    assert data.table("area")["lon"].isna().all()
    geo = tmp_path / "geo"
    geo.mkdir()
    (geo / "area_points.csv").write_text("area_code,lon,lat\n0101,140.5,41.5\n", encoding="utf-8")
    area = run(source_dir, tmp_path).one("area", area_code="0101")
    assert (area["lon"], area["lat"]) == (140.5, 41.5)


def test_a_point_file_without_its_columns_is_named(source_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "geo").mkdir()
    (tmp_path / "geo" / "area_points.csv").write_text("code,x,y\n", encoding="utf-8")
    with pytest.raises(UserError, match="ファイル「area_points.csv」に列 area_code、lon、lat がありません"):
        run(source_dir, tmp_path)


def test_books_of_different_areas_stop_the_run(source: Path, tmp_path: Path) -> None:
    books.write_demand_book(source / "f.xlsx", setting("B7", "0103"))
    with pytest.raises(UserError, match="ファイル「f.xlsx」と「b.xlsx」で構想区域が違います\\(0102、0103\\)"):
        run(source, tmp_path / "out")


def test_an_unknown_partner_area_stops_the_run(source: Path, tmp_path: Path) -> None:
    books.write_flow_book(source / "e.xlsx", change=setting("D16", 4799, "流入率"))
    with pytest.raises(UserError, match="表 flow に、構想区域の表にないコードがあります: 4799"):
        run(source, tmp_path / "out")


@pytest.mark.parametrize(
    ("first", "totals", "listed"), [(2027, "回復期", "回復期"), (2025, "回復期・包括期", "包括期")]
)
def test_the_reconciliation_calls_each_function_as_the_reports_of_its_years_do(
    data: Data, monkeypatch: pytest.MonkeyPatch, first: int, totals: str, listed: str
) -> None:
    with_values(monkeypatch, comprehensive_from_year=first)
    said = report_text(data.report)
    assert f"■ 全国計(床)  合計 / 高度急性期 / 急性期 / {totals} / 慢性期" in said
    [line] = [line for line in said.splitlines() if line.startswith("■ R7 医療機関の和と区域の値(一致した区域")]
    assert f"、{listed} " in line
    assert f"  2025年度 {listed}: " in said
