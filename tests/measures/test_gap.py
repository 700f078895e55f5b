from __future__ import annotations

import math

import pandas as pd
import pytest

from core.data.queries import beds
from core.data.store import Store
from core.measures import gap, national
from core.vocabulary.terms import Noise
from tests import oracle


@pytest.mark.parametrize("function", ["total", "high_acute", "acute", "recovery", "chronic"])
@pytest.mark.parametrize("noise", list(Noise))
def test_measures_equal_a_plain_calculation(real_store: Store, function: str, noise: Noise) -> None:
    compared = beds.comparison(real_store, 2023).frame
    rows = oracle.rows_of(gap.measured(compared, function, noise))
    pairs = {r["area_code"]: (r["reported"], r["required"]) for r in rows}
    z, *spread = oracle.ward_scores(pairs) if noise is Noise.WARD else oracle.z_scores(pairs)
    assert len(rows) == 339
    for row in rows:
        b, r, base = row["reported"], row["required"], row["base_2015"]
        assert row["gap"] == (None if b is None else b - r)
        assert row["gap_rate"] == (None if b is None or r == 0 else pytest.approx((b - r) / r))
        assert row["fill_rate"] == (None if b is None or r == 0 else pytest.approx(b / r))
        assert row["vs_2015"] == (None if b is None or not base else pytest.approx(b / base))
        assert row["z"] == pytest.approx(z[row["area_code"]], abs=1e-9)
    found = gap.measured(compared, function, noise).attrs["spread"]
    assert found.noise is noise
    assert [found.phi, found.tau2] == pytest.approx(spread if noise is Noise.WARD else [1.0, *spread])


def test_noise_is_by_the_ward_unless_told_otherwise(real_store: Store) -> None:
    compared = beds.comparison(real_store, 2023).frame
    pd.testing.assert_frame_equal(gap.measured(compared, "acute"), gap.measured(compared, "acute", Noise.WARD))


def test_no_requirement_gives_no_ratio_and_never_zero(store: Store) -> None:
    rows = gap.measured(beds.comparison(store, 2025).frame, "high_acute").set_index("area_code")
    assert math.isnan(rows.loc["1002", "gap_rate"])
    assert math.isnan(rows.loc["1002", "fill_rate"])
    assert rows.loc["1002", "gap"] == 0


def test_missing_2015_gives_no_change(store: Store) -> None:
    rows = gap.measured(beds.comparison(store, 2025).frame, "high_acute").set_index("area_code")
    assert math.isnan(rows.loc["1002", "vs_2015"])


def test_counts_leave_missing_areas_out() -> None:
    assert gap.counts(pd.DataFrame({"gap": [5.0, -1.0, 0.0, float("nan"), 2.0]})) == (2, 1, 1)


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("gap", -1234.0, "-1,234床"),
        ("gap", 0.0, "±0床"),
        ("gap_rate", 0.488, "+48.8%"),
        ("fill_rate", 1.05, "105.0%"),
        ("z", 1.957, "+1.96"),
        ("gap_rate", float("nan"), "算出不可"),
        ("z", None, "算出不可"),
    ],
)
def test_values_are_written_with_sign_and_unit(key: str, value: float | None, text: str) -> None:
    assert gap.MEASURES[key].text(value) == text


def test_headline_compares_2015_only_where_both_years_are_stated(store: Store) -> None:
    figure = national.headline(beds.comparison(store, 2025).frame, "high_acute")
    assert (figure.reported, figure.required) == (100, 120)
    assert figure.change_2015 == (90 + 10) - (100 + 10)
    assert (figure.over, figure.under, figure.equal, figure.missing) == (1, 1, 1, 0)


def test_headline_counts_areas_without_a_reported_figure(store: Store) -> None:
    figure = national.headline(beds.comparison(store, 2015).frame, "high_acute")
    assert figure.missing == 1
    assert figure.over + figure.under + figure.equal == 2


def test_known_national_rates_of_2015(real_store: Store) -> None:
    compared = beds.comparison(real_store, 2015).frame
    assert round(national.headline(compared, "total").gap_rate, 3) == 0.050
    assert round(national.headline(compared, "acute").gap_rate, 3) == 0.488
