"""Between the worksheet and the table a person types into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from core.area.worksheet import CAUSE_LABEL, LIMIT, ROWS_LIMIT, Cause, Explanation, Worksheet
from core.data.bed_names import bed_names, bed_words
from core.errors import UserError
from core.reading import entries
from core.reading.entries import Cell, Cells, Column
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction

FUNCTION, CAUSE, BEDS, TO, BASIS, NOTE = "病床機能", "要因", "説明できる床数", "相手の機能", "根拠", "備考"
COLUMNS = (FUNCTION, CAUSE, BEDS, TO, BASIS, NOTE)
_CAUSES = {label: str(cause) for cause, label in CAUSE_LABEL.items()}


def rows(sheet: Worksheet) -> Cells:
    """The lines of a worksheet as the table's rows, in Japanese."""
    called = bed_names(sheet.year)
    return tuple(
        (
            called[e.bed_function],
            CAUSE_LABEL[e.cause],
            e.beds,
            called[e.to_function] if e.to_function else None,
            e.basis or None,
            e.note or None,
        )
        for e in sheet.explanations
    )


def filled(typed: Cells) -> Cells:
    """The rows in which anything stands."""
    return tuple(row for row in typed if not all(map(_empty, row)))


def cells_from(value: object) -> Cells:
    """Rows that a browser has kept. Raises UserError for anything that this table cannot hold."""
    return entries.cells_from(value, columns(), ROWS_LIMIT, what="控え")


def columns() -> tuple[Column, ...]:
    """What each column may hold: functions by every name that a report has for them."""
    functions = tuple(bed_words())
    return (
        Column(FUNCTION, "choice", functions),
        Column(CAUSE, "choice", tuple(_CAUSES)),
        Column(BEDS, "whole", least=-LIMIT, most=LIMIT),
        Column(TO, "choice", functions),
        Column(BASIS, "text"),
        Column(NOTE, "text"),
    )


def explanations(typed: Cells) -> tuple[Explanation, ...]:
    """Rows as lines; rows without a number of beds are still being typed and are left out.

    Raises UserError that names the row.
    """
    return tuple(line for _, line in numbered(typed))


def numbered(typed: Cells) -> Iterator[tuple[int, Explanation]]:
    """Lines with the numbers of their rows (from 1); see `explanations`."""
    for number, cells in enumerate(typed, start=1):
        row = dict(zip(COLUMNS, cells, strict=True))
        if _empty(row[BEDS]):
            continue
        try:
            yield number, _line(row)
        except UserError as error:
            raise UserError(f"{number}行目: {error.message}", error.hint) from error


def gaps(beds: pd.DataFrame, year: int) -> dict[str, int | None]:
    """乖離 = 報告 − 必要量 (床) per function of one area and year, None where either figure is missing.

    `beds`: rows of `queries.beds.area_beds`.
    """
    reported: dict[str, int] = {}
    required: dict[str, int] = {}
    columns = (beds[name].tolist() for name in ("bed_function", "series", "year", "beds"))
    for function, series, of, count in zip(*columns, strict=True):
        if not pd.isna(count) and (series == "required" or (series == "reported" and of == year)):
            (required if series == "required" else reported).setdefault(function, int(count))
    return {str(f): reported[f] - required[f] if f in reported and f in required else None for f in BedFunction}


def choices(year: int, typed: Cells) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words of the two lists: functions as the report of the year calls them, and causes.

    `typed`: rows; a name of another year that stands in one can stay.
    """
    offered = tuple(bed_names(year)[f] for f in FOUR_FUNCTIONS)
    held = {row[COLUMNS.index(column)] for row in typed for column in (FUNCTION, TO)} - set(offered)
    return offered + tuple(word for word in bed_words() if word in held), tuple(CAUSE_LABEL[c] for c in Cause)


def _line(row: Mapping[str, Cell]) -> Explanation:
    for column in (FUNCTION, CAUSE):
        if _empty(row[column]):
            raise UserError(f"「{column}」が選ばれていません。", f"「{column}」を一覧から選んでください。")
    functions = bed_words()

    def function(column: str) -> str:
        word = str(row[column] or "")
        return str(functions.get(word, word))

    return Explanation(
        bed_function=function(FUNCTION),
        cause=_CAUSES.get(str(row[CAUSE]), str(row[CAUSE])),
        beds=row[BEDS],  # type: ignore[arg-type]  # checked there
        basis=str(row[BASIS] or ""),
        note=str(row[NOTE] or ""),
        to_function=function(TO),
    )


def _empty(cell: Cell) -> bool:
    return cell is None or cell == ""
