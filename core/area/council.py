"""The council's calculation: how many of an area's beds its own residents use.

住民が利用する病床数 = 病床数 × (1 − 流入割合), with one share for all beds (a council member of 藤岡 computed 862 × 0.7 = 603
against 基準病床数 595), or for each bed function with the share of its own patient group.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from core.area.flows import Interval, hidden_share
from core.errors import UserError
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction, Direction, PatientGroup

#: Whose patients lie in the beds of a function, among the groups that the flow tables know.
GROUP_OF: Final[dict[BedFunction, PatientGroup]] = {
    BedFunction.HIGH_ACUTE: PatientGroup.ACUTE,
    BedFunction.ACUTE: PatientGroup.ACUTE,
    BedFunction.RECOVERY: PatientGroup.COMPREHENSIVE,
    BedFunction.CHRONIC: PatientGroup.CHRONIC,
}


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


@dataclass(frozen=True, slots=True)
class FunctionUse:
    """One line of the sum: beds (床) of a function, share of inflow (0–1) of its patient group; None where it is not stated."""

    bed_function: BedFunction
    group: PatientGroup
    beds: float | None
    inflow_share: float | None

    @property
    def residents(self) -> float | None:
        """Beds used by the residents (床); no beds are nobody's, whatever the share. None where a figure is missing."""
        if self.beds is None:
            return None
        if self.beds == 0:
            return 0.0
        return None if self.inflow_share is None else self.beds * (1 - self.inflow_share)

    @property
    def others(self) -> float | None:
        """Beds used by patients from other areas (床), None where a figure is missing."""
        return None if self.beds is None or self.residents is None else self.beds - self.residents


def use_by_function(
    beds: Mapping[BedFunction, float | None], shares: Mapping[PatientGroup, float | None]
) -> tuple[FunctionUse, ...]:
    """One line per function in the official order. `beds`: 床 by function, `shares`: inflow (0–1) by patient group."""
    return tuple(FunctionUse(f, GROUP_OF[f], beds.get(f), shares.get(GROUP_OF[f])) for f in FOUR_FUNCTIONS)


def summed_use(lines: tuple[FunctionUse, ...], standard_beds: float | None = None) -> ResidentUse | None:
    """The lines added up, with the share that they come to; None where one of them lacks a figure or nobody has a bed."""
    residents = [line.residents for line in lines]
    beds = sum(line.beds for line in lines if line.beds is not None)
    if None in residents or not beds:
        return None
    return resident_use(beds, 1 - sum(r for r in residents if r is not None) / beds, standard_beds)


def inflow_by_group(flow: pd.DataFrame, area_code: str) -> dict[PatientGroup, float | None]:
    """Share of inpatients from outside the area (0–1) by patient group: 1 − the own area's share, None where that is not listed.

    `flow`: direction, patient_group, partner_area_code, share of one area.
    """
    inflow = flow[(flow["direction"] == Direction.INFLOW) & (flow["partner_area_code"] == area_code)]
    own = dict(zip(inflow["patient_group"], inflow["share"], strict=True))
    return {g: None if pd.isna(own.get(g)) else 1 - float(own[g]) for g in PatientGroup}


def across_prefecture(flow: pd.DataFrame, pref_code: str) -> Interval:
    """The share of partners outside the prefecture (0–1): the listed ones at least, all that is not listed besides at most.

    `flow`: partner_area_code, share of one direction and patient group; partners below the threshold are not listed.
    """
    outside = flow["partner_area_code"].str[:2] != pref_code
    listed = float(flow.loc[outside, "share"].sum())
    return Interval(listed, listed + hidden_share(flow["share"]))
