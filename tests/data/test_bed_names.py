"""回復期 and 包括期: one name for each report, both where reports of both kinds stand beside each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.bed_names import bed_names, bed_words
from core.vocabulary import labels
from core.vocabulary.terms import BedFunction
from tests.in_force import with_values

OLD, NEW, BOTH = "回復期", "包括期", "回復期・包括期"


@pytest.mark.parametrize(
    ("years", "name"),
    [((), OLD), ((2026,), OLD), ((2027,), NEW), ((2028,), NEW), ((2015, 2026), OLD), ((2026, 2027), BOTH), ((2030, 2015), BOTH)],
)  # fmt: skip
def test_the_function_is_called_by_the_years_of_the_reports(years: tuple[int, ...], name: str) -> None:
    assert bed_names(*years)[BedFunction.RECOVERY] == name


@given(st.lists(st.integers(2000, 2060)))
def test_no_other_function_has_another_name_and_their_order_stays(years: list[int]) -> None:
    found = bed_names(*years)
    assert list(found) == list(labels.BED_FUNCTION)
    assert {f: n for f, n in found.items() if f != BedFunction.RECOVERY} == {
        f: n for f, n in labels.BED_FUNCTION.items() if f != BedFunction.RECOVERY
    }


def test_the_first_year_is_that_of_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    with_values(monkeypatch, comprehensive_from_year=2024)
    assert [bed_names(year)[BedFunction.RECOVERY] for year in (2023, 2024)] == [OLD, NEW]


def test_a_report_of_any_year_can_be_read() -> None:
    assert bed_words() == {
        "高度急性期": BedFunction.HIGH_ACUTE,
        "急性期": BedFunction.ACUTE,
        OLD: BedFunction.RECOVERY,
        NEW: BedFunction.RECOVERY,
        "慢性期": BedFunction.CHRONIC,
    }
