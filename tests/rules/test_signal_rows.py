"""The figures behind ① and ② of one area, as the page shows them."""

from __future__ import annotations

import pandas as pd
import pytest

from core.data.queries import beds
from core.data.store import Store
from core.rules import engine, tables
from core.rules.choices import Signal
from core.rules.facts import from_store
from core.rules.scenario import Scenario
from core.vocabulary.terms import Verdict
from tests.rules.cases import SMALL, facts_of


@pytest.mark.parametrize("code", ["1005", "0102"])
def test_the_rows_hold_the_published_beds_and_the_verdict_of_the_engine(real_store: Store, code: str) -> None:
    result = engine.run(from_store(real_store), Scenario())
    rows = tables.signal_rows(result, code).set_index("signal")
    published = beds.area_beds(real_store, code).frame.set_index(["bed_function", "series", "year"])["beds"]
    for signal in (Signal.TOTAL, Signal.HIGH_ACUTE, Signal.ACUTE, Signal.RECOVERY, Signal.CHRONIC):
        assert rows.loc[signal, "reported"] == published[(signal.value, "reported", 2022)]
        assert rows.loc[signal, "required"] == published[(signal.value, "required", 2025)]
    combined = rows.loc[Signal.ACUTE_COMBINED]
    assert combined["reported"] == rows.loc[Signal.HIGH_ACUTE, "reported"] + rows.loc[Signal.ACUTE, "reported"]
    for row in rows.itertuples():
        assert (row.verdict == Verdict.MET) == (row.z >= row.threshold)


def test_only_the_functions_of_the_scenario_stand_beside_the_total() -> None:
    result = engine.run(SMALL, Scenario(functions=(Signal.ACUTE,)))
    assert tables.signal_rows(result, "1001")["signal"].tolist() == [Signal.TOTAL, Signal.ACUTE]


def test_a_missing_figure_stays_missing_and_its_verdict_unknown() -> None:
    beds_of = {(code, "reported", 2022): (10, 20, 30, 40) for code in ("1001", "1002", "1003")}
    beds_of[("1001", "reported", 2022)] = (None, 20, 30, 40)
    beds_of |= {(code, "required", 2025): (10, 20, 30, 40) for code in ("1001", "1002", "1003")}
    rows = tables.signal_rows(engine.run(facts_of(beds_of), Scenario()), "1001").set_index("signal")
    for signal in (Signal.HIGH_ACUTE, Signal.ACUTE_COMBINED, Signal.TOTAL):
        assert pd.isna(rows.loc[signal, "reported"])
        assert pd.isna(rows.loc[signal, "z"])
        assert rows.loc[signal, "verdict"] == Verdict.UNKNOWN
    assert rows.loc[Signal.ACUTE, "reported"] == 20
    assert rows.loc[Signal.ACUTE, "verdict"] == Verdict.NOT_MET
