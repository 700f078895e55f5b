"""Columns of a printed table share its width so that single words stay whole."""

from __future__ import annotations

import pytest

from core.exports import columns
from core.views.sources import OURS, Sources
from core.views.table import Column, Kind, Table, table
from core.views.words import raw_text


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


def many(count: int, *, figure: int = 1_234_567) -> Table:
    """Figures of two areas in so many columns."""
    names = (
        Column(name="area", label="構想区域"),
        *(Column(name=f"n{k}", label=f"人口{k}", kind=Kind.NUMBER) for k in range(count)),
    )
    rows = [("藤岡", *[figure] * count), ("合計", *[2 * figure] * count)]
    return table("many", "点検表", names, rows, Sources((OURS,)), sums=[1], note="注")


def test_a_table_too_wide_for_paper_is_parted_so_that_no_figure_stands_in_two_lines() -> None:
    """Failed before: 24 columns of 区域点検 shared the width of one page, `369,265` stood as `369,2` and `65`."""
    whole, holds = many(23), 100.0
    parts = columns.parts(whole, holds)
    assert len(parts) > 1
    assert [c.name for p in parts for c in p.columns[1:]] == [c.name for c in whole.columns[1:]]
    assert all(p.columns[0].name == "area" and p.sums == whole.sums for p in parts)
    assert [raw_text(p.title) for p in parts] == [f"点検表(列 {n}/{len(parts)})" for n in range(1, len(parts) + 1)]
    assert [p.note for p in parts] == [""] * (len(parts) - 1) + ["注"]
    for part in parts:
        found = columns.widths(part, part.texts(), holds, holds)
        assert min(found[1:]) >= columns.length("2,469,134") + 2.4
    assert columns.parts(many(3), holds)[0].title == "点検表"


def test_a_sentence_has_the_room_that_the_other_columns_leave() -> None:
    """Failed before: names of rules had half of the page, and their values stood in three lines beside empty room."""
    names = (Column(name="rule", label="項目"), Column(name="value", label="値", wide=True))
    shown = table("rules", "条件", names, [("都道府県あたりの数", "長" * 60)], Sources((OURS,)))
    name, value = columns.widths(shown, shown.texts(), 110.0, 110.0)
    assert value > 75 > 35 > name >= columns.length("都道府県あたりの数")
