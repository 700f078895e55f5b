"""The one writer of PowerPoint: sections as slides, 16:9, to show in a meeting and to change there.

What a section says on screen it says here. Figures that Office can draw are charts of Office, with their figures in them; others
are pictures; maps that only a screen can draw are their rows. Tables are tables, and go on over slides with their headings.
Every slide names the sentence to read first and its source; the last ones are the cautions and the sources in full.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from pptx.enum.text import PP_ALIGN
from pptx.presentation import Presentation as Deck

from core.exports import picture, slide_chart, slide_key, slide_scatter, slide_table
from core.exports import slide_style as style
from core.exports.cells import clean
from core.exports.paper import Paper, Progress, dated, every_source, sheets_of_beds, silent, told
from core.exports.slide_page import CITED, Head, Line, Page, body, fitting, page, print_high, room, text_high
from core.exports.slide_style import BODY, LEAD, MARGIN, SMALL, SOURCE, TEXT_WIDE, Box
from core.views.figure import Chart, Figure
from core.views.plot import Plot, PlotKind
from core.views.scatter import Scatter
from core.views.section import Section
from core.views.sources import SourceBook, Sources
from core.views.table import Card, Cards, Table
from core.views.topic import Topic
from core.views.words import Words, raw_text, runs_of, say
from core.vocabulary import labels, palette

#: Small print higher than this (inches) has a slide of its own.
_PRINT: Final = 0.75
#: Sentences lower than this stand on the first slide of a section beside what it shows.
_SAID: Final = 0.85
#: Lines that sources take at most at the foot of a slide.
_CITED_LINES: Final = 2
#: Big figures beside each other, their height and the room between them, in inches.
_TILES, _TILE_HIGH, _TILE_GAP = 3, 1.32, 0.16
#: Inches between a picture and its key.
_BESIDE: Final = 0.3
_CAUTIONS, _SOURCES, _HOW = "数値を見るときの注意", "出典", "読み方"
_NO_ROWS: Final = "該当する行はありません"


def deck(sections: Sequence[Section], book: SourceBook, paper: Paper, progress: Progress = silent) -> bytes:
    """Bytes of the deck: cover, sections, official cautions, sources in full."""
    picture.ahead((f for s in sections for f in s.figures if f.plot is None), bare=True)
    made = style.begun()
    sources = every_source(sections)
    _about(made, paper)
    _cover(made, paper, book, sources)
    for section in told(sections, progress):
        _section(made, section, book, paper)
    _back(made, book, sources, paper, sheets_of_beds(sections))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _about(made: Deck, paper: Paper) -> None:
    about = made.core_properties
    about.title, about.author, about.language = clean(raw_text(paper.title)), labels.APP_TITLE, "ja-JP"
    about.created = about.modified = datetime(paper.made.year, paper.made.month, paper.made.day)
    about.last_modified_by, about.comments = labels.APP_TITLE, ""


def _cover(made: Deck, paper: Paper, book: SourceBook, sources: Sources | None) -> None:
    slide = made.slides.add_slide(next(x for x in made.slide_layouts if x.name == style.TITLE_LAYOUT))
    style.titled(slide, _titled(paper.title, paper.mark), 36)
    under: Any = slide.placeholders[1].text_frame
    lines = zip(dated(paper, sources, book), (LEAD, BODY), strict=False)
    for number, (line, size) in enumerate(lines):
        paragraph = under.paragraphs[0] if number == 0 else under.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        style.run(paragraph, line, size)


def _section(made: Deck, section: Section, book: SourceBook, paper: Paper) -> None:
    head = Head(
        above=_above(paper, section),
        mark=paper.mark,
        lead=section.lead or (section.sentences[0] if section.sentences else ""),
        source=_cited(section.sources, book),
    )
    cautions = [f"※ {c}" for c in section.cautions if c not in paper.cautions]
    parts: tuple[Figure | Table, ...] = (*section.figures, *section.tables)
    own = parts[-1].note if parts else ""
    notes = [n for n in (*section.notes, *cautions) if n != own]
    apart = print_high([own, *notes]) > _PRINT
    small = () if apart else tuple(notes)
    texts = _texts(section)
    beside = texts if parts and not section.cards and text_high(texts) <= _SAID else []
    if section.cards or not parts or (texts and not beside):
        _opening(made, section, head, texts, () if parts else small)
    for part in parts:
        said, under = beside if part is parts[0] else (), small if part is parts[-1] else ()
        if isinstance(part, Figure):
            _figure(made, part, head, book, said, under)
        else:
            _table(made, part, head, book, said, under)
    if apart:
        _flow(made, _how_to_read(section.title, head), head, [Line(n, listed=True) for n in notes])


def _above(paper: Paper, section: Section) -> str:
    """Deck and section in one line; where both are too long for it, the section, for the deck's title stands on the cover."""
    own = style.one_line(raw_text(section.title))
    both = f"{style.one_line(raw_text(paper.title))} | {own}"
    return both if style.lines(both, SMALL, TEXT_WIDE) <= 1 else own


