"""The place among all areas, and the profile's figures."""

from __future__ import annotations

import pandas as pd
import pytest

from core.area import demand, profile
from core.area.position import position


def test_rank_counts_from_the_largest_and_leaves_missing_areas_out() -> None:
    measured = pd.DataFrame(
        {
            "area_code": ["a", "b", "c", "d"],
            "bed_function": "acute",
            "reported": [1.0, 2.0, 3.0, float("nan")],
            "required": [1.0] * 4,
            "expected": [1.0] * 4,
            "gap": [0.0, 1.0, 2.0, float("nan")],
            "gap_rate": [0.0, 1.0, 2.0, float("nan")],
            "z": [0.5, 2.0, 2.0, float("nan")],
        }
    )
    assert [position(measured, c).rank for c in "abc"] == [3, 1, 1]
    assert position(measured, "a").ranked == 3
    assert position(measured, "d").rank is None
    with pytest.raises(KeyError):
        position(measured, "x")


def test_population_change_and_density_follow_from_the_figures() -> None:
    row = pd.Series(
        {"population_2020": 66_034, "population_2024": 64_035, "population_2040": 50_882, "area_km2": 476.74}
    )
    found = profile.population(row)
    assert found.change == pytest.approx(50_882 / 64_035 - 1)
    assert found.density == pytest.approx(66_034 / 476.74)
    blank = profile.population(row.astype(object).where(row != 50_882, None))
    assert (blank.population_2040, blank.change) == (None, None)


def test_a_missing_measure_says_why() -> None:
    rows = pd.DataFrame(
        {
            "published_fy": ["R6", "R7", "R7"],
            "measure": ["hospitals", "hospitals", "deliveries"],
            "bed_function": [None, None, None],
            "value": [9.0, 5.0, None],
            "value_status": ["observed", "observed", "not_disclosed"],
        }
    )
    latest = profile.latest(rows)
    assert profile.text(latest, "hospitals", "施設") == "5施設"
    assert profile.text(latest, "deliveries") == "非公表(*)"
    assert profile.text(latest, "operations") == "データなし"


def test_demand_is_indexed_per_scope_and_care_and_zero_gives_no_index() -> None:
    rows = pd.DataFrame(
        {
            "scope": ["area", "area", "pref", "area", "area"],
            "care": ["home_care", "home_care", "home_care", "outpatient", "outpatient"],
            "fiscal_year": [2024, 2050, 2024, 2024, 2050],
            "claims_per_month": [200.0, 250.0, 1000.0, 0.0, 10.0],
        }
    )
    index = demand.indexed(rows)["index"].tolist()
    assert index[:3] == [100.0, 125.0, 100.0]
    assert pd.isna(index[3])
    assert pd.isna(index[4])
