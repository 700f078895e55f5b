"""Patients who stay, by hand: three areas with known flows, one of which withholds a partner."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.area.flows import Interval
from core.review.own import Stays, below, joined_share, mutual, own_share, stays

#: Of 100 residents of A 60 stay, 30 go to B, 10 to C. B keeps 80, sends 10 to A, 10 to places not listed. C lists itself alone.
FLOWS = {"A": {"A": 0.6, "B": 0.3, "C": 0.1}, "B": {"B": 0.8, "A": 0.1}, "C": {"C": 0.9}}
PEOPLE = {"A": 100.0, "B": 300.0, "C": 100.0}


def test_an_own_row_that_is_not_listed_leaves_anything_up_to_what_is_not_listed():
    assert own_share(0.7, 0.1) == Interval(0.7, 0.7)
    assert own_share(None, 0.2) == Interval(0.0, 0.2)
    assert own_share(float("nan"), 0.2) == Interval(0.0, 0.2)


@pytest.mark.parametrize(
    ("share", "limit", "expected"),
    [
        (Interval(0.69, 0.69), 0.7, True),
        (Interval(0.70, 0.70), 0.7, False),
        (Interval(0.71, 0.71), 0.7, False),
        (Interval(0.60, 0.69), 0.7, True),
        (Interval(0.60, 0.70), 0.7, None),  # the limit lies within what it can be
        (Interval(0.70, 0.80), 0.7, False),
        (None, 0.7, None),
    ],
)
def test_a_share_lies_below_a_limit_only_where_that_is_certain(share, limit, expected):
    assert below(share, limit) is expected


def test_moves_between_the_areas_count_as_staying():
    assert stays(FLOWS["A"], ["A", "B"]) == Stays(pytest.approx(0.9), 0.0)
    assert stays(FLOWS["A"], ["A", "B", "C"]) == Stays(pytest.approx(1.0), 0.0)


def test_what_is_not_listed_may_have_gone_to_an_area_that_is_not_listed():
    # B's unlisted tenth can have gone to C, not to A, which is listed.
    assert stays(FLOWS["B"], ["A", "B"]) == Stays(pytest.approx(0.9), 0.0)
    found = stays(FLOWS["B"], ["A", "B", "C"])
    assert found is not None
    assert (found.listed, found.unlisted) == (pytest.approx(0.9), pytest.approx(0.1))


def test_joined_areas_are_weighed_by_their_people():
    both = joined_share(FLOWS, PEOPLE, ["A", "B"])
    assert both is not None
    assert (both.low, both.high) == (pytest.approx((0.9 * 100 + 0.9 * 300) / 400),) * 2


def test_joined_areas_with_a_withheld_partner_have_an_interval():
    # A keeps 100 of 100; B 0.9 and at most 0.1 more of 300; C 0.9 and at most 0.1 more of 100.
    every = joined_share(FLOWS, PEOPLE, ["A", "B", "C"])
    assert every is not None
    assert every.low == pytest.approx((100 + 270 + 90) / 500)
    assert every.high == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("flows", "people"), [({"A": FLOWS["A"]}, PEOPLE), (FLOWS, {"A": 100.0}), (FLOWS, {"A": 100.0, "B": 0.0})]
)
def test_an_area_without_flows_or_people_leaves_the_whole_unknown(flows, people):
    assert joined_share(flows, people, ["A", "B"]) is None


def test_partners_stand_by_what_flows_both_ways():
    assert mutual(FLOWS, "A") == [("B", 0.3, 0.1), ("C", 0.1, 0.0)]
    assert mutual(FLOWS, "C") == [("A", 0.0, 0.1)]


shares = st.lists(st.integers(0, 100), min_size=4, max_size=4).map(
    lambda parts: {k: p / (sum(parts) or 1) * 0.9 for k, p in zip("ABCD", parts, strict=True) if p}
)


@given(flows=st.fixed_dictionaries({k: shares for k in "ABCD"}), extra=st.sampled_from("CD"))
def test_another_area_never_lowers_what_stays(flows, extra):
    people = dict.fromkeys("ABCD", 1.0)
    for code in "AB":
        before, after = stays(flows[code], ["A", "B"]), stays(flows[code], ["A", "B", extra])
        if before and after:
            assert after.listed >= before.listed - 1e-12
            assert after.listed + after.unlisted <= 1 + 1e-12
    joined = joined_share(flows, people, ["A", "B"])
    assert joined is None or 0 <= joined.low <= joined.high <= 1
