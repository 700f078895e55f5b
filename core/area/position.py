"""Where an area stands among all areas, in a sentence that a reader without statistics can follow."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from core.measures import funnel
from core.vocabulary import labels


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
    """From the rows of `gap_measures.measured` (one bed function, all areas). Raises KeyError for an unknown area."""
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


def sentence(place: Position) -> str:
    """What z means here, in plain words. A large value asks for a look; it settles nothing."""
    name = labels.BED_FUNCTION[place.bed_function]
    if place.z is None or place.reported is None or place.expected is None:
        return f"{name}: 報告または必要量の数値がないため、全国の中の位置は{labels.NOT_COMPUTABLE}です。"
    more = place.reported - place.expected
    side = "多い" if more >= 0 else "少ない"
    share = f"({abs(more) / place.expected:.0%})" if place.expected > 0 else ""
    start = (
        f"{name}: 同じ必要量の区域の全国的な報告のされ方と比べて、{abs(more):,.0f}床{share}{side}報告です"
        f"(見込み {place.expected:,.0f}床、報告 {place.reported:,.0f}床)。"
    )
    return f"{start}z = {place.z:+.2f}、{place.ranked}区域中、大きいほうから{place.rank}番目。{_reading(place.z)}"


def _reading(z: float) -> str:
    near, far = funnel.LIMITS
    if abs(z) < near:
        return "区域のおよそ95%が入る範囲の中で、とくに離れてはいません。"
    where = "多い側" if z > 0 else "少ない側"
    if abs(z) < far:
        return f"およそ95%の区域が入る範囲の外({where})です。要確認で、説明できるかどうかは差異分析ワークシートで確かめます。"
    return f"およそ99.8%の区域が入る範囲の外({where})です。要確認で、説明できるかどうかは差異分析ワークシートで確かめます。"


def _value(value: object) -> float | None:
    number = float(value)  # type: ignore[arg-type]
    return None if math.isnan(number) else number
