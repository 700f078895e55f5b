"""差異分析ワークシート in a real browser: typing into the grid, files in and out, the way back."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from tests.area.sheets import FUJIOKA_SHEET
from tests.browser.conftest import quiet, settled
from tests.browser.test_area import at_area, go_to
from tests.browser.test_simulator import downloaded

#: Where the columns of the grid lie, in pixels from its left edge.
FUNCTION, CAUSE, BEDS, BASIS = 80, 190, 350, 450


def type_cell(page: Page, grid: Locator, x: int, text: str) -> None:
    """Choose a cell of the first row and type into it, as in Excel."""
    box = grid.bounding_box()  # anew each time: sections above may still be coming in
    assert box is not None
    page.mouse.click(box["x"] + x, box["y"] + 52)
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    page.keyboard.type(text)
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)


def type_first_row(page: Page, function: str, cause: str, beds: str, basis: str) -> None:
    go_to(page, "worksheet")
    quiet(page)
    grid = page.locator("#worksheet").locator("xpath=following::*[@data-testid='stDataFrame'][1]")
    # The button floats above the grid while the pointer is on it; the event reaches it in any place of the page.
    page.get_by_role("button", name="Add row").dispatch_event("click")
    settled(page)
    page.wait_for_timeout(1000)
    for x, text in ((FUNCTION, function), (CAUSE, cause), (BEDS, beds), (BASIS, basis)):
        type_cell(page, grid, x, text)
    settled(page)


def test_what_is_typed_is_counted_kept_on_the_way_to_another_area_and_saved(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/area?area=1005")
    settled(page)
    type_first_row(page, "回復", "病棟", "-80", "県の分析")
    expect(page.get_by_role("row", name="回復期 -136 -80 -56")).to_be_visible()

    page.get_by_text("ファイルに保存・ファイルから読み込み").click()
    saved = json.loads(downloaded(page, re.compile("JSON")).read_text(encoding="utf-8"))
    assert saved["explanations"][0] | {"note": ""} == {
        "bed_function": "recovery",
        "cause": "ward",
        "beds": -80,
        "basis": "県の分析",
        "note": "",
    }

    go_to(page, "peers")
    page.get_by_role("link", name="安房(千葉県)を開く").click()
    at_area(page, "1207")
    settled(page)
    page.go_back()
    at_area(page, "1005")
    settled(page)
    page.get_by_text("Excel に貼り付ける・ファイルで保存する").click()
    expect(page.get_by_text("差異分析ワークシートも2枚目のシート")).to_be_visible()
    book = load_workbook(io.BytesIO(downloaded(page, "Excel(xlsx)").read_bytes()))
    assert ("回復期", "病棟単位の報告", -80, "県の分析") in [
        r[:4] for r in book["差異分析"].iter_rows(values_only=True)
    ]


def test_a_row_without_a_basis_is_told_and_not_counted(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/area?area=1005")
    settled(page)
    type_first_row(page, "回復", "病棟", "-80", "")
    expect(page.get_by_text(re.compile("根拠がありません"))).to_be_visible()


def upload(page: Page, app_url: str, path: Path) -> None:
    page.goto(f"{app_url}/area?area=1005")
    settled(page)
    go_to(page, "worksheet")
    page.locator('input[type="file"]').first.set_input_files(str(path))


def test_a_worksheet_is_read_from_a_file(page: Page, app_url: str, tmp_path: Path) -> None:
    path = tmp_path / "sheet.json"
    path.write_text(FUJIOKA_SHEET.to_json(), encoding="utf-8")
    upload(page, app_url, path)
    expect(page.get_by_text("1行を読み込みました")).to_be_visible()
    expect(page.get_by_role("row", name="急性期 +137 +80 +57")).to_be_visible()


def test_a_wrong_worksheet_file_is_refused_in_words(page: Page, app_url: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text("{}", encoding="utf-8")
    upload(page, app_url, path)
    expect(page.get_by_text("差異分析ワークシートのファイルではありません")).to_be_visible()
