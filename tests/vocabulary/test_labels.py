from __future__ import annotations

import pytest

from core.vocabulary import labels
from core.vocabulary.terms import BedFunction, Designation, PatientGroup, Series, ValueStatus, Verdict, area_code


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (BedFunction, labels.BED_FUNCTION),
        (Series, labels.SERIES),
        (ValueStatus, labels.VALUE_STATUS),
        (Verdict, labels.VERDICT),
        (Designation, labels.DESIGNATION),
        (PatientGroup, labels.PATIENT_GROUP),
    ],
)
def test_every_term_has_its_word(terms: type, words: dict[str, str]) -> None:
    assert set(words) == set(terms)


def test_missing_is_a_word_and_never_zero() -> None:
    assert labels.beds(None) == "データなし"
    assert labels.beds(float("nan")) == "データなし"
    assert labels.man_beds(None) == "データなし"
    assert labels.percent(float("nan")) == "データなし"
    assert labels.signed_percent(None) == "算出不可"


@pytest.mark.parametrize(
    ("year", "text"),
    [(2015, "2015年(平成27)"), (2018, "2018年(平成30)"), (2019, "2019年(令和元)"), (2025, "2025年(令和7)")],
)
def test_years_carry_their_era(year: int, text: str) -> None:
    assert labels.wareki(year) == text


@pytest.mark.parametrize(("value", "text"), [(1190821, "1,190,821床"), (0, "0床")])
def test_beds_have_separators_and_unit(value: float, text: str) -> None:
    assert labels.beds(value) == text


@pytest.mark.parametrize(("raw", "code"), [(101.0, "0101"), ("1005", "1005"), ("101", "0101"), (4705, "4705")])
def test_area_codes_are_four_digits(raw: object, code: str) -> None:
    assert area_code(raw) == code


@pytest.mark.parametrize("raw", ["藤岡", "12345", "", 1.5, None])
def test_other_text_is_no_area_code(raw: object) -> None:
    with pytest.raises(ValueError, match="not an area code"):
        area_code(raw)


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (0.277, 0.322, "27.7%〜32.2%"),
        (0.0, 0.045, "4.5%以下"),
        (0.1, 0.1, "10.0%"),
        (0.1, 0.1004, "10.0%"),
        (0.0, 0.0, "0.0%"),
    ],
)
def test_a_share_that_is_partly_published_is_said_as_an_interval(low: float, high: float, text: str) -> None:
    assert labels.between(low, high, labels.percent) == text


@pytest.mark.parametrize(
    ("value", "digits", "shown"), [(-0.4, 0, "0"), (-0.04, 1, "0.0"), (-0.6, 0, "-1"), (0.0, 0, "0")]
)
def test_a_figure_that_rounds_to_nothing_has_no_sign(value: float, digits: int, shown: str) -> None:
    assert labels.number(value, digits=digits) == shown
