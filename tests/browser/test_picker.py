"""The search box by keyboard alone, on several pages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import quiet, settled


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


def test_a_word_that_finds_nothing_says_so_arrow_keys_move_and_escape_closes(page: Page, app_url: str) -> None:
    page.goto(app_url + "/sources")
    settled(page)
    box = page.get_by_role("combobox", name="区域をさがす")
    box.focus()
    page.keyboard.type("zzzz", delay=30)
    expect(page.get_by_text("当てはまる区域・市区町村・医療機関はありません")).to_be_visible()
    page.keyboard.press("ControlOrMeta+a")
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


@pytest.mark.parametrize(
    "path", ["/sources", "/area?area=1001&has=high_acute&role=is_tertiary_emergency"], ids=["another page", "filters"]
)
def test_choosing_a_hospital_brings_its_row_into_sight(page: Page, app_url: str, path: str) -> None:
    page.goto(app_url + path)
    settled(page)
    page.get_by_role("combobox", name="区域をさがす").focus()
    page.keyboard.type("前橋協立", delay=30)
    expect(page.get_by_role("option").first).to_contain_text("前橋協立病院")
    page.keyboard.press("Enter")
    page.wait_for_function(
        "() => { const q = new URLSearchParams(location.search); return q.get('area') === '1001' && q.get('hospital') === '前橋協立病院'; }"
    )
    row = page.locator("tr[aria-current=true]")
    expect(row).to_contain_text("前橋協立病院")
    expect(row).to_be_in_viewport()
    quiet(page)
    expect(row).to_be_in_viewport()
    expect(page.locator("#hospitals")).to_be_in_viewport()


def test_a_second_choice_in_the_same_area_goes_to_the_section_again(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/area?area=1001&hospital=前橋協立病院")
    settled(page)
    expect(page.locator("tr[aria-current=true]")).to_be_in_viewport()
    quiet(page)
    page.mouse.move(600, 400)
    page.mouse.wheel(0, -20_000)
    expect(page.locator("#hospitals")).not_to_be_in_viewport()
    page.get_by_role("combobox", name="区域をさがす").focus()
    page.keyboard.type("前橋日赤", delay=30)
    expect(page.get_by_role("option").first).to_contain_text("前橋赤十字病院")
    page.get_by_role("option").first.click()
    row = page.locator("tr[aria-current=true]")
    expect(row).to_contain_text("前橋赤十字病院")
    expect(row).to_be_in_viewport()


def test_the_list_is_told_to_those_who_cannot_see_it(page: Page, app_url: str) -> None:
    page.goto(app_url + "/sources")
    settled(page)
    box = page.get_by_role("combobox", name="区域をさがす")
    box.focus()
    page.keyboard.type("前橋", delay=30)
    listed = page.get_by_role("listbox", name="候補")
    for kind in ("構想区域", "市区町村", "医療機関"):
        expect(listed.get_by_role("group", name=kind).get_by_role("option").first).to_be_visible()
    expect(box).to_have_attribute("aria-activedescendant", "hit0")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("zzzz", delay=30)
    only = page.get_by_role("option")
    expect(only).to_have_count(1)
    expect(only).to_have_attribute("aria-disabled", "true")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile(".*"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(only).to_be_visible()
    assert page.url == app_url + "/sources"


#: Nothing stands over an element, above or below.
_ON_TOP = """e => { const r = e.getBoundingClientRect();
  const at = (y) => { let n = document.elementFromPoint(r.left + r.width / 2, y);
    while (n?.shadowRoot) { const inner = n.shadowRoot.elementFromPoint(r.left + r.width / 2, y); if (!inner || inner === n) break; n = inner; }
    return n !== null && (e === n || e.contains(n) || n.contains(e)); };
  return at(r.top + 3) && at(r.bottom - 3); }"""


def test_box_and_list_are_whole_in_narrow_windows(page: Page, app_url: str) -> None:
    page.set_viewport_size({"width": 1000, "height": 720})
    page.goto(app_url + "/sources")
    settled(page)
    box = page.get_by_role("combobox", name="区域をさがす")
    box.focus()
    page.keyboard.type("国立がん研究センター", delay=30)
    expect(page.get_by_role("option").first).to_be_visible()
    for width in (1000, 1100):
        page.set_viewport_size({"width": width, "height": 720})
        quiet(page, 300)
        for part in (box, page.get_by_role("listbox"), *page.get_by_role("option").all()):
            place = part.bounding_box()
            assert place is not None
            assert place["x"] >= 0
            assert place["x"] + place["width"] <= width
            assert part.evaluate(_ON_TOP), "something stands over it"
