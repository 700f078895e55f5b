"""One slide of a section: title, the sentence to read first, room for what it shows, small print, source and page number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Pt

from core.exports import slide_style as style
from core.exports.slide_style import BODY, FOOT, LEAD, MARGIN, SMALL, SOURCE, TEXT_WIDE, Box
from core.exports.word_style import FACE
from core.views.words import Words, raw_text, runs_of
from core.vocabulary import palette

#: Inches: top of the lead, room between parts, width of the source beside the page number.
_TOP, _GAP, CITED = 1.22, 0.12, TEXT_WIDE - 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands on every slide of a section: whose deck and section (`above`), the mark of its titles, the sentence to read
    first, and the source at the foot."""

    above: str
    mark: str
    lead: Words
    source: str


@dataclass(slots=True)
class Page:
    """A slide and the room left on it: from `top` to `bottom`, in inches."""

    slide: Slide
    top: float
    bottom: float

    @property
    def high(self) -> float:
        """Room left."""
        return self.bottom - self.top

    @property
    def place(self) -> Box:
        """The place that is left, as wide as the text."""
        return Box(MARGIN, self.top, TEXT_WIDE, self.high)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of body text: `level` 0 a sentence, 1 a point of a list; `above`: room before it in inches."""

    words: Words
    size: float = BODY
    strong: bool = False
    listed: bool = False
    above: float = 0.06

    def high(self) -> float:
        """Inches that it takes with the room before it."""
        return style.height(self.words, self.size, TEXT_WIDE - 0.3) + self.above


def plain(deck: Deck) -> Slide:
    """A slide with a title and nothing else."""
    made: Slide = deck.slides.add_slide(next(x for x in deck.slide_layouts if x.name == style.PLAIN_LAYOUT))
    return made


def page(deck: Deck, title: Words, head: Head, *, said: Sequence[Line] = (), small: Sequence[Words] = ()) -> Page:
    """A new slide with its title, lead, sentences (`said`), small print (`small`) above the foot, source and page number."""
    slide = plain(deck)
    style.titled(slide, style.one_line(raw_text(title)) + (f" {head.mark}" if head.mark else ""))
    _put(slide, Box(MARGIN, 0.22, TEXT_WIDE, 0.26), "資料と章", [head.above], SMALL, palette.TEXT_MUTED)
    top, bottom = _ends(head)
    if runs_of(head.lead):
        _put(slide, Box(MARGIN, _TOP, TEXT_WIDE, top - _TOP - _GAP), "要点", [head.lead], LEAD)
    if head.source:
        place = Box(MARGIN, bottom + 0.1, CITED, FOOT + 0.3 - bottom)
        _put(slide, place, "出典", [head.source], SOURCE, palette.TEXT_MUTED)
    style.numbered(slide)
    printed = [s for s in small if runs_of(s)]
    if printed:
        high = print_high(printed)
        _put(slide, Box(MARGIN, bottom - high, TEXT_WIDE, high), "注", printed, SMALL)
        bottom -= high + _GAP
    made = Page(slide, top, bottom)
    if said:
        body(made, said)
    return made


def room(head: Head, said: Sequence[Line], small: Sequence[Words]) -> float:
    """Inches that such a slide leaves for what it shows."""
    top, bottom = _ends(head)
    top += text_high(said) + _GAP if said else 0.0
    high = print_high(small)
    return bottom - top - (high + _GAP if high else 0.0)


def _ends(head: Head) -> tuple[float, float]:
    """Where the room below the lead begins, and where it ends above the source; a long source grows upwards."""
    lead = style.height(head.lead, LEAD, TEXT_WIDE) + _GAP if runs_of(head.lead) else 0.0
    more = style.height(head.source, SOURCE, CITED) - style.height("", SOURCE, CITED) if head.source else 0.0
    return _TOP + lead, FOOT - 0.1 - more


def _put(
    slide: Slide, box: Box, name: str, sentences: Sequence[Words], size: float, colour: str = palette.TEXT
) -> None:
    frame = style.text_box(slide, box, name)
    for number, words in enumerate(sentences):
        style.say(frame.paragraphs[0] if number == 0 else frame.add_paragraph(), words, size, colour=colour)


def print_high(small: Sequence[Words]) -> float:
    """Inches that small print takes."""
    return sum(style.height(s, SMALL, TEXT_WIDE) for s in small if runs_of(s))


def body(made: Page, lines: Sequence[Line]) -> None:
    """Sentences and points in the room left, from its top."""
    high = min(text_high(lines), made.high)
    frame = style.text_box(made.slide, Box(MARGIN, made.top, TEXT_WIDE, high), "本文")
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_before = Pt(line.above * 72 if number else 0)
        if line.listed:
            _bullet(paragraph, line.size)
        style.say(paragraph, line.words, line.size, bold=line.strong)
    made.top += high + _GAP


def text_high(lines: Sequence[Line]) -> float:
    """Inches that lines of body text take."""
    return sum(line.high() for line in lines)


def fitting(lines: Sequence[Line], high: float) -> int:
    """How many of the lines stand in so much room; at least one. A heading goes over with what it heads."""
    taken = 0.0
    for number, line in enumerate(lines):
        taken += line.high()
        if taken > high and number:
            while number > 1 and lines[number - 1].strong:
                number -= 1
            return number
    return len(lines)


def _bullet(paragraph: Any, size: float) -> None:
    about = paragraph._p.get_or_add_pPr()
    hang = round(size * 12700 * 1.1)
    about.set("marL", str(hang))
    about.set("indent", str(-hang))
    about.append(about.makeelement(qn("a:buFont"), {"typeface": FACE}))
    about.append(about.makeelement(qn("a:buChar"), {"char": "•"}))
    paragraph.alignment = PP_ALIGN.LEFT
