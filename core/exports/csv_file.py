"""Tables as CSV that office software opens by double click: UTF-8 with BOM, CRLF."""

from __future__ import annotations

import csv
import io

import pandas as pd

from core.exports.cells import csv_heading, csv_value, inert
from core.views.table import Table


def table_csv(table: Table) -> bytes:
    """The table under headings with units. Figures are bare numbers, a missing one its word, text never a formula."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([csv_heading(c) for c in table.columns])
    writer.writerows([csv_value(c, cell) for c, cell in zip(table.columns, row, strict=True)] for row in table.rows)
    return stream.getvalue().encode("utf-8-sig")


def frame_csv(frame: pd.DataFrame) -> bytes:
    """A table of the data contract as it is: English column names, missing values are empty cells."""
    texts = frame.select_dtypes(exclude="number").columns
    safe = frame.assign(**{c: _inert(frame[c]) for c in texts})
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _inert(column: pd.Series) -> pd.Series:
    """Each text once: a table of half a million rows has few different ones."""
    risky = {v: inert(v) for v in column.unique() if isinstance(v, str) and inert(v) != v}
    return column.replace(risky) if risky else column
