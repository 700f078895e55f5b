from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from core.errors import UserError
from core.ingest.forms.area_detail import AreaSheet, read_area_detail
from core.ingest.forms.bed_blocks import BedBook, read_bed_blocks
from core.ingest.forms.demand import read_demand
from core.ingest.forms.flow import read_flow
from core.ingest.forms.hospital_list import read_hospital_list
from core.ingest.workbook import LayoutError, Reading, Workbook
from core.vocabulary.terms import BedFunction, Care, Direction, PatientGroup, Series, ValueStatus
from tests.ingest import books, detail_book, invented
from tests.ingest.invented import setting

F = BedFunction
FOUR = (F.HIGH_ACUTE, F.ACUTE, F.RECOVERY, F.CHRONIC)


def bed_book(path: Path, latest: int, change: invented.Change | None = None) -> BedBook:
    books.write_bed_book(path / "a.xlsx", latest, *([change] if change else []))
    return read_bed_blocks(Workbook(path / "a.xlsx"))


@pytest.mark.parametrize("latest", [2024, 2025], ids=["R6 layout", "R7 layout"])
def test_bed_figures_are_found_by_their_sub_headers_in_both_layouts(tmp_path: Path, latest: int) -> None:
    book = bed_book(tmp_path, latest)
    assert book.fiscal_year == latest
    assert [a.area_code for a in book.areas] == ["0101", "0102", "2405"]
    for number, area in enumerate(book.areas):
        for year in book.actual_years:
            stated = [area.beds[Series.REPORTED, year, f].value for f in FOUR]
            assert stated == invented.functions(number, year)
            assert area.beds[Series.REPORTED, year, F.TOTAL].value == sum(invented.functions(number, year))
            assert area.report_rate[year].value == invented.rate(number, year)
        assert [area.beds[Series.PLANNED, latest + 1, f].value for f in FOUR] == invented.planned(number, latest + 1)
        assert [area.beds[Series.REQUIRED, 2025, f].value for f in FOUR] == invented.required(number)


def test_population_is_stated_in_10_000_and_read_as_persons(tmp_path: Path) -> None:
    area = bed_book(tmp_path, 2024).areas[1]
    assert (area.population, area.area_km2, area.area_name, area.pref_name) == (115_000, 1001.25, "みさき", "北海道")


def test_the_sub_header_without_line_break_is_the_same_column(tmp_path: Path) -> None:
    assert bed_book(tmp_path, 2025, books.repeat_2025).actual_years == list(books.YEARS)


def test_an_empty_bed_cell_is_missing_not_zero(tmp_path: Path) -> None:
    book = bed_book(tmp_path, 2024, setting("F28", None))
    assert book.areas[1].beds[Series.REPORTED, 2015, F.HIGH_ACUTE] == Reading(None, ValueStatus.BLANK)
    assert book.areas[1].addresses[Series.REPORTED, 2015, F.HIGH_ACUTE] == "構想区域別必要量との比較!F28"


def test_the_patient_survey_shares_stand_in_the_R7_layout_only(tmp_path: Path) -> None:
    assert bed_book(tmp_path, 2024).areas[0].patient_survey == {}
    areas = bed_book(tmp_path, 2025).areas
    assert areas[0].patient_survey[Direction.OUTFLOW] == Reading(0.1, ValueStatus.OBSERVED)
    assert areas[0].patient_survey[Direction.INFLOW] == Reading(0.2, ValueStatus.OBSERVED)
    assert areas[2].patient_survey[Direction.INFLOW] == Reading(None, ValueStatus.NOT_CALCULATED)


def test_a_year_row_that_disagrees_with_the_sub_header_is_noted(tmp_path: Path) -> None:
    assert bed_book(tmp_path, 2025, setting("R10", "2025年")).year_row_mismatches == [
        "R10「2025年」の下が「2026見込量」"
    ]


