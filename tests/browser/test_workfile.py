"""作業ファイル in a real browser: from one browser to another, and the question before unsaved work is lost."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import quiet, settled
from tests.browser.test_simulator import downloaded
from tests.browser.test_state import menu, query
from tests.browser.test_worksheet import the_table, type_row

UNSAVED = re.compile("未保存")


def panel(page: Page) -> None:
    page.locator(".st-key-workfile").get_by_role("button", name=re.compile("作業ファイル")).first.click()
    expect(page.get_by_role("button", name="作業ファイルを保存")).to_be_visible()


def marked(page: Page, unsaved: bool) -> None:
    """The page carries the mark of unsaved work, or not."""
    page.wait_for_function("(wanted) => document.documentElement.hasAttribute('data-unsaved') === wanted", arg=unsaved)


def asks_before_leaving(page: Page) -> bool:
    """Whether the browser would ask before it leaves the page."""
    return bool(
        page.evaluate(
            "(() => { const e = new Event('beforeunload', { cancelable: true }); window.dispatchEvent(e); return e.defaultPrevented; })()"
        )
    )


def test_work_goes_from_one_browser_to_another_by_its_file(
    page: Page, other_page: Page, app_url: str, tmp_path: Path
) -> None:
    page.goto(f"{app_url}/area?area=1005&function=acute&gap_year=2025")
    settled(page)
    the_table(page)
    type_row(page, 1, "回復期", "病棟単位の報告", "-80", "急性期", "県の分析")
    expect(page.get_by_role("row", name="回復期 -136 -80 -56")).to_be_visible()
    marked(page, True)
    menu(page, "制度と支援")
    settled(page)
    page.get_by_role("radio", name="取組チェックリスト", exact=True).click()
    page.get_by_text("課題と差異の関連を考えた(2024年度)").click()
    expect(page.get_by_text("1/23項目")).to_be_visible()
    panel(page)
    expect(page.get_by_text("差異分析ワークシート: 1区域")).to_be_visible()
    path = tmp_path / "work.json"
    path.write_bytes(downloaded(page, "作業ファイルを保存").read_bytes())
    marked(page, False)
    assert sorted(json.loads(path.read_text(encoding="utf-8"))) == ["checklist", "pages", "schema", "worksheets"]

    other = other_page
    other.goto(f"{app_url}/sources")
    settled(other)
    panel(other)
    other.locator(
        ".st-key-workfile_upload input[type=file], [class*=st-key-workfile_upload] input[type=file]"
    ).set_input_files(str(path))
    other.get_by_role("button", name="このファイルの作業に置き換える").click()
    expect(other.get_by_text("作業ファイルを開きました。")).to_be_visible()
    marked(other, False)
    other.keyboard.press("Escape")
    menu(other, "制度と支援")
    query(other, {"tab": "checklist"}, "/policy")
    expect(other.get_by_text("1/23項目")).to_be_visible()
    menu(other, "区域ドリルダウン")
    query(other, {"area": "1005", "function": "acute", "gap_year": "2025"}, "/area")
    settled(other)
    other.locator('.st-key-area_links a[href="#worksheet"]').click()
    quiet(other)
    expect(other.get_by_role("row", name="回復期 -136 -80 -56")).to_be_visible()


@pytest.mark.own_tab
def test_the_browser_asks_only_while_work_is_unsaved(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/policy?tab=checklist")
    settled(page)
    page.get_by_role("radio", name="用語集", exact=True).click()
    query(page, {"tab": "glossary"})
    settled(page)
    assert not asks_before_leaving(page), "another view is no work"
    page.get_by_role("radio", name="取組チェックリスト", exact=True).click()
    page.get_by_text("課題と差異の関連を考えた(2024年度)").click()
    marked(page, True)
    assert asks_before_leaving(page)
    panel(page)
    downloaded(page, "作業ファイルを保存")
    marked(page, False)
    assert not asks_before_leaving(page)
    page.keyboard.press("Escape")
    page.get_by_text("課題と差異の関連を考えた(2024年度)").click()
    page.get_by_text("国が示した候補区域を検討し、国と調整した(2024年度)").click()
    marked(page, True)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.close(run_before_unload=True)
    page.wait_for_timeout(1000)
    assert asked == ["beforeunload"]
