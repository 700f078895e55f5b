"""Decks: which sections follow each other, on how many screens, and what stands at the end."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.content import load_cases, load_tactics
from core.content.schedule import Lane, PeriodKey
from core.data.reader import Read, reader
from core.data.store import Store
from core.measures.gap import MEASURES
from core.views.area import comparison, council_bases
from core.views.area import meeting as area_deck
from core.views.area.chapters import Shown
from core.views.area.council import Inputs
from core.views.area.hospitals import Chosen
from core.views.area.place import area_of
from core.views.deck import CLOSING, Deck, Place, Slide, closing, place_of, screens
from core.views.gallery import meeting as gallery_deck
from core.views.national import meeting as national_deck
from core.views.national.indicator import Asked
from core.views.national.scope import scope_of
from core.views.policy import meeting as policy_deck
from core.views.section import Section
from core.views.sources import Sources, sources_by_id
from core.views.table import Column, table
from core.views.topic import Topic
from core.vocabulary.terms import BedFunction, PatientGroup
from tests.views.checks import holds

TODAY = date(2024, 8, 1)


@pytest.fixture(scope="module")
def read(real_store: Store) -> Read:
    return reader(real_store)


def anchors(deck: Deck) -> list[str]:
    return [slide.anchor for slide in deck.slides]


def area(read: Read, code: str) -> Deck:
    place = area_of(read, code)
    shown = Shown(
        function=BedFunction.TOTAL,
        year=2025,
        group=PatientGroup.ACUTE,
        arcs=PatientGroup.ACUTE,
        institutions=Chosen(),
        council=lambda: Inputs(None, council_bases.BY_FUNCTION, None, None),
        peers=lambda: comparison.of_prefecture(read, place),
    )
    return area_deck.deck(read, place, shown)


def test_an_area_is_shown_in_the_order_of_its_page_without_what_it_lacks(read: Read) -> None:
    whole = [
        "profile", "beds", "trend", "position", "hospitals", "flow", "map", "council", "opinions",
        "utilization", "demand", "peers", "worksheet", "evidence",
    ]  # fmt: skip
    assert anchors(area(read, "1005")) == whole
    assert anchors(area(read, "0104")) == [a for a in whole if a != "opinions"], (
        "no opinions of its council are at hand"
    )


@pytest.mark.parametrize("code", ["1005", "0104", "2405"])
def test_every_slide_of_an_area_has_a_title_and_screens_and_says_where_it_is_from(read: Read, code: str) -> None:
    for slide in area(read, code).slides:
        section = slide.make()
        assert screens(section)
        assert section.sources is not None or not section.parts, slide.anchor


def test_the_other_pages_are_decks_too(read: Read) -> None:
    scope = scope_of(read, BedFunction.TOTAL, 2025)
    nation = national_deck.deck(
        read, scope, MEASURES["gap_rate"], "", Asked("inflow", BedFunction.TOTAL, 0), PeriodKey.ALL, tuple(Lane), TODAY
    )
    assert anchors(nation) == ["headline", "map", "trend", "funnel", "indicators", "survey", "schedule", "supports"]
    policy = policy_deck.deck(PeriodKey.ALL, tuple(Lane), TODAY)
    assert anchors(policy) == [
        "now",
        "bridge",
        "supports",
        "technical",
        "financial",
        "suishin",
        "model",
        "roles",
        "schedule",
    ]
    cases, tactics = load_cases().cases, load_tactics()
    one = gallery_deck.case_deck(cases[0], tactics, {})
    shelf = gallery_deck.shelf_deck(cases, len(cases), tactics, {})
    for deck in (nation, policy, one, shelf):
        for slide in deck.slides:
            assert slide.make().sources is not None, slide.anchor


def test_the_last_slide_has_the_official_cautions_and_each_source_of_the_slides_before_once(
    read: Read, real_store: Store
) -> None:
    slides = area(read, "1005").slides
    book = sources_by_id(real_store)
    last = closing(slides, book)
    named = {i for slide in slides if (found := slide.make().sources) for i in found.ids}
    assert last.anchor == CLOSING
    assert len(last.sentences) == 2
    assert sorted(last.table("sources").column("title")) == sorted(book.entries[i].title for i in named)
    holds(last, book)


def test_a_section_takes_a_screen_for_each_part_and_passages_stand_two_to_a_screen() -> None:
    sources = Sources(("x",))
    rows = table("rows", "表", (Column(name="a", label="A"),), [("1",)], sources)
    topics = tuple(Topic(key=f"t{n}", heading=f"{n}") for n in range(3))
    assert screens(Section(anchor="a", title="題")) == (None,)
    assert screens(Section(anchor="a", title="題", topics=topics, tables=(rows,))) == (topics[:2], topics[2:], rows)


def test_a_deck_without_slides_or_with_one_anchor_twice_cannot_be_made() -> None:
    slide = Slide("a", "A", lambda: Section(anchor="a", title="題"))
    with pytest.raises(ValueError, match="slides"):
        Deck("題", ())
    with pytest.raises(ValueError, match="anchor"):
        Deck("題", (slide, slide))
    assert Deck("題", (slide,)).number("unknown") == 0


@given(st.from_regex(r"[a-z_]{1,20}|[0-9]{1,2}", fullmatch=True), st.integers(1, 999))
def test_a_place_in_a_link_is_read_as_it_was_written(name: str, screen: int) -> None:
    assert place_of(str(Place(name, screen))) == Place(name, screen)


@pytest.mark.parametrize("text", [None, "", "flow.0", "flow.1000", "flow.x", ".2"])
def test_a_place_that_cannot_be_stands_at_the_first_screen(text: str | None) -> None:
    assert place_of(text).screen == 1
