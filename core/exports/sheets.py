"""What a workbook is made of. Apart from its writer, which loads a large library that most pages never need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from core.views.table import Table
from core.views.words import Words

XLSX_MIME: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: its tab, its tables one below the other, and lines of text under them.

    `freeze`: columns that stay in sight besides the headings. `form`: a table to be filled in and read back by its headings, so
    without title and sources.
    """

    tab: str
    tables: tuple[Table, ...]
    lines: tuple[Words, ...] = ()
    freeze: int = 0
    form: bool = False
