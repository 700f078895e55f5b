"""A PDF holds what the sections say: its text is read again and compared with them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

import pytest

from core.content.cautions import official_sentences
from core.data.reader import reader
from core.data.store import Store
from core.errors import UserError
from core.exports import pdf, pdf_face
from core.exports.paper import Paper
from core.exports.pdf_page import HEADINGS, MARGIN, Pages, line_height
from core.text.outside import Outside
from core.views.area import hospitals, policy_draft, sheet
from core.views.area.place import area_of
from core.views.figure import Chart
from core.views.section import Section
from core.views.sources import USER, Sources, sources_by_id
from core.views.table import Column, Table, table
from core.views.topic import Topic
from core.views.words import raw_text, say, strong
from tests.exports.programs import pages_of, text_of
from tests.exports.test_word import ODD
from tests.views.values import BOOK, sample

PAPER = Paper(title="会議資料", made=date(2026, 11, 27), cautions=("単純に比較しない。",))
_BLANK = re.compile(r"\s+")


def section(**parts: object) -> Section:
    return Section(anchor="beds", title="病床数", **parts)  # type: ignore[arg-type]


def dense(text: str) -> str:
    """Text as it is set, whatever its lines: without blanks."""
    return _BLANK.sub("", text.replace("\u2009", ""))


def written_in(tables: tuple[Table, ...], text: str) -> None:
    """Every row stands in the text, cell by cell, in the order of the rows."""
    for shown in tables:
        at = 0
        for row in shown.texts():
            wanted = dense("".join(row))
            found = text.find(wanted, at)
            assert found >= 0, f"{raw_text(shown.title)}: {row}"
            at = found + len(wanted)


def test_everything_stands_in_the_order_of_the_screen() -> None:
    made = pdf.document(
        [
            section(
                lead=say("報告は", strong("1,234床"), "。"),
                sentences=("ほかの文。",),
                topics=(Topic(key="t", heading="経緯", lines=("一つ目",), quotes=("原文のまま",), note="補足"),),
                tables=(sample(),),
                notes=("読み方。",),
            )
        ],
        BOOK,
        PAPER,
    )
    rows = ["".join(row) for row in (sample().headings, *sample().texts())]
    wanted = (
        "会議資料 推進区域ダッシュボード(作成日 2026-11-27) データの公表: 2025年 病床数 報告は1,234床。 ほかの文。 経緯 ・一つ目 「原文のまま」 補足 病床数",
        *rows,
        "差 = 報告 − 必要量 読み方。 出典: 厚生労働省 病床数 数値を見るときの注意 ※ 単純に比較しない。 出典",
        "厚生労働省「病床数の表」2025年 https://example.invalid/beds 1 / 1",
    )
    assert dense(text_of(made)) == dense("".join(wanted))


def test_it_has_outline_language_title_and_its_own_face() -> None:
    made = pdf.document([section(tables=(sample(),))], BOOK, PAPER)
    assert b"/Lang (ja-JP)" in made
    assert b"/DisplayDocTitle true" in made
    assert made.count(b"/Dest") >= 3, "section, table, cautions"
    assert b"/FontFile" in made, "the face is in the file"
    assert b"/Helvetica" not in made, "no face of the reader's own"


def test_headings_of_a_table_come_again_on_each_page_and_every_row_is_there_once() -> None:
    rows = [(f"地点{n}", n) for n in range(200)]
    columns = (Column(name="a", label="名称の列"), Column(name="n", label="番号の列"))
    long = table("t", "長い表", columns, rows, Sources((USER,)))
    made = pdf.document([section(tables=(long,))], BOOK, PAPER)
    pages = [dense(page) for page in text_of(made).split("\f") if "地点" in page]
    assert len(pages) > 3
    assert [page.count("名称の列番号の列") for page in pages] == [1] * len(pages)
    assert sum(page.count("地点") for page in pages) == len(rows)
    written_in((long,), "".join(page.replace("名称の列番号の列", "") for page in pages))


@pytest.mark.parametrize("above", range(36, 52, 3))
def test_a_heading_stands_on_the_page_of_what_it_heads_and_a_short_table_is_not_parted(above: int) -> None:
    columns = (Column(name="a", label="名称の列"), Column(name="n", label="番号の列"))
    short = table("t", "短い表", columns, [(f"地点{n}", n) for n in range(9)], Sources((USER,)))
    first = Section(anchor="a", title="前の節", sentences=tuple(f"{n}番目の文。" for n in range(above)))
    made = pdf.document([first, section(lead="先に読む文。", tables=(short,))], BOOK, PAPER)
    pages = [dense(page) for page in text_of(made).split("\f")]
    wanted = ("病床数先に読む文。", "短い表名称の列番号の列", *(f"地点{n}" for n in range(9)))
    assert [all(w in page for w in wanted) for page in pages].count(True) == 1
    assert sum("地点" in page for page in pages) == 1


def test_a_heading_counts_the_space_below_it_when_it_keeps_what_follows_on_its_page() -> None:
    keep = 40.0
    for spare in (0.2, 0.9, 1.1):  # mm more than heading and what follows take without that space
        pages = Pages("題", datetime(2026, 11, 27), sideways=True)
        pages.y = float(pages.pdf.h) - MARGIN - keep - line_height(HEADINGS[2]) - 2.5 - spare
        pages.heading("短い表", 2, keep=keep)
        on = pages.pdf.page_no()
        pages.need(keep)
        assert pages.pdf.page_no() == on, spare
        pages.saved()


def test_a_row_higher_than_a_page_goes_on_over_the_next_pages() -> None:
    sentence = "長い文をつづけて書く。" * 1500
    only = table("t", "表", (Column(name="x", label="理由", wide=True),), [(Outside(sentence),)], Sources((USER,)))
    made = pdf.document([section(tables=(only,))], BOOK, PAPER)
    assert pages_of(made) > 2
    assert dense(text_of(made)).count("長い文をつづけて書く。") > 1400, "a page's edge may part a sentence"


def test_a_letter_without_a_glyph_is_told_never_dropped() -> None:
    made = text_of(pdf.document([section(lead=Outside("群馬\U0001f600県\x00"))], BOOK, PAPER))
    assert "群馬〓県" in made
    assert "U+1F600" in made
    assert "U+" not in text_of(pdf.document([section(lead="群馬県")], BOOK, PAPER))


def test_without_a_japanese_face_there_is_no_pdf_but_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_face, "BUNDLED", pdf_face.BUNDLED.with_name("no.otf"))
    monkeypatch.setattr(pdf_face, "_SYSTEM", ())
    with pytest.raises(UserError, match="書体が見つかりません"):
        pdf.document([section(lead="文")], BOOK, PAPER)


@pytest.mark.parametrize("text", ["<b>", "(\\) Tj ET", "=1+1", "%PDF-1.7 endobj"])
def test_text_from_outside_stays_text(text: str) -> None:
    assert dense(text) in dense(text_of(pdf.document([section(lead=Outside(text))], BOOK, PAPER)))


@pytest.mark.parametrize("code", ODD)
def test_the_sheet_of_an_area_holds_every_figure_and_the_words_of_every_picture(real_store: Store, code: str) -> None:
    read = reader(real_store)
    parts = sheet.sections(read, area_of(read, code))
    made = pdf.document(parts, sources_by_id(real_store), replace(PAPER, cautions=official_sentences()))
    assert pages_of(made) == 2, "failed before: a picture lacked two millimetres, and the sources began a third page"
    text = dense(text_of(made))
    for part in parts:
        written_in((*(c.as_table(part.title) for c in part.cards), *part.tables), text)
        for sentence in (part.lead, *part.sentences, *part.notes):
            assert dense(raw_text(sentence)) in text
    pictures = [f for part in parts for f in part.figures if isinstance(f.drawing, Chart)]
    assert made.count(b"/Subtype /Image") == len(pictures)
    assert made.count(b"/Alt ") == len(pictures)
    assert "〓" not in text, "the face has every letter of the area"


def test_the_longest_list_of_institutions_and_the_draft_are_whole_in_letters_of_eight_points(
    real_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = reader(real_store)
    area, book = area_of(read, "0104"), sources_by_id(real_store)
    every = hospitals.section(read, area, hospitals.Chosen())
    drafted = policy_draft.sections(read, area)
    sizes: set[float] = set()
    write = Pages.text

    def noted(self: Pages, text: str, x: float, top: float, size: float, *, strong: bool = False) -> float:
        sizes.add(size)
        return write(self, text, x, top, size, strong=strong)

    monkeypatch.setattr(Pages, "text", noted)
    text = dense(text_of(pdf.document([every, *drafted], book, PAPER)))
    assert min(sizes) == 8, "failed before: seven in tables of many columns"
    written_in((*every.tables, *(t for s in drafted for t in s.tables)), text)
