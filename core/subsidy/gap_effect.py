"""What planned reductions and conversions do to an area's gap to 必要量."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from core.measures import formulas
from core.subsidy.estimate import Plan
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction

_NAN = float("nan")


def gap_effect(reported: Mapping[str, float], required: Mapping[str, float], plans: Sequence[Plan]) -> pd.DataFrame:
    """One row per bed function and the total, in official order.

    `reported`, `required`: beds of the area by bed_function (NaN when missing). Columns: bed_function, reported, change,
    after, required, gap_before, gap_after (床). Only reductions from today count. Beds turned into 介護医療院 leave all four
    functions. Beds handed over within the area stay in the total; which function they get there is not known, so they are
    a row `moved` of their own (only where there are any) and no function's gain.
    """
    change = {
        BedFunction.HIGH_ACUTE: -sum(p.cut_high_acute for p in plans),
        BedFunction.ACUTE: -sum(p.cut_acute for p in plans),
        BedFunction.RECOVERY: sum(p.to_recovery for p in plans),
        BedFunction.CHRONIC: -sum(p.cut_chronic for p in plans),
    }
    kept = sum(p.kept_in_area for p in plans)
    rows: list[tuple[str, float, int, float, float, float, float]] = []
    for function in (*FOUR_FUNCTIONS, BedFunction.TOTAL):
        moved = sum(change.values()) + kept if function is BedFunction.TOTAL else change[function]
        before = float(reported.get(function, _NAN))
        need = float(required.get(function, _NAN))
        if function is BedFunction.TOTAL and kept:
            rows.append(("moved", _NAN, kept, _NAN, _NAN, _NAN, _NAN))
        rows.append(
            (
                function.value,
                before,
                moved,
                before + moved,
                need,
                formulas.gap(before, need),
                formulas.gap(before + moved, need),
            )
        )
    columns = ["bed_function", "reported", "change", "after", "required", "gap_before", "gap_after"]
    return pd.DataFrame(rows, columns=columns)


def total_in_words(effect: pd.DataFrame) -> str:
    """One sentence on the total: where it stands today and whether the plan widens, narrows or keeps the gap."""
    row = effect[effect["bed_function"] == BedFunction.TOTAL.value].iloc[0]
    before, after = float(row["gap_before"]), float(row["gap_after"])
    if math.isnan(before) or math.isnan(after):
        return "合計の報告病床数か必要量のデータがないため、合計の差がどう変わるかは示せません。"
    today = f"合計は必要量を{_beds(before)}床{_side(before)}っており" if round(before) else "合計は必要量と同じで"
    if round(after) == round(before):
        return f"{today}、この計画で合計の差は変わりません。"
    if round(after) == 0:
        return f"{today}、この計画で合計は必要量と同じになります。"
    if before * after < 0:
        return f"{today}、この計画では逆に{_beds(after)}床{_side(after)}ります。"
    verb = "広がります" if abs(after) > abs(before) else "縮まります"
    return f"{today}、この計画で差は{_beds(after)}床に{verb}。"


def _beds(gap: float) -> str:
    return f"{abs(gap):,.0f}"


def _side(gap: float) -> str:
    return "上回" if gap > 0 else "下回"
