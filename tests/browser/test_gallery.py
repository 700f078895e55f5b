"""Gallery and policy shelf in a real browser: search, filter, detail, print card on one A4 page, checklist file."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from core.content import cases as cases_module
from core.content import load_cases, load_tactics
from core.content.cases import Case, Photo
from core.exports.case_card import card_html
from core.ui.gallery.state import VIEWS as GALLERY_VIEWS
from core.ui.policy.state import TABS
from tests.browser.conftest import fits_the_screens, settled
from tests.browser.test_simulator import choose

NAMES = {"1004": "高崎・安中", "1007": "吾妻"}


def opened(page: Page, url: str) -> None:
    page.goto(url)
    settled(page)


def card_names(page: Page) -> list[str]:
    """Names on the cards, once the page is quiet."""
    settled(page)
    return [n for n in page.get_by_role("heading", level=2).all_inner_texts() if n]


@contextmanager
def beside(page: Page, path: Path) -> Iterator[Page]:
    """A file in a tab beside the app's, which keeps the app's scripts ready for its next page."""
    tab = page.context.new_page()
    tab.goto(path.as_uri())
    yield tab
    tab.close()


def pdf_pages(card: Page) -> list[bytes]:
    """The page objects of the PDF that printing this page on A4 gives."""
    return re.findall(rb"/Type\s*/Page\b(?!s)", card.pdf(prefer_css_page_size=True, print_background=True))


def boxes_on_paper(page: Page) -> tuple[int, int]:
    """How many steps the page has, and how many of them a printed page shows."""
    boxes = page.get_by_test_id("stCheckbox")
    page.emulate_media(media="print")
    seen = boxes.filter(visible=True).count()
    page.emulate_media(media="screen")
    return boxes.count(), seen


def test_search_then_filter_then_detail_then_area(page: Page, app_url: str) -> None:
    opened(page, f"{app_url}/gallery")
    expect(page.get_by_text("4/4事例を表示")).to_be_visible()
    box = page.get_by_label("ことばで探す")
    box.fill("お持ちですか")
    box.press("Enter")
    expect(page.get_by_text("1/4事例を表示")).to_be_visible()
    assert card_names(page) == ["ファークロス薬局 羽根尾"]
    page.get_by_role("link", name="詳しく見る").click()
    page.wait_for_url(re.compile(r"/gallery\?case=pharcross-haneo"))
    settled(page)
    expect(page.get_by_role("heading", name="ファークロス薬局 羽根尾 — 薬局")).to_be_visible()
    page.get_by_role("link", name="吾妻構想区域を開く").click()
    page.wait_for_url(re.compile(r"/area\?area=1007"))


def test_pills_filter_and_the_link_reopens_the_choice(page: Page, app_url: str) -> None:
    opened(page, f"{app_url}/gallery")
    page.get_by_test_id("stButtonGroup").get_by_text("薬局", exact=True).click()
    expect(page.get_by_text("2/4事例を表示")).to_be_visible()
    page.get_by_test_id("stButtonGroup").get_by_text("動線", exact=True).click()
    expect(page.get_by_text("1/4事例を表示")).to_be_visible()
    page.wait_for_url(re.compile("tactic=flow_line"))
    link = page.url
    page.goto(f"{app_url}/_stcore/health")
    opened(page, link)
    assert card_names(page) == ["アイケイ薬局 中居店"]


def test_detail_goes_back_to_all_cards_and_the_browser_goes_back_to_the_detail(page: Page, app_url: str) -> None:
    opened(page, f"{app_url}/gallery?case=fuse-clinic")
    page.get_by_role("link", name="事例の一覧へ戻る").click()
    expect(page.get_by_text("4/4事例を表示")).to_be_visible()
    assert "case=" not in page.url
    page.go_back()
    expect(page.get_by_role("heading", name="布施医院 — 診療所")).to_be_visible()


@pytest.mark.parametrize("case", load_cases().cases, ids=lambda c: c.id)
def test_downloaded_card_prints_on_one_a4_page(page: Page, app_url: str, case: Case, tmp_path: Path) -> None:
    opened(page, f"{app_url}/gallery?case={case.id}")
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("印刷用カード")).click()
    saved = tmp_path / "card.html"
    download.value.save_as(saved)
    assert download.value.suggested_filename.startswith("好事例カード_")
    with beside(page, saved) as card:
        assert len(pdf_pages(card)) == 1
        expect(card.get_by_role("heading", level=1)).to_have_text(case.name)


def test_card_of_a_long_case_with_photos_still_fits_one_page(page: Page, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(cases_module, "PHOTOS_DIR", tmp_path)
    (tmp_path / "a.png").write_bytes(_png(320, 180))
    case = load_cases().get("fuse-clinic")
    assert case is not None
    photos = tuple(Photo(caption=f"写真{n}", file="a.png", consent="院長の許可") for n in (1, 2))
    long = case.model_copy(update={"photos": photos, "effects": case.effects * 2})
    path = tmp_path / "card.html"
    path.write_text(card_html((long,), load_tactics(), "出典", NAMES, date(2026, 11, 22)), encoding="utf-8")
    with beside(page, path) as card:
        assert len(pdf_pages(card)) == 1


def test_all_cards_print_on_a_page_each(page: Page, tmp_path: Path) -> None:
    cases = load_cases().cases
    path = tmp_path / "cards.html"
    path.write_text(card_html(cases, load_tactics(), "出典", NAMES, date(2026, 11, 22)), encoding="utf-8")
    with beside(page, path) as cards:
        assert len(pdf_pages(cards)) == len(cases)


def _png(width: int, height: int) -> bytes:
    """A plain grey PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\x00" + b"\xbb" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_shelf_search_leads_to_another_tab_and_to_the_gallery(page: Page, app_url: str) -> None:
    opened(page, f"{app_url}/policy")
    box = page.get_by_label("制度・意見・用語・好事例を探す")
    box.fill("ワンストップ")
    box.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("の検索結果"))).to_be_visible()
    page.get_by_role("button", name="都道府県コンシェルジュ（ワンストップ窓口）の設置").click()
    expect(page.get_by_role("heading", name=re.compile("モデル推進区域への伴走支援"))).to_be_visible()
    assert "tab=accompany" in page.url
    box.fill("羽根尾")
    box.press("Enter")
    page.get_by_role("link", name=re.compile("羽根尾")).click()
    page.wait_for_url(re.compile(r"/gallery\?case=pharcross-haneo"))


