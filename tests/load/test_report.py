"""Percentiles, tally and words of the load run, and what a worker says of itself, without a server."""

from __future__ import annotations

from itertools import islice

import pytest

from tests.load import walk
from tests.load.report import Tally, Times, percentile
from tests.load.visitor import Answer
from tests.load.walk import CHANGES, Kind


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([3.0], 0.95, 3.0),
        ([1.0, 2.0], 0.5, 1.0),
        ([2.0, 1.0, 3.0], 0.5, 2.0),
        ([float(n) for n in range(1, 20)], 0.95, 19.0),
        ([float(n) for n in range(1, 21)], 0.95, 19.0),
        ([float(n) for n in range(1, 22)], 0.95, 20.0),
    ],
)
def test_a_percentile_is_the_nearest_rank(values: list[float], share: float, expected: float) -> None:
    assert percentile(values, share) == expected


def test_there_is_no_percentile_of_nothing() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_steps_are_told_by_kind_and_all_changes_together() -> None:
    tally = Tally()
    tally.add(Kind.OPEN, Answer(9.0, 200 * 1024))
    tally.add(Kind.CHANGE, Answer(0.1, 10 * 1024))
    tally.add(Kind.SIMULATE, Answer(0.3, 30 * 1024))
    tally.failed(TimeoutError("late"))
    tally.failed(TimeoutError("late"))
    rows = tally.rows()
    assert list(rows) == [Kind.OPEN, Kind.CHANGE, Kind.SIMULATE, "変更の全体"]
    assert rows["変更の全体"] == {"count": 2, "p50": 0.1, "p95": 0.3, "max": 0.3, "kib": 10.0}
    assert rows[Kind.OPEN] == Times([9.0], [200 * 1024]).row()
    assert tally.errors == {"TimeoutError: late": 2}


def test_every_visitor_does_all_kinds_of_things_and_the_same_again_on_another_day() -> None:
    first = [step.kind for step in islice(walk.ours(0), 30)]
    assert set(first) == set(Kind)
    assert set(CHANGES) < set(Kind)
    assert [step.kind for step in islice(walk.ours(0), 30)] == first
    openings = {[step.kind for step in islice(walk.ours(n), 1)][0] for n in range(3)}
    assert openings == {Kind.OPEN}
