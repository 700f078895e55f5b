"""What an order is worth: the figures of the published method, a plain twin, laws."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.store import Store
from core.measures import funnel
from core.rules import engine
from core.rules.backtest import Truth, truth
from core.rules.choices import SIGNALS, Signal
from core.rules.facts import Facts, from_store
from core.rules.scenario import Scenario
from core.rules.scores import PICKS, Tally, hit_difference, random_hit, random_tally, rates, tally
from core.vocabulary.terms import Noise


@pytest.fixture(scope="module")
def known(real_store: Store) -> Facts:
    return from_store(real_store)


@pytest.fixture(scope="module")
def real(known: Facts) -> Truth:
    return truth(known)


def of_noise(known: Facts, real: Truth, year: int, noise: Noise) -> Tally:
    """The order of z of 高度急性期+急性期 alone."""
    table = engine.run(known, Scenario(year=year)).signals
    i = SIGNALS.index(Signal.ACUTE_COMBINED)
    z = funnel.residuals(table.reported[:, i], table.required[:, i], noise=noise)[0]["z"]
    return tally(z[real.scored], real.designated[real.scored], real.group[real.scored])


@pytest.mark.parametrize(
    ("year", "noise", "hit", "at_real", "auc", "within"),
    [
        (2022, Noise.BED, 0.643, 0.424, 0.704, 0.677),
        (2023, Noise.BED, 0.607, 0.333, 0.704, 0.657),
        (2022, Noise.WARD, 0.643, 0.485, 0.723, 0.687),
        (2023, Noise.WARD, 0.643, 0.455, 0.721, 0.677),
    ],
)
def test_the_known_figures_of_both_years_and_models_of_noise(
    known: Facts, real: Truth, year: int, noise: Noise, hit: float, at_real: float, auc: float, within: float
) -> None:
    found = rates(of_noise(known, real, year, noise))
    assert [
        round(r.value, 3) for r in (found.hit, found.at_real, found.auc, found.auc_within)
    ] == [hit, at_real, auc, within]  # fmt: skip


def test_the_interval_of_the_hit_rate_is_that_of_28_prefectures(known: Facts, real: Truth) -> None:
    counts = of_noise(known, real, 2022, Noise.WARD)
    assert len(counts.hits) == 28
    hit = rates(counts).hit
    assert (round(hit.low, 2), round(hit.high, 2)) == (0.46, 0.82)


def test_choice_by_lot_has_the_known_chances(real: Truth) -> None:
    found = rates(random_tally(real.designated[real.scored], real.group[real.scored]))
    assert (round(found.hit.value, 3), round(found.at_real.value, 3), found.auc.value) == (0.351, 0.199, 0.5)
    assert found.auc_within.value == 0.5


def plain(score: list[float | None], designated: list[bool], group: list[int]) -> list[float | None]:
    """The four measures by loops."""
    hits, correct, real, won, pairs, inside, within = [], 0, 0, 0.0, 0, 0.0, 0

    def value(i: int) -> float:
        return -np.inf if score[i] is None else float(score[i])  # type: ignore[arg-type]

    for g in sorted(set(group)):
        members = sorted((i for i in range(len(group)) if group[i] == g), key=lambda i: (-value(i), i))
        n = sum(designated[i] for i in members)
        hits.append(any(designated[i] for i in members[:PICKS]))
        correct += sum(designated[i] for i in members[:n])
        real += n
    for i, j in product(range(len(group)), repeat=2):
        if designated[i] and not designated[j]:
            point = 1.0 if value(i) > value(j) else 0.5 if value(i) == value(j) else 0.0
            won, pairs = won + point, pairs + 1
            if group[i] == group[j]:
                inside, within = inside + point, within + 1
    return [
        sum(hits) / len(hits),
        correct / real if real else None,
        won / pairs if pairs else None,
        inside / within if within else None,
    ]


areas = st.lists(
    st.tuples(st.one_of(st.none(), st.integers(-3, 3)), st.booleans(), st.integers(0, 3)), min_size=1, max_size=14
)


def columns(rows: list[tuple[int | None, bool, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    score = np.array([np.nan if s is None else float(s) for s, _, _ in rows])
    return score, np.array([d for _, d, _ in rows]), np.array([g for _, _, g in rows])


@given(areas)
def test_the_four_measures_equal_those_of_loops(rows: list[tuple[int | None, bool, int]]) -> None:
    found = rates(tally(*columns(rows)))
    expected = plain([s for s, _, _ in rows], [d for _, d, _ in rows], [g for _, _, g in rows])
    for interval, value in zip((found.hit, found.at_real, found.auc, found.auc_within), expected, strict=True):
        if value is None:
            assert np.isnan(interval.value)
        else:
            assert interval.value == pytest.approx(value)
            assert interval.low <= interval.value + 1e-9
            assert interval.value <= interval.high + 1e-9 or np.isnan(interval.high)


@given(areas)
def test_a_strictly_rising_change_of_the_scores_changes_nothing(rows: list[tuple[int | None, bool, int]]) -> None:
    score, designated, group = columns(rows)
    one, other = tally(score, designated, group), tally(np.exp(score) * 7 - 2, designated, group)
    for name in ("hits", "correct", "wins", "pairs"):
        assert (getattr(one, name) == getattr(other, name)).all()


def test_scores_of_different_scales_have_no_pooled_auc() -> None:
    counts = tally(
        np.array([2.0, 1.0, 9.0, 8.0]), np.array([True, False, False, True]), np.array([1, 1, 2, 2]), pooled=False
    )
    found = rates(counts)
    assert np.isnan(found.auc.value)
    assert found.auc_within.value == 0.5


def test_an_order_against_itself_differs_by_nothing(known: Facts, real: Truth) -> None:
    counts = of_noise(known, real, 2022, Noise.WARD)
    difference = hit_difference(counts, counts)
    assert (difference.value, difference.low, difference.high) == (0, 0, 0)


def test_the_same_input_gives_the_same_interval(known: Facts, real: Truth) -> None:
    assert rates(of_noise(known, real, 2022, Noise.BED)) == rates(of_noise(known, real, 2022, Noise.BED))


@pytest.mark.parametrize(
    ("areas_", "designated_", "picks", "chance"), [(10, 1, 2, 0.2), (4, 2, 2, 5 / 6), (1, 1, 2, 1.0)]
)
def test_the_chance_of_a_draw(areas_: int, designated_: int, picks: int, chance: float) -> None:
    assert random_hit(areas_, designated_, picks) == pytest.approx(chance)