def test_checklist_goes_out_and_comes_back_and_outlives_another_page(page: Page, app_url: str, tmp_path: Path) -> None:
    opened(page, f"{app_url}/policy?tab=checklist")
    page.get_by_text("推進区域の地域医療構想調整会議で協議した(2024年度)").click()
    expect(page.get_by_text("1/23項目")).to_be_visible()
    assert boxes_on_paper(page) == (23, 23)
    with page.expect_download() as download:
        page.get_by_role("button", name="CSVに書き出す").click()
    saved = tmp_path / "list.csv"
    download.value.save_as(saved)
    assert saved.read_bytes().startswith(b"\xef\xbb\xbf")
    page.get_by_role("link", name="データと出典", exact=True).click()
    page.wait_for_url(re.compile("/sources"))
    settled(page)
    page.get_by_role("link", name="制度と支援", exact=True).click()
    page.wait_for_url(re.compile("/policy"))
    settled(page)
    page.get_by_test_id("stButtonGroup").get_by_text("取組チェックリスト").click()
    expect(page.get_by_text("1/23項目")).to_be_visible()
    page.reload()
    settled(page)
    expect(page.get_by_text("0/23項目")).to_be_visible()
    page.get_by_role("button", name="CSVから読み込む").click()
    page.locator('input[type="file"]').set_input_files(saved)
    expect(page.get_by_text("1/23項目", exact=True)).to_be_visible()
    expect(page.get_by_text("読み込みました(1/23項目が済)")).to_be_visible()


@pytest.mark.parametrize(
    ("path", "views"),
    [("/gallery", GALLERY_VIEWS), ("/policy", TABS), ("/gallery?case=sutoh-hospital", {})],
    ids=["gallery", "shelf", "case"],
)
def test_gallery_and_shelf_fit_the_screen_without_sideways_scroll_and_map_and_matrix_are_drawn(
    page: Page, app_url: str, path: str, views: dict[str, str]
) -> None:
    opened(page, app_url + path)
    fits_the_screens(page, path)
    for view, label in list(views.items())[1:]:
        choose(page, label)
        if view in ("map", "matrix"):
            expect(page.locator('[data-testid="stVegaLiteChart"] :is(canvas, svg.marks)').first).to_be_visible()
        fits_the_screens(page, label)


def test_the_first_screen_shows_every_case_with_its_first_step_and_a_plan_prints_on_one_page(
    page: Page, app_url: str, tmp_path: Path
) -> None:
    opened(page, f"{app_url}/gallery")
    for case in load_cases().cases:
        step = page.get_by_text(case.tomorrow)
        box = step.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 720, case.id
    opened(page, f"{app_url}/gallery?case=fuse-clinic")
    assert boxes_on_paper(page) == (9, 9)
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("記入票")).click()
    saved = tmp_path / "plan.html"
    download.value.save_as(saved)
    with beside(page, saved) as plan:
        assert len(pdf_pages(plan)) == 1
        expect(plan.get_by_role("button", name="印刷・PDFに保存")).to_be_visible()