@pytest.mark.parametrize(
    ("cell", "value", "message"),
    [
        ("G12", "なし", "セル G12: 数値"),
        ("H13", 12.5, "セル H13: 0以上の整数のはずですが、「12.5」"),
        ("H13", -3, "セル H13: 0以上の整数"),
        ("H26", "2018\n推計", "セル H26: 最初の区域と同じ見出し「2018実績」のはずですが、「2018\n推計」"),
        ("F11", "2018\n実績", "セル H11: 「2018実績」は1列だけ"),
        ("E14", "急性", "セル E14: 見出し「急性期」のはずですが、「急性」"),
        ("E17", "報告率", "セル E17: 見出し「（報告率）」"),
        ("F17", 1.2, "セル F17: 0から1までの割合のはずですが、「1.2」"),
        ("F6", "ほか", "セル F6: 数値"),
        ("F6", 1, "セル F6: 構想区域コードのはずですが、「1」"),
        ("F5", 2, "セル F5: 構想区域コード 0101 の都道府県コードのはずですが、「2」"),
        ("H6", "みさき", "セル H6: ブロックの題「（北海道　きた構想区域）」の区域名"),
        ("D7", "人口", "セル D7: 見出し「(年)国勢調査人口」"),
        ("F7", None, "セル F7: 数値のはずですが、空欄"),
    ],
)
def test_a_changed_bed_form_stops_and_names_the_cell(tmp_path: Path, cell: str, value: object, message: str) -> None:
    with pytest.raises(LayoutError) as error:
        bed_book(tmp_path, 2024, setting(cell, value))
    assert error.value.message.startswith("ファイル「a.xlsx」シート「構想区域別必要量との比較」")
    assert message in error.value.message


@pytest.mark.parametrize("label", ["実績", "見込量", "必要数"])
def test_a_bed_form_without_one_of_the_series_stops(tmp_path: Path, label: str) -> None:
    def rename(sheet: Worksheet) -> None:
        for total in invented.TOTAL_ROW:
            for cell in sheet[total - 1]:
                if str(cell.value).endswith(f"\n{label}"):
                    cell.value = f"{cell.value}値"

    with pytest.raises(LayoutError, match=f"見出し「\\(年\\) {label}」の列"):
        bed_book(tmp_path, 2024, rename)


def detail(path: Path, year: int, change: invented.Change | None = None) -> list[AreaSheet]:
    detail_book.write_detail_book(path / "c.xlsx", year, *([change] if change else []))
    return read_area_detail(Workbook(path / "c.xlsx")).areas


def test_a_detail_column_is_known_by_its_whole_header_triple(tmp_path: Path) -> None:
    """急性期 stands under beds, stays and admissions alike, and inside 高度急性期."""
    area = detail(tmp_path, 2025)[0]
    assert area.measures["beds", F.ACUTE].value == invented.functions(0, 2025)[1]
    assert area.measures["average_stay_days", F.ACUTE].value == 14.5
    assert area.measures["new_admissions", F.ACUTE].value == 1000
    assert area.measures["average_stay_days", F.HIGH_ACUTE] == Reading(None, ValueStatus.NOT_APPLICABLE)
    assert area.measures["beds", F.TOTAL].value == sum(invented.functions(0, 2025))
    assert area.measures["clinics", None].value == 1
    assert area.measures["clinics_unreported", None].value == 1
    assert area.measures["hospitals_unreported", None].value == 0
    assert [area.required[f].value for f in FOUR] == invented.required(0)


def test_the_R6_detail_form_has_no_admissions(tmp_path: Path) -> None:
    area = detail(tmp_path, 2024)[0]
    assert not [m for m, _ in area.measures if m == "new_admissions"]
    assert area.measures["average_stay_days", F.CHRONIC].value == 200


def test_the_hospital_table_keeps_every_kind_of_missing_apart(tmp_path: Path) -> None:
    hospital, clinic, silent = detail(tmp_path, 2025)[0].facilities
    assert (hospital.number, hospital.name, hospital.municipality) == (1, "きた中央病院", "函館市")
    assert hospital.flags == {
        "special_function": True,
        "regional_support": True,
        "tertiary_emergency": True,
        "secondary_emergency": True,
        "home_care_support": False,
    }
    assert hospital.measures["beds_incl_closed", None].value == sum(invented.functions(0, 2025)[:3]) + 20
    assert hospital.measures["deliveries", None] == Reading(0, ValueStatus.OBSERVED)
    assert clinic.measures["ambulance_arrivals", None] == Reading(None, ValueStatus.NOT_DISCLOSED)
    assert clinic.measures["average_stay_days", F.ACUTE] == Reading(None, ValueStatus.NOT_APPLICABLE)
    assert clinic.flags["home_care_support"]
    assert silent.measures["beds_incl_closed", None] == Reading(None, ValueStatus.NOT_REPORTED)
    assert silent.measures["doctors_fulltime", None] == Reading(None, ValueStatus.BLANK)


