"""Tables of slides: real tables, headings repeated on each slide, figures right, as many rows as a slide holds."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.slide import Slide
from pptx.util import Inches

from core.exports import columns
from core.exports.slide_style import LINE, Box, described, one_line, width
from core.exports.word_style import FACE
from core.views.table import Table
from core.views.words import raw_text
from core.vocabulary import palette

#: Points to choose from: the largest with which the table stands on one slide and no cell has more than `_LINES` lines,
#: otherwise the last.
_SIZES: Final = (16.0, 14.0, 12.0)
_LINES: Final = 2
#: Letters that a column counts as at least and at most when the width is shared out.
_NARROW, _WIDE = 2.5, 26.0
#: Inches around the text of a cell, left and right together, and above and below together.
_ACROSS, _DOWN = 0.14, 0.07
_EMU: Final = 914400
#: Times that a table may be wider than its words need.
_STRETCH: Final = 2.2
#: Share of a line that the margins of cells leave.
_ROOM: Final = 0.95
_STYLE: Final = "{5940675A-B579-460E-94D1-54222C63F5DA}"  # no style, grid: our own lines and grounds


@dataclass(frozen=True, slots=True)
class Sheaf:
    """A table cut into slides: size of letters, widths of columns in inches, and the rows of each slide (from, to)."""

    size: float
    widths: tuple[float, ...]
    slides: tuple[tuple[int, int], ...]


def parts(table: Table, wide: float) -> list[Table]:
    """The table as `columns.parts` parts it where so many inches have no room for it in the smallest letters."""
    return columns.parts(table, _ROOM * wide * 72 / (_SIZES[-1] / 2))


def cut(table: Table, wide: float, high: float) -> Sheaf:
    """How a table stands on slides with so much room, in inches."""
    texts = table.texts()
    for size in _SIZES:
        widths = _widths(table, texts, wide, size)
        slides = _slides(table, texts, widths, high, size)
        wrapped = max((_lines(text, w, size) for row in texts for text, w in zip(row, widths, strict=True)), default=1)
        if size == _SIZES[-1] or (len(slides) == 1 and wrapped <= _LINES):
            return Sheaf(size, widths, slides)
    raise AssertionError("the last size always fits")


def add(slide: Slide, table: Table, sheaf: Sheaf, part: int, box: Box, *, headed: bool = True) -> float:
    """The rows of one slide; returns the height in inches that they take."""
    first, after = sheaf.slides[part]
    frame: Any = slide.shapes.add_table(1, len(table.columns), *Box(box.left, box.top, sum(sheaf.widths), 0.3).emu)
    rows = f"(全{len(table.rows)}行のうち{first + 1}〜{after}行)" if len(sheaf.slides) > 1 else ""
    described(frame, raw_text(table.title), f"{raw_text(table.title)}の表{rows}。列: {'、'.join(table.headings)}。")
    body = frame.table._tbl
    body.tblPr.find(qn("a:tableStyleId")).text = _STYLE
    body.tblPr.set("bandRow", "0")
    body.tblPr.set("firstRow", "1" if headed else "0")
    for row in body.findall(qn("a:tr")):
        body.remove(row)
    for column, wide in zip(body.tblGrid.findall(qn("a:gridCol")), sheaf.widths, strict=True):
        column.set("w", str(Inches(wide)))
    right, taken = [c.numeric for c in table.columns], 0.0
    if headed:
        taken += _height(table.headings, sheaf.widths, sheaf.size)
        body.append(_row(table.headings, taken, sheaf.size, [False] * len(right), heading=True))
    for number, cells in enumerate(table.texts()[first:after], start=first):
        tall = _height(cells, sheaf.widths, sheaf.size)
        taken += tall
        body.append(_row(cells, tall, sheaf.size, right, strong=number in table.sums, marked=number in table.marks))
    frame.height = Inches(taken)
    return taken


def _slides(
    table: Table, texts: list[tuple[str, ...]], widths: tuple[float, ...], high: float, size: float
) -> tuple[tuple[int, int], ...]:
    head = _height(table.headings, widths, size)
    out, first, taken = [], 0, head
    for number, cells in enumerate(texts):
        tall = _height(cells, widths, size)
        if taken + tall > high and number > first:
            out.append((first, number))
            first, taken = number, head
        taken += tall
    return (*out, (first, len(texts)))


def _height(cells: tuple[str, ...], widths: tuple[float, ...], size: float) -> float:
    """Inches of a row: its longest cell wrapped."""
    most = max(_lines(text, wide, size) for text, wide in zip(cells, widths, strict=True))
    return most * size * LINE / 72 + _DOWN


def _lines(text: str, wide: float, size: float) -> int:
    """Lines of a cell; where it wraps, the end of a line stays empty for want of a whole letter or a place to break."""
    room, taken = max((wide - _ACROSS) * 72 / size, 1.0), width(one_line(text))
    return 1 if taken <= room else -int(-taken // max(room - 0.8, 1.0))


def _widths(table: Table, texts: list[tuple[str, ...]], wide: float, size: float) -> tuple[float, ...]:
    """Inches by column: as wide as its longest text where all have room, otherwise shared out; headings count half (they
    break into two lines)."""
    wanted = []
    for place, heading in enumerate(table.headings):
        longest = max((width(one_line(row[place])) for row in texts), default=0.0)
        wanted.append(max(_NARROW, longest + 0.6, width(heading) / 2 + 0.6) * size / 72 + _ACROSS)
    if sum(wanted) <= wide:
        stretch = min(_STRETCH, wide / sum(wanted))
        return tuple(w * stretch for w in wanted)
    # Long sentences give way first: every column keeps what it wants up to a common limit.
    low, high = 0.0, max(wanted)
    for _ in range(40):
        limit = (low + high) / 2
        low, high = (limit, high) if sum(min(w, limit) for w in wanted) <= wide else (low, limit)
    capped = [min(w, low) for w in wanted]
    return tuple(w * wide / sum(capped) for w in capped)


def _row(
    texts: tuple[str, ...],
    tall: float,
    size: float,
    right: list[bool],
    *,
    heading: bool = False,
    strong: bool = False,
    marked: bool = False,
) -> Any:
    row: Any = OxmlElement("a:tr")
    row.set("h", str(round(tall * _EMU)))
    look_of = _cell_look(palette.NEUTRAL if heading else palette.KEY_PALE if marked else palette.GROUND)
    for text, to_right in zip(texts, right, strict=True):
        cell = _child(row, "a:tc")
        frame = _child(cell, "a:txBody")
        _child(frame, "a:bodyPr")
        _child(frame, "a:lstStyle")
        paragraph = _child(frame, "a:p")
        form = _child(paragraph, "a:pPr", algn="ctr" if heading else "r" if to_right else "l")
        _child(_child(form, "a:lnSpc"), "a:spcPts", val=str(round(size * LINE * 100)))
        size_of = str(round(size * 100))
        if text:
            written = _child(paragraph, "a:r")
            bold = "1" if heading or strong else "0"
            look = _child(written, "a:rPr", lang="ja-JP", altLang="en-US", sz=size_of, b=bold)
            _ground(look, palette.TEXT)
            _child(look, "a:latin", typeface=FACE)
            _child(look, "a:ea", typeface=FACE)
            _child(written, "a:t").text = one_line(text)
        _child(paragraph, "a:endParaRPr", lang="ja-JP", sz=size_of)  # an empty cell is no higher than the others
        cell.append(copy(look_of))
    return row


@cache
def _cell_look(ground: str) -> Any:
    """Margins, lines and ground of a cell: half of its elements, the same in thousands of them."""
    across, down = (str(round(v * _EMU / 2)) for v in (_ACROSS, _DOWN))
    form: Any = OxmlElement("a:tcPr")
    for name, value in (("marL", across), ("marR", across), ("marT", down), ("marB", down), ("anchor", "ctr")):
        form.set(name, value)
    for side in ("a:lnL", "a:lnR", "a:lnT", "a:lnB"):
        _ground(_child(form, side, w="6350"), palette.MARK_PALE)
    _ground(form, ground)
    return form


def _ground(parent: Any, colour: str) -> None:
    fill = _child(parent, "a:solidFill")
    _child(fill, "a:srgbClr", val=colour.lstrip("#").upper())


def _child(parent: Any, tag: str, **attributes: str) -> Any:
    # Many thousands of them: python-pptx would look for the names of the tag at each.
    child = parent.makeelement(_named(tag), attributes)
    parent.append(child)
    return child


_named = cache(qn)
