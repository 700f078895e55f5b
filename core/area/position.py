"""Where an area stands among all areas."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

_VALUES = ("reported", "required", "expected", "gap", "gap_rate", "z")


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
    rows = (measured["area_code"].to_numpy() == area_code).nonzero()[0]
    if not len(rows):
        raise KeyError(area_code)
    every = measured["z"].to_numpy(dtype="float64")
    one = {name: _value(measured[name].to_numpy()[rows[0]]) for name in _VALUES}
    z = one["z"]
    return Position(
        bed_function=str(measured["bed_function"].to_numpy()[rows[0]]),
        **one,
        rank=None if z is None else int((every > z).sum()) + 1,
        ranked=int((~np.isnan(every)).sum()),
    )


def _value(value: object) -> float | None:
    number = float(value)  # type: ignore[arg-type]
    return None if math.isnan(number) else number
