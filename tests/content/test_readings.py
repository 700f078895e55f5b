from __future__ import annotations

import re

import pytest

from core.content.readings import load_readings
from core.data.queries import areas
from core.data.store import Store


def test_every_area_has_a_line_and_a_reading_is_hiragana(real_store: Store) -> None:
    readings = load_readings()
    assert list(readings.index) == list(areas.areas(real_store).frame["area_code"])
    assert all(re.fullmatch(r"[ぁ-んー・、]*", r) for r in readings)
    # A reading that nobody could confirm is left out rather than guessed.
    assert [code for code, reading in readings.items() if not reading] == ["0205"]


@pytest.mark.parametrize(
    ("code", "reading"),
    [
        ("0101", "みなみおしま"),
        ("0117", "ほくもう"),
        ("0804", "ろっこう"),
        ("1005", "ふじおか"),
        ("1007", "あがつま"),
        ("1601", "にいかわ"),
        ("2005", "はんい"),
        ("2302", "あま"),
        ("2405", "そういん"),
        ("2407", "れいき"),
        ("3405", "びさん"),
        ("4505", "にしもろ"),
        ("4605", "せんさつ"),
        ("4606", "いずみ"),
    ],
)
def test_readings_that_a_machine_gets_wrong_are_right(code: str, reading: str) -> None:
    assert load_readings()[code] == reading