@pytest.mark.parametrize(
    ("cell", "value", "message"),
    [
        ("A1", "別の表", "セル A1: 表題「構想区域別の医療機関"),
        ("A3", "(1)区域", "見出し「(1)構想区域の状況」"),
        ("A10", "(2)一覧", "見出し「(2)区域内の医療機関」"),
        ("K5", "急性", "見出し「④一般・療養病床計（休棟中等除く）／急性期」の列"),
        ("AF6", "急性", "見出し「⑧診療実績（オープンデータ）／新規入棟患者／急性期」の列"),
        ("P12", "パート", "見出し「④医師数／非常勤」の列"),
        ("V12", "在宅", "見出し「⑤医療機関機能／在宅療養支援」の列"),
        ("J14", "多数", "セル J14: 数値"),
        ("J7", 1.5, "セル J7: 0以上の整数"),
        ("R14", "特定", "セル R14: 「特」または空欄のはずですが、「特定」"),
        ("B14", None, "セル B14: 医療機関名"),
        ("A15", "2番", "セル A15: 数値"),
        ("A8", 9, "セル A8: 構想区域コード"),
        ("C7", "ほか", "セル C7: シートの題の右にある（都道府県・構想区域）の区域名"),
        ("E8", "未報告", "セル E8: 見出し「未報告→」"),
    ],
)
def test_a_changed_detail_form_stops_and_names_the_cell(tmp_path: Path, cell: str, value: object, message: str) -> None:
    with pytest.raises(LayoutError) as error:
        detail(tmp_path, 2025, setting(cell, value, "102北海道みさき"))
    assert error.value.message.startswith("ファイル「c.xlsx」シート「102北海道みさき」")
    assert message in error.value.message


def test_flow_shares_are_read_by_direction_group_and_partner(tmp_path: Path) -> None:
    books.write_flow_book(tmp_path / "e.xlsx")
    blocks = read_flow(Workbook(tmp_path / "e.xlsx")).blocks
    assert [(b.direction, b.area_code) for b in blocks[:4]] == [
        (Direction.INFLOW, "0101"),
        (Direction.INFLOW, "0102"),
        (Direction.INFLOW, "2405"),
        (Direction.OUTFLOW, "0101"),
    ]
    assert blocks[2].shares == {
        PatientGroup.ACUTE: {"2405": 0.9, "0101": 0.05},
        PatientGroup.COMPREHENSIVE: {"2405": 0.8, "0101": 0.05},
        PatientGroup.CHRONIC: {"2405": 0.7, "0101": 0.05},
    }
    assert blocks[0].overall.value == pytest.approx(0.1)


def test_an_empty_flow_list_has_no_partner(tmp_path: Path) -> None:
    def clear(sheet: Worksheet) -> None:
        for row in (15, 16):
            for column in range(18, 24):
                sheet.cell(row, column).value = None

    books.write_flow_book(tmp_path / "e.xlsx", change=clear)
    assert read_flow(Workbook(tmp_path / "e.xlsx")).blocks[0].shares[PatientGroup.CHRONIC] == {}


@pytest.mark.parametrize(
    ("cell", "value", "message"),
    [
        ("D10", "不明", "シート「流入率」セル D10: 数値"),
        ("D10", 1.5, "シート「流入率」セル D10: 0から1までの割合"),
        ("J13", "回復期", "セル J13: 患者区分"),
        ("G14", "割合", "セル G14: 見出し「流入率」のはずですが、「割合」"),
        ("G15", None, "セル D15: 相手の構想区域は1回だけ、割合つき"),
        ("D16", 101, "セル D16: 相手の構想区域は1回だけ"),
        ("R14", "コード", "この行に見出し「都道府県コード」が3つ"),
    ],
)
def test_a_changed_flow_form_stops_and_names_the_cell(tmp_path: Path, cell: str, value: object, message: str) -> None:
    books.write_flow_book(tmp_path / "e.xlsx", change=setting(cell, value, "流入率"))
    with pytest.raises(LayoutError) as error:
        read_flow(Workbook(tmp_path / "e.xlsx"))
    assert message in error.value.message


