"""Measures of a gap: signs, units and 算出不可."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from core.measures import formulas


def test_gap_is_reported_minus_required():
    assert formulas.gap(862.0, 595.0) == 267.0


def test_gap_rate_and_fill_rate_of_the_same_area_differ_by_one():
    assert formulas.gap_rate(1488.0, 1000.0) == pytest.approx(0.488)
    assert formulas.fill_rate(1488.0, 1000.0) == pytest.approx(1.488)


def test_a_need_of_zero_gives_no_rate_but_still_a_gap():
    assert math.isnan(formulas.gap_rate(10.0, 0.0))
    assert math.isnan(formulas.fill_rate(0.0, 0.0))
    assert formulas.gap(10.0, 0.0) == 10.0


def test_missing_stays_missing_in_every_form():
    frame = pd.DataFrame({"reported": pd.array([100, None], dtype="Int64"), "required": [80, 80]})
    assert formulas.gap(frame["reported"], frame["required"]).isna().tolist() == [False, True]
    assert formulas.gap_rate(frame["reported"], frame["required"]).tolist()[0] == 0.25
    assert math.isnan(formulas.gap(None, 3.0))  # type: ignore[type-var]


def test_series_with_a_zero_denominator_are_nan_only_there():
    rate = formulas.change_rate(pd.Series([90.0, 5.0], ["a", "b"]), pd.Series([100.0, 0.0], ["a", "b"]))
    assert rate["a"] == pytest.approx(-0.1)
    assert math.isnan(rate["b"])


def test_occupancy_of_a_ward_full_all_year_is_one():
    assert formulas.occupancy(100 * 365.0, 100.0) == 1.0
    assert math.isnan(formulas.occupancy(5.0, 0.0))
