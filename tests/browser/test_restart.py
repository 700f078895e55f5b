"""The server starts anew below an open page, or the computer sleeps: what is on screen stays, what is lost is named."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settled
from tests.browser.server import free_port, serve


def test_ticks_on_screen_outlive_a_restart_and_the_reader_is_told_what_does_not(page: Page) -> None:
    port = free_port()
    boxes = page.locator('[data-testid="stCheckbox"] label')
    with serve(port=port) as url:
        page.goto(f"{url}/gallery?view=try")
        boxes.first.click()
        expect(page.locator("html[data-unsaved]")).to_have_count(1)
        page.get_by_role("link", name="制度と支援").first.click()
        page.wait_for_url("**/policy*")
        settled(page)
        page.get_by_text("取組チェックリスト", exact=True).first.click()
        for number in range(3):
            boxes.nth(number).click()
            expect(page.get_by_text(f"{number + 1}/23項目")).to_be_visible()
        settled(page)
    with serve(port=port):
        # The page has noticed once it is connected again.
        expect(
            page.locator('[data-testid="stConnectionStatus"], [data-testid="stStatusWidgetDisconnected"]')
        ).to_have_count(0)
        boxes.nth(5).click()
        expect(page.get_by_text("4/23項目")).to_be_visible()
        told = page.get_by_text("保存していなかった入力")
        expect(told).to_contain_text("自院で試す")
        expect(told).not_to_contain_text("チェックリスト")
        page.get_by_role("button", name="わかりました").click()
        expect(told).to_have_count(0)
        expect(page.get_by_text("4/23項目")).to_be_visible()
        page.goto("about:blank")


#: Notes every connection that the page opens, so that they can be cut as a sleeping computer's are.
_NOTED = """window.opened = []; window.WebSocket = class extends WebSocket {
  constructor(...given) { super(...given); window.opened.push(this); } };"""


@pytest.mark.own_tab
def test_a_computer_that_slept_wakes_up_on_the_same_view_with_what_was_typed(page: Page, app_url: str) -> None:
    boxes = page.locator('[data-testid="stCheckbox"] label')
    page.add_init_script(_NOTED)
    page.goto(f"{app_url}/policy")
    settled(page)
    page.get_by_text("取組チェックリスト", exact=True).first.click()
    for number in range(2):
        boxes.nth(number).click()
        expect(page.get_by_text(f"{number + 1}/23項目")).to_be_visible()
    settled(page)
    address = page.url
    tab = page.context.new_cdp_session(page)
    page.evaluate("window.opened.forEach((one) => one.close())")
    tab.send("Page.setWebLifecycleState", {"state": "frozen"})
    tab.send("Page.setWebLifecycleState", {"state": "active"})
    page.wait_for_function("window.opened.length > 1 && window.opened.at(-1).readyState === WebSocket.OPEN")
    settled(page)
    expect(page.get_by_text("2/23項目")).to_be_visible()
    assert page.url == address
    boxes.nth(5).click()
    expect(page.get_by_text("3/23項目")).to_be_visible()
    expect(page.get_by_text("保存していなかった入力")).to_have_count(0)
    page.goto("about:blank")
