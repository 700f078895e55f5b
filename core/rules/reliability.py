"""How far to trust a ranking: rules beside each other against the real designation, in two years, each with its interval.

Every line is scored on the same prefectures by the same four measures (`core.rules.scores`), so that like stands beside like; weights
that were fitted are scored a second time on the prefecture left out of the fit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from core import parameters
from core.parameters import Key
from core.rules import backtest, engine
from core.rules.backtest import Truth
from core.rules.content import fitted_scenario
from core.rules.engine import Result
from core.rules.facts import Facts
from core.rules.scenario import Scenario
from core.rules.scores import Interval, Rates, Tally, hit_difference, random_tally, rates, tally
from core.vocabulary.terms import Noise


class Rule(StrEnum):
    """What areas are ordered by."""

    RANDOM = "random"
    BED = "bed"  # z of 高度急性期+急性期, noise by the bed
    SEEN = "seen"  # weights chosen after the designation was known
    LEFT_OUT = "left_out"  # weights fitted without the prefecture that is scored
    DEFAULT = "default"  # the default scenario
    SCENARIO = "scenario"  # the scenario in hand


@dataclass(frozen=True, slots=True, eq=False)
class Reliability:
    """`years`: the year of the reports that the designation was made on, and the next one. `lines`: rule → rates by year.

    `gain`: hit rate of `Rule.SEEN` less that of `Rule.DEFAULT` by year, paired. `prefectures`: how many are scored.
    """

    years: tuple[int, int]
    lines: dict[Rule, tuple[Rates, ...]]
    gain: tuple[Interval, ...]
    prefectures: int


def reliability(result: Result) -> Reliability:
    """The scenario in hand (by its rules alone) beside the other rules. Raises UserError when the data lacks one of the years."""
    facts, real = result.facts, backtest.truth(result.facts)
    first = parameters.whole(Key.DEFAULT_YEAR)
    years = (first, first + 1)
    orders: dict[Rule, Callable[[int], Tally]] = {
        Rule.RANDOM: lambda _: random_tally(real.designated[real.scored], real.group[real.scored]),
        Rule.BED: lambda year: _order(facts, real, Scenario(year=year, noise=Noise.BED)),
        Rule.SEEN: lambda year: _order(facts, real, replace(fitted_scenario(), year=year)),
        Rule.LEFT_OUT: lambda year: _left_out(facts, real, replace(fitted_scenario(), year=year)),
        Rule.DEFAULT: lambda year: _order(facts, real, Scenario(year=year)),
        Rule.SCENARIO: lambda year: _order(facts, real, replace(_untabled(result.scenario), year=year)),
    }
    counts = {rule: tuple(make(year) for year in years) for rule, make in orders.items()}
    return Reliability(
        years=years,
        lines={rule: tuple(rates(c) for c in of_years) for rule, of_years in counts.items()},
        gain=tuple(
            hit_difference(one, other) for one, other in zip(counts[Rule.SEEN], counts[Rule.DEFAULT], strict=True)
        ),
        prefectures=len(real.groups()),
    )


def _untabled(scenario: Scenario) -> Scenario:
    """The scenario by its rules alone and without tables brought in: those are of one year, and not of every prefecture."""
    alone = backtest.by_rules_alone(scenario)
    return replace(alone, revalidation=(), revalidation_complete=(), explained=())


def _scored(real: Truth, values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return values[real.scored], real.designated[real.scored], real.group[real.scored]


def _order(facts: Facts, real: Truth, scenario: Scenario) -> Tally:
    return tally(*_scored(real, engine.run(facts, scenario).selection.score.value))


def _left_out(facts: Facts, real: Truth, scenario: Scenario) -> Tally:
    fitted = backtest.fit(engine.run(facts, scenario))
    return tally(fitted.left_out, real.designated[real.scored], real.group[real.scored], pooled=False)
