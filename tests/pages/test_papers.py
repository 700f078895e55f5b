"""「文書を保存」 in Streamlit's harness: what it offers, what it makes, and what it says when it cannot."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from core.errors import UserError
from core.ui import navigation, papers
from tests.pages.opening import assert_clean, open_page, texts

AREA = "area_1005_papers"


def with_panel(at: AppTest, key: str) -> AppTest:
    at.session_state[key] = True
    at.run()
    assert_clean(at)
    return at


def made(at: AppTest, key: str) -> list[str]:
    """Labels of the buttons that save, after 「作る」."""
    at.button(key=f"{key}_make").click().run()
    assert_clean(at)
    return [b.label for b in at.get("download_button") if b.label.startswith("保存する")]


def test_the_panel_of_an_area_makes_each_document_when_asked_for() -> None:
    at = with_panel(open_page(navigation.AREA, area="1005"), AREA)
    assert at.radio(key=f"{AREA}_document").options == ["区域シート", "区域対応方針 下書き", "会議資料"]
    assert not [b for b in at.get("download_button") if b.label.startswith("保存する")], "nothing is made unasked"
    at.radio(key=f"{AREA}_document").set_value("draft").run()
    assert made(at, AREA)[0].startswith("保存する(Word、")
    at.radio(key=f"{AREA}_document").set_value("meeting").run()
    at.multiselect(key=f"{AREA}_sections").set_value(["beds"]).run()
    at.button_group(key=f"{AREA}_form").set_value("excel").run()
    assert made(at, AREA)[0].startswith("保存する(Excel、")
    at.multiselect(key=f"{AREA}_sections").set_value([]).run()
    assert at.button(key=f"{AREA}_make").disabled, "a paper without a section is none"


def test_what_goes_wrong_is_told_in_the_panel_and_the_page_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    at = with_panel(open_page(navigation.AREA, area="1005"), AREA)

    def refused(*args: object) -> bytes:
        raise UserError("書体がありません。", "Word で保存してください。")

    def broken(*args: object) -> bytes:
        raise RuntimeError("zip")

    for make, words in ((refused, "書体がありません。"), (broken, "文書を作れませんでした。")):
        monkeypatch.setattr(papers, "written", make)
        at.button(key=f"{AREA}_make").click().run()
        assert not at.exception
        assert [words in e.value for e in at.error] == [True]
        assert "zip" not in texts(at)
        assert at.radio(key=f"{AREA}_document").options, "the panel is still there"


def test_the_reasons_of_a_scenario_are_those_of_the_prefecture_on_the_page() -> None:
    at = open_page(navigation.SIMULATOR, preset="gunma", view="share", pref="10")
    at = with_panel(at, "sim_papers")
    assert at.selectbox(key="sim_papers_pref").value == "10"
    assert made(at, "sim_papers")[0].startswith("保存する(Word、")
