"""What is on screen after some choices is what the address opens in a fresh session; and what a screen says once is said once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pytest
from streamlit.testing.v1 import AppTest

from core.content.cautions import official_sentences
from core.ui import navigation
from tests.pages.opening import assert_clean, open_page, texts

#: Sets one widget; the page runs once for all of them.
Choice = Callable[[AppTest], object]


def radio(key: str, value: object) -> Choice:
    return lambda at: at.button_group(key=key).set_value(value)


def select(key: str, value: object) -> Choice:
    return lambda at: at.selectbox(key=key).set_value(value)


def typed(key: str, value: str) -> Choice:
    return lambda at: at.text_input(key=key).set_value(value)


@dataclass(frozen=True)
class Walk:
    """A page as a link opens it, three choices or more, and how many groups of sections it shows: each ends with its sources."""

    page: str
    begun: dict[str, str]
    choices: tuple[Choice, ...]
    groups: int


WALKS: Final = {
    "overview": Walk(
        navigation.NATIONAL,
        {"all": "1", "pref": "10", "picked": "1005"},
        (
            radio("segments_measure", "z"),
            typed("text_q", "岡"),
            select("select_order", "low"),
            radio("segments_view", "columns"),
        ),
        7,
    ),
    "area": Walk(
        navigation.AREA,
        {"area": "1005", "all": "1"},
        (
            radio("segments_function", "acute"),
            radio("segments_group", "chronic"),
            select("select_sort", "beds_acute"),
            radio("segments_peers_as", "table"),
        ),
        12,
    ),
    "judgements": Walk(
        navigation.SIMULATOR,
        {"view": "criteria"},
        (
            select("sim_told", "total_gap"),
            select("sim_filter_pref", "10"),
            select("sim_filter_function_gap", "to_confirm"),
        ),
        1,
    ),
    "selection": Walk(
        navigation.SIMULATOR,
        {},
        (
            select("select_pref", "10"),
            lambda at: next(s for s in at.selectbox if s.label == "対象年(実績)").set_value(2023),
            lambda at: next(t for t in at.toggle if t.label == "報告率で補正する").set_value(True),
        ),
        1,
    ),
    "gallery": Walk(
        navigation.GALLERY,
        {},
        (radio("segments_view", "matrix"), radio("pills_kind", ["clinic", "pharmacy"]), typed("text_q", "声かけ")),
        1,
    ),
    "supports": Walk(
        navigation.POLICY,
        {"tab": "supports"},
        (radio("segments_tab", "supports"), radio("pills_phase", ["分析"]), radio("pills_who", ["都道府県"])),
        1,
    ),
    "schedule": Walk(
        navigation.POLICY,
        {"tab": "schedule"},
        (radio("segments_period", "setting"), radio("lanes", ["national", "gunma"])),
        1,
    ),
    "sources": Walk(navigation.SOURCES, {}, (select("select_table", "flow"),), 1),
}


def drawn(at: AppTest) -> dict[str, list[str]]:
    """Words, tables and pictures of the page, as values; addresses of pictures' files are of the session."""
    pictures = [e.proto.spec for kind in ("vega_lite_chart", "arrow_vega_lite_chart") for e in at.get(kind)]
    decks = [e.proto.json for e in at.get("deck_gl_json_chart")]
    return {
        "words": texts(at).splitlines(),
        "tables": [frame.value.to_csv() for frame in at.dataframe],
        "pictures": pictures,
        "decks": decks,
    }


@pytest.mark.parametrize("name", WALKS)
def test_the_address_opens_the_identical_view_in_a_fresh_session(name: str) -> None:
    walk = WALKS[name]
    at = open_page(walk.page, **walk.begun)
    first = drawn(at)
    for choose in walk.choices:
        choose(at)
    assert_clean(at.run())
    after = drawn(at)
    assert after != first, "the choices change what is drawn"
    link = {k: v[-1] if isinstance(v, list) else v for k, v in at.query_params.items()}
    fresh = open_page(walk.page, **link)
    assert_clean(fresh)
    opened = drawn(fresh)
    for part, values in after.items():
        assert opened[part] == values, part

    words = texts(at)
    assert words.count("<div>出典: ") == walk.groups
    assert all(words.count(sentence) <= 1 for sentence in official_sentences())
