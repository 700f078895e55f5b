"""The profile of one area: figures beside those of its prefecture and of the nation."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from core.area.demand import population_change
from core.data.schema import POPULATION_CENSUS, POPULATION_LATER, POPULATION_NOW
from core.vocabulary import labels

#: Measures of emergency and other roles, in the order shown.
ROLE_MEASURES: tuple[str, ...] = (
    "tertiary_emergency",
    "secondary_emergency",
    "regional_support",
    "special_function",
    "home_care_support",
)


@dataclass(frozen=True, slots=True)
class Population:
    """One scope (area, pref, nation): 人口 in 人 and the change 2024→2040 (ratio); None where a figure is missing."""

    population_2020: int | None
    population_2024: int | None
    population_2040: int | None
    change: float | None
    area_km2: float | None

    @property
    def density(self) -> float | None:
        """人/km² of 2020."""
        if self.population_2020 is None or not self.area_km2:
            return None
        return self.population_2020 / self.area_km2


def population(row: pd.Series) -> Population:
    """From one row of `queries.area.populations`."""
    one, two, three = (_whole(row[name]) for name in (POPULATION_CENSUS, POPULATION_NOW, POPULATION_LATER))
    change = None if two is None or three is None else population_change(two, three)
    return Population(one, two, three, change, None if pd.isna(row["area_km2"]) else float(row["area_km2"]))


def latest(measures: pd.DataFrame) -> pd.DataFrame:
    """Rows of the latest publication that are not by function, indexed by measure: value, value_status, published_fy."""
    is_newest = measures["published_fy"] == measures["published_fy"].max()
    rows: pd.DataFrame = measures[is_newest & measures["bed_function"].isna()]
    return rows.set_index("measure")


def text(measures: pd.DataFrame, measure: str, unit: str = "", digits: int = 0) -> str:
    """A figure of `latest` with its unit, or the word that says why there is none."""
    if measure not in measures.index:
        return labels.NO_DATA
    place = measures.index.get_loc(measure)
    if not isinstance(place, int):
        raise ValueError(f"{measure} stands more than once")
    status = measures["value_status"].tolist()[place]
    if status != "observed":
        return labels.VALUE_STATUS[status]
    return labels.number(float(measures["value"].tolist()[place]), unit, digits)


def rank(values: pd.DataFrame, area_code: str) -> tuple[int, int] | None:
    """(rank from the largest, number ranked) of an area in a frame of area_code, value; None where its value is missing."""
    told = zip(values["area_code"].tolist(), values["value"].tolist(), strict=True)
    known = {code: float(value) for code, value in told if not pd.isna(value)}
    if area_code not in known:
        return None
    return sum(value > known[area_code] for value in known.values()) + 1, len(known)


def _whole(value: object) -> int | None:
    return None if pd.isna(value) else int(value)  # type: ignore[call-overload]
