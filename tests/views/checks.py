"""What holds for every section, whoever made it: pictures say what their rows say, files hold what the screen shows."""

from __future__ import annotations

import io
import re
from datetime import date
from math import isclose

from python_calamine import CalamineWorkbook

from core.exports.cells import csv_heading, inert, value_of
from core.exports.csv_file import table_csv
from core.exports.provenance import Origin
from core.exports.sheets import Sheet
from core.exports.xlsx import workbook
from core.text.outside import Outside
from core.views.figure import Chart
from core.views.section import Section
from core.views.sources import SourceBook
from core.views.table import Kind, Table
from core.views.words import raw_text
from tests.views.values import csv_rows

#: Tables whose files have been read again, with the book of sources that stood in them.
_READ: dict[str, SourceBook] = {}
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
DAY = date(2026, 11, 27)


def numbers(text: str) -> set[str]:
    """The figures of a text, without separators."""
    return {n.replace(",", "").rstrip(".") for n in _NUMBER.findall(text)}


def holds(section: Section, book: SourceBook) -> None:
    """Every statement of this module, for one section."""
    if section.sources is not None:
        book.of(section.sources)  # every source is registered
    for figure in section.figures:
        twin = " ".join(
            (raw_text(figure.twin.note), *figure.twin.headings, *(t for row in figure.twin.texts() for t in row))
        )
        said = numbers(figure.alt) - numbers(raw_text(figure.title) + raw_text(figure.twin.title))
        assert said <= numbers(twin), f"{section.anchor}/{figure.key}: {sorted(said - numbers(twin))} not in its rows"
        if isinstance(figure.drawing, Chart):
            hash(figure.drawing.key)
    for table in section.every_table():
        read_again(table, book)


def read_again(table: Table, book: SourceBook) -> None:
    """CSV and workbook of a table hold its headings and every cell. A table seen before makes the same files again."""
    content = repr(table)
    if _READ.get(content) is book:
        return
    origin = Origin(book=book, made=DAY, edition="0a1b2c3d", cautions=("注意",))
    head, *rows = csv_rows(table_csv(table, origin))
    own, added = head[: len(table.columns)], head[len(table.columns) :]
    assert own == [csv_heading(c) for c in table.columns]
    codes = [c.name for c in table.columns].count("area_code")
    assert len(added) == codes, "code and name once more, where there is a code"
    rows = [row[: len(own)] for row in rows]
    assert len(rows) == len(table.rows)
    made = io.BytesIO(workbook([Sheet(tab="表", tables=(table,))], book, made=DAY))
    # Not the library that wrote it; and it reads in a tenth of that one's time.
    sheet = CalamineWorkbook.from_filelike(made).get_sheet_by_name("表").to_python(skip_empty_area=False)
    headings, *stored_rows = (row[: len(table.columns)] for row in sheet[1 : 2 + len(rows)])
    assert list(headings) == list(table.headings)
    for number, (cells, texts, held) in enumerate(zip(table.rows, table.texts(), stored_rows, strict=True)):
        for column, cell, text, written, stored in zip(table.columns, cells, texts, rows[number], held, strict=True):
            expected = value_of(column, cell)
            if isinstance(expected, int | float):
                factor = 100 if column.kind in (Kind.PERCENT, Kind.SIGNED_PERCENT) else 1
                assert abs(float(written) - expected * factor) <= 0.51 * 10**-column.digits
                assert isinstance(stored, int | float)
                assert isclose(stored, expected, rel_tol=1e-12)
            else:
                raw = cell.raw if isinstance(cell, Outside) else text
                assert written == inert(raw)
                assert (stored or "") == (expected or "")
    _READ[content] = book
