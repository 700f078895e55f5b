"""How far to trust a ranking: rules beside each other against the real designation, in two years, each with its interval.

Every line is scored on the same prefectures by the same four measures (`core.rules.scores`), so that like stands beside like; weights
that were fitted are scored a second time on the prefecture left out of the fit.
"""

from __future__ import annotations

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


def beside(facts: Facts) -> Reliability:
    """All rules but the scenario in hand: they depend on the data alone. Raises UserError when the data lacks one of the years."""
    real, first = backtest.truth(facts), parameters.whole(Key.DEFAULT_YEAR)
    years = (first, first + 1)
    by_lot = random_tally(real.designated[real.scored], real.group[real.scored])
    seen = [engine.run(facts, replace(fitted_scenario(), year=year)) for year in years]
    counts: dict[Rule, tuple[Tally, ...]] = {
        Rule.RANDOM: (by_lot,) * len(years),
        Rule.BED: tuple(_order(real, engine.run(facts, Scenario(year=year, noise=Noise.BED))) for year in years),
        Rule.SEEN: tuple(_order(real, result) for result in seen),
        Rule.LEFT_OUT: tuple(_left_out(real, result) for result in seen),
        Rule.DEFAULT: tuple(_order(real, engine.run(facts, Scenario(year=year))) for year in years),
    }
    return Reliability(
        years=years,
        lines={rule: tuple(map(rates, of_years)) for rule, of_years in counts.items()},
        gain=tuple(map(hit_difference, counts[Rule.SEEN], counts[Rule.DEFAULT])),
        prefectures=len(real.groups()),
    )


def reliability(result: Result, others: Reliability | None = None) -> Reliability:
    """The scenario in hand (by its rules alone) beside the other rules. `others`: `beside` of the same data, where it is at hand."""
    others = beside(result.facts) if others is None else others
    real, scenario = backtest.truth(result.facts), _untabled(result.scenario)
    own = (_order(real, _of_year(result, scenario, year)) for year in others.years)
    return replace(others, lines={**others.lines, Rule.SCENARIO: tuple(map(rates, own))})


def _of_year(result: Result, scenario: Scenario, year: int) -> Result:
    """The scenario's result for a year; that in hand where it is the one."""
    wanted = replace(scenario, year=year)
    return result if result.scenario == wanted else engine.run(result.facts, wanted)


def _untabled(scenario: Scenario) -> Scenario:
    """The scenario by its rules alone and without tables brought in: those are of one year, and not of every prefecture."""
    alone = backtest.by_rules_alone(scenario)
    return replace(alone, revalidation=(), revalidation_complete=(), explained=())


def _scored(real: Truth, values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return values[real.scored], real.designated[real.scored], real.group[real.scored]


def _order(real: Truth, result: Result) -> Tally:
    return tally(*_scored(real, result.selection.score.value))


def _left_out(real: Truth, result: Result) -> Tally:
    score = np.array(backtest.fit(result).left_out)
    return tally(score, real.designated[real.scored], real.group[real.scored], pooled=False)
