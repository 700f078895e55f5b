"""The one writer of PDF: sections as in Word, for reading on any machine, without an office program.

fpdf2 because it embeds a subset of a Japanese face with CFF outlines (reportlab takes TrueType alone), writes outline, language and
alt text, and needs no library of the system (WeasyPrint needs Pango, which Windows does not have).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from core.exports import beside, columns, pdf_table, picture
from core.exports.paper import Paper, Progress, dated, every_source, origins, sheets_of_beds, silent, told
from core.exports.pdf_face import GETA
from core.exports.pdf_page import HEADINGS, LEAD, SMALL, Pages, Picture
from core.views.figure import Chart, Figure
from core.views.section import Section
from core.views.sources import SourceBook, Sources
from core.views.table import Table
from core.views.topic import Topic
from core.views.words import raw_text, runs_of, say

#: Tables of more columns than this make the document lie on its side.
_PORTRAIT_COLUMNS: Final = 7
#: Height in mm of the line of sources, which does not stand alone on the next page.
_ORIGIN: Final = 5.0
#: Height in mm of the first lines of a part.
_FIRST: Final = 14.0


def document(sections: Sequence[Section], book: SourceBook, paper: Paper, progress: Progress = silent) -> bytes:
    """Bytes of the document: title, sections, official cautions, sources in full. Raises UserError without a Japanese face."""
    picture.ahead(f for s in sections for f in s.figures)
    wide = [len(t.columns) for s in sections for t in (*s.tables, *(f.twin for f in s.figures if not _drawn(f)))]
    day = datetime(paper.made.year, paper.made.month, paper.made.day)
    title = raw_text(paper.title) + (f" {paper.mark}" if paper.mark else "")
    pages = Pages(title, day, sideways=max(wide, default=0) > _PORTRAIT_COLUMNS)
    pages.heading(title, 0)
    named = every_source(sections)
    for line in dated(paper, named, book):
        pages.say(line, size=SMALL)
    for section, origin in zip(told(sections, progress), origins(sections, book), strict=True):
        _section(pages, section, paper)
        if origin:
            pages.say(origin, size=SMALL)
    _back(pages, book, named, paper.cautions, sheets_of_beds(sections))
    return pages.saved()


def _section(pages: Pages, section: Section, paper: Paper) -> None:
    mark = f" {paper.mark}" if paper.mark else ""
    figures = beside.rows(section.figures, pages.width, HEADINGS[2], mark)
    pages.heading(raw_text(section.title) + mark, 1, keep=_begin(pages, section, figures))
    if runs_of(section.lead):
        pages.say(section.lead, size=LEAD, strong=True)
    for sentence in section.sentences:
        pages.say(sentence)
    for cards in section.cards:
        _table(pages, cards.as_table(section.title), headed=False)
    for topic in section.topics:
        _topic(pages, topic)
    for row in figures:
        _figures(pages, row, mark)
    for shown in (part for whole in section.tables for part in pdf_table.parts(pages, whole)):
        _table(pages, shown, title=raw_text(shown.title) + mark)
    for note in section.notes:
        pages.say(note, size=SMALL, keep=_ORIGIN)
    for caution in section.cautions:
        if caution not in paper.cautions:  # once in a document, at its end
            pages.say(f"※ {caution}", size=SMALL)


def _topic(pages: Pages, topic: Topic) -> None:
    pages.heading(raw_text(topic.heading), 2)
    for line in topic.lines:
        pages.say(line, bullet=topic.listed)
    for quote in topic.quotes:
        pages.say(say("「", quote, "」"))
    if runs_of(topic.note):
        pages.say(topic.note, size=SMALL)


def _figures(pages: Pages, row: Sequence[Figure], mark: str) -> None:
    """A row of `core.exports.beside`."""
    if beside.charts(row):
        pages.pictures(_pictures(pages, row, mark))
    else:
        pages.heading(raw_text(row[0].title) + mark, 2)
        pages.say(row[0].alt, size=SMALL)
        for part in pdf_table.parts(pages, row[0].twin):
            _table(pages, part)
    for words in beside.said(row):
        pages.say(words, size=SMALL)


def _pictures(pages: Pages, row: Sequence[Figure], mark: str) -> list[Picture]:
    room = beside.room(row, pages.width)
    drawn = [(figure, picture.png(chart)) for figure, chart in beside.charts(row)]
    return [
        Picture(png, picture.wide(png, room, float(pages.pdf.eph)), raw_text(figure.title) + mark, figure.alt)
        for figure, png in drawn
    ]


def _drawn(figure: Figure) -> bool:
    return isinstance(figure.drawing, Chart)


def _begin(pages: Pages, section: Section, figures: Sequence[Sequence[Figure]]) -> float:
    """Height in mm of what has to stand on one page with the heading: its sentences and the beginning of what they speak of.

    `figures`: in rows.
    """
    high = sum(pages.said_high(words) for words in (section.lead, *section.sentences) if runs_of(words))
    if section.cards or section.topics:
        return high + _FIRST
    if figures and (first := _pictures(pages, figures[0], "")):
        return high + max(map(pages.picture_high, first)) + _FIRST
    if section.tables and len(section.tables[0].rows) <= columns.SHORT:
        return high + _FIRST + pdf_table.laid(pages, section.tables[0], headed=True).keep
    return high + (_FIRST if section.parts else 0.0)


def _table(pages: Pages, shown: Table, *, title: str = "", headed: bool = True) -> None:
    made = pdf_table.laid(pages, shown, headed=headed)
    if title:
        pages.heading(title, 2, keep=made.keep if shown.rows else _FIRST)
    if not shown.rows:
        pages.say("該当する行はありません")
        return
    pdf_table.add(pages, made)
    if runs_of(shown.note):
        pages.say(shown.note, size=SMALL)


def _back(pages: Pages, book: SourceBook, named: Sources | None, cautions: tuple[str, ...], below: str) -> None:
    if cautions:
        pages.heading("数値を見るときの注意", 1)
        for line in cautions:
            pages.say(f"※ {line}", size=SMALL)
    if named is not None:
        pages.heading("出典", 1)
        for source in book.of(named):
            pages.say(f"{source.citation}{f' {source.url}' if source.url else ''}", size=SMALL)
    if below:
        pages.say(below, size=SMALL)
    if pages.face.missing:
        codes = "、".join(f"U+{ord(c):04X}" for c in pages.face.missing)
        pages.say(f"{GETA} は、この PDF の書体にない文字({codes})。Word のファイルでは元の文字のまま。", size=SMALL)
