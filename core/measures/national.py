"""Headline figures of the nation or of chosen prefectures, computed from the comparison of all areas."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from core.measures import formulas, gap


@dataclass(frozen=True, slots=True)
class Headline:
    """One function's sums over a set of areas. Beds in 床; `missing` is the number of areas without a reported figure.

    `change_2015` compares only areas that state both years, so that a blank cell does not look like a closure.
    """

    bed_function: str
    reported: float
    required: float
    gap: float
    gap_rate: float
    change_2015: float
    change_rate_2015: float
    over: int
    under: int
    equal: int
    missing: int


def headline(comparison: pd.DataFrame, function: str) -> Headline:
    """Sums of one bed function over the given rows of `queries.beds.comparison` (339 areas, or a prefecture's)."""
    rows = comparison[comparison["bed_function"] == function]
    reported, required, base = (rows[c].astype("Float64") for c in ("reported", "required", "base_2015"))
    both_years = reported.notna() & base.notna()
    total, need = float(reported.sum()), float(required.sum())
    now, then = float(reported[both_years].sum()), float(base[both_years].sum())
    over, under, equal = gap.counts(pd.DataFrame({"gap": (reported - required).dropna()}))
    return Headline(
        bed_function=function,
        reported=total,
        required=need,
        gap=formulas.gap(total, need),
        gap_rate=formulas.gap_rate(total, need),
        change_2015=formulas.change(now, then),
        change_rate_2015=formulas.change_rate(now, then),
        over=over,
        under=under,
        equal=equal,
        missing=int(reported.isna().sum()),
    )
