"""A second, dumb implementation: plain loops over rows, to hold the fast answers against."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

Rows = list[dict[str, Any]]


def rows_of(frame: pd.DataFrame) -> Rows:
    """Rows as dicts with None for every kind of missing value."""
    return [{k: (None if pd.isna(v) else v) for k, v in row.items()} for row in frame.to_dict("records")]


def national_sums(beds: Rows) -> dict[tuple[str, str, int], tuple[int | None, int, int]]:
    """(bed_function, series, year) → (sum of stated cells, stated cells, cells without a value)."""
    result: dict[tuple[str, str, int], tuple[int | None, int, int]] = {}
    for row in beds:
        key = (row["bed_function"], row["series"], row["year"])
        total, stated, missing = result.get(key, (None, 0, 0))
        if row["beds"] is None:
            missing += 1
        else:
            total, stated = (total or 0) + row["beds"], stated + 1
        result[key] = (total, stated, missing)
    return result


def cell(beds: Rows, area_code: str, function: str, series: str, year: int) -> int | None:
    """The one bed count of an area, function, series and year."""
    for row in beds:
        if (row["area_code"], row["bed_function"], row["series"], row["year"]) == (area_code, function, series, year):
            return row["beds"]
    return None


def z_scores(pairs: dict[str, tuple[float | None, float | None]]) -> tuple[dict[str, float | None], float]:
    """DerSimonian–Laird and standardised residuals with loops only. Returns z by area and τ²."""
    known = {k: (b, r) for k, (b, r) in pairs.items() if b is not None and r is not None}
    ratio = sum(b for b, _ in known.values()) / sum(r for _, r in known.values())
    y, v = {}, {}
    for k, (b, r) in known.items():
        expected = r * ratio
        y[k] = math.log((b + 0.5) / (expected + 0.5))
        v[k] = 1 / (expected + 0.5)
    w = {k: 1 / v[k] for k in y}
    mean = sum(w[k] * y[k] for k in y) / sum(w.values())
    q = sum(w[k] * (y[k] - mean) ** 2 for k in y)
    scale = sum(w.values()) - sum(x * x for x in w.values()) / sum(w.values())
    tau2 = max(0.0, (q - (len(y) - 1)) / scale)
    return {k: (y[k] / math.sqrt(v[k] + tau2) if k in y else None) for k in pairs}, tau2
