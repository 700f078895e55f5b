"""元のセル in documents: the sheets in one line at the end of paper, the cells as columns of a workbook on request."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from core.data.reader import Read, reader
from core.data.store import Store
from core.exports import pdf, powerpoint, word
from core.exports.documents import EXCEL, written
from core.exports.paper import Paper, sheets_of_beds
from core.views import cells
from core.views.area import beds
from core.views.area.place import area_of
from core.views.section import Section
from tests.exports import documents, slides
from tests.exports.programs import text_of
from tests.views.values import BOOK, sample

PAPER = Paper(title="資料", made=date(2026, 11, 27))
PLACE = "令和7年度公表 シート「必要量との比較」 O12 + 令和6年度公表 シート「表」 F3"
LINE = "病床数の元のセル: 令和7年度公表 シート「必要量との比較」、令和6年度公表 シート「表」。番地は、同じ文書の Excel に足せる。"
BED_TABLE = replace(sample(), origins=tuple(("", PLACE, "", "", "") for _ in sample().rows))
SECTIONS = (Section(anchor="beds", title="病床数", tables=(BED_TABLE,)),)
WITHOUT = (Section(anchor="beds", title="病床数", tables=(sample(),)),)


def test_paper_names_the_sheets_once_at_its_end_and_nothing_where_none_is_known() -> None:
    assert sheets_of_beds((*SECTIONS, *SECTIONS)) == LINE
    assert sheets_of_beds(WITHOUT) == ""
    assert documents.paragraphs(documents.opened(word.document(SECTIONS, BOOK, PAPER)))[-1] == LINE
    assert "元のセル" not in documents.paragraphs(documents.opened(word.document(WITHOUT, BOOK, PAPER)))[-1]


def test_the_last_slide_names_them() -> None:
    deck = slides.opened(powerpoint.deck(SECTIONS, BOOK, PAPER))
    assert [LINE in text for text in slides.texts(deck)].count(True) == 1
    assert LINE in "".join(slides.texts(deck)[-3:])


def test_the_pdf_names_them() -> None:
    shown = "".join(text_of(pdf.document(SECTIONS, BOOK, PAPER)).split())
    assert "".join(LINE.split()) in shown


@pytest.mark.parametrize("asked", [False, True])
def test_the_workbook_of_a_document_has_the_cells_as_columns_on_request(*, asked: bool) -> None:
    made = written(EXCEL, SECTIONS, BOOK, replace(PAPER, traced=asked))
    values = [c.value for row in openpyxl.load_workbook(io.BytesIO(made)).worksheets[0] for c in row]
    assert (PLACE in values) == asked


def test_a_section_for_a_file_has_looked_up_every_place_that_it_states(real_store: Store) -> None:
    read: Read = reader(real_store)
    section = beds.trend(read, area_of(read, "1005"))
    assert section.figure("trend").twin.stated or section.figure("trend").twin.origins
    found = cells.located(read, section)
    assert not any(t.stated for t in found.every_table())
    assert sheets_of_beds((found,)).startswith("病床数の元のセル: 令和7年度公表 シート「")
