"""The 90 % condition looks at H30 alone, the smaller of H30 and R2.4.1 at the amount; laws of the amount, against a plain oracle."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.subsidy.estimate import Plan, estimate, total
from tests.rules.plans import RULES

#: H30 100 beds, 80 on 2020-04-01, 60 % of 100 working: what the notice's pages 143 and 144 give for 75 beds afterwards.
SHRUNK = Plan(
    name="丙病院", permitted=100, operating=100, operating_2020=80, occupancy=0.6, current=80, cut_acute=5
)  # fmt: skip


def test_a_hospital_that_shrank_before_2020_meets_the_condition_by_its_beds_of_h30() -> None:
    found = estimate(SHRUNK, RULES)
    assert (found.plan.after, found.limit, found.plan.base, found.reduction) == (75, 90, 80, 5)
    assert found.eligible
    assert found.amount == 5 * 1596 == 7_980
    assert found.steps[1] == "条件: 再編後の許可病床数 75床が、H30の稼働病床数 100床の90%(90床)以下 → 満たす。"


@pytest.mark.parametrize(
    ("after", "meets", "amount"),
    [(89, True, 11 * 1596), (90, True, 10 * 1596), (91, False, 0)],
    ids=["89 %", "exactly 90 %", "91 %"],
)
def test_the_condition_at_ninety_percent_of_h30(after: int, meets: bool, amount: int) -> None:
    found = estimate(replace(SHRUNK, operating_2020=None, current=100, cut_acute=100 - after), RULES)
    assert (found.eligible, found.amount) == (meets, amount)


@pytest.mark.parametrize(
    ("after", "eligible", "amount"),
    [(79, True, 1596), (80, False, 0), (81, False, 0)],
    ids=["one below R2", "exactly R2", "one above R2"],
)
def test_beds_gone_by_2020_are_not_paid_for_though_the_condition_is_met(
    after: int, eligible: bool, amount: int
) -> None:
    found = estimate(replace(SHRUNK, current=85, cut_acute=85 - after), RULES)
    assert after <= found.limit
    assert (found.eligible, found.amount) == (eligible, amount)


@pytest.mark.parametrize(
    ("in_2020", "base"), [(99, 99), (100, 100), (101, 100)], ids=["fewer", "as at H30", "more than at H30"]
)
def test_the_amount_counts_from_the_smaller_of_the_two_figures(in_2020: int, base: int) -> None:
    found = estimate(replace(SHRUNK, operating_2020=in_2020), RULES)
    assert (found.plan.base, found.limit) == (base, 90)


def by_hand(plan: Plan) -> tuple[int, int, int]:
    """Amount with its low and high end, in 千円, in exact fractions and without the program's own parts."""
    percent = Fraction(round(plan.occupancy * 10_000), 10_000)
    after = plan.current - plan.cut_high_acute - plan.cut_acute - plan.cut_chronic
    start = plan.operating if plan.operating_2020 is None else min(plan.operating, plan.operating_2020)
    gone = start - after - plan.to_recovery - plan.to_care - plan.transferred - plan.excluded_since_h30
    if gone <= 0 or after > floor(Fraction(9, 10) * plan.operating):
        return 0, 0, 0
    working = min(start, floor(plan.permitted * percent))
    above = min(gone, start - working)
    edges = ((90, 2280), (80, 2052), (70, 1824), (60, 1596), (50, 1368), (0, 1140))
    price = next(p for lower, p in edges if percent * 100 >= lower)
    low, high = (price, price) if price in (1140, 2280) else (1140, 2280)
    below = (gone - above) * 2280
    return above * price + below, above * low + below, above * high + below


@st.composite
def plans(draw: st.DrawFn, name: str = "甲") -> Plan:
    """Plans that the form takes: rates to a hundredth of a percent, beds of which no part exceeds its whole."""
    permitted = draw(st.integers(0, 400))
    current = draw(st.integers(0, 400))
    cuts = sorted(draw(st.tuples(*(st.integers(0, current) for _ in range(3)))))
    cut = cuts[2]
    kinds = sorted(draw(st.tuples(*(st.integers(0, cut) for _ in range(3)))))
    return Plan(
        name=name,
        permitted=permitted,
        operating=draw(st.integers(0, permitted)),
        operating_2020=draw(st.none() | st.integers(0, 400)),
        occupancy=draw(st.integers(0, 12_000)) / 10_000,
        current=current,
        cut_high_acute=cuts[0],
        cut_acute=cuts[1] - cuts[0],
        cut_chronic=cuts[2] - cuts[1],
        to_recovery=kinds[0],
        to_care=kinds[1] - kinds[0],
        transferred=kinds[2] - kinds[1],
        stays_in_area=draw(st.booleans()),
        excluded_since_h30=draw(st.integers(0, max(0, permitted - current))),
    )


@given(plans())
def test_the_amount_is_that_of_a_calculation_by_hand(plan: Plan) -> None:
    found = estimate(plan, RULES)
    assert (found.amount, found.low, found.high) == by_hand(plan)


@given(plans())
def test_an_amount_is_never_negative_and_lies_in_its_range(plan: Plan) -> None:
    found = estimate(plan, RULES)
    assert 0 <= found.low <= found.amount <= found.high
    assert found.reduction >= 0


@given(plans(), st.integers(0, 400))
def test_one_more_bed_taken_out_never_pays_less(plan: Plan, more: int) -> None:
    more = min(more, plan.current - plan.cut)
    wider = replace(plan, cut_chronic=plan.cut_chronic + more)
    assert estimate(wider, RULES).amount >= estimate(plan, RULES).amount


@given(plans(), st.integers(0, 100))
def test_a_higher_figure_of_2020_never_pays_less_and_never_changes_the_condition(plan: Plan, more: int) -> None:
    if plan.operating_2020 is None:
        plan = replace(plan, operating_2020=0)
    higher = replace(plan, operating_2020=plan.operating_2020 + more)  # type: ignore[operator]
    assert estimate(higher, RULES).limit == estimate(plan, RULES).limit
    assert estimate(higher, RULES).amount >= estimate(plan, RULES).amount


@given(st.lists(plans(), max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[Plan], shuffled: object) -> None:
    named = [replace(plan, name=f"{n}病院") for n, plan in enumerate(rows)]
    other = list(named)
    shuffled.shuffle(other)  # type: ignore[attr-defined]
    one, two = total(named, RULES), total(other, RULES)
    assert (one.amount, one.low, one.high) == (two.amount, two.low, two.high)
