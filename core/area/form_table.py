"""The table ⑥ 各時点の機能別病床数 of the 区域対応方針 form, with the form's own words and the form's own sign.

The form subtracts the other way round: 差し引き = 必要量 − 報告, so a shortage is positive. Everywhere else in this product
乖離 = 報告 − 必要量. The form has the four functions as rows; a sum row is our addition and says so.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from core import parameters
from core.data.bed_names import bed_names
from core.parameters import Key
from core.vocabulary import labels
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction, Series

#: Marks the row that the form does not have.
SUM_LABEL = "合計(様式にない行)"
SIGN_NOTE = (
    "様式の差し引きは「必要量 − 病床数」で、不足がプラスです。ほかの図や表の乖離(報告 − 必要量)とは符号が逆です。"
)


@dataclass(frozen=True, slots=True)
class FormRow:
    """One function: beds in 床, None where there is no value; `why` says per column (base, a, b, c) what is missing."""

    bed_function: str
    base: int | None
    a: int | None
    b: int | None
    c: int | None
    why: dict[str, str]

    @property
    def c_minus_a(self) -> int | None:
        """差し引き (C)-(A)."""
        return None if self.c is None or self.a is None else self.c - self.a

    @property
    def c_minus_b(self) -> int | None:
        """差し引き (C)-(B)."""
        return None if self.c is None or self.b is None else self.c - self.b


@dataclass(frozen=True, slots=True)
class FormTable:
    """Table ⑥ of one area. `rows` in the form's order; `total` is our extra row; the years of its columns."""

    rows: tuple[FormRow, ...]
    total: FormRow
    base_year: int
    reported_year: int
    planned_year: int
    required_year: int

    @property
    def names(self) -> dict[str, str]:
        """What each row is called in the reports of these years; the sum says that the form does not have it."""
        years = (self.base_year, self.reported_year, self.planned_year, self.required_year)
        return bed_names(*years) | {BedFunction.TOTAL: SUM_LABEL}

    @property
    def headings(self) -> tuple[str, ...]:
        """Column headings in the form's words; only the years follow the data."""
        return (
            "機能",
            f"{self.base_year}年 病床数",
            f"{self.reported_year}年度 病床機能報告 (A)",
            f"{self.planned_year}年の予定病床数 (B)",
            f"{self.required_year}年 病床数の必要量 (C)",
            "差し引き (C)-(A)",
            "差し引き (C)-(B)",
        )

    def cells(
        self, with_total: bool = False
    ) -> list[tuple[str, int | str, int | str, int | str, int | str, int | str, int | str]]:
        """Rows as numbers, a word where a number is missing."""
        return [_cells(r, self.names[r.bed_function]) for r in (*self.rows, *((self.total,) if with_total else ()))]

    def tsv(self) -> str:
        """The form's four rows, tab-separated with headings, to paste into Excel."""
        lines = ["\t".join(self.headings), *("\t".join(str(c) for c in row) for row in self.cells())]
        return "\n".join(lines)


def form_table(beds: pd.DataFrame, reported_year: int, planned_year: int) -> FormTable:
    """Table ⑥ from the rows of `queries.beds.area_beds`; the first and the last column have the years of the rules."""
    base_year, required_year = parameters.whole(Key.BASE_YEAR), parameters.whole(Key.REQUIRED_YEAR)
    columns = [beds[name].tolist() for name in ("bed_function", "series", "year", "beds", "value_status")]
    known = {(f, s, y): (value, status) for f, s, y, value, status in zip(*columns, strict=True)}

    def row(function: BedFunction) -> FormRow:
        wanted = {
            "base": (Series.REPORTED, base_year),
            "a": (Series.REPORTED, reported_year),
            "b": (Series.PLANNED, planned_year),
            "c": (Series.REQUIRED, required_year),
        }
        values: dict[str, int | None] = {}
        why: dict[str, str] = {}
        for name, (series, year) in wanted.items():
            value, status = known.get((function, series, year), (None, None))
            values[name] = None if value is None or pd.isna(value) else int(value)
            if values[name] is None:
                why[name] = labels.VALUE_STATUS[status] if status else labels.NO_DATA
        return FormRow(str(function), **values, why=why)

    rows = tuple(row(f) for f in FOUR_FUNCTIONS)
    return FormTable(rows, row(BedFunction.TOTAL), base_year, reported_year, planned_year, required_year)


def _cells(row: FormRow, label: str) -> tuple[str, int | str, int | str, int | str, int | str, int | str, int | str]:
    def cell(name: str) -> int | str:
        value = getattr(row, name)
        return row.why[name] if value is None else value

    differences = [labels.NOT_COMPUTABLE if d is None else d for d in (row.c_minus_a, row.c_minus_b)]
    return (label, cell("base"), cell("a"), cell("b"), cell("c"), differences[0], differences[1])
