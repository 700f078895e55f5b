"""Faces, sizes and places of slides, set where Office looks for the face of Japanese text; how much room a text takes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Inches, Length, Pt

from core.exports.cells import clean
from core.exports.word_style import FACE
from core.text.outside import Outside
from core.views.words import Strong, Words, raw_text, runs_of
from core.vocabulary import palette

#: Inches: 16:9, as Office makes it.
WIDE, HIGH, MARGIN = 13.333, 7.5, 0.5
TEXT_WIDE: Final = WIDE - 2 * MARGIN
FOOT: Final = 6.98
#: Points. Body at least 14, tables and small print at least 10.
TITLE, LEAD, BODY, SMALL, SOURCE = 24.0, 16.0, 14.0, 12.0, 12.0
#: Height of a line, as a part of the size of its letters. It is set in points: left to itself, each face takes another.
LINE: Final = 1.3
TITLE_LAYOUT, PLAIN_LAYOUT = "Title Slide", "Title Only"
_NUMBER: Final = "12"  # idx of the placeholder of page numbers in the layouts


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in inches."""

    left: float
    top: float
    wide: float
    high: float

    @property
    def emu(self) -> tuple[Length, Length, Length, Length]:
        """As the library takes it."""
        return Inches(self.left), Inches(self.top), Inches(self.wide), Inches(self.high)


_TITLE_BOX: Final = Box(MARGIN, 0.5, TEXT_WIDE, 0.62)
_NUMBER_BOX: Final = Box(WIDE - MARGIN - 1.0, FOOT, 1.0, 0.32)


def begun() -> Deck:
    """An empty 16:9 deck with two layouts, both with titles and page numbers in their places, and Japanese faces in its theme."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    for layout in list(deck.slide_layouts):
        if layout.name not in (TITLE_LAYOUT, PLAIN_LAYOUT):
            deck.slide_layouts.remove(layout)
    _place(deck.slide_master, _TITLE_BOX)
    for layout in deck.slide_layouts:
        cover = layout.name == TITLE_LAYOUT
        _place(layout, Box(1.0, 2.2, WIDE - 2, 1.5) if cover else _TITLE_BOX)
    theme: Any = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    face = f'<a:latin typeface="{FACE}"/><a:ea typeface="{FACE}"/>'.encode()
    theme._blob = theme.blob.replace(b'<a:latin typeface="Calibri"/><a:ea typeface=""/>', face)
    return deck


def _place(master: Any, title: Box) -> None:
    """Placeholders of a master or a layout, where this size of slide wants them; date and footer go."""
    for shape in list(master.placeholders):
        kind = shape.placeholder_format.type.name
        if kind in ("DATE", "FOOTER"):
            shape._element.getparent().remove(shape._element)
        elif kind in ("TITLE", "CENTER_TITLE"):
            _move(shape, title)
        elif kind == "SLIDE_NUMBER":
            _move(shape, _NUMBER_BOX)
        else:
            _move(shape, Box(1.0, 4.0, WIDE - 2, 2.2))


def _move(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = box.emu


def titled(slide: Slide, text: str, size: float = TITLE) -> None:
    """The title in its placeholder, made smaller until it fits into two lines."""
    shape: Any = slide.shapes.title
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    while lines(text, size, TEXT_WIDE) > 1 and size > 18:
        size -= 2
    if lines(text, size, TEXT_WIDE) > 1:
        size = 16
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    run(paragraph, text, size, bold=True)


def numbered(slide: Slide) -> None:
    """The page number in the placeholder of the layout."""
    shape = parse_xml(
        f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr>"
        f'<p:cNvPr id="{max((s.shape_id for s in slide.shapes), default=1) + 1}" name="ページ番号"/>'
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="sldNum" sz="quarter" idx="{_NUMBER}"/></p:nvPr></p:nvSpPr><p:spPr/>'
        '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="r"/><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" '
        f'type="slidenum"><a:rPr lang="ja-JP" sz="{round(SMALL * 100)}"/><a:t>‹#›</a:t></a:fld></a:p></p:txBody></p:sp>'
    )
    slide.shapes._spTree.append(shape)


def text_box(slide: Slide, box: Box, name: str) -> Any:
    """An empty text frame without margins; its words wrap."""
    shape = slide.shapes.add_textbox(*box.emu)
    shape.name = name
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return frame


def rgb(colour: str) -> RGBColor:
    """`#0017c1` as the library takes it."""
    return RGBColor(*bytes.fromhex(colour.lstrip("#")))  # type: ignore[no-untyped-call]


def filled(shape: Any, colour: str) -> None:
    """A ground of one colour, with room around its words."""
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(colour)
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = Inches(0.15)
    frame.margin_top = frame.margin_bottom = Inches(0.08)


def say(paragraph: Any, words: Words, size: float, *, bold: bool = False, colour: str = palette.TEXT) -> None:
    """A sentence; what carries its message is bold."""
    paragraph.line_spacing = Pt(size * LINE)
    for part in runs_of(words):
        text = part.text if isinstance(part, Strong) else part
        raw = text.raw if isinstance(text, Outside) else text
        run(paragraph, raw, size, bold=bold or isinstance(part, Strong), colour=colour)


def run(paragraph: Any, text: str, size: float, *, bold: bool = False, colour: str = palette.TEXT) -> None:
    """Text of one look, in Japanese, with its face for Latin and for Japanese letters."""
    added = paragraph.add_run()
    added.text = one_line(text)
    added.font.size, added.font.name, added.font.bold = Pt(size), FACE, bold
    added.font.color.rgb = rgb(colour)
    look = added._r.get_or_add_rPr()
    look.set("lang", "ja-JP")
    look.set("altLang", "en-US")
    _japanese(look)


def _japanese(look: Any) -> None:
    latin = look.find(qn("a:latin"))
    face = latin.makeelement(qn("a:ea"), {"typeface": FACE})
    latin.addnext(face)


def chart_face(look: Any) -> None:
    """The Japanese face in the text of a chart (`a:defRPr` or `a:rPr`) that has a Latin one."""
    _japanese(look)


def described(shape: Any, name: str, alt: str) -> None:
    """Name and what a reader that speaks says for a picture, a chart or a table."""
    about = shape._element.xpath(".//p:cNvPr")[0]
    about.set("name", clean(name))
    about.set("descr", one_line(alt))


def one_line(text: str) -> str:
    """Text without the characters that a file cannot hold, and without line breaks."""
    return " ".join(clean(text).split("\n")).replace("\r", "").replace("\x0b", " ")


def width(text: str) -> float:
    """Width in letters as wide as high; Latin letters and digits count as in a wide face."""
    narrow = [ord(c) < 256 for c in text]
    meetings = sum(one is not two for one, two in pairwise(narrow))
    return sum(0.65 if n else 1.0 for n in narrow) + _BETWEEN * meetings


#: What office programs put between Japanese and Latin letters, as a part of their size.
_BETWEEN: Final = 0.2


def lines(words: Words, size: float, wide: float) -> int:
    """Lines that a text takes in a box, a little on the safe side (letters are not parted as evenly as here)."""
    taken, room = width(raw_text(words)), wide * 72 / size
    return 1 if taken <= room else math.ceil(taken * 1.03 / max(room - 1, 1))


def height(words: Words, size: float, wide: float) -> float:
    """Inches that a text takes in a box."""
    return lines(words, size, wide) * size * LINE / 72
