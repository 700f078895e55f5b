"""The one writer of Excel workbooks: tables of sections as sheets, sources and cautions as the last one.

Every sheet: title, headings with units (frozen, repeated on each printed page), figures as numbers in their format, words where a
figure is missing, the note, and the sources in one line. A4, as wide as can be read, with lines, day and page numbers; what is longer than its place
wraps.
"""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final, cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from core.exports.cells import clean, value_of
from core.exports.columns import length
from core.exports.sheets import Sheet
from core.views.sources import SourceBook, Sources
from core.views.table import Column, Kind, Table
from core.views.words import raw_text
from core.vocabulary import labels, palette

SOURCES_SHEET: Final = "出典"
#: Windows and macOS Office bring it; elsewhere the program takes its own Japanese face.
FACE: Final = "Yu Gothic"
_NARROW, _WIDE = 8.0, 60.0
#: Width of a sheet that holds sentences alone, and least width of one with tables, whose notes go over all columns; in characters.
_TEXT, _READABLE = 90.0, 60.0
#: Points of text and of titles; height of a line by the points of its letters, as Excel takes for the face (18.75 points for 11).
_SIZE, _TITLE, _LEADING = 11.0, 13.0, 1.71
#: Above each printed page, since a sheet may be printed alone.
_SEE_ALSO: Final = f"国の注意書きと出典の全文は「{SOURCES_SHEET}」のシート"
#: Margins of a page in inches.
_MARGIN: Final = 0.5
#: Characters that stand beside each other on an upright and on a sideways page in letters of eight points.
_UPRIGHT, _SIDEWAYS = 135.0, 200.0
#: A table of more columns than this is printed on A4 turned sideways.
_PORTRAIT_COLUMNS: Final = 6


def workbook(
    sheets: Sequence[Sheet | Table], book: SourceBook, *, made: date, cautions: Iterable[str] = (), mark: str = ""
) -> bytes:
    """Bytes of the workbook; the same content and day give the same cells.

    `mark`: a word that every title carries (【試算】); `cautions`: official sentences, on the sheet of sources.
    """
    whole = Workbook()
    whole.properties.created = whole.properties.modified = datetime(made.year, made.month, made.day)
    whole.properties.creator = labels.APP_TITLE
    whole.remove(whole.worksheets[0])
    cast(Any, whole)._named_styles["Normal"].font = _face()  # openpyxl has no other door to the face of plain cells
    listed = [s if isinstance(s, Sheet) else Sheet(tab=raw_text(s.title), tables=(s,)) for s in sheets]
    named: Sources | None = None
    for sheet in listed:
        _fill(whole.create_sheet(_tab(sheet.tab, whole.sheetnames)), sheet, book, mark, made)
        for table in () if sheet.form else sheet.tables:
            named = table.sources if named is None else named | table.sources
    if named is not None:
        _sources(whole.create_sheet(_tab(SOURCES_SHEET, whole.sheetnames)), named, book, made, tuple(cautions))
    stream = io.BytesIO()
    _InMemory(whole, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED)).save()
    return stream.getvalue()


class _InMemory(ExcelWriter):
    """openpyxl lays each sheet into a temporary file first, which a full disk refuses in English; a sheet of ours fits in memory."""

    _archive: zipfile.ZipFile

    def write_worksheet(self, ws: Worksheet) -> None:
        """One sheet, straight into the archive."""
        content = io.BytesIO()
        writer = WorksheetWriter(ws, cast(Any, content))
        writer.write()
        cast(Any, ws)._rels = cast(Any, writer)._rels
        self._archive.writestr(ws.path[1:], content.getvalue())
        self.manifest.append(ws)


def number_format(column: Column, value: float | None = None) -> str:
    """Excel's format of a column's figures: as on screen. `value`: one that rounds to nothing has no sign."""
    if value is not None and _is_nothing(column, value):
        return f'"{column.text(value)}"'
    point = f".{'0' * column.digits}" if column.digits else ""
    whole = f"#,##0{point}"
    share = f"0{point}%"
    match column.kind:
        case Kind.NUMBER:
            return whole
        case Kind.SIGNED:
            return f"+{whole};-{whole};±0{point}"
        case Kind.PERCENT:
            return share
        case Kind.SIGNED_PERCENT:
            return f"+{share};-{share};±{share}"
        case Kind.PLAIN_NUMBER:
            return f"0{point}"
        case _:
            return "@"


