"""A link opens what its sender saw: on each page three controls and more are changed, the address goes into a fresh browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, Page, expect

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
        page.get_by_role("combobox", name=box, exact=True).first.click()
        page.get_by_role("option", name=re.compile(f"^{re.escape(label)}")).first.click()

    return act


def words(box: str, text: str) -> Act:
    """Words in a box."""

    def act(page: Page) -> None:
        found = page.get_by_role("textbox", name=box)
        found.fill(text)
        found.press("Enter")

    return act


def switch(label: str) -> Act:
    return lambda page: page.get_by_text(label, exact=True).first.click()


#: Where a walk begins, what it changes, and what the address must name in the end.
WALKS: dict[str, tuple[str, tuple[Act, ...], set[str]]] = {
    "overview": (
        "/?all=1",
        (button("標準化残差 z"), button("急性期"), entry("都道府県", "群馬県"), entry("並べ方", "小さい順")),
        {"measure", "function", "pref", "order"},
    ),
    "area": (
        "/area?area=1005&all=1",
        (entry("(A) 病床機能報告の年", "2023年(令和5)"), button("回復期"), button("診療実績"), button("包括期"), button("表")),
        {"form_year", "function", "columns", "group", "peers_as"},
    ),
    "selection": (
        "/simulator",
        (entry("都道府県", "群馬県"), entry("対象年(実績)", "2023年(令和5)"), switch("報告率で補正する"), button("比較")),
        {"pref", "s", "view"},
    ),
    "judgements": (
        "/simulator?view=criteria",
        (entry("②の判定", "要確認"), entry("都道府県", "群馬県"), entry("説明を並べる事項", "②")),
        {"function_gap", "inside", "told"},
    ),
    "review": (
        "/review?areas=1005,1004",
        (button("急性期の協議資料"), button("全身麻酔手術"), button("合わせて見る"), button("慢性期")),
        {"view", "sort", "group"},
    ),
    "gallery": (
        "/gallery",
        (pill("薬局"), pill("診療所"), words("ことばで探す", "声かけ"), button("取組の比較")),
        {"kind", "q", "view"},
    ),
    "schedule": (
        "/policy",
        (button("日程"), pill("群馬県"), button("区域の設定まで")),
        {"tab", "lanes", "period"},
    ),
    "sources": ("/sources", (entry("表", "患者の流入・流出(相手区域別)"),), {"table"}),
}  # fmt: skip


def drawn(page: Page) -> dict[str, Any]:
    quiet(page, 700)
    return dict(page.evaluate(_DRAWN))


def test_the_address_of_every_page_opens_the_identical_view_in_a_fresh_browser(
    page: Page, browser: Browser, app_url: str
) -> None:
    fresh = browser.new_context(viewport=SIZE, locale="ja-JP")
    other = fresh.new_page()
    for name, (begin, acts, keys) in WALKS.items():
        page.goto(app_url + begin)
        before = drawn(page)
        for act in acts:
            act(page)
            settled(page)
        page.wait_for_function(
            "keys => keys.every((k) => new URLSearchParams(location.search).has(k))", arg=sorted(keys)
        )
        sent = drawn(page)
        assert sent != before, name
        other.goto(page.url)
        opened = drawn(other)
        assert opened == sent, name
    page.goto(f"{app_url}/simulator?view=share")
    settled(page)
    expect(page.get_by_test_id("stCode")).to_contain_text("view=share")
    fresh.close()
