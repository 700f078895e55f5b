"""病床利用率 of institutions, estimated from the open data: 平均在棟日数 × 新規入棟患者数 ÷ (病床数 × 365)."""

from __future__ import annotations

import pandas as pd

from core.measures import formulas
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction


def by_facility(values: pd.DataFrame) -> pd.DataFrame:
    """Patient days, beds and 病床利用率 per institution and function that has all three figures.

    `values`: `facilities.wide` with average_stay_days_*, new_admissions_* and beds_*. Columns: facility_id, facility_name,
    bed_function, patient_days (人日), beds (床), utilization (1 = 100 %). Rows whose beds are zero are left out.
    """
    parts = []
    for function in FOUR_FUNCTIONS:
        columns = [f"average_stay_days_{function}", f"new_admissions_{function}", f"beds_{function}"]
        if not set(columns) <= set(values.columns):
            continue
        stay, admissions, beds = (values[c] for c in columns)
        days = stay * admissions
        part = pd.DataFrame(
            {
                "facility_name": values["facility_name"],
                "bed_function": str(function),
                "patient_days": days,
                "beds": beds,
                "utilization": formulas.occupancy(days, beds),
            }
        )
        parts.append(part.dropna(subset=["utilization"]))
    if not parts:
        return pd.DataFrame(
            columns=["facility_id", "facility_name", "bed_function", "patient_days", "beds", "utilization"]
        )
    return pd.concat(parts).rename_axis("facility_id").reset_index()


def warning(bed_function: str, utilization: float | None) -> str:
    """What a reader must know about one figure; empty when nothing is unusual."""
    notes = []
    if utilization is not None and utilization > 1:
        notes.append("100%超")
    if bed_function == BedFunction.HIGH_ACUTE:
        notes.append("参考値")
    return "・".join(notes)
