"""Pictures of a Word document: in the line, from the margin, hanging from one height where two stand side by side."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from core.exports.cells import clean

#: What a crop is counted in: a thousandth of a percent of the picture's height.
_WHOLE: Final = 100_000


def add(paragraph: Paragraph, png: bytes, width: float, alt: str) -> InlineShape:
    """A picture `width` mm wide at the end of a paragraph, with what a reader that speaks says for it."""
    shown = paragraph.add_run().add_picture(io.BytesIO(png), width=Mm(width))
    shown._inline.docPr.set("descr", clean(alt))
    for side in ("distT", "distB", "distL", "distR"):  # unsaid, LibreOffice leaves three millimetres at each side
        shown._inline.set(side, "0")
    return shown


def hang(row: Sequence[InlineShape]) -> None:
    """Give the pictures of a line one height, the lower ones with an empty strip at their foot: a line sets them on its bottom."""
    highest = max(shown.height for shown in row)
    for shown in row:
        if shown.height < highest:
            cropped = OxmlElement("a:srcRect")
            cropped.set("b", str(round(-_WHOLE * (highest / shown.height - 1))))
            shown._inline.graphic.graphicData.pic.blipFill.find(qn("a:blip")).addnext(cropped)
            shown.height = highest
