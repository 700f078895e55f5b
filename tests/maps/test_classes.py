"""Class limits of the map: fixed, symmetric, with 算出不可 apart."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.maps.classes import CLASSES, NOT_COMPUTABLE, legend, levels
from core.measures.gap import MEASURES


@pytest.mark.parametrize(
    ("key", "value", "level"),
    [
        ("gap", 50.0, 0), ("gap", 51.0, 1), ("gap", -50.0, 0), ("gap", -51.0, -1), ("gap", 1000.0, 3), ("gap", 1001.0, 4),
        ("gap_rate", 0.25, 1), ("gap_rate", 0.2501, 2), ("gap_rate", -0.2, -1), ("gap_rate", -0.2001, -2),
        ("fill_rate", 2.0, 3), ("fill_rate", 2.001, 4), ("fill_rate", 0.5, -3), ("fill_rate", 0.499, -4), ("fill_rate", 0.0, -4),
        ("z", 1.96, 1), ("z", 1.961, 3), ("z", -3.09, -3), ("z", -3.091, -4),
    ],
)  # fmt: skip
def test_a_value_on_a_limit_belongs_to_the_class_nearer_to_the_middle(key, value, level):
    assert CLASSES[key].level(value) == level


@pytest.mark.parametrize("value", [None, math.nan])
@pytest.mark.parametrize("key", CLASSES)
def test_a_missing_value_is_a_class_of_its_own_and_never_the_middle(key, value):
    assert CLASSES[key].level(value) == NOT_COMPUTABLE


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_twice_as_many_is_as_far_from_the_middle_as_half_as_many(reported, required):
    fill = CLASSES["fill_rate"]
    assert fill.level(reported / required) == -fill.level(required / reported)


@given(st.floats(-5000, 5000))
def test_a_surplus_and_a_shortage_of_the_same_size_are_opposite_classes(gap):
    assert CLASSES["gap"].level(gap) == -CLASSES["gap"].level(-gap)


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_gap_rate_and_fill_rate_colour_an_area_alike(reported, required):
    assert CLASSES["gap_rate"].level((reported - required) / required) == CLASSES["fill_rate"].level(
        reported / required
    )


@pytest.mark.parametrize("key", CLASSES)
@given(data=st.data())
def test_a_higher_value_never_falls_into_a_lower_class(key, data):
    low, high = sorted(data.draw(st.tuples(st.floats(0, 10), st.floats(0, 10))))
    assert CLASSES[key].level(low) <= CLASSES[key].level(high)


@pytest.mark.parametrize("key", MEASURES)
def test_the_legend_names_every_class_once_and_counts_every_area(key):
    values = [None, 0.0, 0.3, 0.97, 1.0, 1.2, 3.0, -2000.0, 2000.0]
    entries = legend(MEASURES[key], levels(values, key))
    assert sum(e.count for e in entries) == len(values)
    assert len({e.text for e in entries}) == len(entries) == 2 * len(CLASSES[key].steps) + 2
    assert entries[-1].text == "算出不可"
    assert entries[-1].count == 1


def test_the_legend_writes_ratio_limits_as_rounded_percent():
    texts = [e.text for e in legend(MEASURES["fill_rate"], [])]
    assert texts[:5] == ["200% 超", "150% 〜 200%", "125% 〜 150%", "105% 〜 125%", "95% 〜 105%"]
