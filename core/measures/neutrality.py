"""Whether a test of gaps is neutral to size: what part of small and of large areas it flags, under each model of noise."""

from __future__ import annotations

import numpy as np
import pandas as pd

from core.measures import funnel
from core.vocabulary.terms import Noise


def flagged(reported: np.ndarray, required: np.ndarray, groups: np.ndarray, limit: float) -> pd.DataFrame:
    """How many areas of each group have z ≥ `limit` (an excess) against the nation.

    `reported`, `required`: beds by area, NaN when missing; `groups`: integer codes in the same order (say by rank of
    population), −1 for an area without one, which is in no row. Returns one row per group, ascending: group, areas (those
    with a z), and for each `Noise` its count and `<noise>_share` (of areas, NaN where no area has a z).
    """
    codes = np.unique(groups[groups >= 0])
    z = {noise: funnel.residuals(reported, required, noise=noise)[0]["z"] for noise in Noise}
    known = ~np.isnan(z[Noise.WARD])
    areas = np.array([int((known & (groups == code)).sum()) for code in codes], dtype="int64")
    columns: dict[str, np.ndarray] = {"group": codes, "areas": areas}
    for noise, values in z.items():
        beyond = np.array([int((values[groups == code] >= limit).sum()) for code in codes], dtype="int64")
        columns[noise.value] = beyond
        columns[f"{noise}_share"] = np.divide(beyond, areas, out=np.full(len(codes), np.nan), where=areas > 0)
    return pd.DataFrame(columns)
