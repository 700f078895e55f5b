"""Pages of a PDF: A4 with page numbers, text in the embedded face, a place that moves down and goes over to the next page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from fpdf import FPDF
from fpdf.enums import TextMode
from fpdf.prefs import ViewerPreferences
from PIL import Image

from core.exports.beside import GAP
from core.exports.pdf_face import FAMILY, Face
from core.text import lines as text_lines
from core.text.lines import Line, Piece
from core.text.outside import Outside
from core.views.words import Strong, Words, runs_of
from core.vocabulary import labels, palette

MARGIN: Final = 15.0  # mm
_FOOT: Final = 10.0
#: Points of the body, of small print, of the sentence to read first; of headings by level.
BODY, SMALL, LEAD = 10.0, 8.0, 10.5
HEADINGS: Final = (17.0, 13.0, 10.5)
_SPACE_ABOVE: Final = (0.0, 4.5, 2.5)
#: Space below a heading, in mm.
_BELOW: Final = 1.0
#: Place for the heading of a picture that fills the page, in mm.
_ABOVE: Final = 20.0
#: Height of a line by the size of its letters, in mm a point.
_LEADING: Final = 1.35 / (72 / 25.4)
#: Share of a line above its baseline.
_BASE: Final = 0.76
#: Width of the outline that makes letters bold, in mm a point: the face has one weight.
_BOLD: Final = 0.010


class _Numbered(FPDF):
    """`1 / 4` in the middle of the foot."""

    def footer(self) -> None:
        if self.pages_count and self.font_family:
            self.set_y(-_FOOT)
            self.set_font(FAMILY, size=SMALL)
            self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="C")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its title and what a reader that speaks says for it; `width` in mm, less where it is too high."""

    png: bytes
    width: float
    title: str
    alt: str