def _how_to_read(title: Words, head: Head) -> Words:
    """Title of a slide of notes: of what they are, where that fits into one line; the line above says it anyway."""
    whole = say(title, f": {_HOW}")
    return whole if style.lines(_titled(whole, head.mark), LEAD, TEXT_WIDE) <= 1 else _HOW


def _texts(section: Section) -> list[Line]:
    said = section.sentences if section.lead else section.sentences[1:]
    lines = [Line(s) for s in said]
    for topic in section.topics:
        lines += _passage(topic)
    return lines


def _passage(topic: Topic) -> Iterator[Line]:
    yield Line(topic.heading, LEAD, strong=True, above=0.16)
    for line in topic.lines:
        yield Line(line, listed=topic.listed)
    for quote in topic.quotes:
        yield Line(say("「", quote, "」"), listed=True)
    if runs_of(topic.note):
        yield Line(topic.note, SMALL)


def _opening(made: Deck, section: Section, head: Head, texts: list[Line], small: Sequence[Words]) -> None:
    """Big figures and sentences, on as many slides as they need."""
    first = page(made, section.title, head, small=small)
    for cards in section.cards:
        _cards(first, cards)
    if not texts:
        return
    count = fitting(texts, first.high) if texts[0].high() <= first.high else 0
    if count:
        body(first, texts[:count])
    _flow(made, section.title, head, texts[count:], number=2)


def _flow(made: Deck, title: Words, head: Head, lines: list[Line], *, number: int = 1) -> None:
    """Lines of text over as many slides as they need."""
    while lines:
        shown = page(made, title if number == 1 else say(title, "(続き)"), head)
        count = fitting(lines, shown.high)
        body(shown, lines[:count])
        lines, number = lines[count:], number + 1


