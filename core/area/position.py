"""Where an area stands among all areas."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True)
class Position:
    """One area's place for one bed function. Beds in 床; `rank` counts from the largest z; None where z is missing."""

    bed_function: str
    reported: float | None
    required: float | None
    expected: float | None
    gap: float | None
    gap_rate: float | None
    z: float | None
    rank: int | None
    ranked: int


def position(measured: pd.DataFrame, area_code: str) -> Position:
    """From the rows of `core.measures.gap.measured` (one bed function, all areas). Raises KeyError for an unknown area."""
    row = measured.loc[measured["area_code"] == area_code]
    if row.empty:
        raise KeyError(area_code)
    one = row.iloc[0]
    known = measured["z"].dropna()
    z = _value(one["z"])
    return Position(
        bed_function=str(one["bed_function"]),
        reported=_value(one["reported"]),
        required=_value(one["required"]),
        expected=_value(one["expected"]),
        gap=_value(one["gap"]),
        gap_rate=_value(one["gap_rate"]),
        z=z,
        rank=None if z is None else int((known > z).sum()) + 1,
        ranked=len(known),
    )


def _value(value: object) -> float | None:
    number = float(value)  # type: ignore[arg-type]
    return None if math.isnan(number) else number
