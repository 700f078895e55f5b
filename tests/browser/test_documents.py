"""Papers for a meeting in a real browser: a Word document that holds what the screen shows."""

from __future__ import annotations

import re
import zipfile

from playwright.sync_api import Page

from tests.browser.conftest import settled
from tests.browser.test_simulator import downloaded
from tests.exports import slides
from tests.exports.documents import cells, opened, paragraphs


def test_the_sheet_of_an_area_comes_as_word_with_the_figures_of_the_page(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/area?area=1005")
    settled(page)
    shown = page.locator("table").first.locator("tr").all()
    on_screen = [tuple(cell.inner_text() for cell in row.locator("th, td").all()) for row in shown]
    page.get_by_role("button", name="文書を保存").click()
    page.get_by_role("button", name="作る").click()
    made = opened(downloaded(page, re.compile("保存する.Word")).read_bytes())
    assert paragraphs(made, "Title") == ["区域シート 藤岡(群馬県)"]
    assert on_screen[1:] in [cells(table)[1:] for table in made.tables]
    assert len(made.inline_shapes) == 2


def test_one_press_makes_the_pack_of_an_area_with_paper_slides_and_workbook(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/area?area=2006")
    settled(page)
    page.get_by_role("button", name="文書を保存").click()
    page.get_by_text("会議用一式", exact=True).click()
    page.get_by_text("1つの ZIP に").wait_for()
    page.get_by_role("button", name="作る").click()
    with zipfile.ZipFile(downloaded(page, re.compile("保存する.ZIP"))) as archive:
        names = archive.namelist()
        deck = slides.opened(archive.read(names[1]))
    assert [name.split("_")[-1] for name in names] == ["区域シート.docx", "スライド.pptx", "データ.xlsx", "読み方.txt"]
    lead = page.locator("#profile").locator("xpath=following::p[1]").inner_text()
    assert lead.replace("\u2009", "") in slides.texts(deck)  # the screen has thin spaces around bold words


def test_the_form_of_an_area_comes_as_word_from_the_scenario(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/simulator?view=form&area=1005&preset=gunma")
    settled(page)
    page.get_by_role("button", name="文書を保存").click()
    page.get_by_role("button", name="作る").click()
    made = opened(downloaded(page, re.compile("保存する.Word")).read_bytes())
    assert "藤岡構想区域" in paragraphs(made)
    assert "④" in paragraphs(made)
