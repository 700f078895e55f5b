"""区域点検 in a real browser: from an area to its partners, areas joined with one press, the same view by link."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import settled


def test_an_officer_joins_an_area_with_its_largest_partner_and_passes_the_view_on(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/area?area=1005")
    settled(page)
    page.get_by_role("link", name="区域点検").last.click()
    page.wait_for_url(re.compile(r"/review\?view=join&area=1005"))
    settled(page)
    expect(page.get_by_role("heading", name="藤岡と行き来の多い区域(急性期)")).to_be_visible()
    page.get_by_role("button", name="高崎・安中を合わせる").click()
    expect(page.get_by_role("heading", name="藤岡+高崎・安中を合わせて見る")).to_be_visible()
    settled(page)
    said = page.get_by_text("2区域を合わせると").inner_text()
    assert "73.3%" in said
    assert re.search(r"areas=1005(,|%2C)1004", page.url)

    page.get_by_test_id("stButtonGroup").get_by_text("急性期の協議資料", exact=True).click()
    expect(page.get_by_role("heading", name="急性期の協議資料: 藤岡+高崎・安中(救急車の順)")).to_be_visible()
    page.get_by_test_id("stButtonGroup").get_by_text("点検表", exact=True).click()
    expect(page.get_by_text("2040年には191区域")).to_be_visible()
    page.go_back()
    page.go_back()
    expect(page.get_by_text("2区域を合わせると")).to_have_text(said)
