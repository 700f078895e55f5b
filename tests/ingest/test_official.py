"""Full reconciliation on the ministry's own workbooks, when OFFICIAL_DIR says where they are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.data.schema import TABLES
from core.ingest.run import AREA_COUNT, ingest
from tests.ingest.conftest import Data

DATA = Path(__file__).parents[2] / "data"

pytestmark = pytest.mark.official


@pytest.fixture(scope="module")
def rebuilt(official_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Data:
    """A whole run on the official files with the committed curated text and points."""
    out = tmp_path_factory.mktemp("official")
    for name in ("content", "geo"):
        if (DATA / name).is_dir():
            shutil.copytree(DATA / name, out / name)
    return Data(out, ingest(official_dir, out, area_count=AREA_COUNT))


def test_the_committed_files_are_the_rebuild_byte_for_byte(rebuilt: Data) -> None:
    different = [
        name
        for name in TABLES
        if (rebuilt.out / "parquet" / f"{name}.parquet").read_bytes()
        != (DATA / "parquet" / f"{name}.parquet").read_bytes()
    ]
    assert different == []
    assert (rebuilt.out / "reconciliation.json").read_bytes() == (DATA / "reconciliation.json").read_bytes()


def test_every_file_is_registered_with_its_hash(rebuilt: Data) -> None:
    assert rebuilt.report["unregistered_sources"] == []


def test_the_sheets_own_ratio_is_recomputed_for_all_cells(rebuilt: Data) -> None:
    for row in rebuilt.report["derived_columns"]:
        assert row["different"] == 0, row
        assert row["equal"] + row["unstated"] == AREA_COUNT * 5
        if row["column"] == "2025年必要数に対する比":
            assert row["equal"] == 1_685  # 10 cells have 必要量 0


def test_functions_add_up_wherever_they_are_stated(rebuilt: Data) -> None:
    for row in rebuilt.report["function_sums"]:
        incomplete = 1 if (row["published_fy"], row["series"], row["year"]) == ("R6", "reported", 2015) else 0
        assert (row["different"], row["incomplete"]) == (0, incomplete), row


def test_the_publications_agree_except_for_the_repeated_year(rebuilt: Data) -> None:
    overlap = {(o["series"], o["year"]): o for o in rebuilt.report["overlap"]}
    for (series, year), row in overlap.items():
        both = row["equal"] + row["different"]
        if both and (series, year) != ("reported", 2024):
            assert row["different"] == 0, row
    assert overlap["reported", 2015]["only_newer"] == 1
    assert overlap["reported", 2024]["different"] == 1_281


def test_facilities_add_up_to_their_area(rebuilt: Data) -> None:
    for row in rebuilt.report["facility_beds"]:
        assert row["different_areas"] == []
        assert set(row["equal_areas"].values()) == {AREA_COUNT}
    for row in rebuilt.report["facility_counts"]:
        assert row["areas_that_do_not_add_up"] == 0
    for row in rebuilt.report["area_beds_in_detail_book"]:
        assert (row["beds_differ"], row["required_differ"], row["report_rate_differs"]) == ([], [], [])


def test_the_defects_found_are_the_known_ones(rebuilt: Data) -> None:
    assert {d["defect_id"] for d in rebuilt.report["defects"]} == {
        "area_includes_withheld_r7",
        "demand_population_label",
        "empty_r6_0102_high_acute_reported_2015",
        "facility_count_r6",
        "facility_count_r7",
        "flow_without_own_area_r7",
        "hospital_list_without_coordinates",
        "monthly_withholding_r6",
        "net_flow_r6",
        "not_calculated_r7",
        "not_disclosed_r7",
        "not_reported_r6",
        "not_reported_r7",
        "overall_flow_r7",
        "repeated_year_r7_2024",
        "unmarked_not_reported_r7",
        "utilization_above_1_r7_high_acute",
        "year_label_r7",
    }


def test_the_overall_flow_is_the_acute_groups_in_every_area(rebuilt: Data) -> None:
    for direction in ("inflow", "outflow"):
        equal = rebuilt.report["flow"][direction]["overall_equals_1_minus_own_share"]
        assert equal == {"acute": AREA_COUNT, "comprehensive": 0, "chronic": 0}
    assert rebuilt.report["flow"]["shares_adding_above_1"] == 0
