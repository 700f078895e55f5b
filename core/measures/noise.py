"""How far areas scatter around their shared pattern by chance and by nature: the noise of the funnel, in two models.

The variance of an area's log ratio y is φ / (E + ½) + τ² (E: expected beds). φ / (E + ½) shrinks with size, τ² is what areas
of every size differ by (Spiegelhalter 2005, Stat Med 24:1185, additive over-dispersion).

    ward   beds come and go by the ward, so one bed is not one event. φ and τ² are estimated together from the beds alone, by
           least squares of y² on [1 / (E + ½), 1], each row weighted by the inverse of its variance, over and over.
           The recipe and its constants are this tool's own (`docs/rules.md`), not the ministry's.
    bed    every bed is an event of its own: φ = 1, and τ² by the method of moments of DerSimonian & Laird (1986).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from core.vocabulary.terms import Noise

#: Where the estimate of `ward` starts, and how often it is renewed.
START_PHI: Final = 1.0
START_TAU2: Final = 0.03
ROUNDS: Final = 50
#: Squares beyond this quantile (linear between order statistics) count as the quantile, so that a few areas do not set the scale.
CLIP: Final = 0.98
#: A ward is no less than a bed, and no two areas are wholly alike.
LEAST_PHI: Final = 1.0
LEAST_TAU2: Final = 1e-4
#: Sizes that spread less than this (squared, of the largest) are one size with roundings.
_ALIKE: Final = 1e-24


@dataclass(frozen=True, slots=True)
class Spread:
    """One estimate over all areas: the model, φ (beds that come and go together; 1.0 for `bed`) and τ² (of ln)."""

    noise: Noise
    phi: float
    tau2: float

    def by_size(self, expected: np.ndarray) -> np.ndarray:
        """The part of the variance that shrinks with expected beds: φ / (E + ½)."""
        variance: np.ndarray = self.phi / (np.asarray(expected, dtype="float64") + 0.5)
        return variance

    def deviation(self, expected: np.ndarray) -> np.ndarray:
        """What one z is worth: √(φ / (E + ½) + τ²), in units of ln."""
        deviation: np.ndarray = np.sqrt(self.by_size(expected) + self.tau2)
        return deviation


def estimate(log_ratio: np.ndarray, expected: np.ndarray, noise: Noise) -> Spread:
    """The spread of all areas under a model. `log_ratio`: y, NaN where unknown; `expected`: E (床), in the same order."""
    known = ~np.isnan(log_ratio)
    y, expected = log_ratio[known], expected[known]
    if noise is Noise.BED:
        return Spread(noise, 1.0, between_variance(y, 1.0 / (expected + 0.5)))
    return Spread(noise, *ward_spread(y, 1.0 / (expected + 0.5)))


def ward_spread(log_ratio: np.ndarray, size: np.ndarray) -> tuple[float, float]:
    """φ and τ² of `ward`. `size`: 1 / (E + ½); nothing may be NaN. The order of areas changes no bit of the result.

    Areas of one size cannot tell φ from τ²: φ is then 1 and τ² holds the rest. With fewer than two areas both are at their least.
    """
    if len(log_ratio) < 2:
        return LEAST_PHI, LEAST_TAU2
    square = log_ratio**2
    square = np.minimum(square, np.quantile(square, CLIP))
    order = np.lexsort((square, size))
    size, square = size[order], square[order]
    mean = float(size.mean())
    off = size - mean  # sums of squares of small differences lose no digits
    rows = np.stack([np.ones_like(off), off, off * off, square, off * square])
    phi, tau2 = START_PHI, START_TAU2
    for _ in range(ROUNDS):
        # Least squares with each row times w = 1 / variance: the normal equations weigh by w².
        total, x, xx, y, xy = (rows / (phi * size + tau2) ** 2).sum(axis=1).tolist()
        span = xx - x * x / total
        slope = (xy - x * y / total) / span if span > _ALIKE * total * size[-1] ** 2 else LEAST_PHI
        level = y / total - slope * (x / total + mean)
        before = phi, tau2
        phi, tau2 = max(LEAST_PHI, slope), max(LEAST_TAU2, level)
        if (phi, tau2) == before:  # every further round would give the same
            break
    return phi, tau2


def between_variance(log_ratio: np.ndarray, variance: np.ndarray) -> float:
    """τ² by DerSimonian–Laird's method of moments, never below zero; 0.0 with fewer than two areas. Nothing may be NaN."""
    if len(log_ratio) < 2:
        return 0.0
    y, weight = log_ratio, 1.0 / variance
    mean = (weight * y).sum() / weight.sum()
    excess = (weight * (y - mean) ** 2).sum() - (len(y) - 1)
    scale = weight.sum() - (weight**2).sum() / weight.sum()
    return float(max(0.0, excess / scale)) if scale > 0 else 0.0
