"""点検表: every area beside the figures that the check names, one row an area. Nothing is scored or ranked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from core.area.flows import Interval
from core.data.schema import PopulationYears
from core.data.sourced import rows_of
from core.review.own import own_share
from core.review.size import Size, size_of
from core.vocabulary.terms import PatientGroup

#: Figures of activity that the check looks at.
ACTIVITIES: Final[dict[str, str]] = {
    "ambulance_arrivals": "救急車",
    "general_anaesthesia_operations": "全身麻酔手術",
    "operations": "手術",
}


@dataclass(frozen=True, slots=True)
class Partner:
    """The area outside where most residents go: its name, and their share (0–1)."""

    area_code: str
    name: str
    share: float


@dataclass(frozen=True, slots=True)
class Stay:
    """One patient group: the own share of residents, the area outside where most of them go, and the one where most of the patients
    from outside live (None where none is listed)."""

    own: Interval
    partner: Partner | None
    origin: Partner | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """One figure of activity in an area: 件/年 of all, institutions with some, those withheld and unreported, and the largest one.

    `share` of the largest is None where the area's total is 0 or unknown, or where no institution's figure is public.
    """

    total: float | None
    institutions: int
    withheld: int
    unreported: int
    largest: str
    share: float | None


@dataclass(frozen=True, slots=True)
class Checked:
    """One area: populations in persons (None where missing), stays by patient group, activities by measure, and the rest.

    `years`: those of the three figures of people. `doctors`: full-time, 人; `counts`: institutions by role;
    `home_care`: claims a month in the first and the last year of the projection (`home_years`).
    """

    area_code: str
    area_name: str
    pref_code: str
    pref_name: str
    census: float | None
    now: float | None
    later: float | None
    stays: Mapping[PatientGroup, Stay]
    activities: Mapping[str, Activity]
    doctors: float | None
    counts: Mapping[str, float | None]
    home_care: tuple[float, float] | None
    home_years: tuple[int, int] | None
    years: PopulationYears

    @property
    def size_now(self) -> Size:
        """Of the population today."""
        return size_of(self.now)

    @property
    def size_later(self) -> Size:
        """Of the projected population."""
        return size_of(self.later)

    @property
    def home_growth(self) -> float | None:
        """Change of 在宅 demand over the projection (0.2 = +20 %); None where it begins at 0 or is missing."""
        return self.home_care[1] / self.home_care[0] - 1 if self.home_care and self.home_care[0] > 0 else None


def checked(
    areas: pd.DataFrame,
    populations: tuple[str, str, str],
    stays: pd.DataFrame,
    activities: pd.DataFrame,
    counts: pd.DataFrame,
    home_care: pd.DataFrame,
    *,
    years: PopulationYears,
) -> tuple[Checked, ...]:
    """One row per area, in code order.

    `areas`: `queries.areas.areas`; `populations`: its columns of the census, of today and of later; the others are those of
    `queries.review` (`own_shares`, `activity`, `area_counts`, `demand_ends` of 在宅).
    """
    stay_of: dict[str, dict[PatientGroup, Stay]] = {}
    for row in rows_of(stays):
        partner = Partner(row.partner_code, row.partner_name, row.partner_share) if _text(row.partner_code) else None
        origin = Partner(row.origin_code, row.origin_name, row.origin_share) if _text(row.origin_code) else None
        stay_of.setdefault(row.area_code, {})[PatientGroup(row.patient_group)] = Stay(
            own_share(row.own, row.unlisted), partner, origin
        )
    activity_of: dict[str, dict[str, Activity]] = {}
    for row in rows_of(activities):
        activity_of.setdefault(row.area_code, {})[row.measure] = _activity(row)
    count_of: dict[str, dict[str, float | None]] = {}
    for row in rows_of(counts):
        count_of.setdefault(row.area_code, {})[row.measure] = _number(row.value)
    home_of = {row.area_code: (float(row.first), float(row.last)) for row in rows_of(home_care)}
    years_of = {row.area_code: (int(row.first_year), int(row.last_year)) for row in rows_of(home_care)}
    return tuple(
        Checked(
            row["area_code"],
            row["area_name"],
            row["pref_code"],
            row["pref_name"],
            census=_number(row[populations[0]]),
            now=_number(row[populations[1]]),
            later=_number(row[populations[2]]),
            stays=stay_of.get(row["area_code"], {}),
            activities=activity_of.get(row["area_code"], {}),
            doctors=count_of.get(row["area_code"], {}).get("doctors_fulltime"),
            counts=count_of.get(row["area_code"], {}),
            home_care=home_of.get(row["area_code"]),
            home_years=years_of.get(row["area_code"]),
            years=years,
        )
        for row in areas.to_dict("records")
    )


def _activity(row: object) -> Activity:
    total, largest = _number(row.total), _number(row.largest)  # type: ignore[attr-defined]
    return Activity(
        total,
        int(row.institutions),  # type: ignore[attr-defined]
        int(row.withheld),  # type: ignore[attr-defined]
        int(row.unreported),  # type: ignore[attr-defined]
        row.largest_name if largest else "",  # type: ignore[attr-defined]
        largest / total if total and largest is not None else None,
    )


def _number(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(value)  # type: ignore[call-overload,arg-type]


def _text(value: object) -> bool:
    return isinstance(value, str) and value != ""
