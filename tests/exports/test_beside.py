"""Paper that lies on its side has two pictures in a row, so that its pages are full."""

from __future__ import annotations

from datetime import date

import pytest
from docx.shared import Mm

from core.data.reader import Read, reader
from core.data.store import Store
from core.exports import beside, pdf, picture, word
from core.exports.paper import Paper
from core.views.figure import Figure
from core.views.review import meeting
from core.views.section import Section
from core.views.sources import sources_by_id
from core.views.words import raw_text
from core.vocabulary.terms import PatientGroup
from tests.exports.documents import opened
from tests.exports.programs import boxes_of
from tests.exports.test_pdf import dense

PAPER = Paper(title="資料", made=date(2026, 11, 27))
SIX = ("1005", "1004", "1003", "1001", "1006", "1002")


@pytest.fixture(scope="module")
def read(real_store: Store) -> Read:
    return reader(real_store)


def together(read: Read, codes: tuple[str, ...], anchor: str = "join") -> Section:
    deck = meeting.deck(read, "", "later", codes, PatientGroup.ACUTE, "operations")
    return next(s.make() for s in deck.slides if s.anchor == anchor)


def shown(rows: list[tuple[Figure, ...]]) -> list[list[str]]:
    return [[figure.key for figure in row] for row in rows]


def test_two_charts_stand_in_a_row_where_both_have_room_and_one_by_one_on_upright_paper(read: Read) -> None:
    figures = together(read, SIX).figures
    assert shown(beside.rows(figures, 267, 11)) == [["stays", "between"]]
    assert shown(beside.rows(figures, 180, 11)) == [["stays"], ["between"]]
    assert shown(beside.rows(figures, 267, 40)) == [["stays"], ["between"]], "a title would break into two lines"
    assert shown(beside.rows(figures[:1], 267, 11)) == [["stays"]]


def test_each_line_below_two_pictures_says_of_which_it_speaks(read: Read) -> None:
    stays, between = together(read, SIX).figures
    assert [raw_text(line) for line in beside.said((stays, between))] == [f"右: {raw_text(between.note)}"]
    assert [raw_text(line) for line in beside.said((between,))] == [raw_text(between.note)]


@pytest.mark.parametrize("codes", [SIX, SIX[:2]])
def test_in_word_both_hang_from_one_height_in_one_line(read: Read, real_store: Store, codes: tuple[str, ...]) -> None:
    section = together(read, codes)
    made = opened(word.document([section], sources_by_id(real_store), PAPER))
    assert [p.text for p in made.paragraphs if "\t" in p.text] == [
        "\t".join(raw_text(f.title) for f in section.figures),
        "\t",
    ]
    (line,) = [p for p in made.paragraphs if p._p.xpath(".//w:drawing")]
    assert line._p.xpath(".//wp:docPr/@descr") == [f.alt for f in section.figures]
    assert len({s.height for s in made.inline_shapes}) == 1
    for inline, figure in zip(made.inline_shapes, section.figures, strict=True):
        png = picture.png(beside.charts((figure,))[0][1])
        whole = int.from_bytes(png[20:24]) / int.from_bytes(png[16:20]) * inline.width
        strip = inline._inline.xpath(".//a:srcRect/@b")
        assert inline.height == pytest.approx(whole * (1 - int(strip[0]) / 100_000 if strip else 1), rel=1e-3)
        assert {inline._inline.get(side) for side in ("distT", "distB", "distL", "distR")} == {"0"}
    last = line.paragraph_format.tab_stops[0].position + made.inline_shapes[1].width
    assert last < Mm(word.text_width(made))


def test_the_first_page_of_six_areas_holds_pictures_and_the_table_of_people(read: Read, real_store: Store) -> None:
    """Failed before: the map of flows did not fit below the shares, and a third of the page was empty."""
    section = together(read, SIX)
    first = boxes_of(pdf.document([section], sources_by_id(real_store), PAPER))[0]
    text = dense("".join(w.text for w in first.words))
    for cell in section.table("people").texts()[-1]:
        assert dense(cell) in text
    tops = [w.top for f in section.figures for w in first.words if w.text == dense(raw_text(f.title))]
    assert len(tops) == 2
    assert tops[0] == tops[1]
