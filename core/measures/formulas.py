"""The ministry's measures of a gap, in one place: 乖離, 乖離率, 充足率 and the change since 2015.

Every function takes scalars, arrays or Series alike and returns floats of the same shape. A missing input, or a
denominator of zero, gives NaN (算出不可), never zero.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

Value = TypeVar("Value", float, pd.Series, npt.NDArray[np.float64])


def gap(reported: Value, required: Value) -> Value:
    """乖離 = 報告 − 必要量 (床). Positive: more beds are reported than estimated to be needed."""
    return _float(reported) - _float(required)


def gap_rate(reported: Value, required: Value) -> Value:
    """乖離率 = (報告 − 必要量) ÷ 必要量 (ratio, 0.05 = 5 %). NaN when 必要量 is zero."""
    return _divide(gap(reported, required), required)


def fill_rate(reported: Value, required: Value) -> Value:
    """充足率 = 報告 ÷ 必要量 (ratio, 1 = exactly the need). NaN when 必要量 is zero."""
    return _divide(reported, required)


def change(latest: Value, base: Value) -> Value:
    """Change in beds since the base year, 2015 in the official tables (床)."""
    return _float(latest) - _float(base)


def change_rate(latest: Value, base: Value) -> Value:
    """Change since the base year over the base year's beds (ratio). NaN when the base is zero."""
    return _divide(change(latest, base), base)


def occupancy(patient_days: Value, beds: Value, days: int = 365) -> Value:
    """病床利用率 = 年間在棟患者延数 ÷ (病床数 × 365) (ratio, 1 = 100 %). NaN when there are no beds."""
    return _divide(patient_days, _float(beds) * days)


def _float(value: Value) -> Value:
    """The value as float64; None and pd.NA become NaN."""
    if isinstance(value, pd.Series):
        return value.astype("Float64").astype("float64") if value.dtype != "float64" else value
    if isinstance(value, np.ndarray):
        return value.astype("float64")
    return float("nan") if value is None or value is pd.NA else float(value)


def _divide(numerator: Value, denominator: Value) -> Value:
    top, bottom = _float(numerator), _float(denominator)
    if isinstance(bottom, pd.Series):
        return top / bottom.where(bottom != 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        result = np.divide(top, np.where(np.asarray(bottom) == 0, np.nan, bottom))
    return result if isinstance(bottom, np.ndarray) else float(result)
