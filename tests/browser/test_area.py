"""The walk of a council member: map → area → section by section → a similar area → back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import fits_the_screens, quiet, settled
from tests.browser.test_map import click_area

ANCHORS = (
    "position",
    "hospitals",
    "flow",
    "map",
    "council",
    "opinions",
    "utilization",
    "demand",
    "peers",
    "worksheet",
    "evidence",
)


def go_to(page: Page, anchor: str) -> None:
    """Follow the link to a section and wait until its body has come."""
    page.locator(f'.st-key-area_links a[href="#{anchor}"]').click()
    page.wait_for_timeout(300)
    settled(page)


def title(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)


def at_area(page: Page, code: str) -> None:
    """The address names the area (asked of the page itself)."""
    page.wait_for_function("code => new URLSearchParams(location.search).get('area') === code", arg=code)


def in_address(page: Page, part: str) -> None:
    """The query of the address holds `part`."""
    page.wait_for_function("part => location.search.includes(part)", arg=part)


def test_from_the_map_to_an_area_to_a_similar_area_and_back(page: Page, app_url: str) -> None:
    page.goto(app_url)
    click_area(page, "1005", "japan")
    page.locator(".st-key-map_card").get_by_role("link", name="この区域を開く").click()
    at_area(page, "1005")
    settled(page)
    title(page, "藤岡(群馬県)")
    go_to(page, "peers")
    page.get_by_role("link", name="安房(千葉県)を開く").click()
    at_area(page, "1207")
    settled(page)
    title(page, "安房(千葉県)")
    page.go_back()
    at_area(page, "1005")
    settled(page)
    title(page, "藤岡(群馬県)")


def test_sections_come_as_one_walks_down_and_not_before(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/area?area=1005")
    settled(page)
    expect(page.get_by_text("埼玉県北部から")).to_have_count(0)
    go_to(page, "flow")
    expect(page.get_by_text("27.7%は埼玉県北部から")).to_be_visible()
    go_to(page, "council")
    expect(page.get_by_text("基準病床数 595床との差は")).to_be_visible()
    go_to(page, "evidence")
    expect(page.get_by_text("目安に当てはまる根拠")).to_be_visible()


def test_a_link_to_a_section_opens_it_below_the_line_of_links(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/area?area=1005")
    settled(page)
    for anchor in ANCHORS:
        page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
        go_to(page, anchor)
        quiet(page, 500)
        heading = page.locator(f"#{anchor}")
        expect(heading).to_be_in_viewport()
        line = page.locator(".st-key-area_links").bounding_box()
        place = heading.bounding_box()
        assert line is not None
        assert place is not None
        assert place["y"] >= line["y"] + line["height"] - 4, anchor


def test_a_council_member_counts_with_own_figures(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/area?area=1005&inflow=stated")
    settled(page)
    go_to(page, "council")
    quiet(page)
    box = page.get_by_label("基準病床数(床)")
    box.fill("700")
    box.press("Enter")
    settled(page)
    expect(page.get_by_text("603.4床 − 基準病床数 700床")).to_be_visible()


def test_the_figures_of_the_council_are_in_the_link(page: Page, other_page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/area?area=1001&inflow=all")
    settled(page)
    go_to(page, "council")
    quiet(page)
    for label, value, part in (
        ("病床数(床)", "3000", "beds_used=3000"),
        ("流入割合(%)", "25", "inflow_share=25.0"),
        ("基準病床数(床)", "2400", "standard_beds=2400"),
    ):
        box = page.get_by_role("spinbutton", name=label, exact=True)
        box.fill(value)
        box.press("Enter")
        in_address(page, part)
        quiet(page, 1000)
    settled(page)
    expect(page.get_by_text("2,250.0床 − 基準病床数 2,400床")).to_be_visible()
    other_page.goto(page.url.split("#")[0] + "#council")
    settled(other_page)
    go_to(other_page, "council")
    expect(other_page.get_by_text("2,250.0床 − 基準病床数 2,400床")).to_be_visible()


def test_another_basis_of_the_inflow_brings_its_own_share(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/area?area=1005&inflow_share=50.0")
    settled(page)
    go_to(page, "council")
    quiet(page)
    expect(page.get_by_text("862床 × (1 − 50.0%) = 431.0床")).to_be_visible()
    page.get_by_role("combobox", name="流入割合の根拠").click()
    page.get_by_role("option", name="ほかの都道府県(NDB 2024年度、高度急性期+急性期、27.7%〜32.2%)").click()
    in_address(page, "inflow=acute")
    settled(page)
    expect(page.get_by_text("862床 × 27.7%")).to_be_visible()
    assert "inflow_share" not in page.evaluate("location.search")


SCREEN = """(ids) => ids.map((id, i) => {
  const next = document.getElementById(ids[i + 1]);
  const end = next ?? [...document.querySelectorAll('[data-testid=stExpander]')].find((e) => e.textContent.includes('この画面の用語'));
  return [id, end.getBoundingClientRect().top - document.getElementById(id).getBoundingClientRect().top]; })"""


@pytest.mark.webgl
@pytest.mark.parametrize("code", ["1005", "0104", "2006", "2405"])
def test_every_section_fits_one_screen_of_1280_by_720_and_none_scrolls_sideways(
    page: Page, app_url: str, code: str
) -> None:
    page.goto(f"{app_url}/area?area={code}")
    settled(page)
    anchors = [str(a.get_attribute("href"))[1:] for a in page.locator(".st-key-area_links a").all()]
    for anchor in anchors:
        go_to(page, anchor)
        quiet(page, 300)
    line = page.locator(".st-key-area_links").bounding_box()
    assert line is not None
    room = 720 - line["y"] - line["height"]
    heights = dict(page.evaluate(SCREEN, anchors))
    assert {a: h for a, h in heights.items() if h > room + 8} == {}
    fits_the_screens(page, code)


def test_each_topic_of_the_council_fits_one_screen_and_is_in_the_link(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/area?area=1005&topic=bed_cuts")
    settled(page)
    go_to(page, "opinions")
    expect(page.get_by_text("病床数削減ありきではありませんでした")).to_be_visible()
    [[_, height]] = page.evaluate(SCREEN.replace("ids[i + 1]", "'utilization'"), ["opinions"])
    assert height <= 720 - 91 + 8
    page.get_by_role("radio", name="対面会議", exact=True).click()
    in_address(page, "topic=face_to_face")


def test_a_shared_name_in_a_link_asks_which_area_and_one_click_opens_it(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/area?area=北部")
    settled(page)
    page.get_by_role("link", name="北部(埼玉県) 1109").click()
    at_area(page, "1109")
    settled(page)
    title(page, "北部(埼玉県)")
