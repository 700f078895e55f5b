"""Columns that a person brought, as columns of a table, and the forms to write them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from core.area.institutions import institutions
from core.data.queries import facilities as queries
from core.data.reader import Read
from core.review.brought import Brought, number
from core.review.check import Checked
from core.text.outside import Outside
from core.uploads.rows import CODE, FACILITY, NAME
from core.views.sources import OURS, Sources
from core.views.table import Cell, Column, Kind, Status, Table, table

#: What stands in the form at first, since no institution's or area's figure is public; the person's own headings may take their place.
OF_INSTITUTIONS: Final = ("緊急手術(件/年)", "築年数(年)", "病床稼働率(%)")
OF_AREAS: Final = ("85歳以上人口(人)", "85歳以上の救急搬送(件/年)", "訪問看護ステーション(か所)")
_EMPTY: Final = Status("記入なし")


def own_columns(added: Brought | None) -> list[Column]:
    """One column a heading: figures where every cell written is one, else text."""
    if added is None:
        return []
    figures = [
        all(number(row.cells[at]) is not None for row in added.rows if row.cells[at])
        for at in range(len(added.headings))
    ]
    decimals = [
        max((len(row.cells[at].partition(".")[2]) for row in added.rows), default=0)
        for at in range(len(added.headings))
    ]
    return [
        Column(
            name=f"own_{at}",
            label=heading,
            kind=Kind.NUMBER if figures[at] else Kind.TEXT,
            digits=decimals[at] if figures[at] else 0,
            help="利用者が持ち込んだ列",
        )
        for at, heading in enumerate(added.headings)
    ]


def own_cells(columns: Sequence[Column], cells: tuple[str, ...] | None) -> list[Cell]:
    """The cells of one row; 記入なし where nothing was written."""
    if cells is None:
        return [_EMPTY for _ in columns]
    found: list[Cell] = []
    for column, cell in zip(columns, cells, strict=True):
        found.append(_EMPTY if not cell else number(cell) if column.numeric else Outside(cell))
    return found


def form(read: Read, rows: Sequence[Checked], *, of_institutions: bool) -> Table:
    """The table to fill in: a row for each institution of the areas, or for each area, with the headings of what is not public."""
    own = OF_INSTITUTIONS if of_institutions else OF_AREAS
    headings = (CODE, NAME, *((FACILITY,) if of_institutions else ()), *own)
    body: list[list[Cell]] = []
    for row in rows:
        names: Sequence[Mapping[str, str]] = [{}]
        if of_institutions:
            newest = read(queries.fiscal_years)[-1]
            listed = read(institutions, row.area_code, newest).values["facility_name"]
            names = [{FACILITY: str(name)} for name in listed]
        for name in names:
            known = {CODE: row.area_code, NAME: row.area_name, **name}
            body.append([known.get(h, "") for h in headings])
    return table("form", "持ち込む列", [Column(name=h, label=h) for h in headings], body, Sources((OURS,)))
