"""Fixed classes of the choropleth, the same for every year and function, so that two maps can be compared by eye.

Limits of ratios are symmetric by factor (twice as many is as far as half as many), those of differences by amount. A value
on a limit belongs to the class nearer to the middle.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from core.measures import funnel
from core.measures.gap import GapMeasure
from core.vocabulary import labels

#: Level of an area whose measure cannot be computed.
NOT_COMPUTABLE: Final = 9


@dataclass(frozen=True, slots=True)
class Classes:
    """`steps` are the limits above the middle, ascending: factors if `by_factor`, else distances from `middle`.

    `own` are the steps of the map alone, `outer` those beyond them that the rules lay down. `levels` are the colour levels
    1–4 of the classes outside each step; the level below the middle is negative.
    """

    own: tuple[float, ...]
    levels: tuple[int, ...]
    by_factor: bool
    middle: float
    outer: Callable[[], tuple[float, ...]] = tuple

    @property
    def steps(self) -> tuple[float, ...]:
        """Limits above the middle, ascending."""
        return (*self.own, *self.outer())

    def level(self, value: float | None) -> int:
        """0 in the middle class, ±1 … ±4 outwards, `NOT_COMPUTABLE` without a value."""
        if value is None or math.isnan(value):
            return NOT_COMPUTABLE
        if self.by_factor:
            ratio = value - self.middle + 1  # gap_rate is the ratio less one
            distance = math.inf if ratio <= 0 else max(ratio, 1 / ratio)
            above = ratio > 1
        else:
            distance = abs(value - self.middle)
            above = value > self.middle
        # A value computed from whole beds can miss a limit by a rounding of the float only.
        passed = sum(distance > step * (1 + 1e-12) for step in self.steps)
        return 0 if passed == 0 else (1 if above else -1) * self.levels[passed - 1]

    def limits(self) -> tuple[float, ...]:
        """All limits in the measure's own unit, ascending."""
        if self.by_factor:
            below = [1 / s + self.middle - 1 for s in reversed(self.steps)]
            return (*below, *(s + self.middle - 1 for s in self.steps))
        return (*(self.middle - s for s in reversed(self.steps)), *(self.middle + s for s in self.steps))


_FOUR: Final = (1, 2, 3, 4)
_RATIO: Final = (1.05, 1.25, 1.5, 2.0)

CLASSES: Final[dict[str, Classes]] = {
    "gap": Classes((50, 200, 500, 1000), _FOUR, False, 0.0),
    "gap_rate": Classes(_RATIO, _FOUR, True, 0.0),
    "fill_rate": Classes(_RATIO, _FOUR, True, 1.0),
    "vs_2015": Classes((1.03, 1.1, 1.25, 1.5), _FOUR, True, 1.0),
    "z": Classes((1.0,), (1, 3, 4), False, 0.0, funnel.limits),
}


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One class of the legend: colour level, its range in words, number of areas."""

    level: int
    text: str
    count: int


def levels(values: Sequence[float | None] | pd.Series, measure_key: str) -> list[int]:
    """Level of each value of a measure."""
    classes = CLASSES[measure_key]
    return [classes.level(v) for v in values]


def legend(measure: GapMeasure, level_of_areas: Sequence[int]) -> tuple[LegendEntry, ...]:
    """All classes from the highest to the lowest, then 算出不可, each with the number of areas in it."""
    classes = CLASSES[measure.key]
    limits = classes.limits()
    order = [-level for level in reversed(classes.levels)] + [0, *classes.levels]
    entries = [LegendEntry(order[0], f"{_edge(limits[0], measure)} 未満", 0)]
    entries += [
        LegendEntry(level, f"{_edge(low, measure)} 〜 {_edge(high, measure)}", 0)
        for level, low, high in zip(order[1:-1], limits, limits[1:], strict=False)
    ]
    entries.append(LegendEntry(order[-1], f"{_edge(limits[-1], measure)} 超", 0))
    entries = [*reversed(entries), LegendEntry(NOT_COMPUTABLE, labels.NOT_COMPUTABLE, 0)]
    counted = [LegendEntry(e.level, e.text, sum(level == e.level for level in level_of_areas)) for e in entries]
    assert sum(e.count for e in counted) == len(level_of_areas)
    return tuple(counted)


def _edge(limit: float, measure: GapMeasure) -> str:
    if measure.unit == "床":
        return labels.signed(limit, "床")
    if measure.unit == "%":
        return labels.percent(limit, 0) if measure.relative else labels.signed_percent(limit, 0)
    return labels.signed(limit, "", 2)
