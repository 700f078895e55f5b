"""The one writer of Excel workbooks: tables of sections as sheets, sources and cautions as the last one.

Every sheet: title, headings with units (frozen, repeated on each printed page), figures as numbers in their format, words where a
figure is missing, the note, and the sources in one line. A4, one page wide, page numbers.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final, cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from core.exports.cells import clean, value_of
from core.exports.sheets import Sheet
from core.views.sources import SourceBook, Sources
from core.views.table import Column, Kind, Table
from core.views.words import raw_text
from core.vocabulary import labels, palette

SOURCES_SHEET: Final = "出典"
_NARROW, _WIDE = 8.0, 60.0
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
    listed = [s if isinstance(s, Sheet) else Sheet(tab=raw_text(s.title), tables=(s,)) for s in sheets]
    named: Sources | None = None
    for sheet in listed:
        _fill(whole.create_sheet(_tab(sheet.tab, whole.sheetnames)), sheet, book, mark)
        for table in () if sheet.form else sheet.tables:
            named = table.sources if named is None else named | table.sources
    if named is not None:
        _sources(whole.create_sheet(_tab(SOURCES_SHEET, whole.sheetnames)), named, book, made, tuple(cautions))
    stream = io.BytesIO()
    whole.save(stream)
    return stream.getvalue()


def number_format(column: Column) -> str:
    """Excel's format of a column's figures: as on screen."""
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


def _fill(sheet: Worksheet, content: Sheet, book: SourceBook, mark: str) -> None:
    row = 1
    for number, table in enumerate(content.tables):
        if not content.form:
            row += 1 if number else 0  # a free row above the next table
            title = _put(sheet, row, [raw_text(table.title) + (f" {mark}" if mark else "")])
            title[0].font = Font(bold=True, size=13)
            row += 1
        if number == 0:
            sheet.freeze_panes = f"{get_column_letter(1 + content.freeze)}{row + 1}"
            sheet.print_title_rows = f"{row}:{row}"
        row = _table(sheet, row, table)
        if table.note:
            _put(sheet, row, [raw_text(table.note)])
            row += 1
    lines = [raw_text(line) for line in content.lines]
    for sources in () if content.form else dict.fromkeys(t.sources for t in content.tables):
        lines.append(f"出典: {'、'.join(s.short for s in book.of(sources))}")
    for below, line in enumerate(lines):
        _put(sheet, row + below, [line])
    _widths(sheet, content.tables)
    _print_set_up(sheet, max((len(t.columns) for t in content.tables), default=1))


def _table(sheet: Worksheet, top: int, table: Table) -> int:
    """Headings in row `top` and the rows below; returns the first free row."""
    for cell in _put(sheet, top, table.headings):
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor=palette.NEUTRAL.lstrip("#"))
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    if not table.rows:
        _put(sheet, top + 1, ["該当する行はありません"])
        return top + 2
    formed: dict[tuple[int, bool, bool], StyleArray] = {}
    for number, row in enumerate(table.rows):
        cells = _put(sheet, top + 1 + number, [value_of(c, v) for c, v in zip(table.columns, row, strict=True)])
        for place, cell in enumerate(cells):
            kind = (place, isinstance(cell.value, str), number in table.sums)
            if (
                kind not in formed
            ):  # one form for all cells alike: making it anew for each took half of the time of a file
                _form(cell, table.columns[place], number in table.sums)
                formed[kind] = cell._style  # type: ignore[attr-defined]  # openpyxl's own way, unknown to its stubs
            cell._style = formed[kind]  # type: ignore[attr-defined]
    return top + 1 + len(table.rows)


def _form(cell: Cell, column: Column, is_sum: bool) -> None:
    cell.number_format = "@" if isinstance(cell.value, str) else number_format(column)
    cell.alignment = Alignment(
        horizontal="right" if column.numeric else "left", vertical="top", wrap_text=column.wide or None
    )
    if is_sum:
        cell.font = Font(bold=True)


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
    """Columns as wide as what stands in them, within bounds."""
    for place in range(max((len(t.columns) for t in tables), default=0)):
        widths = [_NARROW]
        for table in tables:
            if place < len(table.columns):
                column = table.columns[place]
                # A heading may break into two lines.
                widths.append(_width(column.heading) / 2 + 2)
                widths += [_width(column.text(row[place])) + 2 for row in table.rows[:200]]
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(_WIDE, max(widths))


def _width(text: str) -> float:
    return sum(1.0 if ord(c) < 256 else 2.0 for c in text)


def _print_set_up(sheet: Worksheet, columns: int) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if columns > _PORTRAIT_COLUMNS else "portrait"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.oddFooter = HeaderFooterItem(left=_HeaderFooterPart(text="&A"), center=_HeaderFooterPart(text="&P / &N"))


def _sources(sheet: Worksheet, named: Sources, book: SourceBook, made: date, cautions: tuple[str, ...]) -> None:
    headings = ("資料名", "公表者", "公表", "URL", "SHA-256", "利用条件")
    _put(sheet, 1, [f"出典(作成日 {made.isoformat()}、{labels.APP_TITLE})"])[0].font = Font(bold=True, size=13)
    for cell in _put(sheet, 2, headings):
        cell.font = Font(bold=True)
    row = 3
    for s in book.of(named):
        told = [v or "記載なし" for v in (s.title, s.publisher, s.published, s.url, s.sha256, s.licence)]
        for cell in _put(sheet, row, told):
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        row += 1
    for below, line in enumerate(cautions):
        _put(sheet, row + below, [f"※ {line}"])
    for letter, width in zip("ABCDEF", (56, 16, 26, 40, 34, 30), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A3"
    _print_set_up(sheet, len(headings) + 1)


def _tab(name: str, taken: Sequence[str]) -> str:
    """A name that Excel takes for a sheet: no forbidden character, at most 31 long, not used twice."""
    safe = "".join("_" if c in "[]:*?/\\" else c for c in clean(name)).strip("'")[:31] or "表"
    number, wanted = 2, safe
    while wanted in taken:
        wanted, number = f"{safe[:27]}({number})", number + 1
    return wanted
