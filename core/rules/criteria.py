"""Criteria ①–④ for all areas at once, as verdict codes (`core.rules.model`)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core import parameters
from core.parameters import Key
from core.rules.choices import RevalidationState, Signal
from core.rules.facts import Facts
from core.rules.model import CRITERIA, MET, NOT_MET, UNKNOWN, Criterion, any_of, reaches
from core.rules.scenario import Scenario
from core.rules.signals import COLUMN, SIGNALS, SignalTable

#: States of a hospital that make its area 該当 under ③.
OPEN_STATES = frozenset({RevalidationState.VERIFYING, RevalidationState.NOT_STARTED})


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """Verdict codes in area order. `by_signal` is area × signal; a signal that ② leaves out is still judged there."""

    by_signal: np.ndarray
    by_criterion: np.ndarray  # area × ①②③④

    def of(self, criterion: Criterion) -> np.ndarray:
        """Codes of one criterion."""
        return self.by_criterion[:, CRITERIA.index(criterion)]


def judge(facts: Facts, scenario: Scenario, signals: SignalTable) -> Verdicts:
    """Hold every area against ①–④."""
    by_signal = np.column_stack(
        [reaches(signals.strength[:, i], scenario.thresholds.of(s)) for i, s in enumerate(SIGNALS)]
    )
    total = by_signal[:, COLUMN[Signal.TOTAL]]
    functions = any_of(by_signal[:, [COLUMN[s] for s in scenario.functions]])
    return Verdicts(
        by_signal, np.column_stack([total, functions, revalidation(facts, scenario), nominated(facts, scenario)])
    )


def revalidation(facts: Facts, scenario: Scenario) -> np.ndarray:
    """③: MET when enough hospitals are 検証中 or 未開始, NOT_MET when the table covers the area otherwise, else UNKNOWN."""
    least = parameters.whole(Key.REVALIDATION_HOSPITALS)
    still: dict[str, int] = {}
    for row in scenario.revalidation:
        still[row.area_code] = still.get(row.area_code, 0) + (row.state in OPEN_STATES)
    states = {code: MET if count >= least else NOT_MET for code, count in still.items()}
    return np.array([states.get(code, UNKNOWN) for code in facts.codes], dtype=np.int8)


def nominated(facts: Facts, scenario: Scenario) -> np.ndarray:
    """④: MET for a nominated area; NOT_MET for the others of a prefecture that nominated any; else UNKNOWN.

    A prefecture that entered no nomination has not said that its areas have no other problem.
    """
    named = {n.area_code for n in scenario.nominations}
    spoken = {code[:2] for code in named}
    return np.array(
        [MET if code in named else NOT_MET if code[:2] in spoken else UNKNOWN for code in facts.codes], dtype=np.int8
    )
