"""The states of pages in a session: links, widgets, visits, what is handed on; on two invented pages in Streamlit's harness."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from core.ui.state import session


def two_pages() -> None:
    """A page `one` and a page `two`; the session says which is opened, as the bar of pages does."""
    import sys
    from dataclasses import dataclass
    from typing import ClassVar

    import streamlit as st

    from core.state.fields import choice, number, several, text
    from core.state.page_state import PageState
    from core.text.outside import Outside
    from core.ui import state

    module = sys.modules.setdefault("tests_two_pages", type(sys)("tests_two_pages"))
    if not hasattr(module, "One"):
        areas = ("0101", "1005", "1207")

        @dataclass(frozen=True, slots=True)
        class One(PageState):
            route: ClassVar[str] = "one"
            measure: str = choice("measure", ("gap", "z"), "gap")
            year: int = choice("year", (2015, 2018, 2025), 2025)
            lanes: tuple[str, ...] = several("lanes", ("a", "b"), ("a", "b"))
            beds: int | None = number("beds", high=1000)
            q: Outside = text("q")
            area: str | None = choice("area", areas, None, shared="area")

        @dataclass(frozen=True, slots=True)
        class Two(PageState):
            route: ClassVar[str] = "two"
            view: str = choice("view", ("list", "map"), "list")
            area: str | None = choice("area", areas, None, shared="area")
            kept: str | None = choice("kept", ("x", "y"), None)

            def followed(self, before):  # type: ignore[no-untyped-def]
                from dataclasses import replace

                return self if self.kept else replace(self, kept=before.kept)

        module.One, module.Two = One, Two

    route = st.session_state.get("open", "one")
    turn = state.begin(route)
    if route == "one":
        page = state.page(module.One)
        if st.session_state.get("cut_short"):
            st.session_state["segments_measure"] = page.value.measure
            st.stop()  # the widget is set, and the browser does not hear of it
        page.segments("measure", "指標")
        page.select("year", "年")
        page.pills("lanes", "主体")
        page.number("beds", "病床数", widget="beds_box", step=10, start=862)
        page.text("q", "さがす")
        page.select("area", "区域", start="0101")

        def both() -> None:
            state.change(module.One, measure="z", year=2015)

        st.button("両方", on_click=both, key="both")
        st.write(page.value)
        st.caption(str(page.value.area))
    else:
        page = state.page(module.Two)
        page.segments("view", "表示")
        page.select("area", "区域", start="0101")
        page.select("kept", "シナリオ", start="x")
        st.caption(f"{page.value.view}/{page.value.area}/{page.value.kept}")
    state.end(turn)


def opened(**query: str) -> AppTest:
    at = AppTest.from_function(two_pages)
    for key, value in query.items():
        at.query_params[key] = value
    at.run()
    assert not at.exception, at.exception
    return at


def visit(at: AppTest, route: str, **query: str) -> AppTest:
    """Open another page from the bar of pages (no query) or by a link."""
    at.session_state["open"] = route
    at.query_params.clear()
    return follow(at, **query)


def follow(at: AppTest, **query: str) -> AppTest:
    """A link to the page that is open."""
    at.query_params.clear()
    for key, value in query.items():
        at.query_params[key] = value
    at.run()
    assert not at.exception, at.exception
    return at


def address(at: AppTest) -> dict[str, str]:
    return {k: v[-1] if isinstance(v, list) else v for k, v in at.query_params.items()}


def test_widgets_start_from_the_link() -> None:
    at = opened(measure="z", year="2018", lanes="b", beds="700", q="藤岡", area="1005")
    assert at.button_group(key="segments_measure").value == "z"
    assert at.selectbox(key="select_year").value == 2018
    assert at.button_group(key="pills_lanes").value == ["b"]
    assert at.number_input(key="beds_box").value == 700
    assert at.text_input(key="text_q").value == "藤岡"
    assert at.selectbox(key="select_area").value == "1005"


def test_without_a_link_they_show_what_is_there_and_the_address_stays_short() -> None:
    at = opened()
    assert at.number_input(key="beds_box").value == 862
    assert at.selectbox(key="select_area").value == "0101"
    assert address(at) == {}


def test_a_change_goes_into_the_address_and_back_to_the_default_out_of_it() -> None:
    at = opened()
    at.selectbox(key="select_year").set_value(2018).run()
    at.text_input(key="text_q").set_value(" 吾妻 ").run()
    at.number_input(key="beds_box").set_value(700).run()
    assert address(at) == {"year": "2018", "q": "吾妻", "beds": "700"}
    at.selectbox(key="select_year").set_value(2025).run()
    assert address(at) == {"q": "吾妻", "beds": "700"}


def test_an_area_that_is_also_the_first_shown_is_in_the_link_once_it_was_chosen() -> None:
    at = opened(area="1005")
    at.selectbox(key="select_area").set_value("0101").run()
    assert address(at) == {"area": "0101"}


def test_an_emptied_number_returns_to_what_it_started_from() -> None:
    at = opened(beds="700")
    at.number_input(key="beds_box").set_value(None).run()
    assert at.number_input(key="beds_box").value == 862
    assert address(at) == {}


def test_none_of_the_lanes_is_kept_in_the_address() -> None:
    at = opened()
    at.button_group(key="pills_lanes").set_value([]).run()
    assert address(at) == {"lanes": ""}
    assert opened(lanes="").button_group(key="pills_lanes").value == []


def test_after_a_run_that_was_cut_short_the_browser_is_told_what_the_widgets_show() -> None:
    """Failed before: the widget held the new value already, so nothing was said, and the button showed the old one."""
    at = opened()
    at.session_state["cut_short"] = True
    follow(at, measure="z")
    at.session_state["cut_short"] = False
    follow(at, measure="z")
    button = at.button_group(key="segments_measure")
    assert (button.value, button.proto.set_value) == ("z", True)
    follow(at, measure="z")
    assert not at.button_group(key="segments_measure").proto.set_value, "said again, it would undo what is being typed"


def test_a_choice_in_a_widget_that_has_just_been_told_something_else_is_told_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Failed before: what was told came after the choice, stood on the screen in its place, and the next act said it to the server."""
    now = 1000.0
    monkeypatch.setattr(session, "monotonic", lambda: now)
    at = opened()
    at.button_group(key="segments_measure").set_value("z").run()
    assert not at.button_group(key="segments_measure").proto.set_value, "a page that was opened is told once"
    follow(at, measure="gap", q="藤岡")
    at.button_group(key="segments_measure").set_value("z").run()
    button = at.button_group(key="segments_measure")
    assert (button.value, button.proto.set_value, address(at)) == ("z", True, {"measure": "z", "q": "藤岡"})
    at.text_input(key="text_q").set_value("吾妻").run()
    assert not at.text_input(key="text_q").proto.set_value, "said again, it would undo what is being typed"
    now += session.ON_ITS_WAY
    at.button_group(key="segments_measure").set_value("gap").run()
    assert not at.button_group(key="segments_measure").proto.set_value


