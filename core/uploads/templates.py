"""Templates to download: the headings with the areas of one prefecture (or the nation) filled in, as CSV and xlsx."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from core.parameters import rules_date
from core.uploads.kinds import Kind
from core.uploads.rows import CODE, FUNCTION, FUNCTION_WORDS, NAME


def rows(kind: Kind, areas: Mapping[str, str]) -> list[list[str]]:
    """Headings and one row per area (per area and function where the kind has functions), the rest blank.

    Rows left blank are ignored when the file comes back.
    """
    table = [list(kind.headings)]
    for code in sorted(areas):
        for function in FUNCTION_WORDS if FUNCTION in kind.headings else [""]:
            given = {CODE: code, NAME: areas[code], FUNCTION: function}
            table.append([given.get(h, "") for h in kind.headings])
    return table


def csv_template(kind: Kind, areas: Mapping[str, str]) -> bytes:
    """UTF-8 with BOM, CRLF: opens in Excel by double click."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(rows(kind, areas))
    return buffer.getvalue().encode("utf-8-sig")


def xlsx_template(kind: Kind, areas: Mapping[str, str]) -> bytes:
    """A workbook with the table first and the explanation of the columns second; codes are text cells."""
    book = Workbook()
    day = rules_date()  # not the clock: the same template has the same bytes
    book.properties.created = book.properties.modified = datetime(day.year, day.month, day.day)
    sheet = book.active
    assert sheet is not None
    sheet.title = "入力"
    for row in rows(kind, areas):
        sheet.append(row)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for cell in sheet["A"]:
        cell.number_format = "@"
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFG", (12, 20, 22, 22, 30, 30, 30), strict=True):
        sheet.column_dimensions[letter].width = width
    notes = book.create_sheet("書き方")
    notes.append([kind.title])
    notes.append([kind.purpose])
    for heading in kind.headings:
        need = "必須" if heading in kind.required else "任意"
        notes.append([heading, need, kind.help.get(heading, "")])
    notes.append(["", "", "書き込まない行は無視します。数式は使えません。"])
    for column, width in (("A", 24), ("B", 8), ("C", 60)):
        notes.column_dimensions[column].width = width
    for row_cells in notes.iter_rows():
        for cell in row_cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
