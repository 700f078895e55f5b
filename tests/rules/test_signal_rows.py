"""The figures behind ① and ② of one area, as the page shows them."""

from __future__ import annotations

from typing import Any

import pytest

from core.data.queries import beds
from core.data.store import Store
from core.rules import engine, wording
from core.rules.choices import Signal
from core.rules.engine import Result
from core.rules.facts import from_store
from core.rules.scenario import Scenario
from core.views.simulator.why import signal_table
from core.vocabulary import labels
from core.vocabulary.terms import Verdict
from tests.rules.cases import SMALL, facts_of


def rows_of(result: Result, code: str) -> dict[Signal, dict[str, Any]]:
    """Cells of the table by the signal that its words name."""
    shown = signal_table(result, code)
    signals = {word: signal for signal, word in wording.SIGNAL.items()}
    return {
        Signal(signals[str(row[0])[2:]]): dict(zip((c.name for c in shown.columns), row, strict=True))
        for row in shown.rows
    }


@pytest.mark.parametrize("code", ["1005", "0102"])
def test_the_rows_hold_the_published_beds_and_the_verdict_of_the_engine(real_store: Store, code: str) -> None:
    result = engine.run(from_store(real_store), Scenario())
    rows = rows_of(result, code)
    published = beds.area_beds(real_store, code).frame.set_index(["bed_function", "series", "year"])["beds"]
    for signal in (Signal.TOTAL, Signal.HIGH_ACUTE, Signal.ACUTE, Signal.RECOVERY, Signal.CHRONIC):
        assert rows[signal]["reported"] == published[(signal.value, "reported", 2022)]
        assert rows[signal]["required"] == published[(signal.value, "required", 2025)]
    combined = rows[Signal.ACUTE_COMBINED]
    assert combined["reported"] == rows[Signal.HIGH_ACUTE]["reported"] + rows[Signal.ACUTE]["reported"]
    for row in rows.values():
        large = f"{labels.VERDICT[Verdict.TO_CONFIRM]}({'過剰' if row['z'] > 0 else '不足'})"
        assert row["verdict"] == (large if abs(row["z"]) >= row["threshold"] else labels.VERDICT[Verdict.NOT_MET])


def test_only_the_functions_of_the_scenario_stand_beside_the_total() -> None:
    result = engine.run(SMALL, Scenario(functions=(Signal.ACUTE,)))
    assert list(rows_of(result, "1001")) == [Signal.TOTAL, Signal.ACUTE]


def test_a_missing_figure_stays_missing_and_its_verdict_unknown() -> None:
    beds_of = {(code, "reported", 2022): (10, 20, 30, 40) for code in ("1001", "1002", "1003")}
    beds_of[("1001", "reported", 2022)] = (None, 20, 30, 40)
    beds_of |= {(code, "required", 2025): (10, 20, 30, 40) for code in ("1001", "1002", "1003")}
    rows = rows_of(engine.run(facts_of(beds_of), Scenario()), "1001")
    for signal in (Signal.HIGH_ACUTE, Signal.ACUTE_COMBINED, Signal.TOTAL):
        assert rows[signal]["reported"] is None
        assert rows[signal]["z"] is None
        assert rows[signal]["verdict"] == labels.VERDICT[Verdict.UNKNOWN]
    assert rows[Signal.ACUTE]["reported"] == 20
    assert rows[Signal.ACUTE]["verdict"] == labels.VERDICT[Verdict.NOT_MET]
