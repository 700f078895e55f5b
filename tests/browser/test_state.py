"""The address and what is shown, in a real browser: links, back and forward, leaving a page and coming back."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import quiet, settled
from tests.browser.test_area import go_to


def query(page: Page, expected: dict[str, str], path: str | None = None) -> None:
    """The address comes to hold exactly these parameters (and this path)."""
    page.wait_for_function(
        """([wanted, path]) => JSON.stringify(Object.fromEntries(new URLSearchParams(location.search))) === wanted
        && (path === null || location.pathname === path)""",
        arg=[_json(expected), path],
    )


def _json(expected: dict[str, str]) -> str:
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


@pytest.mark.own_tab
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


def test_back_and_forward_step_through_areas_and_patient_groups(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/area?area=1005")
    settled(page)
    go_to(page, "flow")
    flow = page.get_by_role("radiogroup", name="患者区分").first
    flow.get_by_role("radio", name="慢性期", exact=True).click()
    query(page, {"area": "1005", "group": "chronic"})
    quiet(page, 1000)
    box = page.locator(".st-key-frame_picker").get_by_role("combobox")
    box.fill("1207")
    page.locator(".st-key-frame_picker").get_by_role("option").first.wait_for()
    box.press("Enter")
    query(page, {"area": "1207", "group": "chronic"})
    expect(page.get_by_role("heading", level=1)).to_contain_text("安房")
    settled(page)
    back(page)
    query(page, {"area": "1005", "group": "chronic"})
    expect(page.get_by_role("heading", level=1)).to_contain_text("藤岡")
    settled(page)
    back(page)
    query(page, {"area": "1005"})
    expect(flow.get_by_role("radio", name="高度急性期+急性期", exact=True)).to_be_checked()
    settled(page)
    forward(page)
    query(page, {"area": "1005", "group": "chronic"})
    expect(flow.get_by_role("radio", name="慢性期", exact=True)).to_be_checked()


def test_back_and_forward_step_through_views_and_conditions_of_the_simulator(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/simulator")
    settled(page)
    choose(page, "感度")
    query(page, {"view": "sensitivity"})
    settled(page)
    choose(page, "群馬県の提案")
    query(page, {"preset": "gunma", "view": "sensitivity"})
    settled(page)
    back(page)
    query(page, {"view": "sensitivity"})
    chosen(page, "高度急性期+急性期の過剰(既定)")
    settled(page)
    back(page)
    query(page, {})
    chosen(page, "選定結果")
    settled(page)
    forward(page)
    query(page, {"view": "sensitivity"})
    chosen(page, "感度")
    settled(page)
    forward(page)
    query(page, {"preset": "gunma", "view": "sensitivity"})
    chosen(page, "群馬県の提案")
    chosen(page, "感度")


def test_area_prefecture_scenario_and_view_stay_on_the_way_to_other_pages_and_back(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?pref=10")
    settled(page)
    page.get_by_role("combobox", name="区域をさがす").first.fill("藤岡")
    page.locator(".st-key-frame_picker").get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    query(page, {"area": "1005"}, "/area")
    settled(page)
    menu(page, "推進区域シミュレーター")
    query(page, {"area": "1005", "pref": "10"}, "/simulator")
    settled(page)
    choose(page, "群馬県の提案")
    choose(page, "減床の試算")
    query(page, {"preset": "gunma", "view": "money", "area": "1005", "pref": "10"})
    expect(page.get_by_role("combobox", name="区域", exact=True)).to_have_value("1005 藤岡(群馬県)")
    settled(page)
    menu(page, "区域ドリルダウン")
    query(page, {"area": "1005"}, "/area")
    expect(page.get_by_role("heading", level=1)).to_contain_text("藤岡")
    settled(page)
    menu(page, "全国概況")
    query(page, {"pref": "10"}, "/")
    settled(page)
    menu(page, "推進区域シミュレーター")
    query(page, {"preset": "gunma", "view": "money", "area": "1005", "pref": "10"}, "/simulator")
    chosen(page, "群馬県の提案")
    chosen(page, "減床の試算")


def test_the_area_page_leads_to_what_the_simulator_says_about_the_area(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/area?area=1005")
    settled(page)
    page.get_by_role("link", name="推進区域の判定").click()
    query(page, {"view": "why", "area": "1005"}, "/simulator")
    expect(page.get_by_role("heading", name="なぜ藤岡は")).to_be_visible()


def test_a_link_to_the_open_page_is_obeyed(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/area?area=1005")
    settled(page)
    go_to(page, "peers")
    page.get_by_role("link", name="安房(千葉県)を開く").click()
    query(page, {"area": "1207"}, "/area")
    expect(page.get_by_role("heading", level=1)).to_contain_text("安房")
