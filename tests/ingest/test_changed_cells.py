"""A ministry's book in which any cell holds something else: read, or refused with file and sheet; never another error, never English."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet.worksheet import Worksheet

from core.errors import UserError
from core.ingest.forms.area_detail import read_area_detail
from core.ingest.forms.bed_blocks import read_bed_blocks
from core.ingest.forms.demand import read_demand
from core.ingest.forms.flow import read_flow
from core.ingest.workbook import Workbook
from tests.ingest import books, detail_book
from tests.outside import EXAMPLES

Change = Callable[[Worksheet], None]
#: How a book is written with a change, and how it is read.
BOOKS: dict[str, tuple[Callable[[Path, Change], None], Callable[[Workbook], Any]]] = {
    "beds": (lambda path, change: books.write_bed_book(path, 2025, change), read_bed_blocks),
    "details": (lambda path, change: detail_book.write_detail_book(path, 2025, change), read_area_detail),
    "flows": (lambda path, change: books.write_flow_book(path, change=change), read_flow),
    "demand": (lambda path, change: books.write_demand_book(path, change=change), read_demand),
}
VALUES = st.one_of(
    st.sampled_from([None, "", " ", "*", "-", "−", "…", "#REF!", "=1/0", "=A1", True, 0, -1, 1e308, 1e-308, 10**15, 0.5, "１０", "1,000", "△5", "99999", "0101", "9999", "2025年", "令和7年", "合計", "○基礎情報", "高度急性期", "\u3000", "x" * 5000, "\u202e", "<b>"]),
    st.text(max_size=6),
    st.integers(-(10**6), 10**6),
    st.floats(allow_nan=False, allow_infinity=False),
)  # fmt: skip


def changed(data: st.DataObject | None) -> Change:
    def change(sheet: Worksheet) -> None:
        if data is None:
            return
        cell = sheet.cell(data.draw(st.integers(1, sheet.max_row)), data.draw(st.integers(1, sheet.max_column)))
        value = data.draw(VALUES)
        try:
            if not hasattr(cell, "column_letter"):  # the hidden part of merged cells holds nothing
                return
            cell.value = value
        except IllegalCharacterError:
            cell.value = None

    return change


@pytest.mark.outside
@settings(max_examples=max(EXAMPLES // 5, 4), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(BOOKS)), st.data())
@example("beds", None)
@example("details", None)
@example("flows", None)
@example("demand", None)
def test_a_book_with_any_cell_changed_is_read_or_refused_with_its_name(
    tmp_path: Path, name: str, data: st.DataObject | None
) -> None:
    write, read = BOOKS[name]
    write(tmp_path / "a.xlsx", changed(data))
    told = []
    try:
        assert read(Workbook(tmp_path / "a.xlsx"))
    except UserError as error:
        told = [error.message]
    assert data is not None or told == [], "a book without a change is read"
    for message in told:
        assert "a.xlsx" in message
        own = re.sub(r"「[^」]*」|'(?:[^'\\]|\\.)*'", "", message)
        assert not re.search(r"(?i)\b[a-z]{3,} [a-z]{2,} [a-z]{2,}", own), own


@pytest.mark.parametrize("name", sorted(BOOKS))
def test_a_book_whose_cells_are_all_words_is_refused_with_its_name(tmp_path: Path, name: str) -> None:
    def words(sheet: Worksheet) -> None:
        for row in sheet.iter_rows(min_row=5):
            for cell in row:
                if hasattr(cell, "column_letter") and isinstance(cell.value, int | float):
                    cell.value = "語"

    write, read = BOOKS[name]
    write(tmp_path / "a.xlsx", words)
    with pytest.raises(UserError, match="a.xlsx"):
        read(Workbook(tmp_path / "a.xlsx"))
