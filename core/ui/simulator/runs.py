"""Cached runs of the rule engine: facts once per data version, results once per scenario.

The objects are shared between sessions and are never changed, so they are cached as resources, not copied.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from core.rules import backtest, compare, engine, sensitivity, tables
from core.rules.backtest import Backtest, Fitted
from core.rules.engine import Result
from core.rules.facts import Facts, from_store
from core.rules.model import Criterion
from core.rules.scenario import Scenario
from core.ui import cached


@st.cache_resource(max_entries=2, show_spinner=False)
def _facts(version: str) -> Facts:
    return from_store(cached.store())


def facts() -> Facts:
    """Everything the rules look at."""
    return _facts(cached.store().version)


# A result holds some 40 arrays of 339 numbers (about 0.2 MB): 100 of them stay near 20 MB.
@st.cache_resource(max_entries=100, show_spinner=False, hash_funcs={Scenario: repr})
def _result(version: str, scenario: Scenario) -> Result:
    return engine.run(facts(), scenario)


def result(scenario: Scenario) -> Result:
    """Result of a scenario. Raises UserError when the scenario does not fit the data."""
    return _result(cached.store().version, scenario)


@st.cache_resource(max_entries=100, show_spinner=False, hash_funcs={Scenario: repr})
def _backtest(version: str, scenario: Scenario) -> Backtest:
    return backtest.run(result(scenario))


def back_test(scenario: Scenario) -> Backtest:
    """Back-test of a scenario by its rules alone."""
    return _backtest(cached.store().version, backtest.by_rules_alone(scenario))


@st.cache_resource(max_entries=20, show_spinner=False, hash_funcs={Scenario: repr})
def _fitted(version: str, scenario: Scenario) -> Fitted:
    return backtest.fit(result(scenario))


def fitted(scenario: Scenario) -> Fitted:
    """Weights fitted with one prefecture left out at a time."""
    return _fitted(cached.store().version, backtest.by_signals_alone(scenario))


@st.cache_resource(max_entries=30, show_spinner=False, hash_funcs={Scenario: repr})
def _weightings(version: str, scenario: Scenario) -> pd.DataFrame:
    return sensitivity.random_weightings(result(scenario))


def weightings(scenario: Scenario) -> pd.DataFrame:
    """Share of 1,000 random weightings that select each area; thresholds and names play no part in it."""
    plain = Scenario()
    alike = replace(scenario, thresholds=plain.thresholds, name=plain.name, note=plain.note)
    return _weightings(cached.store().version, alike)


@st.cache_resource(max_entries=30, show_spinner=False, hash_funcs={Scenario: repr})
def _table(version: str, scenario: Scenario) -> pd.DataFrame:
    return tables.criteria_table(result(scenario))


def criteria_table(scenario: Scenario) -> pd.DataFrame:
    """The table of 339 areas (`tables.criteria_table`)."""
    return _table(cached.store().version, scenario)


@st.cache_resource(max_entries=30, show_spinner=False, hash_funcs={Scenario: repr})
def _explanations(version: str, scenario: Scenario, criterion: Criterion) -> pd.DataFrame:
    return tables.explanations(result(scenario), criterion)


def explanations(scenario: Scenario, criterion: Criterion) -> pd.DataFrame:
    """Sentences of one criterion for all areas (`tables.explanations`)."""
    return _explanations(cached.store().version, scenario, criterion)


def compared(first: Scenario, second: Scenario) -> pd.DataFrame:
    """Areas gained, lost and kept from one scenario to another."""
    return compare.compare(result(first), result(second))
