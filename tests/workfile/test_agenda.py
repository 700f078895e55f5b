"""議題: kept whole in a file and in a link, and what is no agenda is refused with the place."""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UserError
from core.workfile import work_json
from core.workfile.agenda import MOST, SCHEMA, AgendaItem, decode, dumps, encode, loads
from core.workfile.work import Work

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")), max_size=30
)
ITEMS = st.lists(
    st.builds(
        AgendaItem,
        route=st.sampled_from(["", "area", "simulator"]),
        query=st.dictionaries(st.sampled_from(["area", "q", "year"]), WORDS, max_size=3),
        at=st.from_regex(r"[a-z_]{1,20}", fullmatch=True),
        name=WORDS,
    ),
    max_size=6,
).map(tuple)


@given(ITEMS)
def test_an_agenda_comes_back_from_its_file_in_its_order(items: tuple[AgendaItem, ...]) -> None:
    assert loads(dumps(items)) == items
    assert dumps(loads(dumps(items))) == dumps(items)


@given(ITEMS)
def test_a_link_carries_all_but_the_words_of_the_list(items: tuple[AgendaItem, ...]) -> None:
    assert [(i.route, i.query, i.at) for i in decode(encode(items))] == [(i.route, i.query, i.at) for i in items]


def test_the_working_file_holds_an_agenda_in_its_order() -> None:
    items = (AgendaItem(route="area", query={"area": "1005"}, at="flow"), AgendaItem(route="", at="map", name="地図"))
    assert work_json.loads(work_json.dumps(Work(agenda=items))).agenda == items


def _file(**item: object) -> bytes:
    return json.dumps({"schema": SCHEMA, "items": [{"route": "area", "at": "flow"} | item]}).encode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "UTF-8"),
        (b"{", "JSON"),
        (b"[" * 100_000, "深すぎます"),
        (b"[]", "議題ファイルではありません"),
        (b'{"items": []}', "議題ファイルではありません"),
        (b'{"schema": "suishin-work/1"}', "suishin-work/1"),
        (_file(route=3), "items[1].route"),
        (_file(at="<script>"), "items[1].at"),
        (_file(at="x" * 81), "items[1].at"),
        (_file(query=["a"]), "items[1].query"),
        (_file(query={"a": 1}), "items[1].query.a"),
        (_file(name="x" * 201), "長すぎ"),
        (_file(other=1), "other"),
        (json.dumps({"schema": SCHEMA, "items": [{"route": "", "at": "map"}] * (MOST + 1)}).encode(), "多すぎ"),
        (b" " * (1024 * 1024 + 1), "大きすぎ"),
    ],
    ids=range(15),
)
def test_what_is_no_agenda_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(UserError) as refused:
        loads(content)
    assert said in refused.value.message
    assert refused.value.hint


def _packed(plain: bytes) -> str:
    return urlsafe_b64encode(zlib.compress(plain)).decode().rstrip("=")


@pytest.mark.parametrize(
    "text",
    ["x", "あ", encode(())[:-3], _packed(b"[1]"), _packed(b"{}x"), _packed(b'[["area", {}]]'), _packed(b" " * 2_000_000), _packed(b'[["area", {}, "<b>"]]')],
    ids=range(8),
)  # fmt: skip
def test_a_damaged_link_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError) as refused:
        decode(text)
    assert refused.value.hint