def test_a_missing_flow_sheet_is_named(tmp_path: Path) -> None:
    def drop(sheet: Worksheet) -> None:
        if sheet.title == "流出率" and sheet.parent is not None:
            sheet.parent.remove(sheet)

    books.write_flow_book(tmp_path / "e.xlsx", change=drop)
    with pytest.raises(LayoutError, match="ファイル「e.xlsx」: 「全体の流出率」の表があるシートがありません"):
        read_flow(Workbook(tmp_path / "e.xlsx"))


def test_demand_is_read_by_kind_and_fiscal_year(tmp_path: Path) -> None:
    books.write_demand_book(tmp_path / "f.xlsx")
    book = read_demand(Workbook(tmp_path / "f.xlsx"))
    assert book.base_year == 2024
    row = next(r for r in book.rows if r.care is Care.OUTPATIENT and r.area_code == "2405")
    assert row.population == {2024: 100_002, 2040: 80_000}
    assert row.claims == {2024: 1000.5, 2030: 1100.25, 2040: 1202}


@pytest.mark.parametrize(
    ("cell", "value", "message"),
    [
        ("B7", "1", "セル B7: 構想区域コードのはずですが、「1」"),
        ("F6", None, "セル F6: 数値のはずですが、空欄"),
        ("G4", "令和12年度", "セル G4: 「(年)年度」または"),
        ("B5", "コード", "見出し「構想区域コード」"),
        ("A1", "将来の入院需要推計", "セル A1: 表題("),
    ],
)
def test_a_changed_demand_form_stops_and_names_the_cell(tmp_path: Path, cell: str, value: object, message: str) -> None:
    books.write_demand_book(tmp_path / "f.xlsx", setting(cell, value, "将来の外来需要推計"))
    with pytest.raises(LayoutError) as error:
        read_demand(Workbook(tmp_path / "f.xlsx"))
    assert message in error.value.message


def test_a_missing_demand_sheet_is_named(tmp_path: Path) -> None:
    def drop(sheet: Worksheet) -> None:
        if sheet.title == "将来の外来需要推計" and sheet.parent is not None:
            sheet.parent.remove(sheet)

    books.write_demand_book(tmp_path / "f.xlsx", drop)
    with pytest.raises(LayoutError, match="ファイル「f.xlsx」: 表題「将来の外来需要推計」のシートがありません"):
        read_demand(Workbook(tmp_path / "f.xlsx"))


def test_coordinates_of_zero_are_missing(tmp_path: Path) -> None:
    books.write_hospital_zip(tmp_path / "g.zip")
    found = read_hospital_list(tmp_path / "g.zip")
    assert found is not None
    assert (found.hospitals[0].lon, found.hospitals[0].lat) == (140.7, 41.8)
    assert (found.hospitals[2].lon, found.hospitals[2].lat) == (None, None)


def test_a_zip_is_known_by_the_header_of_its_csv(tmp_path: Path) -> None:
    books.write_hospital_zip(tmp_path / "g.zip", heads=("名前", *books.HOSPITAL_HEADS[1:]))
    assert read_hospital_list(tmp_path / "g.zip") is None


@pytest.mark.parametrize("fault", [lambda r: r[:-1], lambda r: (*r[:-1], "東経140度")], ids=["short row", "no number"])
def test_a_broken_hospital_row_is_named(tmp_path: Path, fault: Callable[[tuple[str, ...]], tuple[str, ...]]) -> None:
    books.write_hospital_zip(tmp_path / "g.zip", rows=(books.HOSPITALS[0], fault(books.HOSPITALS[1])))
    with pytest.raises(UserError, match="ファイル「g.zip」の list.csv 3 行目"):
        read_hospital_list(tmp_path / "g.zip")