class Pages:
    """The document while it is written; `width` is that of the text in mm."""

    def __init__(self, title: str, day: datetime, *, sideways: bool) -> None:
        """An A4 document with its first page. Raises UserError where no Japanese face is at hand."""
        self.pdf = _Numbered(orientation="L" if sideways else "P", format="A4")
        self.pdf.set_margin(MARGIN)
        self.pdf.set_auto_page_break(False)
        self.face = Face(self.pdf)
        self.pdf.set_title(self.face.written(title))
        self.pdf.set_author(labels.APP_TITLE)
        self.pdf.set_lang("ja-JP")
        self.pdf.set_creation_date(day.replace(tzinfo=UTC))
        self.pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.pdf.set_text_color(palette.TEXT)
        self.pdf.set_draw_color(palette.TEXT)
        self.pdf.add_page()
        self.width = self.pdf.epw
        self.y = MARGIN

    @property
    def room(self) -> float:
        """What is left of the page in mm."""
        return float(self.pdf.h) - MARGIN - self.y

    def need(self, height: float) -> bool:
        """Begin a page where the place left is smaller than `height`; whether it did."""
        if height <= self.room or self.y == MARGIN:
            return False
        self.pdf.add_page()
        self.y = MARGIN
        return True

    def heading(self, text: str, level: int, *, keep: float = 18.0) -> None:
        """Title (0), heading of a section (1), of a part (2): in the outline too. `keep`: mm below it on the same page."""
        self.y += _SPACE_ABOVE[level] if self.y > MARGIN else 0
        size = HEADINGS[level]
        lines = self.broken(((text, True),), self.width, size)
        self.need(len(lines) * line_height(size) + _BELOW + keep)
        if level:
            self.pdf.start_section(self.face.written(text), level=level - 1)
        self._lines(lines, size, 0)
        self.y += _BELOW

    def say(
        self, words: Words, *, size: float = BODY, strong: bool = False, bullet: bool = False, keep: float = 0.0
    ) -> None:
        """A sentence; `bullet`: as a point of a list; `keep`: mm below it on the same page."""
        indent = 5.0 if bullet else 0.0
        lines = self.broken(_pieces(words, strong), self.width - indent, size)
        self.need(min(len(lines), 2) * line_height(size) + keep)
        if bullet:
            self.text("・", 1.0, self.y, size)
        self._lines(lines, size, indent)
        self.y += 0.6

    def pictures(self, row: Sequence[Picture]) -> None:
        """Pictures side by side below their headings, a gap apart (`core.exports.beside`)."""
        size, room = HEADINGS[2], (self.width - GAP * (len(row) - 1)) / len(row)
        titles = [self.broken(((picture.title, True),), room, size) for picture in row]
        above = max(map(len, titles)) * line_height(size) + _BELOW
        high = max(map(self.picture_high, row))
        self.y += _SPACE_ABOVE[2] if self.y > MARGIN else 0
        self.need(above + high)
        top = self.y
        for number, (picture, title) in enumerate(zip(row, titles, strict=True)):
            x, self.y = number * (room + GAP), top
            self.pdf.start_section(self.face.written(picture.title), level=1)
            self._lines(title, size, x)
            self._picture(picture, x, top + above)
        self.y = top + above + high + 1

    def _picture(self, picture: Picture, x: float, top: float) -> None:
        with Image.open(io.BytesIO(picture.png)) as opened:
            flat = _opaque(opened)
        high = self.picture_high(picture)
        wide = high * flat.width / flat.height
        self.pdf.image(flat, MARGIN + x, top, w=wide, h=high, alt_text=self.face.written(picture.alt))

    def picture_high(self, picture: Picture) -> float:
        """Height of a picture in mm."""
        wide, high = int.from_bytes(picture.png[16:20]), int.from_bytes(picture.png[20:24])
        return min(picture.width * high / wide, float(self.pdf.h) - 2 * MARGIN - _ABOVE)

    def said_high(self, words: Words, size: float = BODY) -> float:
        """Height in mm that `say` takes for a sentence."""
        return len(self.broken(_pieces(words, False), self.width, size)) * line_height(size) + 0.6

    def broken(self, pieces: tuple[Piece, ...], width: float, size: float) -> list[Line]:
        """Text in lines of at most `width` mm."""
        shown = [(self.face.written(text), strong) for text, strong in pieces]
        return text_lines.broken(shown, width, lambda t: self.face.width(t, size))

    def text(self, text: str, x: float, top: float, size: float, *, strong: bool = False) -> float:
        """One line of checked text, `x` mm from the margin and `top` mm from the upper edge of the page; returns its width."""
        if self.pdf.font_size_pt != size:
            self.pdf.set_font(FAMILY, size=size)
        at = (MARGIN + x, top + size * _LEADING * _BASE)
        if strong:
            with self.pdf.local_context(text_mode=TextMode.FILL_STROKE, line_width=size * _BOLD):
                self.pdf.text(*at, text)
        else:
            self.pdf.text(*at, text)
        return self.face.width(text, size)

    def _lines(self, lines: list[Line], size: float, indent: float) -> None:
        for line in lines:
            self.need(line_height(size))
            x = indent
            for text, strong in line:
                x += self.text(text, x, self.y, size, strong=strong)
            self.y += line_height(size)

    def saved(self) -> bytes:
        """Bytes of the document."""
        return bytes(self.pdf.output())


def line_height(size: float) -> float:
    """Height of a line in mm."""
    return size * _LEADING


def _opaque(opened: Image.Image) -> Image.Image:
    """The picture without transparency, which is written many times faster."""
    if "A" not in opened.getbands() or opened.getextrema()[-1] == (255, 255):
        return opened.convert("RGB")
    flat = Image.new("RGB", opened.size, palette.GROUND)
    flat.paste(opened, mask=opened.getchannel("A"))
    return flat


def _pieces(words: Words, strong: bool) -> tuple[Piece, ...]:
    pieces = []
    for run in runs_of(words):
        text = run.text if isinstance(run, Strong) else run
        pieces.append((text.raw if isinstance(text, Outside) else text, strong or isinstance(run, Strong)))
    return tuple(pieces)
