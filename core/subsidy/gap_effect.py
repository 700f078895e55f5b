"""What planned reductions and conversions do to an area's gap to 必要量."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from core import metrics
from core.subsidy.estimate import Plan
from core.terms import FOUR_FUNCTIONS, BedFunction


def gap_effect(reported: Mapping[str, float], required: Mapping[str, float], plans: Sequence[Plan]) -> pd.DataFrame:
    """One row per bed function and the total, in official order.

    `reported`, `required`: beds of the area by bed_function (NaN when missing). Columns: bed_function, reported, change,
    after, required, gap_before, gap_after (床). Beds turned into 介護医療院 leave all four functions.
    """
    change = {
        BedFunction.HIGH_ACUTE: -sum(p.cut_high_acute for p in plans),
        BedFunction.ACUTE: -sum(p.cut_acute for p in plans),
        BedFunction.RECOVERY: sum(p.to_recovery for p in plans),
        BedFunction.CHRONIC: -sum(p.cut_chronic for p in plans),
    }
    rows = []
    for function in (*FOUR_FUNCTIONS, BedFunction.TOTAL):
        moved = sum(change.values()) if function is BedFunction.TOTAL else change[function]
        before = float(reported.get(function, float("nan")))
        need = float(required.get(function, float("nan")))
        rows.append(
            (
                function.value,
                before,
                moved,
                before + moved,
                need,
                metrics.gap(before, need),
                metrics.gap(before + moved, need),
            )
        )
    columns = ["bed_function", "reported", "change", "after", "required", "gap_before", "gap_after"]
    return pd.DataFrame(rows, columns=columns)
