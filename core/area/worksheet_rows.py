"""Between the worksheet and the grid a person types into."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from core.area.worksheet import CAUSE_LABEL, Cause, Explanation, Worksheet
from core.errors import UserError
from core.vocabulary import labels
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction

FUNCTION, CAUSE, BEDS, BASIS, NOTE = "病床機能", "要因", "説明できる床数", "根拠", "備考"
COLUMNS = (FUNCTION, CAUSE, BEDS, BASIS, NOTE)
_FUNCTIONS = {labels.BED_FUNCTION[f]: str(f) for f in FOUR_FUNCTIONS}
_CAUSES = {label: str(cause) for cause, label in CAUSE_LABEL.items()}


def frame(sheet: Worksheet) -> pd.DataFrame:
    """The lines of a worksheet as the grid's rows, in Japanese."""
    return pd.DataFrame(
        {
            FUNCTION: [labels.BED_FUNCTION[e.bed_function] for e in sheet.explanations],
            CAUSE: [CAUSE_LABEL[e.cause] for e in sheet.explanations],
            BEDS: pd.array([e.beds for e in sheet.explanations], dtype="Int64"),
            BASIS: [e.basis for e in sheet.explanations],
            NOTE: [e.note for e in sheet.explanations],
        }
    ).astype({FUNCTION: object, CAUSE: object, BASIS: object, NOTE: object})


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
    found: dict[str, int | None] = {}
    for function in BedFunction:
        one = beds[beds["bed_function"] == function]
        reported = one[(one["series"] == "reported") & (one["year"] == year)]["beds"].dropna()
        required = one[one["series"] == "required"]["beds"].dropna()
        found[str(function)] = (
            int(reported.iloc[0]) - int(required.iloc[0]) if len(reported) and len(required) else None
        )
    return found


def choices() -> tuple[list[str], list[str]]:
    """Words of the two choice columns: functions and causes."""
    return list(_FUNCTIONS), [CAUSE_LABEL[c] for c in Cause]


def _line(row: Mapping[str, Any]) -> Explanation:
    for column in (FUNCTION, CAUSE):
        if _empty(row.get(column)):
            raise UserError(f"「{column}」が選ばれていません。", f"「{column}」を一覧から選んでください。")
    return Explanation(
        bed_function=_FUNCTIONS.get(row[FUNCTION], str(row[FUNCTION])),
        cause=_CAUSES.get(row[CAUSE], str(row[CAUSE])),
        beds=int(row[BEDS]),
        basis="" if _empty(row.get(BASIS)) else str(row[BASIS]),
        note="" if _empty(row.get(NOTE)) else str(row[NOTE]),
    )


def _empty(value: object) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)) or value == ""
