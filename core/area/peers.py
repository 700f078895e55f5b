"""Areas that resemble an area: standardised Euclidean distance on features the reader chooses.

Each feature is brought to mean 0 and standard deviation 1 over all areas; the distance is the root of the mean squared
difference over the chosen features, so it reads as "standard deviations apart on average". Ageing by area is not in the
published data at hand; the projected change of population stands for it and says so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from core.data.schema import PopulationYears
from core.data.sourced import row_at
from core.errors import UserError

#: Bounds of a hand-picked comparison, the area itself not counted.
PICK_MIN: Final = 1
PICK_MAX: Final = 6


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of likeness: column of the features frame, label, how it is measured, unit (% for shares), digits, scale."""

    key: str
    label: str
    measured_by: str
    unit: str
    digits: int
    log: bool

    def measured(self, years: PopulationYears) -> str:
        """How it is measured, with the years of this edition's figures."""
        return self.measured_by.format_map(years._asdict())


FEATURES: Final[dict[str, Feature]] = {
    f.key: f
    for f in (
        Feature("population", "人口", "{census}年国勢調査人口の対数", "人", 0, True),
        Feature("density", "人口密度", "1km²あたりの人口({census}年)の対数", "人/km²", 1, True),
        Feature(
            "decline",
            "人口の変化",
            "{now}年から{later}年までの変化率",
            "%",
            1,
            False,
        ),
        Feature("inflow", "流入率", "高度急性期+急性期の流入率(NDBの最新の年度)", "%", 1, False),
        Feature("outflow", "流出率", "高度急性期+急性期の流出率(NDBの最新の年度)", "%", 1, False),
        Feature("doctors", "医師数", "100床あたりの医師数(常勤換算)", "人/100床", 1, False),
        Feature("beds_rate", "病床数", "人口10万人あたりの報告病床数", "床/10万人", 0, True),
    )
}
DEFAULT_FEATURES: Final[tuple[str, ...]] = ("population", "density", "decline", "inflow")


def standardised(features: pd.DataFrame, chosen: Sequence[str]) -> pd.DataFrame:
    """The chosen columns with mean 0 and standard deviation 1 over the areas that have them; log where the feature says so."""
    columns = {}
    for key in chosen:
        values = features[key].astype("float64")
        if FEATURES[key].log:
            positive = values.where(values > 0)
            values = pd.Series(np.log(positive.to_numpy()), index=positive.index)
        spread = values.std(ddof=0)
        columns[key] = (values - values.mean()) / spread if spread > 0 else values * 0.0
    return pd.DataFrame(columns, index=features.index)


def nearest(
    features: pd.DataFrame, area_code: str, chosen: Sequence[str] = DEFAULT_FEATURES, count: int = 10
) -> pd.DataFrame:
    """The `count` most similar areas: area_code, distance (standard deviations), in order of distance, then code.

    `features`: one row per area_code (index) with the columns of `FEATURES`. An area that lacks a chosen feature cannot be
    compared and is left out. Raises UserError without a feature, or when the area itself lacks one.
    """
    if not chosen:
        raise UserError("似ている区域を決める特徴が選ばれていません。", "人口や流入率など、1つ以上を選んでください。")
    scaled = standardised(features, chosen)
    own = row_at(scaled, area_code)
    lacking = [FEATURES[k].label for k in chosen if math.isnan(float(own[k]))]
    if lacking:
        raise UserError(
            f"この区域には {'、'.join(lacking)} のデータがないため、似ている区域を計算できません。",
            "その特徴を外してください。",
        )
    distance = np.sqrt(((scaled - own) ** 2).mean(axis=1, skipna=False)).drop(area_code).dropna()
    table = pd.DataFrame({"area_code": distance.index, "distance": distance.to_numpy()})
    table["distance"] = table["distance"].round(9)  # so that ties break by code, not by the last bit
    return table.sort_values(["distance", "area_code"], ignore_index=True).head(count)


def picked(codes: Sequence[str], known: Sequence[str], area_code: str) -> tuple[str, ...]:
    """Hand-picked areas as they stand in a link: unknown codes, repeats and the area itself dropped, at most `PICK_MAX`."""
    valid = set(known) - {area_code}
    return tuple(dict.fromkeys(c for c in codes if c in valid))[:PICK_MAX]
