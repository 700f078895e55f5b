"""The search box by keyboard alone, on several pages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settled


@pytest.mark.parametrize(
    ("path", "typed", "choice", "code"),
    [
        ("/", "草津町", "草津町 吾妻(群馬県)", "1007"),
        ("/sources", "ふじおか", "藤岡 群馬県", "1005"),
        ("/area?area=0102", "公立藤岡総合", "公立藤岡総合病院", "1005"),
    ],
    ids=["a municipality", "a reading", "a hospital"],
)
def test_typing_and_enter_opens_the_area(
    page: Page, app_url: str, path: str, typed: str, choice: str, code: str
) -> None:
    page.goto(app_url + path)
    settled(page)
    box = page.get_by_role("combobox", name="区域をさがす")
    box.focus()
    page.keyboard.type(typed, delay=30)
    expect(page.get_by_role("option").first).to_have_text(
        re.compile(choice.replace(" ", r"\s*").replace("(", r"\(").replace(")", r"\)"))
    )
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/area\?area={code}"))


def test_arrow_keys_move_and_escape_closes(page: Page, app_url: str) -> None:
    page.goto(app_url + "/sources")
    settled(page)
    box = page.get_by_role("combobox", name="区域をさがす")
    box.focus()
    page.keyboard.type("群馬", delay=30)
    options = page.get_by_role("option")
    expect(options).to_have_count(18)
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/area\?area=1003"))


def test_a_word_that_finds_nothing_says_so(page: Page, app_url: str) -> None:
    page.goto(app_url + "/sources")
    settled(page)
    page.get_by_role("combobox", name="区域をさがす").focus()
    page.keyboard.type("zzzz", delay=30)
    expect(page.get_by_text("当てはまる区域・市区町村・医療機関はありません")).to_be_visible()
