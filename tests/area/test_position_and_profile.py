"""The place among all areas in words, and the profile's figures."""

from __future__ import annotations

import pandas as pd
import pytest

from core.area import demand, profile
from core.area.position import Position, position, sentence


def place(z: float | None, reported: float | None = 110.0, expected: float | None = 100.0) -> Position:
    return Position("acute", reported, 90.0, expected, 20.0, 0.2, z, None if z is None else 3, 339)


@pytest.mark.parametrize(
    ("z", "words"),
    [
        (1.95, "とくに離れてはいません"),
        (1.96, "およそ95%の区域が入る範囲の外(多い側)"),
        (1.97, "およそ95%の区域が入る範囲の外(多い側)"),
        (3.08, "およそ95%"),
        (3.09, "およそ99.8%の区域が入る範囲の外(多い側)"),
        (-1.95, "とくに離れてはいません"),
        (-1.96, "範囲の外(少ない側)"),
        (-3.09, "およそ99.8%の区域が入る範囲の外(少ない側)"),
    ],
)
def test_the_reading_changes_exactly_at_the_limits(z: float, words: str) -> None:
    assert words in sentence(place(z))


def test_the_sentence_says_how_many_beds_more_or_fewer() -> None:
    assert "同じ必要量の区域の全国的な報告のされ方と比べて、10床(10%)多い報告です" in sentence(place(0.5))
    assert "20床(20%)少ない報告です" in sentence(place(-0.5, reported=80.0))


def test_outside_the_limits_asks_for_a_look_and_settles_nothing() -> None:
    assert "要確認" in sentence(place(2.5))
    assert "差異分析ワークシート" in sentence(place(2.5))


def test_without_a_figure_the_place_cannot_be_computed() -> None:
    assert "算出不可" in sentence(place(None, reported=None))


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
