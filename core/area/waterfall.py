"""The steps of the worksheet's waterfall: 乖離, each cause, the unexplained rest."""

from __future__ import annotations

import pandas as pd

from core.area.worksheet import CAUSE_LABEL, Worksheet
from core.vocabulary import labels


def steps(sheet: Worksheet, function: str) -> pd.DataFrame:
    """Rows label, kind (gap, explained, rest), start, end (床), text; empty when the gap cannot be computed.

    An explained cause takes its beds off what is left, so the last bar stands on zero and is the rest.
    """
    columns = ["label", "kind", "start", "end", "text"]
    gap = sheet.gaps.get(function)
    if gap is None:
        return pd.DataFrame(columns=columns)
    rows: list[tuple[str, str, int, int, str]] = [("乖離", "gap", 0, gap, labels.signed(gap, "床"))]
    left = gap
    for cause, beds in sheet.by_cause(function).items():
        rows.append((CAUSE_LABEL[cause], "explained", left, left - beds, labels.signed(-beds, "床")))
        left -= beds
    rows.append(("残り", "rest", 0, left, labels.signed(left, "床")))
    return pd.DataFrame(rows, columns=columns)
