"""Cached runs of the rule engine: facts once per data version, results once per scenario.

What holds an entry that a person typed or brought (reasons, uploaded tables) is kept for that person's session alone and goes with
it. All else is shared by all sessions, under no name and no note. What is shared is never changed (`core.ui.shared`), so it is
cached as a resource, not copied.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, Generic, TypeVar

import pandas as pd
import streamlit as st

from core.rules import backtest, engine, sensitivity, signals
from core.rules import picks as picking
from core.rules import reliability as trust
from core.rules.authorship import brought
from core.rules.backtest import Backtest, Fitted
from core.rules.engine import Result
from core.rules.facts import Facts, from_store
from core.rules.model import Criterion
from core.rules.picks import Picks
from core.rules.reliability import Reliability
from core.rules.scenario import Scenario
from core.rules.signals import SignalTable
from core.ui import cached
from core.ui.shared import frozen, own
from core.views.simulator import criteria
from core.views.table import Table

T = TypeVar("T")

#: A session that works by hand goes back and forth between a few scenarios.
_OWN_ENTRIES: Final = 12


class _Kept(Generic[T]):
    """A calculation on scenarios (`make(version, scenario, …)`), kept for all sessions or for the one whose entries it holds."""

    def __init__(self, make: Callable[..., T], max_entries: int) -> None:
        hashed: dict[str | type, Callable[[Any], Any]] = {Scenario: repr}
        options: dict[str, Any] = {"show_spinner": False, "hash_funcs": hashed}
        self._shared = st.cache_resource(max_entries=max_entries, **options)(make)
        self._session = st.cache_resource(max_entries=_OWN_ENTRIES, scope="session", **options)(make)

    def __call__(self, scenario: Scenario, *args: Any) -> T:
        return own(self.kept(scenario, *args))

    def kept(self, scenario: Scenario, *args: Any) -> T:
        """As it is kept: to be looked at, not handed out."""
        plain = Scenario()
        alike = replace(scenario, name=plain.name, note=plain.note)
        kept = self._session if brought(alike) else self._shared
        return kept(cached.store().version, alike, *args)


@st.cache_resource(max_entries=2, show_spinner=False)
def _facts(version: str) -> Facts:
    return frozen(from_store(cached.store()))


def facts() -> Facts:
    """Everything the rules look at."""
    return own(_facts(cached.store().version))


def _signals(version: str, scenario: Scenario) -> SignalTable:
    return frozen(signals.compute(_facts(version), scenario))


_tables_of_signals = _Kept(_signals, 60)


def _result(version: str, scenario: Scenario) -> Result:
    # Thresholds, weights and bounds leave the signals alone, and they are half of a run.
    return frozen(
        engine.run(_facts(version), scenario, lambda _, asking: _tables_of_signals.kept(signals.asked(asking)))
    )


# A result holds some 40 arrays of 339 numbers (about 0.2 MB): 100 of them stay near 20 MB.
_results = _Kept(_result, 100)


def check(scenario: Scenario) -> None:
    """Raises UserError when the scenario does not fit the data."""
    _results.kept(scenario)


def result(scenario: Scenario) -> Result:
    """Result of a scenario. Raises UserError when the scenario does not fit the data."""
    return replace(_results(scenario), scenario=scenario)


def _backtest(version: str, scenario: Scenario) -> Backtest:
    return frozen(backtest.run(result(scenario)))


_backtests = _Kept(_backtest, 100)


def back_test(scenario: Scenario) -> Backtest:
    """Back-test of a scenario by its rules alone."""
    return _backtests(backtest.by_rules_alone(scenario))


def _fitted(version: str, scenario: Scenario) -> Fitted:
    return frozen(backtest.fit(result(scenario)))


_fits = _Kept(_fitted, 20)


def fitted(scenario: Scenario) -> Fitted:
    """Weights fitted with one prefecture left out at a time."""
    return _fits(backtest.by_signals_alone(scenario))


def _picks(version: str, scenario: Scenario) -> Picks:
    return picking.picks(facts(), scenario)


_picked = _Kept(_picks, 60)


def picks(scenario: Scenario) -> Picks:
    """What the areas that a scenario picks by its rules alone are worth against the real designation."""
    return _picked(backtest.by_rules_alone(scenario))


@st.cache_resource(max_entries=2, show_spinner=False)
def _beside(version: str) -> Reliability:
    return frozen(trust.beside(facts()))


def _reliability(version: str, scenario: Scenario) -> Reliability:
    return frozen(trust.reliability(result(scenario), _beside(version)))


_trusts = _Kept(_reliability, 60)


def reliability(scenario: Scenario) -> Reliability:
    """What the scenario's order is worth, beside other rules, by its rules alone; thresholds play no part in it."""
    return _trusts(replace(backtest.by_rules_alone(scenario), thresholds=Scenario().thresholds))


def _weightings(version: str, scenario: Scenario) -> pd.DataFrame:
    return sensitivity.random_weightings(result(scenario))


_shares = _Kept(_weightings, 30)


def weightings(scenario: Scenario) -> pd.DataFrame:
    """Share of 1,000 random weightings that select each area; thresholds play no part in it."""
    return _shares(replace(scenario, thresholds=Scenario().thresholds))


def _criteria(version: str, scenario: Scenario) -> Table:
    return criteria.whole_table(result(scenario), short=True)


_tables = _Kept(_criteria, 30)


def criteria_table(scenario: Scenario) -> Table:
    """The table of all areas as the screen shows it (`criteria.whole_table`)."""
    return _tables(scenario)


def _told(version: str, scenario: Scenario, criterion: Criterion) -> Table:
    return criteria.told_table(result(scenario), criterion, short=True)


_explanations = _Kept(_told, 30)


def explanations(scenario: Scenario, criterion: Criterion) -> Table:
    """Sentences of one criterion for all areas (`criteria.told_table`)."""
    return _explanations(scenario, criterion)
