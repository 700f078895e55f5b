"""From beds to z: how far each area's gap stands out, under the choices of a scenario (vectorised)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.errors import UserError
from core.measures import funnel
from core.rules.choices import GapDirection, Reference, Signal
from core.rules.facts import Facts
from core.rules.scenario import Scenario
from core.vocabulary.terms import Noise

SIGNALS: tuple[Signal, ...] = tuple(Signal)
COLUMN: dict[Signal, int] = {signal: i for i, signal in enumerate(SIGNALS)}


@dataclass(frozen=True, slots=True, eq=False)
class SignalTable:
    """Arrays of area × signal, rows in area order, columns in `SIGNALS` order. NaN: cannot be computed.

    `reported` after 報告率 correction if chosen, `explained` beds taken off by the worksheet, `required` (床),
    `expected` (床), `z` signed (excess positive), `strength` = z turned so that larger means more of what the
    scenario's direction looks for, `ranking` = z turned for the score in the same way. `tau` holds one value per signal.
    """

    reported: np.ndarray
    explained: np.ndarray
    required: np.ndarray
    expected: np.ndarray
    z: np.ndarray
    strength: np.ndarray
    ranking: np.ndarray
    tau: np.ndarray

    def column(self, name: str, signal: Signal) -> np.ndarray:
        """One signal's column of the named array."""
        values: np.ndarray = getattr(self, name)[:, COLUMN[signal]]
        return values


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
    explained = _explained(facts, scenario)
    groups = _groups(facts, scenario.reference)
    expected, z, tau = np.empty_like(reported), np.empty_like(reported), np.empty(len(SIGNALS))
    for i in range(len(SIGNALS)):
        columns, spread = funnel.residuals(reported[:, i], required[:, i], groups=groups, noise=Noise.BED)
        expected[:, i], tau[i] = columns["expected"], np.sqrt(spread.tau2)
        # The shared pattern and τ stay as reported, so explaining one area's gap never moves another area.
        adjusted = np.maximum(reported[:, i] - explained[:, i], 0.0)
        z[:, i] = np.log((adjusted + 0.5) / (expected[:, i] + 0.5)) / spread.deviation(expected[:, i])
    return SignalTable(
        reported,
        explained,
        required,
        expected,
        z,
        turned(z, scenario.direction),
        turned(z, scenario.ranking_direction),
        tau,
    )


def turned(z: np.ndarray, direction: GapDirection) -> np.ndarray:
    """z such that larger means more of what is looked for: excess, shortage, or either."""
    if direction is GapDirection.EXCESS:
        return z
    return -z if direction is GapDirection.SHORTAGE else np.abs(z)


def _rate(facts: Facts, year: int) -> np.ndarray:
    if year not in facts.report_rate.columns:
        known = ", ".join(str(y) for y in facts.report_rate.columns) or "なし"
        raise UserError(
            f"{year}年の報告率はデータにないため、報告率による補正はできません。",
            f"補正を外すか、報告率のある年を選んでください: {known}",
        )
    rate = facts.report_rate[year].to_numpy(dtype="float64")
    return np.where(rate > 0, rate, np.nan)


def _groups(facts: Facts, reference: Reference) -> np.ndarray | None:
    if reference is Reference.NATION:
        return None
    return facts.prefecture_groups() if reference is Reference.PREFECTURE else facts.population_groups()


def _explained(facts: Facts, scenario: Scenario) -> np.ndarray:
    """Explained beds per signal; the total and the combined signal follow from the functions unless given."""
    beds = np.zeros((len(facts.areas), len(SIGNALS)))
    if not scenario.explained:
        return beds
    row = {code: i for i, code in enumerate(facts.codes)}
    given_total = set()
    for item in scenario.explained:
        beds[row[item.area_code], COLUMN[Signal(item.bed_function)]] = item.beds
        if item.bed_function == Signal.TOTAL:
            given_total.add(item.area_code)
    four = [COLUMN[s] for s in (Signal.HIGH_ACUTE, Signal.ACUTE, Signal.RECOVERY, Signal.CHRONIC)]
    beds[:, COLUMN[Signal.ACUTE_COMBINED]] = beds[:, four[:2]].sum(axis=1)
    for code, i in row.items():
        if code not in given_total:
            beds[i, COLUMN[Signal.TOTAL]] = beds[i, four].sum()
    return beds
