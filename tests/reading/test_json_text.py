"""JSON from outside: what is no JSON, too large or too deep is refused in Japanese, before anything is built of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.area.worksheet import Worksheet
from core.errors import UserError
from core.reading.json_text import MAX_DEPTH, read_json
from core.rules import scenario_json
from core.workfile import work_json
from tests.outside import EXAMPLES

READERS: tuple[Callable[[bytes], Any], ...] = (scenario_json.loads, Worksheet.from_json, work_json.loads)


def read(text: str | bytes, limit: int = 1_000_000) -> Any:
    return read_json(text, "ファイル", "選び直してください。", limit=limit)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "1行1文字目"),
        ('{"a": 1,\n "b" 2}', "2行6文字目"),
        ('{"a": 1, "a": 1}', "同じ項目が2回"),
        ("9" * 5000, "桁の多すぎる数"),
        (b"\xff", "UTF-8"),
        ("[" * 100_000, "深すぎます"),
    ],
)
def test_what_is_no_json_is_told_with_its_place_and_no_word_of_english(text: str | bytes, words: str) -> None:
    with pytest.raises(UserError, match=words) as error:
        read(text)
    assert not re.search("[A-Za-z]{3,}", str(error.value).replace("JSON", "").replace("UTF-8", ""))


@pytest.mark.parametrize(
    ("depth", "fits"), [(MAX_DEPTH - 1, True), (MAX_DEPTH, True), (MAX_DEPTH + 1, False)], ids=["under", "at", "over"]
)
@pytest.mark.parametrize("filled", ["", '"]]]]]]]"', r'"\"]]]]", "]"'])
def test_the_depth_ends_at_its_limit_whatever_stands_in_strings(depth: int, fits: bool, filled: str) -> None:
    text = "[" * (depth - 1) + f"[{filled}]" + "]" * (depth - 1)
    if fits:
        assert read(text) == json.loads(text)
    else:
        with pytest.raises(UserError, match="深すぎます"):
            read(text)


@pytest.mark.parametrize(("size", "fits"), [(99, True), (100, True), (101, False)])
def test_the_size_ends_at_its_limit(size: int, fits: bool) -> None:
    text = " " * (size - 2) + "[]"
    if fits:
        assert read(text, limit=100) == []
    else:
        with pytest.raises(UserError, match="大きすぎます"):
            read(text, limit=100)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=20,
)


@pytest.mark.outside
@settings(max_examples=EXAMPLES)
@given(_VALUES, st.booleans())
def test_whatever_is_written_as_json_is_read_as_it_is(value: Any, ascii_only: bool) -> None:
    assert read(json.dumps(value, ensure_ascii=ascii_only)) == value


@pytest.mark.outside
@settings(max_examples=EXAMPLES)
@given(
    st.binary(max_size=60) | st.text('[]{}",:0123456789-+eE.\\u tfn', max_size=60).map(str.encode),
    st.sampled_from(READERS),
)
@example(b"[" * 990 + b"]" * 990, work_json.loads)
@example(b'{"schema": "suishin-work/1", "worksheets": [' + b"[" * 900 + b"]" * 900 + b"]}", work_json.loads)
@example(b'{"schema": "suishin-scenario/2", "name": "\\ud800"}', scenario_json.loads)
def test_no_bytes_crash_a_reader(data: bytes, reader: Callable[[bytes], Any]) -> None:
    with suppress(UserError):
        reader(data)