def _is_nothing(column: Column, value: float) -> bool:
    """A figure that is not zero and shown as zero, to which Excel would give the sign of its side."""
    share = column.kind in (Kind.PERCENT, Kind.SIGNED_PERCENT)
    signed = column.kind in (Kind.SIGNED, Kind.SIGNED_PERCENT)
    wrong = value != 0 if signed else value < 0 and column.kind in (Kind.NUMBER, Kind.PERCENT)
    return wrong and round(value * 100 if share else value, column.digits) == 0


def _fill(sheet: Worksheet, content: Sheet, book: SourceBook, mark: str, made: date) -> None:
    _widths(sheet, content.tables)
    span = max((len(t.columns) for t in content.tables), default=1)
    suffix = f" {mark}" if mark else ""
    row = 1
    for number, table in enumerate(content.tables):
        if not content.form:
            row += 1 if number else 0  # a free row above the next table
            _line(sheet, row, raw_text(table.title) + suffix, span, title=True)
            row += 1
        if number == 0:
            sheet.freeze_panes = f"{get_column_letter(1 + content.freeze)}{row + 1}"
            if len(content.tables) == 1:  # headings of the first table above rows of the second would be wrong
                sheet.print_title_rows = f"{row}:{row}"
        row = _table(sheet, row, table)
        if table.note:
            _line(sheet, row, raw_text(table.note), span)
            row += 1
    if not content.tables:
        _line(sheet, row, content.tab + suffix, span, title=True)
        row += 1
    lines = [raw_text(line) for line in content.lines]
    if not content.form:
        for sources in dict.fromkeys(t.sources for t in content.tables):
            lines.append(f"出典: {'、'.join(s.short for s in book.of(sources))}")
    for below, line in enumerate(lines):
        _line(sheet, row + below, line, span)
    _print_set_up(sheet, span, made)


def _wide(sheet: Worksheet, place: int) -> float:
    return float(sheet.column_dimensions[get_column_letter(place + 1)].width)


def _line(sheet: Worksheet, row: int, text: str, span: int, *, title: bool = False) -> None:
    """A row of text over the columns of the sheet, as high as its lines."""
    cell = _put(sheet, row, [text])[0]
    size = _TITLE if title else _SIZE
    wide = sum(_wide(sheet, c) for c in range(span))
    if span > 1:
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=span)
    if title:
        cell.font = _face(bold=True, size=size)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    _grow(sheet, row, length(text) * size / _SIZE / wide, size)


def _grow(sheet: Worksheet, row: int, lines: float, size: float = _SIZE) -> None:
    """A row as high as so many lines: merged cells never look for themselves, and some programs do not for others."""
    sheet.row_dimensions[row].height = max(1, math.ceil(lines)) * size * _LEADING


def _face(*, bold: bool = False, size: float = _SIZE) -> Font:
    return Font(name=FACE, bold=bold, size=size)


def _table(sheet: Worksheet, top: int, table: Table) -> int:
    """Headings in row `top` and the rows below; returns the first free row."""
    for cell in _put(sheet, top, table.headings):
        cell.font = _face(bold=True)
        cell.fill = PatternFill("solid", fgColor=palette.NEUTRAL.lstrip("#"))
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    _grow(sheet, top, max(length(h) / _wide(sheet, place) for place, h in enumerate(table.headings)))
    if not table.rows:
        _put(sheet, top + 1, ["該当する行はありません"])
        return top + 2
    formed: dict[tuple[int, bool, bool, bool], StyleArray] = {}
    widths = [_wide(sheet, place) for place in range(len(table.columns))]
    for number, row in enumerate(table.rows):
        cells = _put(sheet, top + 1 + number, [value_of(c, v) for c, v in zip(table.columns, row, strict=True)])
        for place, cell in enumerate(cells):
            text = isinstance(cell.value, str)
            nothing = isinstance(cell.value, int | float) and _is_nothing(table.columns[place], cell.value)
            kind = (place, text, nothing, number in table.sums)
            if (
                kind not in formed
            ):  # one form for all cells alike: making it anew for each took half of the time of a file
                _form(cell, table.columns[place], number in table.sums)
                formed[kind] = cell._style  # type: ignore[attr-defined]  # openpyxl's own way, unknown to its stubs
            cell._style = formed[kind]  # type: ignore[attr-defined]
        lines = [length(c.value) / wide for c, wide in zip(cells, widths, strict=True) if isinstance(c.value, str)]
        if max(lines, default=0) > 1:
            _grow(sheet, top + 1 + number, max(lines))
    return top + 1 + len(table.rows)


