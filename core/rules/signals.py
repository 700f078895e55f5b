"""From beds to z: how far each area's gap stands out, under the choices of a scenario (vectorised)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.errors import UserError
from core.measures import funnel
from core.measures.noise import Spread
from core.rules import explained
from core.rules.choices import COLUMN, SIGNALS, GapDirection, Reference, Signal
from core.rules.explained import ExplainedBeds
from core.rules.facts import Facts
from core.rules.scenario import Scenario


@dataclass(frozen=True, slots=True, eq=False)
class SignalTable:
    """Arrays of area × signal, rows in area order, columns in `SIGNALS` order. NaN: cannot be computed.

    `reported` after 報告率 correction if chosen, `required` (床), `expected` (床), `whole` = signed z (excess positive) of the
    gap as reported, `z` = that of the rest after the beds `explained` by a worksheet. `strength` is what ①② hold against their
    limits: z turned so that larger means more of what the scenario's direction looks for, `side` (1 excess, −1 shortage, 0
    unknown) the side it was found on. `ranking` = z turned for the score. `spreads`: φ and τ² per signal.
    """

    reported: np.ndarray
    explained: ExplainedBeds
    required: np.ndarray
    expected: np.ndarray
    whole: np.ndarray
    z: np.ndarray
    strength: np.ndarray
    side: np.ndarray
    ranking: np.ndarray
    spreads: tuple[Spread, ...]

    def column(self, name: str, signal: Signal) -> np.ndarray:
        """One signal's column of the named array."""
        values: np.ndarray = getattr(self, name)[:, COLUMN[signal]]
        return values


def asked(scenario: Scenario) -> Scenario:
    """The scenario with nothing but what the signals look at: all that share it have the same signals."""
    return Scenario(
        year=scenario.year,
        report_rate_correction=scenario.report_rate_correction,
        reference=scenario.reference,
        noise=scenario.noise,
        direction=scenario.direction,
        ranking_direction=scenario.ranking_direction,
        explained=scenario.explained,
    )


def compute(facts: Facts, scenario: Scenario) -> SignalTable:
    """The signals of all areas. Raises UserError when the year, or its 報告率, is not in the data."""
    if scenario.year not in facts.reported:
        raise UserError(
            f"{scenario.year}年の報告病床数はデータにありません。",
            f"次の年から選んでください: {', '.join(str(y) for y in facts.years)}",
        )
    reported = facts.reported[scenario.year].to_numpy(dtype="float64")
    if scenario.report_rate_correction:
        reported = reported / _rate(facts, scenario.year)[:, None]
    required = facts.required.to_numpy(dtype="float64")
    taken = explained.compute(facts, scenario)
    groups = _groups(facts, scenario.reference)
    expected, whole, z = (np.empty_like(reported) for _ in range(3))
    spreads = []
    for i in range(len(SIGNALS)):
        columns, spread = funnel.residuals(reported[:, i], required[:, i], groups=groups, noise=scenario.noise)
        spreads.append(spread)
        expected[:, i], whole[:, i] = columns["expected"], columns["z"]
        # The shared pattern and the spread stay as reported, so explaining one area's gap never moves another area.
        adjusted = np.maximum(reported[:, i] - taken.beds[:, i], 0.0)
        z[:, i] = np.log((adjusted + 0.5) / (expected[:, i] + 0.5)) / spread.deviation(expected[:, i])
    side = _side(whole, scenario.direction)
    return SignalTable(
        reported=reported,
        explained=taken,
        required=required,
        expected=expected,
        whole=whole,
        z=z,
        strength=_strength(whole, z, side, taken),
        side=side,
        ranking=turned(z, scenario.ranking_direction),
        spreads=tuple(spreads),
    )


def _side(whole: np.ndarray, direction: GapDirection) -> np.ndarray:
    """Which side of the shared pattern an area is looked at on."""
    if direction is not GapDirection.BOTH:
        return np.full(whole.shape, 1 if direction is GapDirection.EXCESS else -1, dtype=np.int8)
    return np.where(np.isnan(whole), 0, np.where(whole < 0, -1, 1)).astype(np.int8)


def _strength(whole: np.ndarray, z: np.ndarray, side: np.ndarray, taken: ExplainedBeds) -> np.ndarray:
    """z on its side. Where a worksheet settled the figure, its rest has to stand out on the same side as the gap did.

    So an explanation never makes a figure stand out more, nor on the other side, and a gap explained whole does not stand out.
    """
    rest = np.where(taken.rest == 0, -np.inf, np.minimum(side * whole, side * z))
    return np.where(np.isnan(whole), np.nan, np.where(taken.settled, rest, side * whole))


def turned(z: np.ndarray, direction: GapDirection) -> np.ndarray:
    """z such that larger means more of what is looked for: excess, shortage, or either."""
    if direction is GapDirection.EXCESS:
        return z
    return -z if direction is GapDirection.SHORTAGE else np.abs(z)


def _rate(facts: Facts, year: int) -> np.ndarray:
    rate = facts.usable_rate(year)
    if rate is None:
        known = ", ".join(str(y) for y in facts.report_rate.columns) or "なし"
        raise UserError(
            f"{year}年の報告率はデータにないため、報告率による補正はできません。",
            f"補正を外すか、報告率のある年を選んでください: {known}",
        )
    return rate


def _groups(facts: Facts, reference: Reference) -> np.ndarray | None:
    if reference is Reference.NATION:
        return None
    return facts.prefecture_groups() if reference is Reference.PREFECTURE else facts.population_groups()
