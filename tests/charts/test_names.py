"""Names beside marks keep clear of each other."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.charts.names import MARK_ROOM, Box, apart, beside, free, room_for

NUMBERS = st.lists(st.floats(-1000, 1000), min_size=1, max_size=12)


@given(NUMBERS, st.floats(0.5, 50))
def test_places_are_a_gap_apart_and_keep_the_order(values, gap):
    placed = apart(values, gap)
    ordered = sorted(zip(values, placed, strict=True))
    for (_, one), (_, other) in itertools.pairwise(ordered):
        assert other - one >= gap - 1e-6


@given(NUMBERS, st.floats(0.5, 50))
def test_moving_names_apart_does_not_shift_them_as_a_whole(values, gap):
    assert sum(apart(values, gap)) == pytest.approx(sum(values), abs=1e-6)


@pytest.mark.parametrize(
    ("values", "placed"),
    [([0, 11], [0, 11]), ([0, 10], [0, 10]), ([0, 8], [-1, 9]), ([9, 1], [10, 0]), ([5, 5, 5], [-5, 5, 15]), ([], [])],
    ids=["farther than the gap", "exactly the gap", "nearer", "in falling order", "equal", "none"],
)
def test_only_what_is_too_near_moves(values, placed):
    assert apart(values, 10) == pytest.approx(placed)


boxes = st.builds(lambda x, y, w, h: Box(x, y, x + w, y + h), *[st.integers(0, 40)] * 2, *[st.integers(1, 20)] * 2)


@given(st.lists(boxes, max_size=15))
def test_kept_boxes_never_meet_and_every_dropped_one_meets_a_kept_one(given_boxes):
    flags = free(given_boxes)
    kept = [b for b, f in zip(given_boxes, flags, strict=True) if f]
    assert not any(a.meets(b) for a, b in itertools.combinations(kept, 2))
    assert all(any(b.meets(k) for k in kept) for b, f in zip(given_boxes, flags, strict=True) if not f)


def test_boxes_that_only_touch_do_not_meet():
    assert not Box(0, 0, 10, 10).meets(Box(10, 0, 20, 10))
    assert Box(0, 0, 10, 10).meets(Box(9, 9, 20, 20))


@given(st.lists(st.floats(0, 100), min_size=1, max_size=4), st.floats(120, 400))
def test_names_at_the_ends_of_lines_stay_inside_the_axis_and_a_line_apart(values, plot):
    placed = beside(values, 0.0, 100.0, plot)
    assert all(-1e-6 <= v <= 100 + 1e-6 for v in placed)
    ordered = sorted(placed)
    assert all((b - a) * plot / 100 >= 15 - 1e-6 for a, b in itertools.pairwise(ordered))


def test_names_that_are_far_apart_stand_at_the_ends_of_their_lines():
    assert beside([10.0, 90.0], 0.0, 100.0, 200) == pytest.approx([10.0, 90.0])
    assert beside([], 0.0, 1.0, 200) == []


@pytest.mark.parametrize(("texts", "room"), [([], 40), (["合計"], 60), (["高度急性期", "急性期"], 120), (["abcd"], 60)])
def test_room_for_names_is_given_in_steps(texts, room):
    assert room_for(texts) == room
    assert room_for(texts) >= MARK_ROOM
