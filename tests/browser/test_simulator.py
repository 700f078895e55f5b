"""The walk of a prefectural officer: preset → pin with a reason → compare → export → share the link."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from core.exports.provenance import ROWS_ABOVE
from core.maps.words import BOTTOM, TOP
from core.ui.simulator.view_state import VIEWS
from core.views import class_map
from tests.browser.conftest import SCREENS, fits_the_screens, quiet, settled


def choose(page: Page, label: str) -> None:
    chosen = page.get_by_role("radio", name=label, exact=True)
    quiet(page, 300)  # a click must not fall on a page that is being laid out anew
    chosen.click()
    quiet(page, 300)  # meanwhile the old row of buttons may stand beside the new one
    expect(chosen).to_be_checked()


def downloaded(page: Page, label: str | re.Pattern[str]) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label).click()
    return Path(waiting.value.path())


def test_preset_pin_compare_export_and_link(page: Page, other_page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/simulator?area=1001")
    settled(page)
    choose(page, "群馬県の提案")
    expect(page).to_have_url(re.compile("preset=gunma"))

    choose(page, "固定・推薦・取込")
    page.get_by_label("理由(必須)").fill("県の会議での合意")
    page.get_by_role("button", name="シナリオに加える").click()
    settled(page)
    expect(page.get_by_text("前橋には手で決めたことがあります。")).to_be_visible()

    choose(page, "比較")
    expect(page.get_by_text(re.compile(r"「高度急性期.*から「群馬県の提案\(変更あり\)」へ"))).to_be_visible()
    expect(page.get_by_text("増える 2区域").first).to_be_visible()

    choose(page, "保存・共有・出力")
    book = load_workbook(io.BytesIO(downloaded(page, re.compile("すべて")).read_bytes()))
    listed = {row[0]: row[1] for row in book["選定一覧"].iter_rows(min_row=3, values_only=True)}
    assert listed["群馬県"] == "【前橋、●藤岡】"
    areas = [row[0] for row in book["判定表"].iter_rows(min_row=3, values_only=True)]
    assert len(areas) == 340
    assert all(re.fullmatch(r"\d{4}", code) for code in areas[:-1])
    assert areas[-1].startswith("出典: ")
    table = downloaded(page, re.compile("判定表")).read_bytes()
    assert table.startswith(b"\xef\xbb\xbf")
    assert len(table.decode("utf-8-sig").splitlines()) == ROWS_ABOVE + 340
    saved = json.loads(downloaded(page, "シナリオを保存(JSON)").read_text(encoding="utf-8"))
    assert [p["area_code"] for p in saved["pins"]] == ["1005", "1001"]

    link = page.url
    assert "s=" in link
    other_page.goto(re.sub("view=share", "view=why", link))
    settled(other_page)
    expect(other_page.get_by_role("heading", name="なぜ前橋は推進区域に入るのか")).to_be_visible()
    expect(other_page.get_by_text("県の会議での合意").first).to_be_visible()


def test_a_row_of_the_table_opens_the_reasons_of_its_area(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/simulator?view=criteria")
    settled(page)
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box
    page.mouse.click(box["x"] + 18, box["y"] + 52)
    expect(page.get_by_role("heading", name=re.compile("なぜ南渡島は"))).to_be_visible()
    settled(page)
    assert "view=why" in page.url
    assert "area=0101" in page.url

    page.go_back()
    page.wait_for_function("location.search.includes('view=criteria')")
    settled(page)
    expect(page.get_by_text("キーでは行に移って Shift+スペース")).to_be_visible()
    page.get_by_test_id("stDataFrame").first.locator("canvas").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    page.wait_for_function("location.search.includes('view=why')")
    expect(page.get_by_role("heading", name=re.compile("なぜ.+は"))).to_be_visible()


def test_an_upload_with_errors_lists_them_and_a_good_one_is_taken(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/simulator?view=hand")
    settled(page)
    chooser = page.locator('[data-testid="stFileUploader"] input[type="file"]').first
    bad = "区域コード,対応状況,医療機関名\r\n9999,検証中,甲\r\n".encode("cp932")
    chooser.set_input_files({"name": "bad.csv", "mimeType": "text/csv", "buffer": bad})
    expect(page.get_by_text("誤りが1件あるため、何も反映していません。")).to_be_visible()
    settled(page)
    good = "区域コード,対応状況,医療機関名\r\n1005,検証中,甲\r\n".encode()
    page.locator('[data-testid="stFileUploader"] input[type="file"]').first.set_input_files(
        {"name": "good.csv", "mimeType": "text/csv", "buffer": good}
    )
    page.get_by_role("button", name="シナリオに反映する").click()
    expect(page.get_by_text("取り込み済み 1行。")).to_be_visible()


#: Buttons of a group that lie beyond its right edge.
CUT = """() => [...document.querySelectorAll('[data-testid=stButtonGroup]')].flatMap((group) => {
            const right = group.getBoundingClientRect().right + 1;
            return [...group.querySelectorAll('button')].filter((b) => b.getBoundingClientRect().right > right)
              .map((b) => b.innerText);
        })"""


def test_every_preset_and_every_view_is_in_sight_and_fits_the_screen_without_sideways_scroll(
    page: Page, app_url: str
) -> None:
    page.goto(f"{app_url}/simulator")
    settled(page)
    for size in SCREENS:
        page.set_viewport_size(size)
        quiet(page, 300)
        assert page.evaluate(CUT) == [], size
    for word in VIEWS.values():
        choose(page, word)
        fits_the_screens(page, word)


@pytest.mark.parametrize("query", ["", "?pref=10", "?preset=gunma"])
def test_a_map_stands_without_the_title_and_key_that_its_saved_picture_has(
    page: Page, app_url: str, query: str
) -> None:
    """The page says them around it; in the comparison they stood there twice once."""
    page.goto(f"{app_url}/simulator{query}")
    settled(page)
    for view in ("selection", "compare"):
        if view == "compare":
            choose(page, VIEWS[view])
        chart = page.get_by_test_id("stVegaLiteChart").first
        expect(chart.locator("canvas")).to_be_visible()
        frame = page.get_by_test_id("stFullScreenFrame").filter(has=chart).bounding_box()
        drawing = chart.locator("canvas").bounding_box()
        assert frame
        assert drawing
        assert drawing["height"] == pytest.approx(frame["height"] + TOP + BOTTOM, abs=1)
        if view == "compare":  # the map of the first view takes the height of the window
            assert frame["height"] == pytest.approx(class_map.HEIGHT, abs=1)


def test_choosing_an_institution_brings_the_table_of_its_plan(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/simulator?view=money&area=1005")
    settled(page)
    page.get_by_role("combobox", name=re.compile("医療機関")).fill("公立藤岡")
    page.get_by_role("option").filter(has_text="公立藤岡総合病院").first.click()
    page.keyboard.press("Escape")
    settled(page)
    expect(page.get_by_text(re.compile("まだ計算に入れていません: 公立藤岡総合病院"))).to_be_visible()
    for title in ("基準の値", "計画"):
        expect(page.get_by_role("table", name=title)).to_be_visible()
