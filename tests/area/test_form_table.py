"""Table ⑥ of the form: its words, its sign, its missing values, its files."""

from __future__ import annotations

import pandas as pd
import pytest

from core.area.form_table import SUM_LABEL, form_table
from core.data.queries import beds
from core.data.store import Store
from tests import factory


def area(code: str) -> pd.DataFrame:
    table = factory.small_tables()["beds"]
    return table[table["area_code"] == code]


def test_the_headings_are_the_words_of_the_form() -> None:
    assert form_table(area("1001"), 2025, 2026).headings == (
        "機能",
        "2015年 病床数",
        "2025年度 病床機能報告 (A)",
        "2026年の予定病床数 (B)",
        "2025年 病床数の必要量 (C)",
        "差し引き (C)-(A)",
        "差し引き (C)-(B)",
    )


def test_rows_are_the_four_functions_and_a_shortage_is_positive() -> None:
    table = form_table(area("1001"), 2025, 2026)
    assert table.cells() == [
        ("高度急性期", 100, 90, 90, 80, -10, -10),
        ("急性期", 500, 420, 400, 300, -120, -100),
        ("回復期", 100, 180, 200, 300, 120, 100),
        ("慢性期", 300, 260, 250, 220, -40, -30),
    ]


def test_the_sum_row_is_marked_as_ours_and_left_out_of_what_is_pasted() -> None:
    table = form_table(area("1001"), 2025, 2026)
    assert table.cells(with_total=True)[-1] == (SUM_LABEL, 1000, 950, 940, 900, -50, -40)
    lines = table.tsv().split("\n")
    assert len(lines) == 5
    assert lines[2].split("\t") == ["急性期", "500", "420", "400", "300", "-120", "-100"]
    assert "合計" not in table.tsv()


def test_a_blank_cell_says_so_and_is_not_zero() -> None:
    row = form_table(area("1002"), 2025, 2026).rows[0]
    assert row.base is None
    assert row.why["base"] == "データなし(公表資料が空欄)"
    assert (row.a, row.c_minus_a) == (0, 0)


def test_a_year_that_is_not_in_the_data_says_so_and_has_no_difference() -> None:
    table = form_table(area("1001"), 2019, 2026)
    assert table.rows[1].a is None
    assert table.cells()[1][2] == "データなし"
    assert table.cells()[1][5] == "算出不可"


#: Typed from the official workbooks (R6 別添4③, R7 別添4).
FUJIOKA = [
    ("高度急性期", 0, 24, 24, 95, 71, 71),
    ("急性期", 545, 451, 451, 314, -137, -137),
    ("回復期", 55, 195, 195, 331, 136, 136),
    ("慢性期", 247, 140, 140, 126, -14, -14),
]


def test_fujioka_equals_the_official_figures(real_store: Store) -> None:
    rows = beds.area_beds(real_store, "1005").frame
    table = form_table(rows, 2025, 2026)
    assert table.cells() == FUJIOKA
    total = table.total
    assert (total.base, total.a, total.b, total.c, total.c_minus_a) == (847, 810, 810, 866, 56)


@pytest.mark.parametrize(
    ("year", "beds_of_2023"), [(2023, (0, 475, 242, 140)), (2024, (0, 475, 242, 140)), (2018, (0, 527, 195, 176))]
)
def test_any_reported_year_can_stand_in_column_a(real_store: Store, year: int, beds_of_2023: tuple[int, ...]) -> None:
    rows = beds.area_beds(real_store, "1005").frame
    assert tuple(r.a for r in form_table(rows, year, 2025).rows) == beds_of_2023
