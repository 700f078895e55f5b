"""What the areas that a scenario picks are worth against the real designation, by rules alone (`core.rules.backtest`)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.rules import backtest, engine
from core.rules.facts import Facts
from core.rules.scenario import Scenario
from core.rules.scores import Interval, f1


@dataclass(frozen=True, slots=True)
class Picks:
    """Scored areas: `picked` by the scenario, `correct` among them, `real` designated, and F1 with its interval."""

    prefectures: int
    picked: int
    correct: int
    real: int
    f1: Interval


def picks(facts: Facts, scenario: Scenario) -> Picks:
    """The areas that the scenario picks without any decision by hand, where the real list can be scored."""
    selected = engine.run(facts, backtest.by_rules_alone(scenario)).selection.selected
    real = backtest.truth(facts)
    groups, place = np.unique(real.group[real.scored], return_inverse=True)
    chosen, designated = selected[real.scored], real.designated[real.scored]
    picked, correct, truly = (
        np.bincount(place, kind, len(groups)) for kind in (chosen, chosen & designated, designated)
    )
    score = f1(picked, correct, truly)
    return Picks(len(groups), int(picked.sum()), int(correct.sum()), int(truly.sum()), score)
