"""The key of a map on a slide: its swatches with their signs, and words as large as the slide's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Inches, Pt

from core.exports import slide_style as style
from core.exports.slide_style import SMALL, Box
from core.views.figure import Swatch
from core.vocabulary import palette

#: Inches of a swatch, between it and its words, and of a line at most.
_SWATCH, _GAP, _LINE = 0.24, 0.12, 0.36
_SIZE: Final = 13.0
#: Points of each line of a double outline, and inches between them.
_THIN, _INSIDE = 1.25, 0.05
#: Least width of the key in inches.
_LEAST: Final = 2.0


def wide(swatches: Sequence[Swatch]) -> float:
    """Inches that the key takes."""
    return max([_LEAST, *(_SWATCH + _GAP + (style.width(_words(s)) + 1) * _SIZE / 72 for s in swatches)])


def add(slide: Slide, swatches: Sequence[Swatch], box: Box) -> None:
    """One line a swatch from the top of the box; closer where it is low."""
    line = min(_LINE, box.high / len(swatches))
    for number, swatch in enumerate(swatches):
        top = box.top + number * line + (line - _SWATCH) / 2
        _patch(slide, swatch, Box(box.left, top, _SWATCH, _SWATCH))
        left = box.left + _SWATCH + _GAP
        told = Box(left, box.top + number * line, box.wide - _SWATCH - _GAP, line)
        frame = style.text_box(slide, told, f"凡例 {number + 1}")
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        style.say(frame.paragraphs[0], _words(swatch), _SIZE if line > _SWATCH else SMALL)


def _words(swatch: Swatch) -> str:
    return f"{swatch.text} {swatch.count}".strip()


def _patch(slide: Slide, swatch: Swatch, box: Box) -> None:
    patch: Any = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.emu)
    style.filled(patch, swatch.fill or palette.GROUND)
    style.described(patch, "凡例の印", _words(swatch))
    patch._element.remove(patch._element.find(qn("p:style")))  # of the theme, with a shadow
    patch.line.color.rgb = style.rgb(swatch.stroke or palette.TEXT_MUTED)
    patch.line.width = Pt(_THIN if swatch.twofold else swatch.width)
    if swatch.dashed:
        patch.line.dash_style = MSO_LINE.DASH
    if swatch.twofold:  # a line that is double by itself is one in LibreOffice
        inner = Box(box.left + _INSIDE, box.top + _INSIDE, box.wide - 2 * _INSIDE, box.high - 2 * _INSIDE)
        _patch(slide, replace(swatch, twofold=False, width=1), inner)
    if swatch.sign:
        frame = patch.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Inches(0)
        frame.vertical_anchor, frame.word_wrap = MSO_ANCHOR.MIDDLE, False
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.CENTER
        ink = palette.text_on(swatch.fill or palette.GROUND)
        style.run(paragraph, swatch.sign, swatch.size, bold=True, colour=ink)
