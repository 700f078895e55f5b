"""What a number of explained beds may be: of the sign of the gap, and not beyond it (method of the ministry's own order of work)."""

from __future__ import annotations

import math
from enum import StrEnum


class Fault(StrEnum):
    """Why a number of explained beds cannot be."""

    NO_GAP = "no_gap"  # nothing to explain: the gap cannot be computed
    SIGN = "sign"
    BEYOND = "beyond"


def fault(gap: float | None, beds: float) -> Fault | None:
    """What is wrong with `beds` (床) as explained part of `gap` (報告 − 必要量, 床; None or NaN where missing); None where nothing is."""
    if gap is None or math.isnan(gap):
        return Fault.NO_GAP
    if beds * gap < 0:
        return Fault.SIGN
    return Fault.BEYOND if abs(beds) > abs(gap) else None