def _cards(shown: Page, cards: Cards) -> None:
    """Tiles, three beside each other: what it is, its value large, what to compare it with."""
    wide = (TEXT_WIDE - (_TILES - 1) * _TILE_GAP) / _TILES
    for number, card in enumerate(cards.cards):
        row, place = divmod(number, _TILES)
        left, top = MARGIN + place * (wide + _TILE_GAP), shown.top + row * (_TILE_HIGH + _TILE_GAP)
        _tile(shown, card, Box(left, top, wide, _TILE_HIGH))
    shown.top += -(-len(cards.cards) // _TILES) * (_TILE_HIGH + _TILE_GAP)
    if runs_of(cards.note):
        body(shown, [Line(cards.note, SMALL)])


def _tile(shown: Page, card: Card, box: Box) -> None:
    frame = style.text_box(shown.slide, box, f"値: {card.label}")
    style.filled(shown.slide.shapes[-1], palette.NEUTRAL)
    style.say(frame.paragraphs[0], card.label, BODY)
    style.say(
        frame.add_paragraph(), card.value, 24 if style.lines(card.value, 24, box.wide - 0.3) == 1 else 18, bold=True
    )
    for line in card.lines:
        style.say(frame.add_paragraph(), line, SMALL if style.lines(line, 12, box.wide - 0.3) > 1 else 12)


def _figure(
    made: Deck, figure: Figure, head: Head, book: SourceBook, said: Sequence[Line], small: Sequence[Words]
) -> None:
    drawing, plot = figure.drawing, figure.plot
    if plot is None and not isinstance(drawing, Chart):
        _table(made, figure.twin, head, book, said, (figure.alt, figure.note, *small))
        return
    note = figure.note if plot is None or plot.note is None else plot.note
    beside = (note, _absent(figure), *small)
    if isinstance(plot, Plot) and plot.kind is not PlotKind.LINE:
        parts = plot.parts(slide_chart.most(room(head, said, beside)))
        for number, part in enumerate(parts, start=1):
            title = say(figure.title, f"({number}/{len(parts)})") if len(parts) > 1 else figure.title
            shown = page(made, title, head, said=said if number == 1 else (), small=beside)
            slide_chart.add(shown.slide, figure, part, shown.place)
        return
    shown = page(made, figure.title, head, said=said, small=beside)
    if isinstance(plot, Scatter):
        slide_scatter.add(shown.slide, figure, plot, shown.place)
        return
    if plot is not None:
        slide_chart.add(shown.slide, figure, plot, shown.place)
        return
    assert isinstance(drawing, Chart)
    _picture(shown, figure, picture.png(drawing, bare=True))


def _absent(figure: Figure) -> str:
    """Figures that the chart has no mark for, with the word that stands in their place."""
    if not isinstance(figure.plot, Plot):
        return ""
    absent, several = figure.plot.absent(), len(figure.plot.series) > 1
    said = (f"{category}{f'の{series}' if several else ''} {word}" for series, category, word in absent)
    return f"図にない値: {'、'.join(said)}。" if absent else ""


def _picture(shown: Page, figure: Figure, content: bytes) -> None:
    """As large as its place allows, in the middle, with its key beside it."""
    wide, high = struct.unpack(">II", content[16:24])
    key = slide_key.wide(figure.legend) + _BESIDE if figure.legend else 0.0
    scale = min((TEXT_WIDE - key) / wide, shown.high / high)
    left = MARGIN + (TEXT_WIDE - key - wide * scale) / 2
    drawn = shown.slide.shapes.add_picture(io.BytesIO(content), *Box(left, shown.top, wide * scale, high * scale).emu)
    style.described(drawn, raw_text(figure.title), figure.alt)
    if figure.legend:
        place = Box(left + wide * scale + _BESIDE, shown.top, key - _BESIDE, high * scale)
        slide_key.add(shown.slide, figure.legend, place)


def _table(
    made: Deck, table: Table, head: Head, book: SourceBook, said: Sequence[Line], small: Sequence[Words]
) -> None:
    """One table over as many slides as it needs; its note stands on the last one."""
    split = slide_table.parts(table, TEXT_WIDE)
    if len(split) > 1:
        for number, some in enumerate(split, start=1):
            _table(made, some, head, book, said if number == 1 else (), small if number == len(split) else ())
        return
    own = Head(above=head.above, mark=head.mark, lead=head.lead, source=_cited(table.sources, book) or head.source)
    under = [w for w in (table.note, *small) if runs_of(w)]
    if not table.rows:
        body(page(made, table.title, own, said=said, small=under), [Line(_NO_ROWS)])
        return
    if print_high(under) > _PRINT:  # it would take the room of the rows
        _table(made, replace(table, note=""), head, book, said, ())
        _flow(made, _how_to_read(table.title, own), own, [Line(w, listed=True) for w in under])
        return
    sheaf = slide_table.cut(table, TEXT_WIDE, room(own, said, under))
    for part in range(len(sheaf.slides)):
        count = f"({part + 1}/{len(sheaf.slides)})" if len(sheaf.slides) > 1 else ""
        first, last = part == 0, part == len(sheaf.slides) - 1
        shown = page(made, say(table.title, count), own, said=said if first else (), small=under if last else ())
        slide_table.add(shown.slide, table, sheaf, part, shown.place)


def _back(made: Deck, book: SourceBook, sources: Sources | None, paper: Paper, below: str) -> None:
    """The end of every deck, as of every document: cautions, sources, a line `below` them."""
    head = Head(above=style.one_line(raw_text(paper.title)), mark="", lead="", source="")
    _flow(made, _CAUTIONS, head, [Line(f"※ {c}", LEAD, above=0.15) for c in paper.cautions])
    cited = book.of(sources) if sources is not None else ()
    listed = [*(f"{s.citation} {s.url}".rstrip() for s in cited), *filter(None, (below,))]
    _flow(made, _SOURCES, head, [Line(line, 12, above=0.1) for line in listed])


def _cited(sources: Sources | None, book: SourceBook) -> str:
    """The sources by short name; of those that do not fit into two lines how many more there are, for the last slides name all."""
    names = [s.short for s in book.of(sources)] if sources is not None else []
    text = ""
    for kept in range(len(names), 0, -1):
        more = [f"ほか{len(names) - kept}件(最後の「{_SOURCES}」)"] if kept < len(names) else []
        text = f"出典: {'、'.join([*names[:kept], *more])}"
        if style.lines(text, SOURCE, CITED) <= _CITED_LINES:
            break
    return text


def _titled(title: Words, mark: str) -> str:
    return style.one_line(raw_text(title)) + (f" {mark}" if mark else "")
