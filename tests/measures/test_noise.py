"""How areas scatter: the figures computed before the code was written, a loop over the recipe, and laws of both models."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.data.store import Store
from core.measures import funnel, noise
from core.measures.noise import Spread, estimate, ward_spread
from core.rules.choices import Signal
from core.rules.facts import Facts, from_store
from core.rules.signals import COLUMN
from core.vocabulary import labels
from core.vocabulary.terms import Noise
from tests import oracle

Z95 = 1.96


@pytest.fixture(scope="module")
def real_facts(real_store: Store) -> Facts:
    return from_store(real_store)


def beds_of(facts, year: int, signal: Signal) -> tuple[np.ndarray, np.ndarray]:
    return (f.to_numpy(dtype="float64")[:, COLUMN[signal]] for f in (facts.reported[year], facts.required))


#: Signal, φ, τ, areas with |z| of at least 1.96: the published figures of 2022.
WARD_2022 = [
    (Signal.ACUTE_COMBINED, 28.3, 0.115, 19),
    (Signal.CHRONIC, 29.8, 0.195, 23),
    (Signal.TOTAL, 19.3, 0.126, 15),
    (Signal.ACUTE, 34.1, 0.231, 13),
    (Signal.RECOVERY, 25.1, 0.292, 14),
    (Signal.HIGH_ACUTE, 454, 0.010, 22),
]


def scored(facts, year: int, signal: Signal, model: Noise) -> tuple[dict[str, np.ndarray], Spread]:
    reported, required = beds_of(facts, year, signal)
    return funnel.residuals(reported, required, noise=model)


@pytest.mark.parametrize(("signal", "phi", "tau", "flagged"), WARD_2022)
def test_noise_by_the_ward_in_2022(real_facts, signal, phi, tau, flagged):
    columns, spread = scored(real_facts, 2022, signal, Noise.WARD)
    assert spread.phi == pytest.approx(phi, abs=0.5 if phi > 100 else 0.05)
    assert math.sqrt(spread.tau2) == pytest.approx(tau, abs=5e-4)
    assert int((np.abs(columns["z"]) >= Z95).sum()) == flagged


def test_all_but_one_of_the_areas_flagged_for_high_acute_beds_are_short_of_them(real_facts):
    z = scored(real_facts, 2022, Signal.HIGH_ACUTE, Noise.WARD)[0]["z"]
    assert (int((z <= -Z95).sum()), int((z >= Z95).sum())) == (21, 1)


@pytest.mark.parametrize(("signal", "tau", "flagged"), [(Signal.TOTAL, 0.154, 24), (Signal.ACUTE, 0.286, 40)])
def test_noise_by_the_bed_in_2022(real_facts, signal, tau, flagged):
    columns, spread = scored(real_facts, 2022, signal, Noise.BED)
    assert spread.phi == 1.0
    assert math.sqrt(spread.tau2) == pytest.approx(tau, abs=5e-4)
    assert int((np.abs(columns["z"]) >= Z95).sum()) == flagged


@pytest.mark.parametrize("signal", list(Signal))
def test_the_recipe_equals_a_loop_in_every_year(real_facts, signal):
    for year in real_facts.years:
        pairs = {
            str(i): (None if np.isnan(b) else b, None if np.isnan(r) else r)
            for i, (b, r) in enumerate(zip(*beds_of(real_facts, year, signal), strict=True))
        }
        columns, spread = scored(real_facts, year, signal, Noise.WARD)
        z, phi, tau2 = oracle.ward_scores(pairs)
        assert (spread.phi, spread.tau2) == pytest.approx((phi, tau2), rel=1e-7), year
        assert columns["z"].tolist() == pytest.approx(
            [math.nan if v is None else v for v in z.values()], abs=1e-9, nan_ok=True
        )


def test_the_spread_of_any_reference_group_is_one_estimate_over_all_areas(real_facts):
    reported, required = beds_of(real_facts, 2022, Signal.ACUTE_COMBINED)
    columns, spread = funnel.residuals(
        reported, required, groups=real_facts.prefecture_groups(), noise=Noise.WARD
    )  # fmt: skip
    known = ~np.isnan(columns["log_ratio"])
    assert known.sum() > 330
    alone = ward_spread(columns["log_ratio"][known], 1 / (columns["expected"][known] + 0.5))
    assert (spread.phi, spread.tau2) == alone


def test_each_model_has_its_own_words():
    assert set(labels.NOISE) == set(Noise)
    assert len(set(labels.NOISE.values())) == len(Noise)


areas = st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 5000)), min_size=3, max_size=40)
spreads = st.builds(
    Spread, st.just(Noise.WARD), st.floats(1.0, 500.0), st.floats(noise.LEAST_TAU2, 1.0)
)  # fmt: skip


def shapes(pairs: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    """y and 1 / (E + ½) of areas given as (B, R)."""
    b, r = np.array(pairs, dtype="float64").T
    assume(b.sum() > 0)
    expected = r * (b.sum() / r.sum())
    return np.log((b + 0.5) / (expected + 0.5)), 1 / (expected + 0.5)


@given(areas)
def test_a_ward_is_at_least_a_bed_and_areas_are_never_wholly_alike(pairs):
    phi, tau2 = ward_spread(*shapes(pairs))
    assert phi >= 1.0
    assert tau2 >= 1e-4
    assert math.isfinite(phi)
    assert math.isfinite(tau2)


@given(areas)
def test_a_loop_over_the_recipe_gives_the_same_squares_of_deviation(pairs):
    y, size = shapes(pairs)
    assume(np.ptp(size) > 1e-6)
    phi, tau2 = ward_spread(y, size)
    slow_phi, slow_tau2 = oracle.ward_spread(y.tolist(), size.tolist())
    assert (phi * size + tau2).tolist() == pytest.approx((slow_phi * size + slow_tau2).tolist(), rel=1e-4)


@given(areas, st.randoms(use_true_random=False))
def test_the_order_of_areas_changes_no_bit(pairs, random):
    y, size = shapes(pairs)
    order = list(range(len(y)))
    random.shuffle(order)
    assert ward_spread(y, size) == ward_spread(y[order], size[order])


@given(spreads, st.floats(0.0, 20_000.0), st.lists(st.integers(0, 30_000), min_size=2, max_size=20, unique=True))
def test_more_beds_of_one_area_never_lower_its_z_under_one_spread(spread, expected, beds):
    at = np.array([expected])
    z = [float(np.log((b + 0.5) / (at[0] + 0.5)) / spread.deviation(at)[0]) for b in sorted(beds)]
    assert z == sorted(z)
    assert len(set(z)) == len(z)


@given(areas, st.sampled_from((0.25, 0.5, 2.0, 4.0)), st.sampled_from(Noise))
def test_a_need_that_is_larger_everywhere_by_one_factor_changes_nothing(pairs, factor, model):
    b, r = np.array(pairs, dtype="float64").T
    assume(b.sum() > 0)
    first, spread = funnel.residuals(b, r, noise=model)
    second, again = funnel.residuals(b, r * factor, noise=model)
    assert spread == again
    assert first["z"].tolist() == second["z"].tolist()


@pytest.mark.parametrize("factor", [2.0, 10.0])
@pytest.mark.parametrize("signal", [Signal.TOTAL, Signal.ACUTE_COMBINED, Signal.CHRONIC])
def test_wards_of_more_beds_are_a_larger_phi_and_the_same_z(real_facts, signal, factor):
    """Counting each bed `factor` times over makes every ward that much larger: φ follows, z stands. Noise by the bed does not."""
    columns, spread = scored(real_facts, 2022, signal, Noise.WARD)
    y, expected = columns["log_ratio"], columns["expected"]
    larger = (expected + 0.5) * factor - 0.5
    again = estimate(y, larger, Noise.WARD)
    assert again.phi == pytest.approx(spread.phi * factor, rel=1e-6)
    assert again.tau2 == pytest.approx(spread.tau2, rel=1e-6)
    assert (y / again.deviation(larger)).tolist() == pytest.approx(columns["z"].tolist(), rel=1e-6, nan_ok=True)


@pytest.mark.parametrize("model", list(Noise))
def test_without_two_areas_nothing_is_estimated(model):
    for y in ([], [0.3], [0.3, math.nan]):
        spread = estimate(np.array(y), np.full(len(y), 50.0), model)
        assert spread == Spread(model, 1.0, 1e-4 if model is Noise.WARD else 0.0)


def test_areas_of_one_size_leave_all_scatter_beyond_single_beds_to_tau():
    y, expected = np.array([0.4, -0.4, 0.4, -0.4]), np.full(4, 99.5)
    assert estimate(y, expected, Noise.WARD) == Spread(Noise.WARD, 1.0, pytest.approx(0.16 - 0.01))
    assert estimate(y * 0.01, expected, Noise.WARD) == Spread(Noise.WARD, 1.0, 1e-4)


def test_a_few_wild_areas_do_not_set_the_scale(real_facts):
    columns, spread = scored(real_facts, 2022, Signal.TOTAL, Noise.WARD)
    y = columns["log_ratio"].copy()
    wild = np.argsort(-np.abs(y))[:3]
    y[wild] *= 10
    assert estimate(y, columns["expected"], Noise.WARD) == spread


def test_the_variance_of_an_area_is_written_from_its_parts():
    spread = Spread(Noise.WARD, 20.0, 0.04)
    assert spread.by_size(np.array([39.5])).tolist() == [0.5]
    assert spread.deviation(np.array([39.5]))[0] == pytest.approx(math.sqrt(0.54))
    assert replace(spread, phi=1.0).by_size(np.array([0.0])).tolist() == [2.0]
