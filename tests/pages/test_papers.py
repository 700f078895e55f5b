"""「文書を保存」 in Streamlit's harness: what it offers, what it makes, and what it says when it cannot."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from core.errors import UserError
from core.exports import pack
from core.exports.pack import Contents, Part
from core.ui import navigation, papers
from tests.pages.opening import assert_clean, open_page, texts

AREA = "area_papers"


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
    assert at.radio(key=f"{AREA}_document").options == [
        "区域シート",
        "区域対応方針 下書き",
        "会議資料",
        "会議用一式",
    ]
    assert not [b for b in at.get("download_button") if b.label.startswith("保存する")], "nothing is made unasked"
    at.radio(key=f"{AREA}_document").set_value("draft").run()
    assert made(at, AREA)[0].startswith("保存する(Word、")
    at.radio(key=f"{AREA}_document").set_value("meeting").run()
    at.multiselect(key="area_1005_papers_sections").set_value(["beds"]).run()
    assert f"{AREA}_cells" not in [c.key for c in at.checkbox], "paper has no room for cells"
    at.button_group(key=f"{AREA}_form").set_value("excel").run()
    at.checkbox(key=f"{AREA}_cells").set_value(True).run()
    assert made(at, AREA)[0].startswith("保存する(Excel、")
    at.button_group(key=f"{AREA}_form").set_value("slides").run()
    assert made(at, AREA)[0].startswith("保存する(PowerPoint、")
    at.multiselect(key="area_1005_papers_sections").set_value([]).run()
    assert at.button(key=f"{AREA}_make").disabled, "a paper without a section is none"


def test_the_pack_is_a_zip_and_a_part_that_fails_is_named_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    at = with_panel(open_page(navigation.AREA, area="1005"), AREA)
    at.radio(key=f"{AREA}_document").set_value("pack").run()
    assert AREA + "_form" not in [g.key for g in at.button_group], "a pack has one form"
    parts = (
        Part(name="資料.docx", says="A4の資料", make=lambda: b"x"),
        Part(name="スライド.pptx", says="映す資料", make=lambda: refused()),
    )
    monkeypatch.setattr(pack, "of_area", lambda *args: Contents(parts=parts, sections=()))
    assert made(at, AREA)[0].startswith("保存する(ZIP、")
    assert [("スライド" in w.value, "書体がありません。" in w.value) for w in at.warning] == [(True, True)]


def refused(*args: object) -> bytes:
    raise UserError("書体がありません。", "Word で保存してください。")


def test_what_goes_wrong_is_told_in_the_panel_and_the_page_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    at = with_panel(open_page(navigation.AREA, area="1005"), AREA)

    def broken(*args: object) -> bytes:
        raise RuntimeError("zip")

    for make, words in ((refused, "書体がありません。"), (broken, "文書を作れませんでした。")):
        monkeypatch.setattr(papers, "written", make)
        at.button(key=f"{AREA}_make").click().run()
        assert not at.exception
        assert [words in e.value for e in at.error] == [True]
        assert "zip" not in texts(at)
        assert at.radio(key=f"{AREA}_document").options, "the panel is still there"


def test_the_papers_of_a_scenario_are_those_of_the_prefecture_and_the_area_on_the_page() -> None:
    at = open_page(navigation.SIMULATOR, preset="gunma", view="share", pref="10")
    at = with_panel(at, "sim_papers")
    assert at.selectbox(key="sim_papers_pref").value == "10"
    assert made(at, "sim_papers")[0].startswith("保存する(Word、")
    at.radio(key="sim_papers_document").set_value("form").run()
    assert at.selectbox(key="sim_papers_area").value == "1005", "the area that the preset nominates"
    at.button_group(key="sim_papers_form").set_value("pdf").run()
    assert made(at, "sim_papers")[0].startswith("保存する(PDF、")