def test_a_link_to_the_same_page_is_obeyed_whole() -> None:
    at = opened(year="2018", q="藤岡")
    at.button_group(key="segments_measure").set_value("z").run()
    follow(at, year="2015")
    assert at.selectbox(key="select_year").value == 2015
    assert at.button_group(key="segments_measure").value == "gap"
    assert at.text_input(key="text_q").value == ""
    assert address(at) == {"year": "2015"}


def test_keys_of_the_address_that_the_page_does_not_know_stay() -> None:
    at = opened(other="1")
    at.selectbox(key="select_year").set_value(2018).run()
    assert address(at) == {"year": "2018", "other": "1"}


def test_hostile_values_fall_back_and_leave_the_address() -> None:
    hostile = "![x](http://example.invalid/a.png)"
    at = opened(measure=hostile, year=hostile, lanes=hostile, beds=hostile, area=hostile)
    assert at.button_group(key="segments_measure").value == "gap"
    assert address(at) == {"lanes": ""}


def test_one_act_that_changes_two_fields_writes_both() -> None:
    at = opened(q="藤岡")
    at.button(key="both").click().run()
    assert at.button_group(key="segments_measure").value == "z"
    assert at.selectbox(key="select_year").value == 2015
    assert address(at) == {"measure": "z", "year": "2015", "q": "藤岡"}


def test_a_bare_visit_brings_back_what_was_there() -> None:
    at = opened()
    at.selectbox(key="select_year").set_value(2018).run()
    visit(at, "two")
    assert address(at) == {}
    at.button_group(key="segments_view").set_value("map").run()
    visit(at, "one")
    assert at.selectbox(key="select_year").value == 2018
    assert address(at) == {"year": "2018"}
    visit(at, "two")
    assert at.button_group(key="segments_view").value == "map"
    assert address(at) == {"view": "map"}


def test_a_link_to_another_page_is_obeyed_whole() -> None:
    at = opened()
    visit(at, "two")
    at.button_group(key="segments_view").set_value("map").run()
    visit(at, "one")
    visit(at, "two", area="1005")
    assert at.caption[0].value == "list/1005/None"
    assert address(at) == {"area": "1005"}


def test_a_click_on_the_name_of_the_open_page_changes_nothing() -> None:
    at = opened(year="2018")
    follow(at)
    assert at.selectbox(key="select_year").value == 2018
    assert address(at) == {"year": "2018"}


def test_my_area_goes_along_to_a_page_where_none_was_chosen() -> None:
    at = opened(area="1005")
    visit(at, "two")
    assert at.caption[0].value == "list/1005/None"
    assert address(at) == {"area": "1005"}
    at.selectbox(key="select_area").set_value("1207").run()
    visit(at, "one")
    assert at.selectbox(key="select_area").value == "1005", "what was chosen on a page stays there"


def test_my_area_follows_the_latest_choice_as_long_as_none_was_chosen_here() -> None:
    at = opened(area="1005")
    visit(at, "two")
    visit(at, "one")
    at.selectbox(key="select_area").set_value("1207").run()
    visit(at, "two")
    assert at.caption[0].value == "list/1207/None"


def test_a_page_can_keep_its_work_across_links() -> None:
    at = opened()
    visit(at, "two", kept="y")
    follow(at, view="map")
    assert at.caption[0].value == "map/None/y"
    assert address(at) == {"view": "map", "kept": "y"}
    follow(at, kept="x")
    assert at.caption[0].value == "list/None/x"


def test_the_links_of_all_pages_can_be_taken_away_and_brought_back() -> None:
    def restoring() -> None:
        import streamlit as st

        from core.ui import state

        state.bring_back({"one": {"year": "2018"}, "two": {"view": "map", "area": "1005"}})
        st.write(state.queries())

    other = AppTest.from_function(restoring).run()
    book = other.session_state["page_states"]
    at = AppTest.from_function(two_pages)
    at.session_state["page_states"] = book
    at.run()
    assert at.selectbox(key="select_year").value == 2018
    assert visit(at, "two").caption[0].value == "map/1005/None"


@pytest.mark.parametrize("limit", [200, 201])
def test_words_are_cut_at_their_limit(limit: int) -> None:
    at = opened()
    at.text_input(key="text_q").set_value("あ" * limit).run()
    assert address(at)["q"] == "あ" * 200
