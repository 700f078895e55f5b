"""The real map in a real browser: a click on an area lands on that area's card, a change of measure fetches nothing."""

from __future__ import annotations

import base64
import csv
import json
import math
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Position, expect

from core.maps.words import BOTTOM, TOP
from tests.browser.conftest import SCREENS, settled
from tests.browser.server import ROOT

GEO = ROOT / "data" / "geo"
#: The drawing has margins above and below that the page hides.
MARGINS = TOP + BOTTOM


#: Dark pixels in the upper and lower margin of a picture.
_INK = """([base64, top, bottom]) => new Promise((done) => { const image = new Image();
  image.onload = () => { const c = document.createElement('canvas'); c.width = image.width; c.height = image.height;
    const t = c.getContext('2d'); t.drawImage(image, 0, 0);
    const dark = (y, h) => { const d = t.getImageData(0, y, c.width, h).data; let n = 0;
      for (let i = 0; i < d.length; i += 4) if (d[i] + d[i + 1] + d[i + 2] < 300) n++; return n; };
    done({ height: image.height, title: dark(0, top), key: dark(image.height - bottom, bottom) }); };
  image.src = 'data:image/png;base64,' + base64; })"""


def place(code: str) -> tuple[float, float]:
    """Map coordinates of an area's point, by Mercator's formula."""
    with (GEO / "area_points.csv").open(encoding="utf-8", newline="") as file:
        row = next(r for r in csv.DictReader(file) if r["area_code"] == code)

    def north(lat: float) -> float:
        return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)))

    return (float(row["lon"]) - 128.0) * 2000, (north(45.8) - north(float(row["lat"]))) * 2000


def painted(page: Page) -> Locator:
    """The map's canvas, once its areas are painted."""
    settled(page)
    canvas = page.locator('.st-key-map [data-testid="stVegaLiteChart"] canvas')
    canvas.wait_for()
    canvas.scroll_into_view_if_needed()
    page.wait_for_function(
        """() => { const c = document.querySelector('.st-key-map canvas'); if (!c) return false;
        const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0;
        for (let i = 0; i < d.length; i += 400) if (d[i + 3] > 0 && d[i] + d[i + 1] + d[i + 2] < 750) n++;
        return n > 8; }""",
        polling=100,
    )
    return canvas


def spot(canvas: Locator, code: str, pref: str) -> Position:
    """Where an area's point lies in the drawing."""
    x0, y0, x1, y1 = json.loads((GEO / "map_frames.json").read_text(encoding="utf-8"))[pref]
    box = canvas.bounding_box()
    assert box
    height = box["height"] - MARGINS
    zoom = min(box["width"] / (x1 - x0), height / (y1 - y0))
    x, y = place(code)
    return {
        "x": (box["width"] - zoom * (x0 + x1)) / 2 + zoom * x,
        "y": TOP + (height - zoom * (y0 + y1)) / 2 + zoom * y,
    }


def click_area(page: Page, code: str, pref: str) -> None:
    canvas = painted(page)
    canvas.click(position=spot(canvas, code, pref))


@pytest.mark.parametrize(
    ("code", "pref", "label"),
    [
        ("1005", "japan", "藤岡(群馬県)"),
        ("3207", "japan", "隠岐(島根県)"),
        ("1405", "14", "川崎南部(神奈川県)"),
        ("1301", "13", "区中央部(東京都)"),
        ("4705", "47", "八重山(沖縄県)"),
    ],
    ids=["Fujioka", "an island", "a small one", "one of Tokyo's", "an island of Okinawa"],
)
def test_a_click_on_the_map_shows_the_card_of_that_area(
    page: Page, app_url: str, code: str, pref: str, label: str
) -> None:
    page.goto(app_url if pref == "japan" else f"{app_url}/?pref={pref}")
    click_area(page, code, pref)
    card = page.locator(".st-key-map_card")
    expect(card).to_contain_text(label)
    expect(card).to_contain_text(code)
    card.get_by_role("link", name="この区域を開く").click()
    page.wait_for_url(re.compile(rf"/area\?area={code}"))


def test_the_selection_can_be_cleared_and_made_again(page: Page, app_url: str) -> None:
    page.goto(app_url)
    card = page.locator(".st-key-map_card")
    for _ in range(2):
        click_area(page, "1005", "japan")
        expect(card).to_contain_text("藤岡")
        card.get_by_role("button", name="選択を解除").click()
        expect(card).to_contain_text("区域を選ぶ")


@pytest.mark.own_tab
def test_the_chosen_area_stays_when_measure_and_year_change_and_the_geometry_is_not_fetched_again(
    page: Page, app_url: str
) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url) if "map.json" in request.url else None)
    page.goto(app_url)
    click_area(page, "1005", "japan")
    card = page.locator(".st-key-map_card")
    expect(card).to_contain_text("乖離率")
    assert len(fetched) == 1
    before = page.locator(".st-key-map canvas").screenshot()
    page.get_by_role("radio", name="充足率", exact=True).click()
    page.get_by_role("radio", name="急性期", exact=True).click()
    expect(card).to_contain_text("充足率")
    expect(card).to_contain_text("藤岡")
    painted(page)
    page.wait_for_timeout(500)
    assert page.locator(".st-key-map canvas").screenshot() != before, "the map keeps its old colours"
    assert len(fetched) == 1


@pytest.mark.parametrize(
    ("pref", "areas"),
    [
        ("japan", {"1005": "藤岡", "1003": "伊勢崎"}),
        ("10", {"1005": "藤岡", "1003": "伊勢崎", "1007": "吾妻"}),
        ("13", {"1301": "区中央部", "1308": "西多摩"}),
    ],
)
def test_the_map_is_painted_at_both_screen_sizes_and_the_pointer_shows_an_area_under_the_outline_of_a_designation(
    page: Page, app_url: str, pref: str, areas: dict[str, str]
) -> None:
    page.goto(app_url if pref == "japan" else f"{app_url}/?pref={pref}")
    canvas = painted(page)
    hover = page.locator("#vg-tooltip-element")
    for code, name in areas.items():
        canvas.hover(position=spot(canvas, code, pref))
        expect(hover).to_be_visible()
        expect(hover).to_contain_text(name)
        expect(hover).to_contain_text("必要量")
    for size in SCREENS:
        page.set_viewport_size(size)
        box = painted(page).bounding_box()
        assert box
        assert box["width"] > 380


def test_the_page_shows_the_map_alone_and_the_saved_picture_has_title_key_and_source_too(
    page: Page, app_url: str, tmp_path: Path
) -> None:
    page.goto(app_url)
    canvas = painted(page)
    drawing = canvas.bounding_box()
    shown = page.locator('.st-key-map [data-testid="stFullScreenFrame"]').bounding_box()
    assert drawing
    assert shown
    assert drawing["height"] == pytest.approx(shown["height"] + MARGINS, abs=1)
    canvas.hover(position={"x": drawing["width"] / 2, "y": TOP + 30})
    with page.expect_download() as saved:
        page.locator(".st-key-map").get_by_role("button", name="画像(PNG)で保存").click()
    saved.value.save_as(tmp_path / "map.png")
    picture = base64.b64encode((tmp_path / "map.png").read_bytes()).decode()
    ink = page.evaluate(_INK, [picture, 2 * TOP, 2 * BOTTOM])
    assert ink["height"] == pytest.approx(2 * drawing["height"], abs=2)
    assert ink["title"] > 500, "the title is not in the picture"
    assert ink["key"] > 1500, "neither key nor source are in the picture"
