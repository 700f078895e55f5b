"""Columns of a printed table share its width so that single words stay whole."""

from __future__ import annotations

import pytest

from core.exports import columns
from core.views.sources import OURS, Sources
from core.views.table import Column, Kind, Table, table


def crowded(*, wide: int) -> Table:
    """判定 of five columns beside one of long words."""
    names = ("area", "a", "b", "c", "d", "why")
    columns_ = tuple(Column(name=n, label=n, kind=Kind.TEXT) for n in names)
    return table("crowded", "混んだ表", columns_, [("藤岡", *["判定不能"] * 4, "長" * wide)], Sources((OURS,)))


def test_a_figure_has_room_for_letters_as_wide_as_those_of_the_widest_face() -> None:
    """Failed before: `86.2%` stood in two lines, and each row of a table of institutions was twice as high."""
    names = (Column(name="why", label="理由"), *(Column(name=n, label=n, kind=Kind.PERCENT, digits=1) for n in "abcde"))
    crowded = table("shares", "割合", names, [("長" * 60, *[0.862] * 5)], Sources((OURS,)))
    found = columns.widths(crowded, crowded.texts(), 150.0, 75.0)
    assert min(found[1:]) >= (1.25 * columns.length("86.2%") + 2.4) * 150.0 / 75.0


@pytest.mark.parametrize("wide", [1, 12, 20, 200])
def test_a_single_word_is_not_broken_for_the_sake_of_a_long_sentence(wide: int) -> None:
    """Failed before: all columns gave way alike, and 判定不能 stood in two lines."""
    shown, holds = crowded(wide=wide), 75.0
    found = columns.widths(shown, shown.texts(), 150.0, holds)
    assert sum(found) == pytest.approx(150.0)
    assert min(found[1:5]) >= (columns.length("判定不能") + 2.4) * 150.0 / holds
