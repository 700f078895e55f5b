"""Which areas' gaps stand out from what all areas share: a funnel plot with additive over-dispersion.

Part of a gap is common to all areas, because beds are reported by ward while need is estimated by patient. So an
area is compared with the beds it would report if it followed the common pattern:

    expected      E = R · ΣB / ΣR              over the reference group (the nation unless told otherwise)
    log ratio     y = ln((B + ½) / (E + ½))
    noise         φ / (E + ½) + τ²             by one of two models (`core.measures.noise`)
    standardised  z = y / √(noise)             Spiegelhalter (2005), limits as he draws them

B is 報告病床数, R is 必要量. A large |z| says that a gap should be looked at, not that it is unexplained.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core import parameters
from core.measures.noise import Spread, estimate
from core.parameters import Key
from core.vocabulary.terms import Noise


def limits() -> tuple[float, float]:
    """|z| beyond which an area is outside about 95 % and 99.8 % of areas that follow the common pattern (dated parameters)."""
    return parameters.number(Key.GAP_LIMIT_NEAR), parameters.number(Key.GAP_LIMIT_FAR)


def share_within(z: float) -> str:
    """How many of the areas that follow the common pattern lie within ±z: `95%`."""
    return f"{100 * math.erf(z / math.sqrt(2)):.3g}%"


@dataclass(frozen=True, slots=True)
class OutlierResult:
    """One row per area_code, plus the spread that all rows share.

    `frame` columns: expected (床), log_ratio (ln), variance (φ / (E + ½)), z, verdict_limit (the widest of `limits` that |z|
    reaches, 0.0 when within both). A row without a reported or required figure is NaN throughout.
    """

    frame: pd.DataFrame
    spread: Spread


def standardised(
    reported: pd.Series, required: pd.Series, groups: pd.Series | None = None, noise: Noise = Noise.WARD
) -> OutlierResult:
    """Standardised residuals of reported beds against the shared pattern.

    `reported`, `required`: beds by area_code, NaN when missing (then z is NaN). `groups`: label of the reference group
    by area_code; None compares every area with the nation. An area that is alone in its group has no reference: NaN.
    """
    required = required.reindex(reported.index)
    codes = None if groups is None else pd.factorize(groups.reindex(reported.index))[0]
    columns, spread = residuals(_numbers(reported), _numbers(required), groups=codes, noise=noise)
    return OutlierResult(pd.DataFrame(columns, index=reported.index), spread)


def residuals(
    reported: np.ndarray, required: np.ndarray, *, groups: np.ndarray | None = None, noise: Noise
) -> tuple[dict[str, np.ndarray], Spread]:
    """`standardised` on bare arrays. `groups` are integer codes, −1 for an area without a group.

    Whatever the reference group, the spread is one estimate over all areas with a log ratio.
    """
    known = ~(np.isnan(reported) | np.isnan(required))
    expected = np.where(known, required * _pattern(reported, required, known, groups), np.nan)
    log_ratio = np.log((reported + 0.5) / (expected + 0.5))
    spread = estimate(log_ratio, expected, noise)
    z = log_ratio / spread.deviation(expected)
    near, far = limits()
    limit = np.select([np.isnan(z), np.abs(z) >= far, np.abs(z) >= near], [np.nan, far, near], 0.0)
    columns = {"expected": expected, "log_ratio": log_ratio, "variance": spread.by_size(expected), "z": z}
    return columns | {"verdict_limit": limit}, spread


def funnel_limits(
    expected_grid: Sequence[float] | np.ndarray, spread: Spread, z: tuple[float, ...] | None = None
) -> pd.DataFrame:
    """Lines of the funnel: one row per expected beds × limit, with the ratio (B + ½)/(E + ½) at −limit and +limit.

    `z`: other limits than `limits`.

    Columns: expected (床), limit, lower, upper (ratio, 1 = the shared pattern).
    """
    expected = np.asarray(expected_grid, dtype="float64")
    one = spread.deviation(expected)
    rows = [
        pd.DataFrame({"expected": expected, "limit": k, "lower": np.exp(-k * one), "upper": np.exp(k * one)})
        for k in (limits() if z is None else z)
    ]
    return pd.concat(rows, ignore_index=True)


def _pattern(
    reported: np.ndarray, required: np.ndarray, known: np.ndarray, groups: np.ndarray | None
) -> float | np.ndarray:
    """ΣB / ΣR of each area's reference group, NaN where the group cannot tell."""
    if groups is None:
        total = required[known].sum()
        return float(reported[known].sum() / total) if total > 0 else float("nan")
    member = known & (groups >= 0)
    size = max(int(groups.max(initial=-1)) + 1, 1)
    beds = np.bincount(groups[member], reported[member], size)
    need = np.bincount(groups[member], required[member], size)
    count = np.bincount(groups[member], minlength=size)
    ratio = np.full(size, np.nan)
    usable = (count >= 2) & (need > 0)
    ratio[usable] = beds[usable] / need[usable]
    return np.where(groups >= 0, ratio[np.maximum(groups, 0)], np.nan)


def _numbers(values: pd.Series) -> np.ndarray:
    numbers: np.ndarray = values.to_numpy(dtype="float64", na_value=np.nan)
    return numbers
