"""Institutions of some areas in the order of one figure of activity, with what each adds to the whole."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One institution: its place in the order, its figure, its share of the areas' total and that of all up to it (0–1).

    Shares are None where the areas' total is unknown or 0.
    """

    key: str
    rank: int
    value: float
    share: float | None
    up_to: float | None


def steps(values: Iterable[tuple[str, float | None]], total: float | None) -> tuple[Step, ...]:
    """From the largest to the smallest, equal ones in the given order; who has no public figure has no place in the order.

    `total`: of the areas as published; it holds what is withheld of single institutions, so the last step may stay below 1.
    """
    known = [(key, float(v)) for key, v in values if v is not None and not math.isnan(v)]
    known.sort(key=lambda pair: -pair[1])
    found: list[Step] = []
    so_far = 0.0
    for number, (key, value) in enumerate(known):
        so_far += value
        rank = found[-1].rank if found and found[-1].value == value else number + 1
        shares = (value / total, so_far / total) if total else (None, None)
        found.append(Step(key, rank, value, *shares))
    return tuple(found)


def carried(order: Sequence[Step], share: float) -> int | None:
    """How many institutions, the largest first, carry at least `share` (0–1) of the whole; None where they do not."""
    return next((n for n, step in enumerate(order, start=1) if step.up_to is not None and step.up_to >= share), None)
