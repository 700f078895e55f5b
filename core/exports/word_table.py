"""Tables of a Word document: headings repeated on each page, rows kept whole, figures right, column widths from what stands in them."""

from __future__ import annotations

from typing import Final

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from core.exports import columns
from core.exports.cells import clean
from core.exports.word_style import LINE
from core.views.table import Table
from core.views.words import raw_text
from core.vocabulary import palette

_SIZE, _SMALL = "18", "16"  # half points
#: Room in twips left and right of the text of a cell.
_MARGIN: Final = "80"
_TWIPS: Final = 56.7  # a millimetre
_LINE: Final = 10 * LINE  # twips for each half point of the letters
_HALF_CHARACTER: Final = 5  # twips for each half point of the letters


def parts(table: Table, width: int) -> list[Table]:
    """The table as `columns.parts` parts it where text `width` mm wide has no room for it."""
    return columns.parts(table, _holds(width, _SMALL))


def _holds(width: int, size: str) -> float:
    """Half characters of that size in a line."""
    return width * _TWIPS / (int(size) * _HALF_CHARACTER)


def add(word: WordDocument, table: Table, width: int, *, headed: bool) -> None:
    """The table at the end of the document, `width` mm wide. `headed`: headings stand above the rows."""
    grid = word.add_table(0, len(table.columns), style="Table Grid")
    grid.autofit = False
    texts = table.texts()
    size = _SMALL if len(table.columns) > columns.MANY or len(columns.parts(table, _holds(width, _SIZE))) > 1 else _SIZE
    whole = width * _TWIPS
    widths = [round(w) for w in columns.widths(table, texts, whole, _holds(width, size))]
    body = grid._tbl
    about = body.tblPr
    described = OxmlElement("w:tblCaption")
    described.set(qn("w:val"), clean(raw_text(table.title)))
    about.append(described)
    layout = about.find(qn("w:tblLayout"))
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        _child(margins, f"w:{side}", w=_MARGIN, type="dxa")
    layout.addnext(margins)
    for column, wide in zip(body.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(wide))
    right = [c.numeric for c in table.columns]
    short = len(texts) <= columns.SHORT
    if headed:
        body.append(_row(table.headings, widths, [False] * len(right), size, heading=True, together=True))
    for number, row in enumerate(texts):
        together = short and number < len(texts) - 1
        body.append(_row(row, widths, right, size, strong=number in table.sums, together=together))


def _row(
    texts: tuple[str, ...],
    widths: list[int],
    right: list[bool],
    size: str,
    *,
    heading: bool = False,
    strong: bool = False,
    together: bool = False,
) -> BaseOxmlElement:
    """`together`: on one page with the next row."""
    row = OxmlElement("w:tr")
    about = _child(row, "w:trPr")
    _child(about, "w:cantSplit")
    if heading:
        _child(about, "w:tblHeader")
    for text, wide, to_right in zip(texts, widths, right, strict=True):
        cell = _child(row, "w:tc")
        look = _child(cell, "w:tcPr")
        _child(look, "w:tcW", w=str(wide), type="dxa")
        if heading:
            _child(look, "w:shd", val="clear", color="auto", fill=palette.NEUTRAL.lstrip("#"))
        paragraph = _child(cell, "w:p")
        form = _child(paragraph, "w:pPr")
        if together:
            _child(form, "w:keepNext")
        _child(form, "w:spacing", after="0", line=str(round(int(size) * _LINE)), lineRule="exact")
        _child(form, "w:jc", val="center" if heading else "right" if to_right else "left")
        run = _child(paragraph, "w:r")
        face = _child(run, "w:rPr")
        if heading or strong:
            _child(face, "w:b")
        _child(face, "w:sz", val=size)
        written = _child(run, "w:t")
        written.text = clean(text)
        written.set(qn("xml:space"), "preserve")
    return row


def _child(parent: BaseOxmlElement, tag: str, **attributes: str) -> BaseOxmlElement:
    child = OxmlElement(tag)
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), value)
    parent.append(child)
    return child
