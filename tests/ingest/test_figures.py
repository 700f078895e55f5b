"""Figures of the committed parquet against numbers typed from the publications by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from core.data.schema import TABLES
from core.vocabulary.measure_names import MEASURES

PARQUET = Path(__file__).parents[2] / "data" / "parquet"
FUNCTIONS = ("total", "high_acute", "acute", "recovery", "chronic")


def table(name: str) -> pd.DataFrame:
    return pd.read_parquet(PARQUET / f"{name}.parquet")


@pytest.fixture(scope="module")
def beds() -> pd.DataFrame:
    return table("beds")


def one(rows: pd.DataFrame, **where: object) -> pd.Series:
    for column, value in where.items():
        rows = rows[rows[column] == value]
    assert len(rows) == 1, where
    return rows.iloc[0]


@pytest.mark.parametrize(
    ("series", "year", "figures"),
    [
        ("reported", 2015, (1_250_751, 169_466, 596_137, 130_481, 354_667)),
        ("reported", 2024, (1_178_456, 157_639, 515_205, 206_699, 298_913)),
        ("reported", 2025, (1_163_779, 160_140, 500_106, 210_775, 292_758)),
        ("required", 2025, (1_190_821, 130_455, 400_632, 375_246, 284_488)),
    ],
)
def test_national_sums(beds: pd.DataFrame, series: str, year: int, figures: tuple[int, ...]) -> None:
    rows = beds[(beds["series"] == series) & (beds["year"] == year)]
    assert tuple(rows.groupby("bed_function")["beds"].sum()[list(FUNCTIONS)]) == figures


@pytest.mark.parametrize(
    ("area", "series", "year", "function", "figure", "publication"),
    [
        ("1005", "reported", 2023, "total", 857, "R7"),
        ("1005", "required", 2025, "total", 866, "R7"),
        ("0101", "reported", 2015, "acute", 3310, "R7"),
        ("0101", "reported", 2024, "total", 5243, "R6"),
        ("0101", "reported", 2024, "high_acute", 940, "R6"),
        ("0101", "reported", 2025, "total", 4995, "R7"),
        ("0101", "planned", 2025, "total", 5216, "R6"),
        ("0101", "planned", 2026, "total", 5075, "R7"),
        ("0102", "reported", 2015, "high_acute", 0, "R7"),
        ("0102", "reported", 2015, "total", 399, "R7"),
        ("4705", "reported", 2024, "recovery", 66, "R6"),
    ],
)
def test_figures_of_single_areas(
    beds: pd.DataFrame, area: str, series: str, year: int, function: str, figure: int, publication: str
) -> None:
    row = one(beds, area_code=area, series=series, year=year, bed_function=function)
    assert (row["beds"], row["value_status"], row["published_fy"]) == (figure, "observed", publication)


def test_there_are_339_areas_in_47_prefectures_and_every_year_has_all_of_them(beds: pd.DataFrame) -> None:
    area = table("area")
    assert (len(area), area["pref_code"].nunique()) == (339, 47)
    assert area["area_code"].str.fullmatch(r"\d{4}").all()
    assert (beds.groupby(["series", "year"]).size() == 339 * 5).all()
    assert sorted(beds[beds["series"] == "reported"]["year"].unique()) == [2015, *range(2018, 2026)]


def test_the_four_functions_add_up_to_the_total_everywhere(beds: pd.DataFrame) -> None:
    wide = beds.pivot(index=["area_code", "series", "year"], columns="bed_function", values="beds")
    assert (wide[list(FUNCTIONS[1:])].sum(axis=1) == wide["total"]).all()


def test_2024_is_not_the_copy_of_2025(beds: pd.DataFrame) -> None:
    assert set(beds[(beds["series"] == "reported") & (beds["year"] == 2024)]["published_fy"]) == {"R6"}
    assert one(table("defect"), defect_id="repeated_year_r7_2024")["source_id"] == "mhlw_r7_beds"


def test_the_report_rate_of_the_first_area() -> None:
    rates = table("report_rate")
    assert one(rates, area_code="0101", year=2015)["rate"] == pytest.approx(0.9384615384615385)
    assert rates["rate"].between(0, 1).all()
    assert one(rates, area_code="0806", year=2024)["published_fy"] == "R6"


@pytest.mark.parametrize(
    ("publication", "measure", "function", "figure"),
    [
        ("R6", "beds", "total", 5243),
        ("R6", "beds_closed", None, 183),
        ("R6", "hospitals", None, 31),
        ("R6", "ambulance_arrivals", None, 23_328),
        ("R7", "beds_closed", None, 356),
        ("R7", "new_admissions", "acute", 45_325),
        ("R7", "average_stay_days", "high_acute", 11.007747533701771),
        ("R7", "tertiary_emergency", None, 1),
    ],
)
def test_measures_of_the_first_area(publication: str, measure: str, function: str | None, figure: float) -> None:
    rows = table("area_measure")
    rows = rows[rows["bed_function"].isna()] if function is None else rows[rows["bed_function"] == function]
    assert one(rows, area_code="0101", published_fy=publication, measure=measure)["value"] == pytest.approx(figure)


def test_a_facility_and_its_figures() -> None:
    facility = one(table("facility"), facility_id="R7-0101-001")
    assert (facility["facility_name"], facility["municipality"]) == ("市立函館病院", "函館市")
    assert facility["is_tertiary_emergency"]
    assert not facility["is_special_function"]
    assert facility["location_basis"] == "exact"
    measures = table("facility_measure").query("facility_id == 'R7-0101-001'").set_index(["measure", "bed_function"])
    assert measures.loc[("beds", "high_acute"), "value"] == 292
    assert measures.loc[("average_stay_days", "recovery"), "value_status"] == "not_applicable"


def test_facility_counts_by_publication_and_those_who_did_not_report() -> None:
    assert table("facility")["published_fy"].value_counts().to_dict() == {"R6": 12_064, "R7": 11_760}
    rows = table("facility_measure")
    silent = rows[(rows["measure"] == "beds_incl_closed") & (rows["value_status"] == "not_reported")]
    assert silent["published_fy"].value_counts().to_dict() == {"R6": 218, "R7": 164}
    withheld = rows[rows["value_status"] == "not_disclosed"]
    assert withheld["published_fy"].value_counts().to_dict() == {"R7": 3_312}


def test_positions_lie_in_japan_and_stand_exactly_where_their_basis_says() -> None:
    rows = table("facility")
    placed = rows["location_basis"] != "none"
    assert (rows["lon"].notna() == placed).all()
    assert rows.loc[placed, "lon"].between(122, 146).all()
    assert rows.loc[placed, "lat"].between(24, 46).all()
    named = rows[rows["facility_name"].str.contains("病院")]
    assert named["location_basis"].isin(["exact", "normalized"]).mean() > 0.85


def test_flow_of_the_first_area() -> None:
    flow = table("flow")
    own = one(flow, area_code="0101", direction="inflow", patient_group="acute", partner_area_code="0101")
    assert own["share"] == pytest.approx(0.9062844376965826)
    assert (flow.groupby(["area_code", "direction", "patient_group"])["share"].sum() <= 1 + 1e-9).all()
    total = one(table("flow_total"), area_code="0101", direction="inflow", basis="ndb_2024")
    assert total["share"] == pytest.approx(1 - own["share"])


def test_the_patient_survey_is_missing_for_the_eight_areas_of_mie_only() -> None:
    rows = table("flow_total").query("basis == 'patient_survey_2023'")
    missing = rows[rows["value_status"] == "not_calculated"]
    assert sorted(missing["area_code"].unique()) == [f"24{n:02d}" for n in range(5, 13)]
    assert missing["share"].isna().all()
    outflow = one(rows, area_code="0102", direction="outflow")
    assert outflow["share"] == pytest.approx(0.572)


def test_demand_and_population_of_the_first_area() -> None:
    assert one(table("demand"), area_code="0101", care="home_care", fiscal_year=2024)["claims_per_month"] == 4382.75
    area = one(table("area"), area_code="0101")
    assert (area["population_2020"], area["population_2024"], area["population_2040"]) == (359_223, 340_005, 259_252)
    assert set(table("demand")["fiscal_year"]) == {2024, 2030, 2035, 2040, 2045, 2050}


@pytest.mark.parametrize(("function", "figure"), [("acute", 0.766), ("recovery", 0.818), ("chronic", 0.846)])
def test_national_utilization(function: str, figure: float) -> None:
    rows = table("utilization").query("bed_function == @function and fiscal_year == 2025")
    assert rows["patient_days"].sum() / (rows["beds"].sum() * 365) == pytest.approx(figure, abs=0.001)
    assert set(rows["basis"]) == {"estimated"}


def test_high_acute_utilization_carries_its_caution() -> None:
    rows = table("utilization").query("bed_function == 'high_acute'")
    assert (len(rows), int((rows["utilization"] > 1).sum())) == (270, 131)
    assert "utilization_above_1_r7_high_acute" in set(table("defect")["defect_id"])


def test_designations() -> None:
    rows = table("designation").set_index("area_code")
    assert len(rows) == 57
    assert rows.loc["1005", "designation"] == "model"
    assert rows.loc["1301", "designation"] == "suishin"


def test_every_measure_of_the_data_is_in_the_registry() -> None:
    for name, scope in (("area_measure", "of_area"), ("facility_measure", "of_facility")):
        rows = table(name)
        assert set(rows["measure"]) == {m.name for m in MEASURES.values() if getattr(m, scope)}
        for measure, by_function in rows.groupby("measure")["bed_function"].agg(lambda s: s.notna().all()).items():
            assert MEASURES[str(measure)].by_function == by_function


def test_the_files_together_stay_below_6_mb() -> None:
    assert {p.stem for p in PARQUET.glob("*.parquet")} == set(TABLES)
    assert sum(p.stat().st_size for p in PARQUET.iterdir()) < 6_000_000
