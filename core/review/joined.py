"""Figures of areas taken together: sums where every area states its part, and nothing where one does not."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from core.review.check import Activity, Checked
from core.vocabulary.terms import BedFunction


def total(parts: Iterable[float | None]) -> float | None:
    """The sum; None as soon as one part is missing, for a sum of the rest would look like the whole."""
    known = list(parts)
    return None if any(p is None or math.isnan(p) for p in known) else math.fsum(p for p in known if p is not None)


def activity(parts: Sequence[Activity | None]) -> Activity | None:
    """One figure of activity of the areas together; the largest institution is the largest of them all."""
    if not parts or any(p is None for p in parts):
        return None
    known = [p for p in parts if p is not None]
    every = total(p.total for p in known)
    largest = max(known, key=lambda p: (p.share or 0.0) * (p.total or 0.0))
    cases = (largest.share or 0.0) * (largest.total or 0.0)
    return Activity(
        every,
        sum(p.institutions for p in known),
        sum(p.withheld for p in known),
        sum(p.unreported for p in known),
        largest.largest,
        cases / every if every and largest.share is not None else None,
    )


@dataclass(frozen=True, slots=True)
class Beds:
    """Beds of one function in areas taken together; None where one of them has no figure. `gap` = reported − required."""

    function: BedFunction
    reported: float | None
    required: float | None

    @property
    def gap(self) -> float | None:
        """乖離 in beds."""
        return None if self.reported is None or self.required is None else self.reported - self.required

    @property
    def gap_rate(self) -> float | None:
        """乖離率; None where nothing is required."""
        gap = self.gap
        return None if gap is None or not self.required else gap / self.required


#: Reported and required beds by area and bed function; None where a publication states none.
Stated = Mapping[tuple[str, str], tuple[float | None, float | None]]


def stated(comparison: pd.DataFrame, members: Sequence[str]) -> Stated:
    """What `queries.beds.comparison` states for some areas."""
    columns = ["area_code", "bed_function", "reported", "required"]
    inside = comparison.loc[comparison["area_code"].isin(members), columns]
    return {
        (area, function): (_figure(reported), _figure(required))
        for area, function, reported, required in inside.itertuples(index=False)
    }


def _figure(value: float) -> float | None:
    return None if pd.isna(value) else float(value)


def beds(known: Stated, members: Sequence[str]) -> tuple[Beds, ...]:
    """One entry per bed function, the total first."""
    found = []
    for function in BedFunction:
        parts = [known.get((area, function), (None, None)) for area in dict.fromkeys(members)]
        found.append(Beds(function, *(total(part[side] for part in parts) for side in (0, 1))))
    return tuple(found)


def people(rows: Sequence[Checked]) -> tuple[float | None, float | None, float | None]:
    """Census, today's and later population together."""
    return total(r.census for r in rows), total(r.now for r in rows), total(r.later for r in rows)


def hubs(population: float | None, per: tuple[float, float]) -> tuple[float, float] | None:
    """What a guideline of one institution per so many persons comes to: population ÷ the larger and ÷ the smaller figure.

    Not rounded, since the guideline itself bends to the flows; below 1 where the area is smaller than the figure. None without a
    population.
    """
    if population is None or math.isnan(population):
        return None
    few, many = per
    return population / many, population / few