def _form(cell: Cell, column: Column, is_sum: bool) -> None:
    value = cell.value
    cell.number_format = number_format(column, value) if isinstance(value, int | float) else "@"
    wraps = not column.numeric or isinstance(value, str)
    cell.alignment = Alignment(
        horizontal="right" if column.numeric else "left", vertical="top", wrap_text=wraps or None
    )
    if is_sum:
        cell.font = _face(bold=True)


def _put(sheet: Worksheet, row: int, values: Sequence[str | int | float | None]) -> list[Cell]:
    """Cells of one row; text stays text whatever it begins with."""
    cells = []
    for place, value in enumerate(values, start=1):
        cell = cast(Cell, sheet.cell(row, place))  # nothing is merged here
        cell.value = (clean(value) or None) if isinstance(value, str) else value
        if cell.data_type == "f":
            cell.data_type = "s"
        cells.append(cell)
    return cells


def _widths(sheet: Worksheet, tables: Sequence[Table]) -> None:
    """Columns as wide as what stands in them, within bounds; a sheet of sentences has one."""
    wanted = []
    for place in range(max((len(t.columns) for t in tables), default=0)):
        widths = [_NARROW]
        for table in tables:
            if place < len(table.columns):
                column = table.columns[place]
                # A heading may break into two lines.
                widths.append(length(column.heading) / 2 + 2)
                widths += [length(column.text(row[place])) + 2 for row in table.rows[:200]]
        wanted.append(min(_WIDE, max(widths)))
    grown = max(1.0, _READABLE / sum(wanted)) if wanted else 1.0
    for place, width in enumerate(wanted or [_TEXT]):
        sheet.column_dimensions[get_column_letter(place + 1)].width = width * grown


def _print_set_up(sheet: Worksheet, columns: int, made: date, *, sideways: bool = False) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    wide = sum(_wide(sheet, place) for place in range(columns))
    sideways = sideways or columns > _PORTRAIT_COLUMNS or wide > _UPRIGHT
    sheet.page_setup.orientation = "landscape" if sideways else "portrait"
    sheet.page_margins.left = sheet.page_margins.right = _MARGIN
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    pages = math.ceil(wide / (_SIDEWAYS if sideways else _UPRIGHT))
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages, 0
    if pages > 1:
        sheet.print_title_cols = "A:A"  # whose row it is
    sheet.print_options.gridLines = True
    day = f"{labels.APP_TITLE}(作成日 {made.isoformat()})"
    sheet.oddHeader = HeaderFooterItem(left=_HeaderFooterPart(text=_SEE_ALSO), right=_HeaderFooterPart(text=day))
    sheet.oddFooter = HeaderFooterItem(left=_HeaderFooterPart(text="&A"), center=_HeaderFooterPart(text="&P / &N"))


def _sources(sheet: Worksheet, named: Sources, book: SourceBook, made: date, cautions: tuple[str, ...]) -> None:
    headings = ("資料名", "公表者", "公表", "URL", "SHA-256", "利用条件")
    for letter, width in zip("ABCDEF", (56, 16, 26, 40, 34, 30), strict=True):
        sheet.column_dimensions[letter].width = width
    _line(sheet, 1, f"出典(作成日 {made.isoformat()}、{labels.APP_TITLE})", len(headings), title=True)
    for cell in _put(sheet, 2, headings):
        cell.font = _face(bold=True)
    row = 3
    for s in book.of(named):
        told = [v or "記載なし" for v in (s.title, s.publisher, s.published, s.url, s.sha256, s.licence)]
        for cell in _put(sheet, row, told):
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        _grow(sheet, row, max(length(text) / _wide(sheet, place) for place, text in enumerate(told)))
        row += 1
    for below, line in enumerate(cautions):
        _line(sheet, row + below, f"※ {line}", len(headings))
    sheet.freeze_panes, sheet.print_title_rows = "A3", "2:2"
    _print_set_up(sheet, len(headings), made, sideways=True)


def _tab(name: str, taken: Sequence[str]) -> str:
    """A name that Excel takes for a sheet: no forbidden character, at most 31 long, not used twice."""
    safe = "".join("_" if c in "[]:*?/\\" else c for c in clean(name)).strip("'")[:31] or "表"
    number, wanted = 2, safe
    while wanted in taken:
        wanted, number = f"{safe[:27]}({number})", number + 1
    return wanted
