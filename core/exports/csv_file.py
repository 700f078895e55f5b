"""Tables as CSV that office software opens by double click: UTF-8 with BOM, CRLF.

Above each table stands where it is from (`core.exports.provenance`), except in a form, which is read back by its first row.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from core.data.headings import LABELLED, headings_of
from core.data.schema import Table as Contract
from core.exports.cells import csv_heading, csv_lines, csv_value, inert
from core.exports.provenance import Origin, Told, with_provenance
from core.views.sources import Sources
from core.views.table import Column, Table
from core.views.words import raw_text

#: Columns of a table that hold an area's code, and those that may hold its name.
_CODE: Final = "area_code"
_NAMES: Final = ("area_name", "area")
#: A code that a spreadsheet would take for a number (`0101` → 101) stands once more with its name.
_LABEL: Final = Column(name=LABELLED[_CODE][0], label=LABELLED[_CODE][1])


def form_csv(table: Table) -> bytes:
    """A form to be filled in: headings with units in the first row, by which it is read back, and its rows."""
    head = [csv_heading(c) for c in table.columns]
    return b"\xef\xbb\xbf" + csv_lines([head, *_cells(table)])


def table_csv(table: Table, origin: Origin) -> bytes:
    """The table under headings with units, below where it is from. Figures are bare numbers, a missing one its word, text never
    a formula. A table with area codes has a last column of code and name."""
    columns = [*table.columns]
    rows = _cells(table)
    places = {c.name: i for i, c in enumerate(columns)}
    if _CODE in places:
        name = next((places[n] for n in _NAMES if n in places), None)
        columns.append(_LABEL)
        for row in rows:
            row.append(_labelled(row[places[_CODE]], row[name] if name is not None else ""))
    told = Told(
        title=raw_text(table.title),
        units="、".join(f"{c.label}={_unit(c)}" for c in table.columns if _unit(c)),
        condition=raw_text(table.note),
        sources=table.sources,
    )
    return with_provenance([csv_heading(c) for c in columns], [c.name for c in columns], csv_lines(rows), told, origin)


def frame_csv(
    frame: pd.DataFrame, contract: Contract, sources: Sources, origin: Origin, names: Mapping[str, str]
) -> bytes:
    """A table of the data contract as it is, below where it is from: English column names, missing values are empty cells.

    `names`: of areas and prefectures by code. For each column of codes a last column holds code and name.
    """
    whole = frame.assign(
        **{LABELLED[c][0]: _labels(frame[c], names) for c in frame.columns if c in LABELLED},
    )
    texts = whole.select_dtypes(exclude="number").columns
    safe = whole.assign(**{c: _inert(whole[c]) for c in texts})
    body = safe.to_csv(index=False, header=False, lineterminator="\r\n").encode()
    own = headings_of(frame.columns)
    headings = own | dict(LABELLED.values())
    told = Told(
        title=f"{contract.title}({contract.name})",
        units="、".join(h for h in own.values() if h.endswith(")") and "コード" not in h),
        condition=f"{contract.grain}。すべての行",
        sources=sources,
    )
    return with_provenance(list(safe.columns), [headings[c] for c in safe.columns], body, told, origin)


def _cells(table: Table) -> list[list[str]]:
    return [[csv_value(c, cell) for c, cell in zip(table.columns, row, strict=True)] for row in table.rows]


def _unit(column: Column) -> str:
    if not column.numeric:
        return ""
    heading = csv_heading(column)
    return heading.removeprefix(f"{column.label}(").removesuffix(")") if heading != column.label else ""


def _labelled(code: str, name: str) -> str:
    return f"{code} {name}" if code and name else f"区域{code}" if code else ""


def _labels(codes: pd.Series, names: Mapping[str, str]) -> pd.Series:
    return codes.map({c: f"{c} {names[c]}" for c in codes.dropna().unique() if c in names})


def _inert(column: pd.Series) -> pd.Series:
    """Each text once: a table of half a million rows has few different ones."""
    risky = {v: inert(v) for v in column.unique() if isinstance(v, str) and inert(v) != v}
    return column.replace(risky) if risky else column
