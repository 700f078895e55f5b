"""Templates of uploads to download: the headings with the areas of one prefecture (or the nation) filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from core.data.bed_names import bed_names
from core.exports.sheets import Sheet
from core.parameters import rules_date
from core.uploads.kinds import Kind
from core.uploads.rows import CODE, FUNCTION, NAME
from core.views.sources import OURS, SourceBook, Sources
from core.views.table import Column, Table, table
from core.views.table import Kind as Form
from core.vocabulary.terms import FOUR_FUNCTIONS

#: Headings under which a figure is typed, and its decimals.
_FIGURES: Final = {"病床利用率(%)": 1, "説明できる床数": 0}
_OURS: Final = Sources((OURS,))
_GUIDE: Final = (
    Column(name="heading", label="列"),
    Column(name="need", label="必須・任意"),
    Column(name="help", label="書き方", wide=True),
)


def form_table(kind: Kind, areas: Mapping[str, str], year: int | None = None) -> Table:
    """One row per area in code order (per area and function where the kind has functions), the rest blank.

    `areas`: 構想区域名 by area_code; `year`: of the report whose functions are named. Rows left blank are ignored when the file comes back.
    """
    columns = [
        Column(name=h, label=h, kind=Form.NUMBER, digits=_FIGURES[h], missing="")
        if h in _FIGURES
        else Column(name=h, label=h)
        for h in kind.headings
    ]
    functions = [bed_names(year)[f] for f in FOUR_FUNCTIONS] if FUNCTION in kind.headings else [""]
    rows = [
        [{CODE: code, NAME: areas[code], FUNCTION: function}.get(h, "") for h in kind.headings]
        for code in sorted(areas)
        for function in functions
    ]
    return table(kind.id, kind.title, columns, rows, _OURS)


def xlsx_template(kind: Kind, areas: Mapping[str, str], year: int | None = None) -> bytes:
    """A workbook with the form first and the explanation of its columns second; codes are text cells."""
    rows = [(h, "必須" if h in kind.required else "任意", kind.help.get(h, "")) for h in kind.headings]
    sheets = (
        Sheet(tab="入力", tables=(form_table(kind, areas, year),), form=True),
        Sheet(
            tab="書き方",
            tables=(table("guide", kind.title, _GUIDE, rows, _OURS),),
            lines=(f"{kind.title}: {kind.purpose}", "書き込まない行は無視します。数式は使えません。"),
            form=True,
        ),
    )
    from core.exports.xlsx import workbook  # large, and asked for only when a button is pressed

    return workbook(sheets, SourceBook({}), made=rules_date())  # not the clock: the same template has the same bytes
