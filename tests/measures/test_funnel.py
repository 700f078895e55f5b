"""The funnel of areas: a loop written from the formulas is the oracle of the vectorised code."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.measures import funnel
from core.measures.noise import Spread
from core.vocabulary.terms import Noise

CODES = ["0101", "0102", "0103", "0104", "0105"]
REPORTED = pd.Series([1200.0, 480.0, 90.0, 2600.0, 300.0], CODES)
REQUIRED = pd.Series([1000.0, 500.0, 60.0, 2000.0, 400.0], CODES)


def oracle(reported: list[float], required: list[float]) -> tuple[list[float], float]:
    pattern = sum(reported) / sum(required)
    y, s2 = [], []
    for b, r in zip(reported, required, strict=True):
        e = r * pattern
        y.append(math.log((b + 0.5) / (e + 0.5)))
        s2.append(1 / (e + 0.5))
    w = [1 / v for v in s2]
    mean = sum(a * b for a, b in zip(w, y, strict=True)) / sum(w)
    q = sum(a * (b - mean) ** 2 for a, b in zip(w, y, strict=True))
    tau2 = max(0.0, (q - (len(y) - 1)) / (sum(w) - sum(a * a for a in w) / sum(w)))
    return [a / math.sqrt(b + tau2) for a, b in zip(y, s2, strict=True)], tau2


def test_matches_a_loop_over_the_formulas():
    result = funnel.standardised(REPORTED, REQUIRED, noise=Noise.BED)
    z, tau2 = oracle(REPORTED.tolist(), REQUIRED.tolist())
    assert result.spread == Spread(Noise.BED, 1.0, pytest.approx(tau2))
    assert result.frame["z"].tolist() == pytest.approx(z)


def test_expected_beds_add_up_to_the_reported_total():
    assert funnel.standardised(REPORTED, REQUIRED).frame["expected"].sum() == pytest.approx(REPORTED.sum())


def test_a_missing_report_is_nan_and_leaves_the_others_as_if_it_were_absent():
    with_gap = REPORTED.copy()
    with_gap["0103"] = np.nan
    z = funnel.standardised(with_gap, REQUIRED).frame["z"]
    assert math.isnan(z["0103"])
    rest = funnel.standardised(REPORTED.drop("0103"), REQUIRED.drop("0103")).frame["z"]
    pd.testing.assert_series_equal(z.drop("0103"), rest)


def test_no_need_and_no_beds_is_no_outlier():
    z = funnel.standardised(pd.Series([0.0, 100.0, 90.0]), pd.Series([0.0, 80.0, 90.0])).frame["z"]
    assert z[0] == 0.0


def test_a_lone_area_has_no_reference_in_its_own_group():
    groups = pd.Series(["a", "a", "b", "a", "a"], CODES)
    z = funnel.standardised(REPORTED, REQUIRED, groups).frame["z"]
    assert math.isnan(z["0103"])
    assert z.drop("0103").notna().all()


def test_groups_compare_with_the_pattern_of_the_group():
    groups = pd.Series(["a", "a", "b", "b", "b"], CODES)
    frame = funnel.standardised(REPORTED, REQUIRED, groups).frame
    assert frame["expected"].iloc[:2].tolist() == pytest.approx([1000 * 1680 / 1500, 500 * 1680 / 1500])


def test_the_limit_is_reached_from_exactly_the_threshold_on():
    z = funnel.standardised(REPORTED, REQUIRED).frame
    assert set(z["verdict_limit"]) <= {0.0, *funnel.limits()}
    for _, row in z.iterrows():
        expected = max((k for k in funnel.limits() if abs(row["z"]) >= k), default=0.0)
        assert row["verdict_limit"] == expected


def test_funnel_narrows_with_size_down_to_the_between_area_spread():
    limits = funnel.funnel_limits([10, 1000, 10**9], Spread(Noise.WARD, 20.0, 0.04))
    upper = limits.query("limit == 1.96")["upper"].tolist()
    assert upper[0] > upper[1] > upper[2]
    assert upper[2] == pytest.approx(math.exp(1.96 * 0.2), rel=1e-4)
    assert (limits["lower"] * limits["upper"]).tolist() == pytest.approx([1.0] * 6)


beds = st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 5000)), min_size=3, max_size=30)


@given(beds, st.randoms(use_true_random=False), st.sampled_from(Noise))
def test_order_of_rows_changes_nothing(pairs, random, noise):
    index = [f"{i:04d}" for i in range(len(pairs))]
    b, r = (pd.Series([float(p[k]) for p in pairs], index) for k in (0, 1))
    shuffled = index[:]
    random.shuffle(shuffled)
    z = funnel.standardised(b, r, noise=noise).frame["z"]
    again = funnel.standardised(b[shuffled], r[shuffled], noise=noise).frame["z"][index]
    np.testing.assert_allclose(z, again, rtol=1e-9, atol=1e-12, equal_nan=True)


@given(beds)
def test_more_beds_than_expected_is_positive(pairs):
    b, r = (pd.Series([float(p[k]) for p in pairs]) for k in (0, 1))
    frame = funnel.standardised(b, r).frame
    if frame["expected"].notna().all():
        assert (np.sign(frame["z"]) == np.sign(frame["log_ratio"])).all()
