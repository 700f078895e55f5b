"""The one writer of Word documents: sections as chapters, with every figure's source, ready to print on A4.

What a section says on screen it says here: the sentence to read first, the others, big figures and tables as Word tables (headings
repeated on each page), charts as pictures with their alt sentence, maps that only a screen can draw as their rows. Titles are
headings of Word, so its navigation shows them.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from core.exports import beside, picture, word_picture, word_style, word_table
from core.exports.cells import clean
from core.exports.paper import Paper, Progress, dated, every_source, origins, sheets_of_beds, silent, told
from core.text.outside import Outside
from core.views.figure import Chart, Figure
from core.views.section import Section
from core.views.sources import SourceBook, Sources
from core.views.table import Table
from core.views.topic import Topic
from core.views.words import Strong, Words, raw_text, runs_of
from core.vocabulary import labels

_MARGIN: Final = 15  # mm
_A4: Final = (210, 297)  # mm
#: Tables of more columns than this make the document lie on its side.
_PORTRAIT_COLUMNS: Final = 7
#: mm that two pictures leave free in their line: with none, what is rounded puts the second on the next one.
_SLACK: Final = 1


def document(sections: Sequence[Section], book: SourceBook, paper: Paper, progress: Progress = silent) -> bytes:
    """Bytes of the document: title, sections, official cautions, sources in full."""
    picture.ahead(f for s in sections for f in s.figures)
    columns = [len(t.columns) for s in sections for t in (*s.tables, *(f.twin for f in _undrawn(s)))]
    named = every_source(sections)
    word = begun(paper, dated(paper, named, book), sideways=max(columns, default=0) > _PORTRAIT_COLUMNS)
    width = text_width(word)
    for section, origin in zip(told(sections, progress), origins(sections, book), strict=True):
        _section(word, section, paper.mark, width, paper.cautions)
        if origin:
            _with_next(word)
            small(word, origin)
    back(word, book, named, paper.cautions, sheets_of_beds(sections))
    return saved(word)


def begun(paper: Paper, below: Sequence[str], *, titled: str = "", sideways: bool = False) -> WordDocument:
    """An A4 document with its faces, page numbers and title, and lines `below` it; `titled`: printed in the place of the title of
    the file."""
    word = Document()
    word_style.apply(word)
    _page(word, sideways)
    _about(word, paper)
    word.add_heading(titled or _titled(paper.title, paper.mark), level=0)
    for line in below:
        small(word, line)
    return word


def saved(word: WordDocument) -> bytes:
    """Bytes of the document."""
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def text_width(word: WordDocument) -> int:
    """Width of the text in mm."""
    wide: int | None = word.sections[0].page_width
    return round((wide or 0) / Mm(1)) - 2 * _MARGIN


def _high(word: WordDocument) -> float:
    """Height of the text in mm."""
    high: int | None = word.sections[0].page_height
    return (high or 0) / Mm(1) - 2 * _MARGIN


def _page(word: WordDocument, sideways: bool) -> None:
    wide, high = _A4[::-1] if sideways else _A4
    page = word.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE if sideways else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Mm(wide), Mm(high)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(_MARGIN)
    word_style.number_pages(page.footer.paragraphs[0])


def _about(word: WordDocument, paper: Paper) -> None:
    about = word.core_properties
    about.title, about.author, about.language = clean(raw_text(paper.title)), labels.APP_TITLE, "ja-JP"
    about.created = about.modified = datetime(paper.made.year, paper.made.month, paper.made.day)
    about.comments = ""


def _section(word: WordDocument, section: Section, mark: str, width: int, said: tuple[str, ...]) -> None:
    word.add_heading(_titled(section.title, mark), level=1)
    if runs_of(section.lead):
        _say(word_style.paragraph(word, word_style.LEAD), section.lead)
    for sentence in section.sentences:
        paragraph = word.add_paragraph()
        # No sentence stands at the end of a page whose figure is on the next one.
        paragraph.paragraph_format.keep_with_next = True if section.parts or section.topics else None
        _say(paragraph, sentence)
    for cards in section.cards:
        table(word, cards.as_table(section.title), width, headed=False)
    for topic in section.topics:
        _topic(word, topic)
    for row in beside.rows(section.figures, width, word_style.SIZES["Heading 2"], f" {mark}" if mark else ""):
        if beside.charts(row):
            _figures(word, row, mark, width)
        else:
            _rows(word, row[0], mark, width)
    for shown in (part for whole in section.tables for part in word_table.parts(whole, width)):
        _heading(word, _titled(shown.title, mark))
        table(word, shown, width)
    for note in section.notes:
        small(word, note)
    for caution in section.cautions:
        if caution not in said:  # once in a document, at its end
            small(word, f"※ {caution}")


def _topic(word: WordDocument, topic: Topic) -> None:
    _heading(word, clean(raw_text(topic.heading)))
    for line in topic.lines:
        _say(word_style.paragraph(word, word_style.LISTED if topic.listed else ""), line)
    for quote in topic.quotes:
        _say(word_style.paragraph(word, word_style.QUOTED), quote)
    if runs_of(topic.note):
        small(word, topic.note)


def _figures(word: WordDocument, row: Sequence[Figure], mark: str, width: int) -> None:
    """Charts of a row of `core.exports.beside`: titles in one heading, pictures, then what is said of them."""
    room, below = beside.room(row, width), beside.said(row)
    heading, pictures = word_style.paragraph(word, "Heading 2"), word.add_paragraph()
    pictures.paragraph_format.line_spacing = 1.0  # lines of a fixed height would cut it
    pictures.paragraph_format.keep_with_next = True if below else None
    shown: list[InlineShape] = []
    for number, (figure, chart) in enumerate(beside.charts(row)):
        if number:
            for line in (heading, pictures):
                line.paragraph_format.tab_stops.add_tab_stop(Mm(room + beside.GAP - _SLACK))
                line.add_run("\t")
        heading.add_run(_titled(figure.title, mark))
        png = picture.png(chart)
        shown.append(word_picture.add(pictures, png, picture.wide(png, room, _high(word)), figure.alt))
    word_picture.hang(shown)
    for words in below:
        small(word, words)


def _rows(word: WordDocument, figure: Figure, mark: str, width: int) -> None:
    """A picture that only a screen can draw: its words and its rows."""
    _heading(word, _titled(figure.title, mark))
    small(word, figure.alt)
    for part in word_table.parts(figure.twin, width):
        table(word, part, width)
    for words in beside.said((figure,)):
        small(word, words)


def _undrawn(section: Section) -> list[Figure]:
    """Pictures that only a screen can draw."""
    return [f for f in section.figures if not isinstance(f.drawing, Chart)]


def table(word: WordDocument, shown: Table, width: int, *, headed: bool = True) -> None:
    """A table with its note, or the words that no row belongs to it. `headed`: headings stand above the rows."""
    if not shown.rows:
        word.add_paragraph("該当する行はありません")
        return
    word_table.add(word, shown, width, headed=headed)
    if runs_of(shown.note):
        small(word, shown.note)


def back(
    word: WordDocument, book: SourceBook, named: Sources | None, cautions: tuple[str, ...], below: str = ""
) -> None:
    """The end of every document: official cautions, then the sources in full and a line `below` them."""
    if cautions:
        word.add_heading("数値を見るときの注意", level=1)
        for line in cautions:
            small(word, f"※ {line}")
    if named is not None:
        word.add_heading("出典", level=1)
        for source in book.of(named):
            address = f" {source.url}" if source.url else ""
            small(word, f"{source.citation}{address}")
    if below:
        small(word, below)


def _with_next(word: WordDocument) -> None:
    """What is written last does not leave the next line, the sources, alone on a page."""
    last = word.element.body[-2]  # before the settings of the page
    if last.tag == qn("w:p"):
        Paragraph(last, word._body).paragraph_format.keep_with_next = True


def _heading(word: WordDocument, text: str) -> None:
    word_style.paragraph(word, "Heading 2").add_run(text)


def _say(paragraph: Paragraph, words: Words) -> None:
    for run in runs_of(words):
        text = run.text if isinstance(run, Strong) else run
        raw = clean(text.raw if isinstance(text, Outside) else text)
        word_style.written(paragraph, raw).bold = True if isinstance(run, Strong) else None


def small(word: WordDocument, words: Words) -> None:
    """A line of small print: a note, a source."""
    paragraph = word_style.paragraph(word, word_style.SMALL)
    paragraph.paragraph_format.space_after = Pt(1)
    _say(paragraph, words)


def _titled(title: Words, mark: str) -> str:
    return clean(raw_text(title)) + (f" {mark}" if mark else "")
