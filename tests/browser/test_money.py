"""減床の試算 by keyboard, and the uploads that the browser has a say in."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from core.subsidy.plan_rows import PLAN_COLUMNS
from tests.browser.conftest import settled
from tests.browser.test_simulator import choose, downloaded

NAME = "公立藤岡総合病院"
TABLES = ("base", "plan")


def table(page: Page, name: str) -> Locator:
    return page.locator(f'[class*="st-key-sim_money_"][class*="_{name}"]')


def cell(page: Page, field: str) -> Locator:
    """The cell of 公立藤岡総合病院 in the column of a field."""
    [column] = [c for c in PLAN_COLUMNS if c.field == field]
    return page.get_by_label(f"{NAME} {column.short}", exact=True)


def type_into(page: Page, field: str, text: str, *, rest: bool = True) -> None:
    """Type over what stands in a cell. `rest`: wait until the app has drawn what follows from it."""
    cell(page, field).focus()
    page.keyboard.type(text)
    page.keyboard.press("Tab")
    expect(cell(page, field)).to_have_value(text)
    if rest:
        settled(page)


@pytest.fixture
def money(page: Page, app_url: str) -> Page:
    """The view with 公立藤岡総合病院 chosen."""
    page.goto(f"{app_url}/simulator?view=money&area=1005")
    choose_hospital(page)
    return page


def choose_hospital(page: Page) -> None:
    """Put 公立藤岡総合病院 into the calculation and wait for its tables."""
    settled(page)
    page.get_by_role("combobox", name=re.compile("医療機関")).fill("公立藤岡")
    page.get_by_role("option").filter(has_text=NAME).first.click()
    page.keyboard.press("Escape")
    settled(page)
    for name in TABLES:
        expect(table(page, name).locator("tbody tr")).to_have_count(1)


def test_a_typed_plan_gives_its_amount_survives_another_view_and_goes_into_the_workbook(money: Page) -> None:
    type_into(money, "permitted", "350")
    type_into(money, "operating", "350")
    type_into(money, "occupancy", "75")
    type_into(money, "cut_acute", "60")
    told = money.get_by_text("再編後の許可病床数 = いまの許可病床数 295 − 減らす病床 60 = 235床。")
    expect(told).to_be_visible()
    amount = money.locator(".cardlist dd.big").filter(has_text="2.22億円")  # 88 × 1,824 + 27 × 2,280 = 222,072千円
    expect(amount).to_be_visible()
    sentence = money.get_by_text("合計は必要量を56床下回っており、この計画で差は116床に広がります。")
    expect(sentence).to_be_visible()

    money.get_by_text("再編統合の上乗せ(検討中)").click()
    settled(money)
    expect(
        money.get_by_text("再編統合に加わる医療機関が選ばれていないため、上乗せは計算に入っていません。")
    ).to_be_visible()

    choose(money, "感度")
    expect(told).to_have_count(0)
    choose(money, "減床の試算")
    expect(told).to_be_visible()
    expect(amount).to_be_visible()
    expect(
        money.get_by_text("再編統合に加わる医療機関が選ばれていないため、上乗せは計算に入っていません。")
    ).to_be_visible()
    type_into(money, "cut_acute", "61")  # the table still takes edits on top of what it remembered
    expect(money.get_by_text("減らす病床 61 = 234床。")).to_be_visible()

    file = downloaded(money, re.compile("試算の表.*xlsx"))
    book = load_workbook(io.BytesIO(file.read_bytes()))
    sheet = {row[1]: row for row in book["試算"].iter_rows(min_row=2, values_only=True)}
    assert sheet["項目"][3] == NAME
    assert [sheet[i][3] for i in ("許可病床数(H30)", "減らす病床", "対象となる減少")] == [350, 61, 116]
    assert sheet["試算額"][3] == 88 * 1824 + 28 * 2280
    gap = {row[0]: row for row in book["必要量との差"].iter_rows(min_row=3, values_only=True)}
    assert gap["合計"][5:] == (-56, -117)


def test_every_column_of_the_plan_is_inside_the_window_with_its_heading_in_full(money: Page) -> None:
    for name in TABLES:
        box = table(money, name).locator(".box").bounding_box()
        assert box
        assert box["x"] + box["width"] <= 1280
        assert box["y"] + box["height"] <= 720
        assert (
            table(money, name)
            .locator(".box")
            .evaluate("e => e.scrollWidth <= e.clientWidth && e.scrollHeight <= e.clientHeight")
        )
        assert (
            table(money, name)
            .locator("thead th")
            .evaluate_all("all => all.every((e) => e.scrollWidth <= e.clientWidth)")
        )
    assert all("床" in c.short for c in PLAN_COLUMNS if c.unit == "床")


def test_a_cut_beyond_todays_beds_is_an_error_in_words(money: Page) -> None:
    type_into(money, "permitted", "350")
    type_into(money, "operating", "350")
    type_into(money, "occupancy", "75")
    type_into(money, "cut_acute", "300")
    expect(money.get_by_text("減らす病床(300床)が、いまの許可病床数(295床)を超えています。")).to_be_visible()


def test_a_file_over_the_limit_is_refused_in_our_words_and_a_good_one_is_seen_to_be_taken(
    page: Page, app_url: str
) -> None:
    page.goto(f"{app_url}/simulator?view=hand")
    settled(page)
    chooser = page.locator('[data-testid="stFileUploader"] input[type="file"]').first
    expect(page.get_by_text("ファイル(5MBまで)")).to_be_visible()
    chooser.set_input_files({"name": "big.csv", "mimeType": "text/csv", "buffer": b"x" * (12 * 1024 * 1024)})
    expect(page.get_by_text("big.csv: 誤りが1件あるため、何も反映していません。")).to_be_visible()
    settled(page)
    good = "区域コード,対応状況,医療機関名\r\n1005,検証中,甲\r\n".encode()
    page.locator('[data-testid="stFileUploader"] input[type="file"]').first.set_input_files(
        {"name": "good.csv", "mimeType": "text/csv", "buffer": good}
    )
    page.get_by_role("button", name="シナリオに反映する").click()
    expect(page.get_by_text("good.csv: 1行をシナリオに反映しました。")).to_be_visible()
    expect(page.get_by_text("取り込み済み 1行。")).to_be_visible()
    expect(page.get_by_role("button", name="シナリオに反映する")).to_have_count(0)
