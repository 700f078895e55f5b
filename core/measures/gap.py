"""The measures of a gap that a user can choose on a screen: their names, units, formulas and how to write a value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from core import parameters
from core.measures import formulas, funnel
from core.vocabulary import labels
from core.vocabulary.terms import Noise


@dataclass(frozen=True, slots=True)
class GapMeasure:
    """One measure: key (in URLs), name, unit, what is computed, the neutral value and the text of a value.

    `relative` measures are ratios: their distance from neutral is multiplicative. `name` and `computed` may name years of
    the rules in braces; `label` and `formula` are the words with those years.
    """

    key: str
    name: str
    unit: str
    computed: str
    neutral: float
    text: Callable[[float | None], str]
    relative: bool

    @property
    def label(self) -> str:
        """Words on screen."""
        return parameters.words(self.name)

    @property
    def formula(self) -> str:
        """The formula in words."""
        return parameters.words(self.computed)


def _gap_text(value: float | None) -> str:
    return labels.signed(value, "床", missing=labels.NOT_COMPUTABLE)


def _ratio_text(value: float | None) -> str:
    return labels.percent(value, missing=labels.NOT_COMPUTABLE)


def _z_text(value: float | None) -> str:
    return labels.signed(value, "", 2, labels.NOT_COMPUTABLE)


MEASURES: dict[str, GapMeasure] = {
    m.key: m
    for m in (
        GapMeasure("gap", "乖離(床)", "床", "報告病床数 − 必要量", 0.0, _gap_text, False),
        GapMeasure("gap_rate", "乖離率", "%", "(報告病床数 − 必要量) ÷ 必要量", 0.0, labels.signed_percent, False),
        GapMeasure("fill_rate", "充足率", "%", "報告病床数 ÷ 必要量", 1.0, _ratio_text, True),
        GapMeasure("vs_2015", "{base_year}年比", "%", "報告病床数 ÷ {base_year}年の報告病床数", 1.0, _ratio_text, True),
        GapMeasure(
            "z",
            "標準化残差 z",
            "",
            "全国の報告のされ方から見込まれる病床数との差(対数)を、"
            f"{labels.NOISE[Noise.WARD]}(病床は病棟ごとに増減するとみる)で割った値",
            0.0,
            _z_text,
            False,
        ),
    )
}


def measured(comparison: pd.DataFrame, function: str, noise: Noise = Noise.WARD) -> pd.DataFrame:
    """Every measure of every area for one bed function.

    `comparison`: rows of `queries.beds.comparison`. Returns one row per area with its columns and gap, gap_rate, fill_rate,
    vs_2015, z, expected (床), within code order; a value is NaN where it cannot be computed (算出不可). `attrs["spread"]` is the
    `Spread` of the funnel, estimated under `noise`.
    """
    rows = comparison[comparison["bed_function"] == function].reset_index(drop=True).copy()
    for column in ("reported", "required", "base_2015", "planned"):
        rows[column] = rows[column].astype("Float64").astype("float64")
    rows["gap"] = formulas.gap(rows["reported"], rows["required"])
    rows["gap_rate"] = formulas.gap_rate(rows["reported"], rows["required"])
    rows["fill_rate"] = formulas.fill_rate(rows["reported"], rows["required"])
    rows["vs_2015"] = formulas.fill_rate(rows["reported"], rows["base_2015"])
    beds = rows.set_index("area_code")
    result = funnel.standardised(beds["reported"], beds["required"], noise=noise)
    for column in ("expected", "z"):
        rows[column] = result.frame[column].to_numpy()
    rows.attrs["spread"] = result.spread
    return rows


def counts(measured_rows: pd.DataFrame) -> tuple[int, int, int]:
    """Areas whose reported beds are over, under and equal to 必要量 (missing areas are in none of the three)."""
    gap = measured_rows["gap"]
    return int((gap > 0).sum()), int((gap < 0).sum()), int((gap == 0).sum())
