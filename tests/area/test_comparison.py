"""Places side by side: order, differences, and what a sum that lacks an area may not say."""

from __future__ import annotations

import math

import pytest

from core.area.comparison import Place, PlaceBeds, Stated, compared
from core.data.queries import places
from core.data.store import Store
from core.vocabulary.terms import BedFunction


def place(people: int | None = 100_000) -> Place:
    return Place(
        scope="pref",
        code="10",
        name="群馬県",
        pref_name="群馬県",
        population_2020=people,
        population_2040=None,
        inflow=None,
        outflow=None,
    )


def beds(reported: Stated, required: Stated, people: int | None = 100_000) -> PlaceBeds:
    return PlaceBeds(
        place=place(people), bed_function=BedFunction.ACUTE, base=Stated(1.0), reported=reported, required=required
    )


def rows(store: Store, *codes: str) -> tuple[PlaceBeds, ...]:
    found, people = places.beds(store, codes, "10", 2015, 2025), places.people(store, codes, "10")
    return compared(found.frame, people.frame, places.flow_rates(store, codes).frame, codes)


def test_areas_come_in_their_order_then_prefecture_and_nation_function_by_function(store: Store) -> None:
    found = rows(store, "1101", "1001")
    assert [b.bed_function for b in found[::4]] == list(BedFunction)
    for start in range(0, len(found), 4):
        assert [(b.place.scope, b.place.code) for b in found[start : start + 4]] == [
            ("area", "1101"), ("area", "1001"), ("pref", "10"), ("nation", ""),
        ]  # fmt: skip


def test_difference_and_rates_follow_from_the_cells(store: Store) -> None:
    own, pref, nation = (next(b for b in rows(store, "1001") if (b.place.scope, b.bed_function) == (s, "acute")) for s in ("area", "pref", "nation"))  # fmt: skip
    assert (own.base.value, own.reported.value, own.required.value, own.gap) == (500, 420, 300, 120)
    assert own.gap_rate == pytest.approx(0.4)
    assert (own.reported_rate, own.required_rate) == (420, 300)
    assert (pref.reported.value, pref.gap, pref.reported_rate) == (460, 140, 230)
    assert (nation.reported.value, nation.gap) == (650, 130)
    assert nation.reported_rate == pytest.approx(650 / 300_000 * 100_000)


@pytest.mark.parametrize("lacking", ["reported", "required"])
def test_a_sum_that_lacks_an_area_has_no_difference(lacking: str) -> None:
    whole, short = Stated(10.0), Stated(8.0, "blank", 1)
    found = beds(short, whole) if lacking == "reported" else beds(whole, short)
    assert math.isnan(found.gap)
    assert math.isnan(found.gap_rate)
    assert math.isnan(getattr(found, f"{lacking}_rate"))
    assert beds(whole, whole).gap == 0


def test_a_required_number_of_zero_has_no_rate_and_zero_beds_are_zero() -> None:
    found = beds(Stated(0.0), Stated(0.0))
    assert math.isnan(found.gap_rate)
    assert (found.gap, found.reported_rate) == (0, 0)


@pytest.mark.parametrize("people", [None, 0])
def test_without_people_there_is_no_rate_per_people(people: int | None) -> None:
    assert math.isnan(beds(Stated(1.0), Stated(1.0), people).reported_rate)


def test_flow_rates_belong_to_areas_alone(real_store: Store) -> None:
    for b in rows(real_store, "1005", "2405"):
        stated = (b.place.inflow, b.place.outflow)
        assert (None in stated) == (b.place.scope != "area")


def test_a_blank_cell_carries_its_status(store: Store) -> None:
    own = next(b for b in rows(store, "1002") if b.bed_function == "high_acute")
    assert own.base == Stated(None, "blank", 1)
    assert math.isnan(own.base.whole)
