"""Rules beside each other against the real designation: the figures of the method, like beside like."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from core.data.store import Store
from core.rules import engine
from core.rules.facts import from_store
from core.rules.reliability import Reliability, Rule, reliability
from core.rules.scenario import Scenario, Thresholds


@pytest.fixture(scope="module")
def trust(real_store: Store) -> Reliability:
    return reliability(engine.run(from_store(real_store), Scenario()))


#: hit, at the real number, AUC of all pairs, AUC within prefectures; 2022 then 2023. None: not on one scale.
KNOWN = {
    Rule.RANDOM: ((0.351, 0.199, 0.5, 0.5), (0.351, 0.199, 0.5, 0.5)),
    Rule.BED: ((0.643, 0.424, 0.704, 0.677), (0.607, 0.333, 0.704, 0.657)),
    Rule.SEEN: ((0.750, 0.394, 0.723, 0.707), (0.714, 0.273, 0.697, 0.652)),
    Rule.LEFT_OUT: ((0.750, 0.364, None, 0.702), (0.571, 0.303, None, 0.616)),
    Rule.DEFAULT: ((0.643, 0.485, 0.723, 0.687), (0.643, 0.455, 0.721, 0.677)),
}


@pytest.mark.parametrize("rule", KNOWN)
def test_the_known_figures_of_each_rule_in_both_years(trust: Reliability, rule: Rule) -> None:
    assert trust.years == (2022, 2023)
    for found, known in zip(trust.lines[rule], KNOWN[rule], strict=True):
        values = (found.hit.value, found.at_real.value, found.auc.value, found.auc_within.value)
        assert tuple(None if math.isnan(v) else round(v, 3) for v in values) == known


def test_the_gain_of_weights_that_had_seen_the_answer_is_three_prefectures_and_may_be_nothing(
    trust: Reliability,
) -> None:
    gain = trust.gain[0]
    assert trust.prefectures == 28
    assert round(gain.value * 28) == 3
    assert (round(gain.low, 2), round(gain.high, 2)) == (0.0, 0.25)


def test_the_scenario_in_hand_is_scored_by_its_own_choices(real_store: Store, trust: Reliability) -> None:
    assert trust.lines[Rule.SCENARIO] == trust.lines[Rule.DEFAULT]
    other = reliability(engine.run(from_store(real_store), Scenario(year=2023)))
    assert repr(other.lines) == repr(trust.lines), "each line says its own years, whatever year is in hand"


@pytest.mark.parametrize("requires_verdict", [False, True])
def test_thresholds_change_nothing_in_what_an_order_is_worth(real_store: Store, requires_verdict: bool) -> None:
    facts = from_store(real_store)
    usual = Scenario(requires_verdict=requires_verdict)
    strict = replace(usual, thresholds=Thresholds(total=0.5, high_acute=3.0, acute=4.0, acute_combined=9.0))
    assert engine.run(facts, usual).frame().to_csv() != engine.run(facts, strict).frame().to_csv()
    assert repr(reliability(engine.run(facts, strict))) == repr(reliability(engine.run(facts, usual)))
