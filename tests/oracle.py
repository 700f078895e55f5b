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


Pairs = dict[str, tuple[float | None, float | None]]


def log_ratios(pairs: Pairs) -> tuple[dict[str, float], dict[str, float]]:
    """ln((B + ½) / (E + ½)) and 1 / (E + ½) by area, for the areas that have both figures."""
    known = {k: (b, r) for k, (b, r) in pairs.items() if b is not None and r is not None}
    ratio = sum(b for b, _ in known.values()) / sum(r for _, r in known.values())
    y, v = {}, {}
    for k, (b, r) in known.items():
        expected = r * ratio
        y[k] = math.log((b + 0.5) / (expected + 0.5))
        v[k] = 1 / (expected + 0.5)
    return y, v


def z_scores(pairs: Pairs) -> tuple[dict[str, float | None], float]:
    """Noise by the bed: DerSimonian–Laird and standardised residuals with loops only. Returns z by area and τ²."""
    y, v = log_ratios(pairs)
    w = {k: 1 / v[k] for k in y}
    mean = sum(w[k] * y[k] for k in y) / sum(w.values())
    q = sum(w[k] * (y[k] - mean) ** 2 for k in y)
    scale = sum(w.values()) - sum(x * x for x in w.values()) / sum(w.values())
    tau2 = max(0.0, (q - (len(y) - 1)) / scale)
    return {k: (y[k] / math.sqrt(v[k] + tau2) if k in y else None) for k in pairs}, tau2


def ward_spread(y: list[float], v: list[float]) -> tuple[float, float]:
    """φ and τ²: fifty rounds of least squares of min(y², its 98 % quantile) on [v, 1], each row times 1 / (φ v + τ²)."""
    squares = [a * a for a in y]
    ordered = sorted(squares)
    place = 0.98 * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    cut = ordered[below] + (place - below) * (ordered[above] - ordered[below])
    squares = [min(a, cut) for a in squares]
    phi, tau2 = 1.0, 0.03
    for _ in range(50):
        rows = [(w * size, w, w * square) for size, square in zip(v, squares, strict=True)
                for w in [1 / (phi * size + tau2)]]  # fmt: skip
        aa, ab, bb = (math.fsum(r[i] * r[j] for r in rows) for i, j in ((0, 0), (0, 1), (1, 1)))
        ac, bc = (math.fsum(r[i] * r[2] for r in rows) for i in (0, 1))
        determinant = aa * bb - ab * ab
        phi = max(1.0, (ac * bb - bc * ab) / determinant)
        tau2 = max(1e-4, (aa * bc - ab * ac) / determinant)
    return phi, tau2


def ward_scores(pairs: Pairs) -> tuple[dict[str, float | None], float, float]:
    """Noise by the ward, with loops only. Returns z by area, φ and τ²."""
    y, v = log_ratios(pairs)
    phi, tau2 = ward_spread(list(y.values()), list(v.values()))
    return {k: (y[k] / math.sqrt(phi * v[k] + tau2) if k in y else None) for k in pairs}, phi, tau2
