"""会議モード in Streamlit's harness: every page, from its first screen to its last, and an agenda over several pages."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core.state.page_state import MEETING
from core.ui import navigation
from core.ui.meeting.screen import address, fitting
from core.ui.review.state import ReviewState
from core.workfile.agenda import AgendaItem, encode
from tests.pages.opening import assert_clean, open_page, tables, texts

PAGES = {
    navigation.NATIONAL: ({}, "全国の報告病床数と"),
    navigation.AREA: ({"area": "1005"}, "概況"),
    navigation.SIMULATOR: ({"preset": "gunma"}, "この試算の結果"),
    navigation.REVIEW: ({}, "点検表"),
    navigation.GALLERY: ({}, "事例"),
    navigation.POLICY: ({}, "いま・次"),
    navigation.SOURCES: ({}, "公表資料の不具合"),
}


def test_so_many_sources_are_named_that_the_link_stays_in_sight() -> None:
    assert fitting([]) == 0
    assert fitting(["長" * 200, "短"]) == 1, "one in any case"
    assert fitting(["四十字の名" * 8] * 4) == 2


def test_a_table_of_few_rows_stands_close_enough_for_one_screen() -> None:
    at = room(navigation.AREA, area="1005", at="beds")
    assert '<div class="m-table wide dense">' in texts(at)


def test_the_link_of_six_areas_is_short_and_their_notes_stand_beside_the_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Failed before: each comma took three letters, the link three lines, and three of four notes lay below the edge."""
    codes = "1005,1004,1003,1001,1006,1002"
    at = room(navigation.REVIEW, view="join", areas=codes)
    said = texts(at)
    picture = said.split('<div class="m-picture noted">')[1].split("</div>")[0]
    assert picture.count('<p class="small">') == 4
    assert said.count('<p class="small">') == 4, "and nowhere else"
    monkeypatch.setattr(type(st.context), "url", property(lambda _: "https://example.invalid/review"))
    shown = ReviewState(view="join", areas=tuple(codes.split(",")), mode=MEETING)
    link = address(shown)
    assert link.endswith(f"areas={codes}")
    assert dict(parse_qsl(urlsplit(link).query))["areas"] == codes


def room(page: str, **query: str) -> AppTest:
    return open_page(page, mode="meeting", **query)


def press(at: AppTest, name: str) -> AppTest:
    return at.button(key=f"meeting_{name}").click().run()


def where(at: AppTest) -> str:
    """`3 / 14(1/2)`."""
    return texts(at).split("<span>")[1].split("</span>")[0]


@pytest.mark.parametrize("page", PAGES)
def test_each_page_begins_with_its_first_section_and_ends_with_cautions_and_sources(page: str) -> None:
    query, title = PAGES[page]
    at = room(page, **query)
    assert_clean(at)
    assert title in texts(at)
    assert "出典: " in texts(at)
    assert where(at).startswith("1 / ")
    assert at.button(key="meeting_previous").disabled
    assert not at.selectbox, "no controls but the section's own"
    assert not [word for group in at.button_group for word in group.options if "{" in word], (
        "every choice has its words"
    )
    press(at, "last")
    assert_clean(at)
    assert at.query_params["at"] == "closing"
    assert "地域医療構想調整会議で協議" in texts(at)
    assert at.button(key="meeting_next").disabled
    number, of = where(at).split("(")[0].split(" / ")
    assert number == of
    assert len(tables(at)[-1]) > 1, "the sources"


def test_next_and_previous_go_screen_by_screen_and_the_link_follows() -> None:
    at = room(navigation.AREA, area="1005", at="trend")
    seen = []
    for _ in range(3):
        press(at, "next")
        seen.append(at.query_params["at"])
    assert seen == ["position", "position.2", "hospitals"]
    press(at, "previous")
    assert at.query_params["at"] == "position.2", "back to the last screen of the section before"
    assert "病床機能" not in where(at)
    at.segmented_control[0].set_value("acute").run()
    assert at.query_params["function"] == "acute"
    assert at.query_params["at"] == "position.2"


def test_the_end_of_a_meeting_is_the_page_as_it_was_and_a_bare_visit_is_no_meeting() -> None:
    at = room(navigation.AREA, area="1005", function="acute", at="flow")
    press(at, "leave")
    assert_clean(at)
    assert "mode" not in at.query_params
    assert "at" not in at.query_params
    assert at.query_params["function"] == "acute"
    assert "藤岡(群馬県)" in at.title[0].value


@pytest.mark.parametrize("place", ["nonsense", "position.9", "9"])
def test_a_place_that_does_not_exist_opens_a_screen_that_does(place: str) -> None:
    at = room(navigation.AREA, area="1005", at=place)
    assert_clean(at)
    assert where(at)


def test_a_page_where_nothing_is_chosen_says_what_to_do() -> None:
    at = room(navigation.AREA)
    assert_clean(at)
    assert "区域などを選んで" in texts(at)


ITEMS = (
    AgendaItem(route="area", query={"area": "1005", "function": "acute"}, at="position"),
    AgendaItem(route="area", query={"area": "0104"}, at="beds"),
    AgendaItem(route="", query={"measure": "z"}, at="trend"),
)


def test_an_agenda_shows_its_sections_in_its_order_over_areas_and_pages() -> None:
    at = room(navigation.AREA, area="1005", function="acute", set=encode(ITEMS))
    assert where(at) == "1 / 4(1/2)"
    assert "藤岡(群馬県)" in texts(at)
    press(at, "next")
    press(at, "next")
    assert (at.query_params["at"], at.query_params["area"]) == ("2", "0104")
    assert "札幌(北海道)" in texts(at)
    press(at, "next")
    assert_clean(at)
    assert "全国の概況" in texts(at)
    assert at.query_params["measure"] == "z"
    press(at, "last")
    assert_clean(at)
    assert "地域医療構想調整会議で協議" in texts(at)


def test_a_damaged_agenda_is_told_and_an_item_that_is_gone_is_left_out() -> None:
    damaged = room(navigation.AREA, area="1005", set="x")
    assert "リンクの議題を読めません" in damaged.error[0].value
    gone = (
        AgendaItem(route="nowhere", at="x"),
        AgendaItem(route="area", query={"area": "1005"}, at="gone"),
        *ITEMS[1:2],
    )
    at = room(navigation.AREA, area="0104", set=encode(gone))
    assert_clean(at)
    assert where(at) == "1 / 2"


def test_sections_are_gathered_put_in_order_and_shown() -> None:
    at = open_page(navigation.AREA, area="1005")
    at.session_state["meeting_panel"] = True
    at.run()
    at.multiselect(key="agenda_pick_area").set_value(["flow", "beds"]).run()
    at.button(key="agenda_add").click().run()
    assert [i.at for i in at.session_state["agenda"]] == ["flow", "beds"]
    at.button(key="agenda_後ろへ移す_0").click().run()
    assert [i.at for i in at.session_state["agenda"]] == ["beds", "flow"]
    at.button(key="agenda_議題から外す_1").click().run()
    at.button(key="agenda_start").click().run()
    assert_clean(at)
    assert "様式" in texts(at)
    assert where(at) == "1 / 2"
