"""An area beside others, its prefecture and the nation: beds per function against 必要量, for each place alike."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import pandas as pd

from core.data.schema import POPULATION_CENSUS, POPULATION_LATER
from core.measures import formulas
from core.vocabulary.terms import BedFunction, Direction, ValueStatus

Scope = Literal["area", "pref", "nation"]
_PEOPLE: Final = 100_000


@dataclass(frozen=True, slots=True)
class Stated:
    """A published figure, or a sum of such; None with the status that says why. `missing`: areas that the sum lacks."""

    value: float | None
    status: str = ValueStatus.OBSERVED
    missing: int = 0

    @property
    def whole(self) -> float:
        """The value as far as nothing is missing in it; NaN otherwise."""
        return math.nan if self.value is None or self.missing else self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An area (code: area_code), a prefecture (pref_code) or the nation (empty code) with people and flows.

    Populations in 人. Rates of flow 0–1; None where none is published (a prefecture, the nation).
    """

    scope: Scope
    code: str
    name: str
    pref_name: str
    population_2020: int | None
    population_2040: int | None
    inflow: Stated | None
    outflow: Stated | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceBeds:
    """Beds of one function in one place (床): of 2015 (`base`), latest report, 必要量."""

    place: Place
    bed_function: BedFunction
    base: Stated
    reported: Stated
    required: Stated

    @property
    def gap(self) -> float:
        """差 = 報告 − 必要量 (床); NaN where either lacks an area."""
        return formulas.gap(self.reported.whole, self.required.whole)

    @property
    def gap_rate(self) -> float:
        """乖離率 (ratio); NaN where it cannot be computed."""
        return formulas.gap_rate(self.reported.whole, self.required.whole)

    @property
    def reported_rate(self) -> float:
        """Reported beds per 100,000 people of 2020."""
        return self._per_people(self.reported)

    @property
    def required_rate(self) -> float:
        """必要量 per 100,000 people of 2020."""
        return self._per_people(self.required)

    def _per_people(self, beds: Stated) -> float:
        return beds.whole / people * _PEOPLE if (people := self.place.population_2020) else math.nan


def compared(
    beds: pd.DataFrame, people: pd.DataFrame, flows: pd.DataFrame, area_codes: Sequence[str]
) -> tuple[PlaceBeds, ...]:
    """Function by function (total first), the areas in the given order, then the prefecture, then the nation.

    `beds`, `people`, `flows`: rows of `queries.places`. A place without rows is left out.
    """
    rates = {(r["area_code"], r["direction"]): _stated(r, "share", "value_status") for r in _rows(flows)}
    places = {(r["scope"], r["place"]): _place(r, rates) for r in _rows(people)}
    order = [*(("area", code) for code in area_codes), *(key for key in places if key[0] == "pref"), ("nation", "")]
    cells = {(r["bed_function"], r["scope"], r["place"]): r for r in _rows(beds)}
    return tuple(
        PlaceBeds(
            place=places[key],
            bed_function=function,
            base=_stated(cell, "base"),
            reported=_stated(cell, "reported"),
            required=_stated(cell, "required"),
        )
        for function in BedFunction
        for key in order
        if (cell := cells.get((str(function), *key))) is not None
    )


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(k): None if pd.isna(v) else v for k, v in row.items()} for row in frame.to_dict("records")]


def _stated(row: dict[str, Any], name: str, status: str = "") -> Stated:
    value = row[name]
    return Stated(
        None if value is None else float(value), row[status or f"{name}_status"], row.get(f"{name}_missing", 0)
    )


def _place(row: dict[str, Any], rates: dict[tuple[str, str], Stated]) -> Place:
    code, inside = row["place"], row["scope"] == "area"
    two, four = (None if row[name] is None else int(row[name]) for name in (POPULATION_CENSUS, POPULATION_LATER))
    return Place(
        scope=row["scope"],
        code=code,
        name=row["name"],
        pref_name=row["pref_name"],
        population_2020=two,
        population_2040=four,
        inflow=rates.get((code, Direction.INFLOW)) if inside else None,
        outflow=rates.get((code, Direction.OUTFLOW)) if inside else None,
    )
