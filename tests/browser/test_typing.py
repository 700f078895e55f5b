"""What is typed while other sections are still being made is counted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import serve

#: A busy browser handles input before its timers: `busy = true` holds back the timers of no delay until `release()`.
BUSY_BROWSER = """
(() => {
  const later = window.setTimeout, held = [];
  window.busy = false;
  window.held = held;
  window.setTimeout = (act, ms, ...rest) => {
    if (!window.busy || ms) return later(act, ms, ...rest);
    held.push(act);
    return 0;
  };
  window.release = () => { window.busy = false; held.splice(0).forEach((act) => act()); };
})();
"""
#: Busy from the moment at which the box is there: the next section asks soon after.
BUSY_WITH_THE_BOX = """() => new MutationObserver((_, observer) => {
  if (!document.querySelector('input[aria-label="基準病床数(床)"]')) return;
  window.busy = true;
  observer.disconnect();
}).observe(document.body, {childList: true, subtree: true})"""


@pytest.fixture(scope="module")
def slow_url() -> Iterator[str]:
    """URL of the app in which the section after the council's takes seconds."""
    with serve(program="tests.browser.slow_app") as url:
        yield url


@pytest.mark.own_tab
def test_a_number_committed_while_a_section_asks_to_be_made_is_counted(page: Page, slow_url: str) -> None:
    page.add_init_script(BUSY_BROWSER)
    page.goto(f"{slow_url}/area?area=1001")
    page.evaluate(BUSY_WITH_THE_BOX)
    page.locator('.st-key-area_links a[href="#council"]').click()
    box = page.get_by_role("spinbutton", name="基準病床数(床)", exact=True)
    box.wait_for()
    page.wait_for_function("window.held.length > 0")  # the section asks again; its message waits for the next tick
    box.fill("2400")
    box.press("Enter")
    page.evaluate("window.release()")
    expect(page.get_by_text("− 基準病床数 2,400床")).to_be_visible()
    page.wait_for_function("location.search.includes('standard_beds=2400')")


@pytest.mark.own_tab
def test_a_name_typed_and_chosen_while_a_section_asks_to_be_made_is_sought_and_opened(
    page: Page, slow_url: str
) -> None:
    page.add_init_script(BUSY_BROWSER)
    page.goto(f"{slow_url}/area?area=1001")
    page.locator('.st-key-area_links a[href="#council"]').click()
    box = page.get_by_role("combobox", name="区域をさがす")
    option = page.get_by_role("option").first
    page.evaluate("window.busy = true")
    page.wait_for_function("window.held.length > 0")
    box.fill("藤岡総合")
    page.wait_for_timeout(600)  # the box asks a moment after the last key
    page.evaluate("window.release()")
    expect(option).to_contain_text("公立藤岡総合病院")
    page.locator('.st-key-area_links a[href="#peers"]').evaluate("e => e.click()")  # another section is going to ask
    page.evaluate("window.busy = true")
    page.wait_for_function("window.held.length > 0")
    page.locator("#hit0").dispatch_event("mousedown")  # the list closed when the focus left the box
    page.evaluate("window.release()")
    page.wait_for_function("new URLSearchParams(location.search).get('hospital') === '公立藤岡総合病院'")
