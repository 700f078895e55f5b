"""From the words of a link to one area, several, or the nearest names."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.text.normal import sought
from core.text.resolve import resolve

AREAS = pd.DataFrame(
    [
        ("0101", "南渡島", "01", "北海道"),
        ("1005", "藤岡", "10", "群馬県"),
        ("1109", "北部", "11", "埼玉県"),
        ("3503", "周南", "35", "山口県"),
        ("4705", "北部", "47", "沖縄県"),
        ("1301", "区中央部", "13", "東京都"),
        ("3404", "広島中央", "34", "広島県"),
        ("3902", "中央", "39", "高知県"),
    ],
    columns=["area_code", "area_name", "pref_code", "pref_name"],
)
READINGS = pd.Series({"1005": "ふじおか", "1109": "ほくぶ", "4705": "ほくぶ"})


@pytest.mark.parametrize(
    "asked",
    [
        "1005",
        "藤岡",
        " 藤岡 ",
        "藤岡(群馬県)",
        "藤岡（群馬県）",
        "群馬県藤岡",
        "群馬県 藤岡",
        "群馬 藤岡",
        "ふじおか",
        "フジオカ",
        "藤岡構想区域",
    ],
)
def test_code_name_prefecture_and_reading_lead_to_the_area(asked: str) -> None:
    assert resolve(asked, AREAS, READINGS).area_code == "1005"


def test_a_code_of_three_digits_is_padded() -> None:
    assert resolve("101", AREAS).area_code == "0101"
    assert resolve("１００５", AREAS).area_code == "1005"


@pytest.mark.parametrize("asked", ["北部", "ほくぶ", "北部医療圏"])
def test_a_name_of_several_areas_is_never_decided_by_us(asked: str) -> None:
    found = resolve(asked, AREAS, READINGS)
    assert found.area_code is None
    assert found.candidates == ("1109", "4705")


@pytest.mark.parametrize("asked", ["北部(沖縄県)", "沖縄県北部", "沖縄 北部", "沖縄北部"])
def test_the_prefecture_settles_a_shared_name(asked: str) -> None:
    assert resolve(asked, AREAS, READINGS).area_code == "4705"


def test_a_name_that_others_bear_behind_their_prefecture_is_shared_too() -> None:
    assert resolve("中央", AREAS).candidates == ("3404", "3902")
    assert resolve("広島中央", AREAS).area_code == "3404"
    assert resolve("高知中央", AREAS).area_code == "3902"


def test_an_unknown_name_offers_the_nearest_first() -> None:
    found = resolve("藤丘", AREAS, READINGS)
    assert found.area_code is None
    assert found.candidates == ()
    assert found.nearest[0] == "1005"


def test_an_unknown_code_offers_its_prefecture() -> None:
    found = resolve("1099", AREAS)
    assert (found.area_code, found.nearest) == (None, ("1005",))
    assert resolve("9999", AREAS).nearest == ()


def test_an_empty_request_asks_for_nothing() -> None:
    found = resolve("  ", AREAS, READINGS)
    assert (found.area_code, found.candidates, found.nearest) == (None, (), ())


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_gives_at_most_one_kind_of_answer(asked: str) -> None:
    found = resolve(asked, AREAS, READINGS)
    assert sum([found.area_code is not None, bool(found.candidates), bool(found.nearest)]) <= 1
    assert len(found.candidates) != 1


@settings(deadline=None)
@given(st.text(max_size=20))
def test_the_comparable_form_is_stable(text: str) -> None:
    assert sought(sought(text)) == sought(text)
