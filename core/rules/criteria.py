"""Criteria ①–④ for all areas at once, as verdict codes (`core.rules.model`)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core import parameters
from core.parameters import Key
from core.rules.choices import COLUMN, SIGNALS, GapDirection, RevalidationState, Signal
from core.rules.facts import Facts
from core.rules.model import CRITERIA, MET, NOT_MET, UNKNOWN, Criterion, any_of, flagged, reaches
from core.rules.scenario import Scenario
from core.rules.signals import SignalTable

#: States of a hospital that make its area 該当 under ③.
OPEN_STATES = frozenset({RevalidationState.VERIFYING, RevalidationState.NOT_STARTED})


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """Verdict codes in area order. `by_signal` is area × signal; a signal that ② leaves out is still judged there.

    `sides`: area × ①②, what a 該当 or 要確認 is about (`GapDirection` values; empty for other verdicts).
    """

    by_signal: np.ndarray
    by_criterion: np.ndarray  # area × ①②③④
    sides: np.ndarray

    def of(self, criterion: Criterion) -> np.ndarray:
        """Codes of one criterion."""
        return self.by_criterion[:, CRITERIA.index(criterion)]


def judge(facts: Facts, scenario: Scenario, signals: SignalTable) -> Verdicts:
    """Hold every area against ①–④."""
    limits = np.array([scenario.thresholds.of(s) for s in SIGNALS])
    by_signal = reaches(signals.strength, limits, signals.explained.settled)
    columns = [[COLUMN[Signal.TOTAL]], [COLUMN[s] for s in scenario.functions]]
    total, functions = (any_of(by_signal[:, c]) for c in columns)
    sides = [
        _sides(by_signal[:, c], signals.side[:, c], verdict)
        for c, verdict in zip(columns, (total, functions), strict=True)
    ]
    person = [revalidation(facts, scenario), nominated(facts, scenario)]
    return Verdicts(by_signal, np.column_stack([total, functions, *person]), np.column_stack(sides))


def _sides(codes: np.ndarray, side: np.ndarray, verdict: np.ndarray) -> np.ndarray:
    """On which side the signals stand out that make a criterion 該当 or 要確認."""
    own = flagged(codes) & (codes == verdict[:, None])
    excess, shortage = ((own & (side == sign)).any(axis=1) for sign in (1, -1))
    words = [GapDirection.BOTH.value, GapDirection.EXCESS.value, GapDirection.SHORTAGE.value]
    named: np.ndarray = np.select([excess & shortage, excess, shortage], words, "").astype(object)
    return named


def revalidation(facts: Facts, scenario: Scenario) -> np.ndarray:
    """③: MET when enough hospitals are 検証中 or 未開始. NOT_MET needs a statement: a row 対象なし, or that the table is all there is.

    Without one the area may have a hospital that the table does not name, also where all that it names are 検証済: UNKNOWN.
    """
    least = parameters.whole(Key.REVALIDATION_HOSPITALS)
    still: dict[str, int] = {}
    for row in scenario.revalidation:
        still[row.area_code] = still.get(row.area_code, 0) + (row.state in OPEN_STATES)
    met = {code for code, count in still.items() if count >= least}
    without = {row.area_code for row in scenario.revalidation if row.state is RevalidationState.NONE}
    return _stated(facts, met, without, {tick.pref_code for tick in scenario.revalidation_complete})


def nominated(facts: Facts, scenario: Scenario) -> np.ndarray:
    """④: MET for a nominated area; NOT_MET for the others of a prefecture whose nominations are said to be all; else UNKNOWN.

    A nomination of one area does not say that the others have no other problem.
    """
    named = {n.area_code for n in scenario.nominations}
    return _stated(facts, named, set(), {tick.pref_code for tick in scenario.nominations_complete})


def _stated(facts: Facts, met: set[str], refused: set[str], complete: set[str]) -> np.ndarray:
    """Codes of what people state: of areas, and of prefectures that are complete."""
    prefs = facts.areas["pref_code"].tolist()
    codes = [
        MET if code in met else NOT_MET if code in refused or pref in complete else UNKNOWN
        for code, pref in zip(facts.codes, prefs, strict=True)
    ]
    return np.array(codes, dtype=np.int8)
