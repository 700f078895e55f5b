"""The walk of a WG member: open the overview, change function and year, open an area, share the link."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.conftest import fits_the_screens, quiet, settled

#: Areas of 群馬県.
GUNMA = 10


def choose(page: Page, label: str) -> None:
    page.get_by_role("radio", name=label, exact=True).click()
    settled(page)


def choose_year(page: Page, text: str) -> None:
    page.get_by_label("年(実績)").select_option(text)
    settled(page)


def down_to_the_ranking(page: Page) -> None:
    """It stands below the first view and is made when the reader comes to it."""
    page.locator(".st-key-map canvas").wait_for()
    page.get_by_text("この節を読み込んでいます").first.scroll_into_view_if_needed()
    page.get_by_text("行を選ぶと、区域のページへのリンクがここに出ます").wait_for()
    settled(page)


def test_changing_function_and_year_changes_page_and_link_and_the_link_reopens_it(page: Page, app_url: str) -> None:
    page.goto(app_url)
    settled(page)
    expect(page.get_by_role("heading", name="全国概況")).to_be_visible()
    down_to_the_ranking(page)
    choose(page, "急性期")
    choose_year(page, "2018年(平成30)")
    expect(page.get_by_role("heading", name=re.compile("急性期の乖離率の順.*2018年"))).to_be_visible()
    assert "function=acute" in page.url
    assert "year=2018" in page.url
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    settled(page)
    down_to_the_ranking(page)
    expect(page.get_by_role("heading", name=re.compile("急性期の乖離率の順.*2018年"))).to_be_visible()


def test_moving_in_the_ranking_opens_nothing_and_the_link_of_its_row_opens_the_area(page: Page, app_url: str) -> None:
    """Failed before: the first arrow key left the page (WCAG 3.2.1)."""
    page.goto(f"{app_url}/?q=群馬県")
    settled(page)
    down_to_the_ranking(page)
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box
    page.mouse.click(box["x"] + 90, box["y"] + 52)
    way = page.locator(".st-key-ranking_way").get_by_role("link")
    expect(way).to_be_visible()
    for _ in range(GUNMA):  # one key at a time: two in a row would be drawn as one
        name = way.inner_text().split()[-1]
        if "藤岡" in name:
            break
        page.keyboard.press("ArrowDown")
        expect(way).not_to_contain_text(name)
        assert "/area" not in page.url
    expect(way).to_contain_text("藤岡")
    way.press("Enter")
    page.wait_for_url(re.compile(r"/area\?area=1005"))
    settled(page)
    expect(page.get_by_role("heading", name=re.compile("藤岡")).first).to_be_visible()


def test_an_area_is_chosen_from_the_list_with_its_card_and_link_and_put_away_again(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?pref=10")
    settled(page)
    areas = page.get_by_label("一覧から選ぶ").first
    areas.select_option("藤岡(群馬県)")
    expect(page.locator(".st-key-map_card")).to_contain_text("藤岡(群馬県) 1005")
    assert "picked=1005" in page.url
    page.get_by_role("button", name="選択を解除").first.click()
    expect(areas).to_have_value("")
    expect(page.locator(".st-key-map_card")).not_to_contain_text("1005")
    assert "picked" not in page.url


@pytest.mark.own_tab
def test_gaps_in_the_ranking_have_their_sign_and_separators(page: Page, app_url: str) -> None:
    """The table is a canvas, so the texts are taken where it draws them."""
    page.add_init_script(
        """window.drawn = new Set(); const draw = CanvasRenderingContext2D.prototype.fillText;
        CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
          window.drawn.add(String(text)); return draw.call(this, text, ...rest); };"""
    )
    page.goto(f"{app_url}/?measure=gap&function=acute")
    settled(page)
    down_to_the_ranking(page)
    page.get_by_test_id("stDataFrame").first.scroll_into_view_if_needed()
    page.wait_for_function("window.drawn.has('札幌')")
    assert page.evaluate("window.drawn.has('+4,229')")


@pytest.mark.parametrize("path", ["/", "/sources"])
def test_pages_fit_the_screen_without_sideways_scroll(page: Page, app_url: str, path: str) -> None:
    page.goto(app_url + path)
    settled(page)
    fits_the_screens(page)


def test_the_overview_links_to_the_sources(page: Page, app_url: str) -> None:
    page.goto(app_url)
    quiet(page)  # what is below the first view has come
    page.get_by_role("link", name="出典の一覧").first.click()
    page.wait_for_url(re.compile("/sources"))
    settled(page)
    expect(page.get_by_role("heading", name="照合結果")).to_be_visible()


@pytest.mark.own_tab
def test_a_link_taken_while_sections_are_still_asked_for_opens_its_page(page: Page, app_url: str) -> None:
    """Failed before: a section of the old page asked after the reader had gone on, and the new page was emptied.

    The answers of the server are held back for a while, as on a busy machine.
    """
    held: list[tuple[WebSocketRoute, str | bytes]] = []
    slow = False

    def between(tab: WebSocketRoute) -> None:
        server = tab.connect_to_server()
        server.on_message(lambda message: held.append((tab, message)) if slow else tab.send(message))

    page.route_web_socket(re.compile("/_stcore/stream"), between)
    page.goto(app_url)
    settled(page)
    slow = True
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollBy(0, 900)")
    page.get_by_role("link", name="データと出典").click()
    page.wait_for_timeout(3000)
    while held:
        tab, message = held.pop(0)
        tab.send(message)
    slow = False
    page.wait_for_url(re.compile("/sources"))
    settled(page)
    expect(page.get_by_role("heading", name="照合結果")).to_be_visible(timeout=10_000)
