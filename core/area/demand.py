"""Demand projections as index numbers, and populations beside prefecture and nation."""

from __future__ import annotations

import pandas as pd


def indexed(demand: pd.DataFrame) -> pd.DataFrame:
    """Claims with `index` = 100 in the first fiscal year (the only one that is no projection), per scope and care.

    `demand`: scope (area, pref, nation), care, fiscal_year, claims_per_month (件/月).
    """
    base = demand[demand["fiscal_year"] == demand["fiscal_year"].min()].set_index(["scope", "care"])["claims_per_month"]
    keys = pd.MultiIndex.from_frame(demand[["scope", "care"]])
    divisor = base.reindex(keys).to_numpy(dtype="float64")
    claims = demand["claims_per_month"].astype("float64")
    return demand.assign(index=(claims / pd.Series(divisor, index=demand.index).where(lambda d: d > 0)) * 100)


def population_change(start: float, end: float) -> float:
    """Change rate of population (−0.2 = a fifth fewer); NaN without a start."""
    return end / start - 1 if start else float("nan")
