"""A link opens what its sender saw: controls of a page are changed, the address goes into a fresh browser.

The area page is walked without a browser (`tests/pages/test_whole_links.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.browser.conftest import SIZE, quiet, settled

Act = Callable[[Page], None]
#: What a page says, in words: texts, chosen buttons, filled boxes, words in charts.
_DRAWN = r"""() => {
  const main = document.querySelector("[data-testid=stMain]");
  const each = (where, said) => [...main.querySelectorAll(where)].filter((e) => e.checkVisibility()).map(said);
  return {
    words: main.innerText.split("\n").map((line) => line.trim()).filter(Boolean),
    chosen: each("[aria-checked=true], [aria-pressed=true]", (e) => e.innerText),
    boxes: each("input", (e) => e.type === "checkbox" ? String(e.checked) : e.value),
    charts: each("[data-testid=stVegaLiteChart] svg text", (e) => e.textContent),
  };
}"""


def button(label: str, nth: int = 0) -> Act:
    """One of a row of which one is chosen."""
    return lambda page: (
        page.get_by_role("radio", name=re.compile(f"^{re.escape(label)}$|^{re.escape(label)}\\(")).nth(nth).click()
    )


def pill(label: str) -> Act:
    """One of a row of which several may be chosen."""
    return lambda page: page.get_by_test_id("stButtonGroup").get_by_text(label, exact=True).first.click()


def entry(box: str, label: str) -> Act:
    """An entry of a list that opens, by the words that it begins with."""

    def act(page: Page) -> None:
        found = page.get_by_role("combobox", name=box, exact=True).first
        found.scroll_into_view_if_needed()
        quiet(page, 300)  # a page that still moves closes the list
        found.press("ArrowDown")  # with less motion the list is at once below the mouse, and its release would choose
        page.get_by_role("option", name=re.compile(f"^{re.escape(label)}")).first.click()

    return act


def words(box: str, text: str) -> Act:
    """Words in a box."""

    def act(page: Page) -> None:
        found = page.get_by_role("textbox", name=box)
        found.fill(text)
        found.press("Enter")

    return act


#: Where a walk begins, and what it changes: the key of the address that follows each act.
WALKS: dict[str, tuple[str, tuple[tuple[str, Act], ...]]] = {
    "overview": (
        "/?all=1",
        (
            ("measure", button("標準化残差 z")),
            ("function", button("急性期")),
            ("pref", lambda page: page.get_by_label("都道府県", exact=True).select_option("群馬県")),
            ("order", entry("並べ方", "小さい順")),
        ),
    ),
    "selection": (
        "/simulator",
        (
            ("pref", entry("都道府県", "群馬県")),
            ("s", entry("対象年(実績)", "2023年")),
            ("view", button("比較")),
        ),
    ),
    "judgements": (
        "/simulator?view=criteria",
        (
            ("function_gap", entry("②の判定", "要確認")),
            ("inside", entry("都道府県", "群馬県")),
            ("told", entry("説明を並べる事項", "②")),
        ),
    ),
    "review": (
        "/review?view=acute&areas=1005,1004",
        (("sort", button("全身麻酔手術")), ("view", button("合わせて見る")), ("group", button("慢性期"))),
    ),
    "gallery": (
        "/gallery",
        (("kind", pill("薬局")), ("q", words("ことばで探す", "声かけ")), ("view", button("取組の比較"))),
    ),
    "policy": (
        "/policy",
        (("tab", button("日程")), ("lanes", pill("群馬県")), ("period", button("区域の設定まで"))),
    ),
    "sources": ("/sources", (("table", entry("表", "患者の流入・流出(相手区域別)")),)),
}


def drawn(page: Page) -> dict[str, Any]:
    quiet(page, 700)
    return dict(page.evaluate(_DRAWN))


def test_the_address_of_every_page_opens_the_identical_view_in_a_fresh_browser(
    page: Page, browser: Browser, app_url: str
) -> None:
    fresh = browser.new_context(viewport=SIZE, locale="ja-JP")
    other = fresh.new_page()
    for name, (begin, acts) in WALKS.items():
        page.goto(app_url + begin)
        before = drawn(page)
        for key, act in acts:
            address = page.url
            act(page)
            page.wait_for_function(
                "([before, key]) => location.href !== before && new URLSearchParams(location.search).has(key)",
                arg=[address, key],
            )
        sent = drawn(page)
        assert sent != before, name
        other.goto(page.url)
        quiet(other, 700)
        with suppress(PlaywrightTimeoutError):  # a chart draws in its own time; what differs is told by the line below
            other.wait_for_function(f"sent => JSON.stringify(({_DRAWN})()) === JSON.stringify(sent)", arg=sent)
        assert dict(other.evaluate(_DRAWN)) == sent, name
    page.goto(f"{app_url}/simulator?view=share")
    settled(page)
    expect(page.get_by_role("region", name="この表示のURL")).to_contain_text("view=share")
    fresh.close()
