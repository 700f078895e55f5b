"""Between the worksheet and the grid a person types into."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from core.area.worksheet import CAUSE_LABEL, LIMIT, ROWS_LIMIT, Cause, Explanation, Worksheet
from core.data.bed_names import bed_names, bed_words
from core.errors import UserError
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction

FUNCTION, CAUSE, BEDS, TO, BASIS, NOTE = "病床機能", "要因", "説明できる床数", "相手の機能", "根拠", "備考"
COLUMNS = (FUNCTION, CAUSE, BEDS, TO, BASIS, NOTE)
#: Rows of plain cells, one per column: words, beds as a whole number, None where nothing stands.
Cells = tuple[tuple[str | int | None, ...], ...]
#: Longest text of a cell that a browser may give back; what a line may hold is checked where it becomes one.
TEXT_LIMIT = 10_000
#: Empty rows below the lines, so that every row that a grid of a screen's height shows takes input.
SPARE = 8
_CAUSES = {label: str(cause) for cause, label in CAUSE_LABEL.items()}


def frame(sheet: Worksheet) -> pd.DataFrame:
    """The lines of a worksheet as the grid's rows, in Japanese, and empty rows below them."""
    called = bed_names(sheet.year)
    return frame_of(
        tuple(
            (
                called[e.bed_function],
                CAUSE_LABEL[e.cause],
                e.beds,
                called[e.to_function] if e.to_function else None,
                e.basis,
                e.note,
            )
            for e in sheet.explanations
        )
    )


def frame_of(rows: Cells) -> pd.DataFrame:
    """Rows of cells (finished or not) as the grid shows them, and empty rows below them."""
    found = pd.DataFrame([*rows, *[(None,) * len(COLUMNS)] * SPARE], columns=list(COLUMNS), dtype=object)
    # A column of nothing but empty cells has a type too: the grid would not know what to take otherwise.
    return found.astype({c: "Int64" if c == BEDS else "string" for c in COLUMNS})


def cells(rows: pd.DataFrame) -> Cells:
    """The grid's rows in which anything stands, as plain cells."""
    found = []
    for row in rows.to_dict("records"):
        values = [row.get(c) for c in COLUMNS]
        if not all(map(_empty, values)):
            plain = [
                None if _empty(v) else int(str(v)) if c == BEDS else str(v)
                for c, v in zip(COLUMNS, values, strict=True)
            ]
            found.append(tuple(plain))
    return tuple(found)


def cells_from(value: object) -> Cells:
    """Rows that a browser has kept. Raises UserError for anything that this grid cannot hold."""
    rows = value if isinstance(value, list) and len(value) <= ROWS_LIMIT else None
    functions = list(bed_words())
    words = {FUNCTION: functions, CAUSE: list(_CAUSES), TO: functions}
    for row in rows or ():
        if (
            not isinstance(row, list)
            or len(row) != len(COLUMNS)
            or not all(map(_fits, COLUMNS, row, [words] * len(row)))
        ):
            rows = None
            break
    if rows is None:
        raise UserError("控えを読めません。", "もう一度入力してください。")
    return tuple(tuple(row) for row in rows)


def _fits(column: str, cell: object, words: Mapping[str, list[str]]) -> bool:
    if cell is None:
        return True
    if column == BEDS:
        return isinstance(cell, int) and not isinstance(cell, bool) and abs(cell) <= LIMIT
    return isinstance(cell, str) and len(cell) <= TEXT_LIMIT and (column not in words or cell in words[column])


def explanations(rows: pd.DataFrame) -> tuple[Explanation, ...]:
    """The grid's rows as lines; rows without a number of beds are still being typed and are left out.

    Raises UserError that names the row.
    """
    lines: list[Explanation] = []
    for number, row in enumerate(rows.to_dict("records"), start=1):
        if all(_empty(row.get(c)) for c in COLUMNS) or _empty(row.get(BEDS)):
            continue
        try:
            lines.append(_line({str(heading): cell for heading, cell in row.items()}))
        except UserError as error:
            raise UserError(f"{number}行目: {error.message}", error.hint) from error
    return tuple(lines)


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


def choices(year: int, rows: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Words of the two choice columns: functions as the report of the year calls them, and causes.

    `rows`: what the grid begins with; a name of another year that stands in it can stay.
    """
    offered = [bed_names(year)[f] for f in FOUR_FUNCTIONS]
    held = {str(word) for column in (FUNCTION, TO) for word in rows[column].dropna()}
    return offered + [word for word in bed_words() if word in held - set(offered)], [CAUSE_LABEL[c] for c in Cause]


def _line(row: Mapping[str, Any]) -> Explanation:
    for column in (FUNCTION, CAUSE):
        if _empty(row.get(column)):
            raise UserError(f"「{column}」が選ばれていません。", f"「{column}」を一覧から選んでください。")
    functions = bed_words()
    return Explanation(
        bed_function=functions.get(row[FUNCTION], str(row[FUNCTION])),
        cause=_CAUSES.get(row[CAUSE], str(row[CAUSE])),
        beds=int(row[BEDS]),
        basis="" if _empty(row.get(BASIS)) else str(row[BASIS]),
        note="" if _empty(row.get(NOTE)) else str(row[NOTE]),
        to_function="" if _empty(row.get(TO)) else functions.get(row[TO], str(row[TO])),
    )


def _empty(value: object) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)) or value == ""
