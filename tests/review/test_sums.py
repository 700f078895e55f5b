"""Sizes, sums of areas taken together, and institutions in order."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from core.review import joined
from core.review.check import Activity
from core.review.institutions import carried, steps
from core.review.names import note
from core.review.size import Size, limits, people, size_of, words
from core.vocabulary.terms import BedFunction

SMALL, GUIDE = limits()


@pytest.mark.parametrize(
    ("population", "expected"),
    [
        (SMALL - 1, Size.SMALL),
        (SMALL, Size.BETWEEN),
        (SMALL + 1, Size.BETWEEN),
        (GUIDE - 1, Size.BETWEEN),
        (GUIDE, Size.LARGE),
        (GUIDE + 1, Size.LARGE),
        (None, Size.UNKNOWN),
        (math.nan, Size.UNKNOWN),
    ],
)
def test_a_population_on_a_figure_is_not_below_it_and_a_missing_one_is_not_large_enough(population, expected):
    assert size_of(population) is expected


def test_sizes_are_written_with_the_figures_of_the_rules():
    assert [words(s) for s in Size] == ["20万人未満", "20〜30万人", "30万人以上", "判定不能"]
    assert people(None) == "人口データなし"
    assert people(64_035) == "6.4万人"


def test_a_sum_with_a_missing_part_is_missing():
    assert joined.total([1.0, 2.0]) == 3.0
    assert joined.total([1.0, None]) is None
    assert joined.total([1.0, math.nan]) is None
    assert joined.total([0.0, 0.0]) == 0.0


def activity(total, share, largest, institutions=1):
    return Activity(total, institutions, 1, 0, largest, share)


def test_the_largest_institution_of_joined_areas_is_the_largest_of_all():
    both = joined.activity([activity(100.0, 0.9, "甲"), activity(1000.0, 0.5, "乙", 4)])
    assert both == Activity(1100.0, 5, 2, 0, "乙", pytest.approx(500 / 1100))
    assert joined.activity([activity(100.0, 0.9, "甲"), None]) is None
    assert joined.activity([activity(None, None, "")]) == Activity(None, 1, 1, 0, "", None)


def test_beds_are_summed_by_function_and_missing_where_one_area_lacks_them():
    rows = pd.DataFrame(
        [
            ("1", BedFunction.TOTAL, 100, 80),
            ("2", BedFunction.TOTAL, 50, 90),
            ("1", BedFunction.HIGH_ACUTE, None, 0),
            ("2", BedFunction.HIGH_ACUTE, 5, 0),
            ("1", BedFunction.ACUTE, 10, 0),
            ("2", BedFunction.ACUTE, 5, 0),
            ("1", BedFunction.RECOVERY, 1, 1),
        ],
        columns=["area_code", "bed_function", "reported", "required"],
    )
    found = {b.function: b for b in joined.beds(joined.stated(rows, ["1", "2"]), ["1", "2"])}
    assert (found[BedFunction.TOTAL].gap, found[BedFunction.TOTAL].gap_rate) == (-20.0, pytest.approx(-20 / 170))
    assert found[BedFunction.HIGH_ACUTE].reported is None
    assert found[BedFunction.HIGH_ACUTE].gap is None
    assert (found[BedFunction.ACUTE].gap, found[BedFunction.ACUTE].gap_rate) == (15.0, None)
    assert found[BedFunction.RECOVERY].reported is None  # one area has no row


def test_a_guideline_per_population_is_a_range_that_is_not_rounded():
    assert joined.hubs(600_000, (200_000, 300_000)) == (2.0, 3.0)
    assert joined.hubs(100_000, (200_000, 300_000)) == (pytest.approx(1 / 3), 0.5)
    assert joined.hubs(None, (200_000, 300_000)) is None


def test_institutions_stand_in_order_and_those_without_a_public_figure_outside_it():
    order = steps([("a", 10.0), ("b", None), ("c", 30.0), ("d", 10.0), ("e", math.nan), ("f", 0.0)], total=60.0)
    assert [(s.key, s.rank) for s in order] == [("c", 1), ("a", 2), ("d", 2), ("f", 4)]
    assert [s.up_to for s in order] == pytest.approx([0.5, 40 / 60, 50 / 60, 50 / 60])  # the rest is withheld
    assert carried(order, 0.5) == 1
    assert carried(order, 0.6) == 2
    assert carried(order, 0.9) is None
    assert [s.share for s in steps([("a", 1.0)], total=None)] == [None]


def test_the_note_says_from_which_report_the_name_changes():
    assert "回復期は2027年度の報告から包括期となる" in note(2026)
    assert "包括期は、2027年度より前の報告と2025年の必要量では回復期" in note(2027)
