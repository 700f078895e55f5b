"""The address and what is shown, in a real browser: links, back and forward, leaving a page and coming back."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import settled


def query(page: Page, expected: dict[str, str], path: str | None = None) -> None:
    """The address comes to hold exactly these parameters (and this path)."""
    page.wait_for_function(
        """([wanted, path]) => JSON.stringify(Object.fromEntries(new URLSearchParams(location.search))) === wanted
        && (path === null || location.pathname === path)""",
        arg=[_json(expected), path],
    )


def _json(expected: dict[str, str]) -> str:
    import json

    return json.dumps(expected, ensure_ascii=False, separators=(",", ":"))


def choose(page: Page, label: str) -> None:
    page.get_by_role("radio", name=label, exact=True).click()


def chosen(page: Page, label: str) -> None:
    """The button of a row is the chosen one."""
    expect(page.get_by_role("radio", name=label, exact=True)).to_be_checked()


def menu(page: Page, title: str) -> None:
    """Open a page from the bar of pages."""
    page.get_by_test_id("stTopNavLink").filter(has_text=title).click()


def back(page: Page) -> None:
    page.evaluate("history.back()")


def forward(page: Page) -> None:
    page.evaluate("history.forward()")


def test_back_and_forward_step_through_the_views_of_the_overview(page: Page, app_url: str) -> None:
    page.goto(app_url)
    settled(page)
    choose(page, "急性期")
    query(page, {"function": "acute"})
    settled(page)
    choose(page, "標準化残差 z")
    query(page, {"measure": "z", "function": "acute"})
    settled(page)
    for step, wanted, measure, function in (
        (back, {"function": "acute"}, "乖離率", "急性期"),
        (back, {}, "乖離率", "合計"),
        (forward, {"function": "acute"}, "乖離率", "急性期"),
        (forward, {"measure": "z", "function": "acute"}, "標準化残差 z", "急性期"),
    ):
        step(page)
        query(page, wanted)
        chosen(page, measure)
        chosen(page, function)
        expect(page.locator("#map")).to_contain_text(f"{function}の{measure}")
        settled(page)


def test_one_act_is_one_step_also_when_a_page_is_opened_by_code(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?pref=10")
    settled(page)
    steps = page.evaluate("history.length")
    box = page.locator(".st-key-frame_picker").get_by_role("combobox")
    box.fill("藤岡")
    page.locator(".st-key-frame_picker").get_by_role("option").first.wait_for()
    box.press("Enter")
    query(page, {"area": "1005"}, "/area")
    settled(page)
    assert page.evaluate("history.length") == steps + 1
    back(page)
    query(page, {"pref": "10"}, "/")
    expect(page.get_by_role("heading", name="群馬県の報告病床数")).to_be_visible()


def test_the_link_to_the_sources_below_a_figure_does_not_end_the_session(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/policy?tab=checklist")
    settled(page)
    page.get_by_text("課題と差異の関連を考えた(2024年度)").click()
    expect(page.get_by_text("1/23項目")).to_be_visible()
    page.get_by_role("link", name="出典の一覧").first.click()
    query(page, {}, "/sources")
    settled(page)
    menu(page, "制度と支援")
    query(page, {"tab": "checklist"}, "/policy")
    expect(page.get_by_text("1/23項目")).to_be_visible()
