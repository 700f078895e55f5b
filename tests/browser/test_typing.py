"""What is typed or chosen while the server is still at something else is counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

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


@pytest.mark.own_tab
def test_a_choice_right_after_another_outlives_the_page_that_is_left_before_it_is_drawn(
    page: Page, slow_url: str, gate: Path
) -> None:
    """Failed before: the second choice waited behind the run of the first, and the step to another page gave it up."""
    page.goto(f"{slow_url}/simulator")
    settled(page)
    gate.touch()
    choose(page, "群馬県の提案")
    running(page)
    choose(page, "感度")
    menu(page, "制度と支援")
    gate.unlink()
    page.wait_for_function("location.pathname === '/policy'")
    settled(page)
    menu(page, "推進区域シミュレーター")
    query(page, {"preset": "gunma", "view": "sensitivity"})
    settled(page)
    chosen(page, "群馬県の提案")
    chosen(page, "感度")


#: What is drawn above takes this much room; over once that is on the screen.
MOVED = """(room) => {
  document.querySelector('[data-testid="stMainBlockContainer"]').style.paddingTop = room;
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


@pytest.mark.own_tab
def test_a_press_counts_for_what_it_was_put_on_though_the_page_moves_before_the_hand_comes_up(
    page: Page, slow_url: str
) -> None:
    """Failed before: the browser gave the click to what the control and its neighbour stand in."""

    def press(control: Locator) -> None:
        control.scroll_into_view_if_needed()
        box = control.bounding_box()
        assert box
        page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.evaluate(MOVED, "150px")
        page.mouse.up()
        page.evaluate(MOVED, "")

    page.goto(f"{slow_url}/simulator?view=criteria")
    settled(page)
    press(page.get_by_role("radio", name="感度", exact=True))
    query(page, {"view": "sensitivity"})
    settled(page)
    terms = page.locator("details").filter(has_text="この画面の用語")
    press(terms.locator("summary"))
    expect(terms).to_have_attribute("open", "")
    switch = page.get_by_test_id("stCheckbox").filter(has_text="報告率で補正する")
    before = switch.locator("input").is_checked()
    press(switch.locator("label"))
    expect(switch.locator("input")).to_be_checked(checked=not before)
    settled(page)
    press(page.get_by_role("button", name="作業ファイル"))
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(1)  # one that moved is not pressed a second time
    page.keyboard.press("Escape")
    page.mouse.move(*_middle(page.get_by_role("radio", name="判定表", exact=True)))
    page.mouse.down()
    page.mouse.move(*_middle(page.get_by_role("radio", name="比較", exact=True)))  # who thinks better of it draws away
    page.mouse.up()
    settled(page)
    chosen(page, "感度")


#: Something is drawn far above what is looked at.
GROWN = """() => {
  const above = document.createElement("div");
  above.style.height = "150px";
  document.querySelector("[data-testid=stMainBlockContainer]").prepend(above);
}"""


@pytest.mark.own_tab
def test_an_open_list_stays_while_the_page_grows_above_it_and_takes_the_entry_that_was_pressed(
    page: Page, slow_url: str
) -> None:
    """Failed before: the list closed though nothing had moved; an entry that moved while it was pressed gave its press to another
    one, and one that came to lie under the hand that had pressed the box was chosen."""
    page.goto(f"{slow_url}/simulator")
    settled(page)
    box = page.get_by_role("combobox", name="都道府県", exact=True).first
    entry = page.get_by_role("option", name="岩手県", exact=True)
    page.evaluate(MOVED, "200px")
    hand = _middle(box)
    page.mouse.move(*hand)
    page.mouse.down()
    entry.wait_for()
    page.evaluate(MOVED, "")
    page.wait_for_function("(at) => document.elementFromPoint(...at).closest('[role=option]')", arg=hand)
    page.mouse.up()
    page.wait_for_timeout(300)
    expect(entry).to_be_visible()  # the box was pressed, and no entry
    expect(box).to_have_value("全国")
    page.keyboard.press("Escape")
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop = 200")
    page.mouse.click(*_middle(box))
    entry.wait_for()
    before = box.bounding_box()
    page.evaluate(GROWN)
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollTop === 350")
    page.wait_for_timeout(300)
    assert box.bounding_box() == before, "the browser scrolls to hold the rest in its place"
    hand = _middle(entry)
    page.mouse.move(*hand)
    page.mouse.down()
    page.evaluate(MOVED, "80px")
    page.wait_for_function(
        "([x, y]) => document.elementFromPoint(x, y).closest('[role=option]')?.innerText !== '岩手県'", arg=hand
    )
    page.mouse.up()
    query(page, {"pref": "03"})
    expect(box).to_have_value("岩手県")
    settled(page)
    page.mouse.click(*_middle(box))
    entry.wait_for()
    page.mouse.move(640, 500)
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollBy(0, 60)")
    expect(entry).to_have_count(0)  # a box that moves away leaves no list behind


def _middle(control: Locator) -> tuple[float, float]:
    box = control.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


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


@pytest.mark.own_tab
def test_back_right_after_two_choices_undoes_the_second_and_forward_brings_it_back(
    page: Page, slow_url: str, gate: Path
) -> None:
    """Failed before: the second choice took the place of the view to which the step led, and forward led past it."""
    page.goto(f"{slow_url}/simulator")
    settled(page)
    choose(page, "判定表")
    query(page, {"view": "criteria"})
    settled(page)
    gate.touch()
    choose(page, "群馬県の提案")
    running(page)
    choose(page, "感度")
    back(page)
    gate.unlink()
    first, second = {"preset": "gunma", "view": "criteria"}, {"preset": "gunma", "view": "sensitivity"}
    page.wait_for_function("window.navigation.currentEntry.index === window.navigation.entries().length - 2")
    query(page, first)
    settled(page)
    chosen(page, "群馬県の提案")
    chosen(page, "判定表")
    forward(page)
    query(page, second)
    settled(page)
    chosen(page, "群馬県の提案")
    chosen(page, "感度")
    for wanted in (first, {"view": "criteria"}, {}):  # every view is there, in the order in which they were seen
        back(page)
        query(page, wanted)
        settled(page)
