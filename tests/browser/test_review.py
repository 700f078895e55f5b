"""区域点検 in a real browser: from an area to its partners, areas joined with one press, the same view by link."""

from __future__ import annotations

import re

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import settled


def test_an_officer_joins_an_area_with_its_largest_partner_and_passes_the_view_on(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/area?area=1005")
    settled(page)
    page.locator(".st-key-area_ways").get_by_role("link", name="区域点検").click()  # the bar of pages has one too
    page.wait_for_url(re.compile(r"/review\?view=join&area=1005"))
    settled(page)
    expect(page.get_by_role("heading", name="藤岡と行き来の多い区域(急性期)")).to_be_visible()
    page.get_by_role("button", name="高崎・安中を合わせる").click()
    expect(page.get_by_role("heading", name="藤岡+高崎・安中を合わせて見る")).to_be_visible()
    settled(page)
    said = page.get_by_text("2区域を合わせると").inner_text()
    assert "73.3%" in said
    assert re.search(r"areas=1005(,|%2C)1004", page.url)
    # The longer tables come by themselves: nobody has scrolled to them, and the print-out has them.
    expect(page.get_by_text("病床数と必要量(合わせる前と後)")).to_be_attached()

    page.get_by_test_id("stButtonGroup").get_by_text("急性期の協議資料", exact=True).click()
    expect(page.get_by_role("heading", name="急性期の協議資料: 藤岡+高崎・安中(救急車の順)")).to_be_visible()
    page.get_by_test_id("stButtonGroup").get_by_text("点検表", exact=True).click()
    expect(page.get_by_text("2040年には191区域")).to_be_visible()
    page.go_back()
    page.go_back()
    expect(page.get_by_text("2区域を合わせると")).to_have_text(said)


def test_areas_are_gathered_by_a_part_of_their_reading_and_put_away_with_keys_alone(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/review?view=join&areas=1005")
    settled(page)
    box = page.get_by_label("構想区域(6区域まで)に加える")
    box.focus()
    page.keyboard.type("たかさき")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="藤岡+高崎・安中を合わせて見る")).to_be_visible()
    assert re.search(r"areas=1005(,|%2C)1004", page.url)
    expect(box).to_have_value("")
    box.press("Backspace")
    expect(page.get_by_role("heading", name="藤岡と行き来の多い区域(急性期)")).to_be_visible()
    box.fill("どこか")
    box.press("Enter")
    expect(page.get_by_role("button", name=re.compile("藤岡.*を外す"))).to_be_visible()
    expect(box).to_have_value("どこか")


def _table(*lines: str) -> FilePayload:
    """As Excel on an office machine writes it."""
    return {"name": "県の列.csv", "mimeType": "text/csv", "buffer": "\r\n".join(lines).encode("cp932")}


def test_columns_of_a_prefecture_stand_beside_the_public_ones_and_a_wrong_file_is_told_why(
    page: Page, app_url: str
) -> None:
    page.goto(f"{app_url}/review?view=elder&areas=2006")
    settled(page)
    page.get_by_text("公表されていない列を足す(このファイルはサーバーに残りません)").click()
    chooser = page.locator('[data-testid="stFileUploader"] input[type="file"]')
    chooser.set_input_files(_table("区域コード,構想区域名,85歳以上人口(人)", "2006,木曽,3500"))
    expect(page.get_by_text("1列を表に足しています(この区域の行 1)")).to_be_visible()
    shown = page.get_by_role("table").filter(has_text="二次救急")
    expect(shown.get_by_role("columnheader", name="85歳以上人口(人)")).to_be_visible()
    expect(shown.get_by_role("cell", name="3,500")).to_be_visible()
    expect(page.get_by_text("利用者の入力").last).to_be_visible()

    chooser.set_input_files(_table("区域コード,構想区域名,85歳以上人口(人)", "9999,どこか,1"))
    expect(page.get_by_text("取り込めませんでした。次のところを直してください。")).to_be_visible()
    expect(page.get_by_text("「9999」という構想区域はありません。")).to_be_visible()
    expect(shown.get_by_role("cell", name="3,500")).to_be_visible()
