"""Columns that a person brings: read whole or refused with the place, and put beside what is public."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.review.brought import Brought, BroughtRow, by_area, by_institution, number, unmatched
from core.text.outside import Outside
from core.uploads.columns import read_columns
from core.views.review.added import own_cells, own_columns
from core.views.table import Kind, Status

AREAS = {"1005", "0101"}


def file(*lines: str, encoding: str = "utf-8-sig") -> bytes:
    return "\n".join(lines).encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_a_filled_form_is_taken_with_its_own_headings(encoding):
    data = file(
        "区域コード,医療機関名,緊急手術(件/年),メモ",
        '1005,公立藤岡総合病院,"1,200",改築中',
        "101,甲病院,,",
        encoding=encoding,
    )
    found, problems = read_columns("a.csv", data, AREAS, "institutions")
    assert problems == ()
    assert found == Brought(
        kind="institutions",
        headings=("緊急手術(件/年)", "メモ"),
        rows=(BroughtRow(area_code="1005", institution="公立藤岡総合病院", cells=("1,200", "改築中")),),
    )


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("医療機関名,築年数", "甲,3"), "区域コード"),
        (("区域コード,築年数", "1005,3"), "医療機関名"),
        (("区域コード,医療機関名", "1005,甲"), "足す列がありません"),
        (("区域コード,医療機関名,築年数", "9999,甲,3"), "という構想区域はありません"),
        (("区域コード,医療機関名,築年数", "1005,,3"), "医療機関名が空です"),
        (("区域コード,医療機関名,築年数,築年数", "1005,甲,3,4"), "2つあります"),
        (("区域コード,医療機関名,[x](http://a)", "1005,甲,3"), "見出しは"),
        (("区域コード,医療機関名,=A1", "1005,甲,3"), "見出しは"),
        (("区域コード,医療機関名,築年数", "1005,甲,=1+A1"), "数式のセルは使えません"),
        (("区域コード,医療機関名,築年数", f"1005,甲,{'あ' * 101}"), "100字以下"),
        (("区域コード,医療機関名,a,b,c,d,e,f,g", "1005,甲,1,2,3,4,5,6,7"), "6まで"),
        (("区域コード,医療機関名,築年数", "1005,甲,"), "書き込まれた行がありません"),
    ],
)
def test_a_file_that_cannot_be_taken_says_where_and_why(lines, said):
    found, problems = read_columns("a.csv", file(*lines), AREAS, "institutions")
    assert found is None
    assert said in " ".join(map(str, problems))


def brought(*cells: str, headings=("x",)):
    rows = tuple(BroughtRow(area_code="1005", institution=f"{n}病院", cells=(cell,)) for n, cell in enumerate(cells))
    return Brought(kind="institutions", headings=headings, rows=rows)


@pytest.mark.parametrize(
    ("cells", "kind", "shown"),
    [
        (("12", "1,234.5"), Kind.NUMBER, [12.0, 1234.5]),
        (("12", "不明"), Kind.TEXT, [Outside("12"), Outside("不明")]),
        (("", "3"), Kind.NUMBER, [Status("記入なし"), 3.0]),
    ],
)
def test_a_column_of_figures_stays_figures_and_any_other_is_text_from_outside(cells, kind, shown):
    held = brought(*cells)
    columns = own_columns(held)
    assert [c.kind for c in columns] == [kind]
    assert [own_cells(columns, row.cells)[0] for row in held.rows] == shown
    assert own_cells(columns, None) == [Status("記入なし")]


def test_names_are_matched_however_the_corporation_is_written_and_a_name_that_stands_twice_belongs_to_nobody():
    rows = (
        BroughtRow(area_code="1005", institution="医療法人社団三思会くすの木病院", cells=("1",)),
        BroughtRow(area_code="1005", institution="甲病院", cells=("2",)),
        BroughtRow(area_code="1005", institution="甲 病院", cells=("3",)),
    )
    held = Brought(kind="institutions", headings=("x",), rows=rows)
    assert list(by_institution(held).values()) == [("1",)]
    assert unmatched(held, {"1005": {"甲病院"}}) == ("医療法人社団三思会くすの木病院",)
    assert unmatched(held, {"0101": set()}) == ()
    assert by_area(held) == {}


@given(st.text(max_size=30))
@example(",")  # failed before: no figure, and the page went down
@example("+,,")
def test_no_text_is_taken_for_a_figure_that_python_would_not_read(text):
    found = number(text)
    assert found is None or float(text.replace(",", "")) == found
