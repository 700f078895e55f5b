"""Places side by side against plain loops over the tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.data.queries import beds as bed_queries
from core.data.queries import places
from core.data.store import Store
from tests import factory, oracle

CASES = {"small": (("1001", "1002"), "10"), "committed": (("1005", "0102", "2405", "2006", "0104"), "10")}


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest) -> tuple[Store, tuple[str, ...], str]:
    store = request.getfixturevalue("store" if request.param == "small" else "real_store")
    return (store, *CASES[request.param])


def members(areas: oracle.Rows, area_codes: tuple[str, ...], pref_code: str) -> dict[tuple[str, str], list[str]]:
    """area_codes of each place."""
    found = {("area", code): [code] for code in area_codes}
    found["pref", pref_code] = [a["area_code"] for a in areas if a["pref_code"] == pref_code]
    found["nation", ""] = [a["area_code"] for a in areas]
    return found


def summed(cells: list[dict[str, Any]]) -> tuple[int | None, int]:
    """Sum of the stated cells, and how many state nothing."""
    stated = [c["beds"] for c in cells if c["beds"] is not None]
    return (sum(stated) if stated else None, len(cells) - len(stated))


def test_sums_of_prefecture_and_nation_equal_a_loop_over_the_cells(case: tuple[Store, tuple[str, ...], str]) -> None:
    store, codes, pref = case
    latest = bed_queries.reported_years(store)[-1]
    cells = oracle.rows_of(store.frame("SELECT * FROM beds"))
    places_of = members(oracle.rows_of(store.frame("SELECT * FROM area")), codes, pref)
    wanted = {
        "base": lambda c: c["series"] == "reported" and c["year"] == 2015,
        "reported": lambda c: c["series"] == "reported" and c["year"] == latest,
        "required": lambda c: c["series"] == "required",
    }
    rows = oracle.rows_of(places.beds(store, codes, pref, 2015, latest).frame)
    assert {(r["scope"], r["place"]) for r in rows} == set(places_of)
    assert len(rows) == 5 * len(places_of)
    for row in rows:
        inside = set(places_of[row["scope"], row["place"]])
        mine = [c for c in cells if c["area_code"] in inside and c["bed_function"] == row["bed_function"]]
        for name, is_it in wanted.items():
            assert (row[name], row[f"{name}_missing"]) == summed([c for c in mine if is_it(c)]), (row, name)


def test_populations_of_prefecture_and_nation_equal_a_loop_over_the_areas(
    case: tuple[Store, tuple[str, ...], str],
) -> None:
    store, codes, pref = case
    areas = oracle.rows_of(store.frame("SELECT * FROM area"))
    by_code = {a["area_code"]: a for a in areas}
    for row in oracle.rows_of(places.people(store, codes, pref).frame):
        inside = members(areas, codes, pref)[row["scope"], row["place"]]
        for year in (2020, 2040):
            assert row[f"population_{year}"] == sum(by_code[c][f"population_{year}"] for c in inside)


def test_a_blank_cell_is_told_and_left_out_of_the_sum(store: Store) -> None:
    rows = {
        (r["scope"], r["bed_function"]): r
        for r in oracle.rows_of(places.beds(store, ("1002",), "10", 2015, 2025).frame)
    }
    own, pref = rows["area", "high_acute"], rows["pref", "high_acute"]
    assert (own["base"], own["base_missing"], own["base_status"]) == (None, 1, "blank")
    assert (pref["base"], pref["base_missing"]) == (100, 1)
    assert rows["pref", "acute"]["base_status"] == "observed"


def test_a_population_that_one_area_lacks_is_no_sum_of_the_others(tmp_path: Path) -> None:
    tables = factory.small_tables()
    tables["area"]["population_2040"] = tables["area"]["population_2040"].astype("Int64")
    tables["area"].loc[tables["area"]["area_code"] == "1002", "population_2040"] = None
    factory.write_tables(tmp_path, tables)
    rows = {r["scope"]: r for r in oracle.rows_of(places.people(Store(tmp_path), ("1001",), "10").frame)}
    assert (rows["area"]["population_2040"], rows["pref"]["population_2040"]) == (80_000, None)
    assert rows["pref"]["population_2020"] == 200_000


def test_rates_of_flow_are_those_of_the_newest_ndb_publication(real_store: Store) -> None:
    table = oracle.rows_of(real_store.frame("SELECT * FROM flow_total"))
    newest = max(r["basis"] for r in table if r["basis"].startswith("ndb_"))
    found = oracle.rows_of(places.flow_rates(real_store, ("1005", "2405")).frame)
    assert {(r["area_code"], r["direction"]): r["share"] for r in found} == {
        (r["area_code"], r["direction"]): r["share"]
        for r in table
        if r["basis"] == newest and r["area_code"] in ("1005", "2405")
    }
    assert places.flow_rates(real_store, ()).frame.empty


def test_the_stated_rates_of_flow_are_those_of_high_acute_and_acute_patients(real_store: Store) -> None:
    """What the comparison says beside them: 1 − the share that stays in the area, of that patient group."""
    stated = {
        (r["area_code"], r["direction"]): r["share"]
        for r in oracle.rows_of(real_store.frame("SELECT * FROM flow_total WHERE basis LIKE 'ndb_%'"))
    }
    own = oracle.rows_of(
        real_store.frame("SELECT * FROM flow WHERE area_code = partner_area_code AND patient_group = 'acute'")
    )
    assert len(own) == len(stated) == 2 * 339
    for row in own:
        assert stated[row["area_code"], row["direction"]] == pytest.approx(1 - row["share"], abs=1e-9)


def test_every_frame_names_its_sources(real_store: Store) -> None:
    assert places.beds(real_store, ("1005",), "10", 2015, 2025).source_ids == ("mhlw_r7_beds",)
    assert places.people(real_store, ("1005",), "10").source_ids == ("mhlw_r7_beds", "mhlw_r7_demand")
    assert places.flow_rates(real_store, ("1005",)).source_ids == ("mhlw_r7_flow",)
