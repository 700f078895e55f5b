"""What is typed or chosen while the server is still at something else is counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settled
from tests.browser.server import serve
from tests.browser.test_money import cell, choose_hospital, type_into
from tests.browser.test_state import back, choose, chosen, forward, menu, query

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
def gate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """While this file is there, runs of the simulator stand still before they draw its view."""
    return tmp_path_factory.mktemp("gate") / "closed"


@pytest.fixture(scope="module")
def slow_url(gate: Path) -> Iterator[str]:
    """URL of the app in which the section after the council's takes seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SLOW_APP_GATE", str(gate))
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


def running(page: Page) -> None:
    """The server has begun with what follows from the last act."""
    page.locator('[data-testid="stApp"][data-test-script-state="running"]').wait_for()


@pytest.mark.own_tab
def test_a_value_typed_right_after_another_outlives_the_view_and_the_page_that_are_left_before_it_is_drawn(
    page: Page, slow_url: str, gate: Path
) -> None:
    """Failed before: a run that does not draw the table dropped what had just been typed into it."""
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{slow_url}/simulator?view=money&area=1005")
    choose_hospital(page)
    gate.touch()
    type_into(page, "permitted", "350", rest=False)
    running(page)
    type_into(page, "operating", "340", rest=False)
    type_into(page, "cut_acute", "60", rest=False)
    choose(page, "感度")
    gate.unlink()
    page.locator("#membership").wait_for()
    settled(page)
    choose(page, "減床の試算")
    cell(page, "cut_acute").wait_for()
    settled(page)
    _holds(page, permitted="350", operating="340", cut_acute="60")

    gate.touch()
    type_into(page, "occupancy", "75", rest=False)
    running(page)
    type_into(page, "cut_acute", "61", rest=False)
    menu(page, "制度と支援")
    gate.unlink()
    page.wait_for_function("location.pathname === '/policy'")
    settled(page)
    menu(page, "推進区域シミュレーター")
    page.wait_for_function("location.pathname === '/simulator'")
    settled(page)
    _holds(page, permitted="350", operating="340", occupancy="75", cut_acute="61")


def _holds(page: Page, **cells: str) -> None:
    for field, text in cells.items():
        expect(cell(page, field)).to_have_value(text)


@pytest.mark.own_tab
def test_forward_twice_in_quick_succession_shows_on_the_buttons_what_the_address_says(
    page: Page, slow_url: str, gate: Path
) -> None:
    """The second step cuts the run of the first short; what a browser then is not told: `tests/pages/test_state.py`."""
    page.goto(f"{slow_url}/simulator")
    settled(page)
    choose(page, "感度")
    query(page, {"view": "sensitivity"})
    settled(page)
    choose(page, "群馬県の提案")
    query(page, {"preset": "gunma", "view": "sensitivity"})
    settled(page)
    for wanted in ({"view": "sensitivity"}, {}):
        back(page)
        query(page, wanted)
        settled(page)
    chosen(page, "選定結果")
    gate.touch()
    forward(page)
    running(page)
    forward(page)
    page.wait_for_function("location.search.includes('gunma')")
    gate.unlink()
    page.locator("#membership").wait_for()
    settled(page)
    query(page, {"preset": "gunma", "view": "sensitivity"})
    chosen(page, "群馬県の提案")
    chosen(page, "感度")
