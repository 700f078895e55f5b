"""The council's calculation: how many of an area's beds its own residents use.

住民が利用する病床数 = 病床数 × (1 − 流入割合). A council member of 藤岡 computed 862 × 0.7 = 603 against 基準病床数 595.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from core.area.flows import Interval, hidden_share
from core.errors import UserError


@dataclass(frozen=True, slots=True)
class ResidentUse:
    """Inputs and result of the calculation. Beds in 床, `inflow_share` 0–1; `standard_beds` is 基準病床数, None if unknown."""

    beds: float
    inflow_share: float
    standard_beds: float | None

    @property
    def residents(self) -> float:
        """Beds used by the residents (床, not rounded)."""
        return self.beds * (1 - self.inflow_share)

    @property
    def others(self) -> float:
        """Beds used by patients from other areas (床)."""
        return self.beds * self.inflow_share

    @property
    def against_standard(self) -> float | None:
        """住民が利用する病床数 − 基準病床数 (床)."""
        return None if self.standard_beds is None else self.residents - self.standard_beds


def resident_use(beds: float, inflow_share: float, standard_beds: float | None = None) -> ResidentUse:
    """The calculation for any area. Raises UserError for beds below zero or a share outside 0–1."""
    if beds < 0:
        raise UserError(f"病床数が負です: {beds:g}", "0以上の床数を入れてください。")
    if not 0 <= inflow_share <= 1:
        raise UserError(f"流入割合が0%から100%の外です: {inflow_share:.1%}", "0%から100%の値を入れてください。")
    if standard_beds is not None and standard_beds < 0:
        raise UserError(f"基準病床数が負です: {standard_beds:g}", "0以上の床数を入れるか、空欄にしてください。")
    return ResidentUse(float(beds), float(inflow_share), None if standard_beds is None else float(standard_beds))


def across_prefecture(flow: pd.DataFrame, pref_code: str) -> Interval:
    """The share of partners outside the prefecture (0–1): the listed ones at least, all that is not listed besides at most.

    `flow`: partner_area_code, share of one direction and patient group; partners below the threshold are not listed.
    """
    outside = flow["partner_area_code"].str[:2] != pref_code
    listed = float(flow.loc[outside, "share"].sum())
    return Interval(listed, listed + hidden_share(flow["share"]))
