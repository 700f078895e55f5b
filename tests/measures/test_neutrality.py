"""Shares of flagged areas by group, against a loop and against the figures computed before the code was written."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.store import Store
from core.measures import funnel
from core.measures.neutrality import flagged
from core.rules.choices import Signal
from core.rules.facts import from_store
from core.vocabulary.terms import Noise
from tests import oracle


def test_of_the_fifths_by_population_in_2022_noise_by_the_bed_flags_the_smallest(real_store: Store) -> None:
    facts = from_store(real_store)
    reported, required = (
        frame[Signal.ACUTE_COMBINED].to_numpy(dtype="float64") for frame in (facts.reported[2022], facts.required)
    )
    frame = flagged(reported, required, facts.population_groups(), 1.96)
    assert frame["areas"].tolist() == [68, 68, 68, 68, 67]
    assert (frame["bed_share"] * 100).round().tolist() == [37, 22, 6, 1, 0]
    assert (frame["ward_share"] * 100).round().tolist() == [4, 9, 4, 1, 0]


def test_an_area_exactly_on_the_limit_is_flagged_and_one_short_of_it_is_not() -> None:
    reported, required = np.array([50.0, 100.0, 400.0]), np.array([60.0, 90.0, 400.0])
    own = funnel.residuals(reported, required, noise=Noise.WARD)[0]["z"][1]
    limits = (np.nextafter(own, 0), own, np.nextafter(own, 9))
    groups = np.array([0, 1, 0])
    assert [flagged(reported, required, groups, limit)["ward"][1] for limit in limits] == [1, 1, 0]


def test_a_missing_figure_and_an_area_without_a_group_are_in_no_count() -> None:
    nan = math.nan
    frame = flagged(
        np.array([100.0, nan, 80.0, 90.0, nan]), np.full(5, 90.0), np.array([0, 0, 1, -1, 2]), 0.0
    )  # fmt: skip
    assert frame["group"].tolist() == [0, 1, 2]
    assert frame["areas"].tolist() == [1, 1, 0]
    assert frame["ward"].tolist() == [1, 0, 0]
    assert frame["ward_share"].tolist() == [1.0, 0.0, pytest.approx(nan, nan_ok=True)]


areas = st.lists(
    st.tuples(st.integers(0, 3000), st.integers(1, 3000), st.integers(-1, 3)), min_size=3, max_size=30
).filter(lambda rows: any(b for b, _, _ in rows))


@given(areas, st.floats(-2.0, 4.0))
def test_counts_equal_a_loop_over_the_areas(rows: list[tuple[int, int, int]], limit: float) -> None:
    b, r, g = (np.array(column, dtype="float64") for column in zip(*rows, strict=True))
    frame = flagged(b, r, g.astype(int), limit).set_index("group")
    bed = oracle.z_scores({str(i): (x, y) for i, (x, y) in enumerate(zip(b, r, strict=True))})[0]
    assert frame.index.tolist() == sorted({code for _, _, code in rows if code >= 0})
    for code, row in frame.iterrows():
        own = [z for z, (_, _, c) in zip(bed.values(), rows, strict=True) if c == code]
        assert row["areas"] == len(own)
        near = sum(abs(z - limit) < 1e-9 for z in own)
        assert abs(row["bed"] - sum(z >= limit for z in own)) <= near
        assert row["bed_share"] == row["bed"] / len(own)


def test_each_model_has_its_columns() -> None:
    frame = flagged(np.array([10.0, 20.0]), np.array([10.0, 30.0]), np.array([0, 0]), 1.96)
    assert list(frame) == ["group", "areas", *(c for n in Noise for c in (n.value, f"{n}_share"))]
