"""The engine agrees, cell by cell, with the rules written once more in plain Python (`twin_engine`)."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules import engine
from core.rules.choices import COLUMN, GapDirection, Reference, Signal
from core.rules.content import load_presets, preset_scenario
from core.rules.engine import Result
from core.rules.entries import Explained, Nomination
from core.rules.explained import gaps
from core.rules.facts import Facts
from core.rules.scenario import Bounds, Scenario, Weights
from core.vocabulary.terms import Noise
from tests.rules import twin_engine
from tests.rules.cases import random_facts, random_scenario
from tests.rules.editions import FIRST

NUMBERS = ("score", *(f"z_{s.value}" for s in Signal))
WORDS = ("total_gap", "total_gap_side", "function_gap", "function_gap_side", "revalidation", "other", "rank", "suishin")

PRESETS = {p.id: preset_scenario(p) for p in load_presets()}
SCENARIOS = {
    **PRESETS,
    "first edition": FIRST,
    "fifths": Scenario(reference=Reference.POPULATION, year=2023),
    "prefectures": Scenario(reference=Reference.PREFECTURE, noise=Noise.BED, ranking_direction=GapDirection.BOTH),
    "corrected": Scenario(report_rate_correction=True, year=2025, direction=GapDirection.EXCESS),
    "with a verdict": Scenario(requires_verdict=True, bounds=Bounds(minimum=1, maximum=3, second_score=0)),
    "all weights": Scenario(weights=Weights(total=1, functions=0.5, acute_combined=0.25, chronic=2)),
    "nominated": replace(FIRST, nominations=(Nomination(area_code="1005", reason="県境"),)),
}


def same(result: Result, cells: dict[str, dict[str, object]]) -> None:
    rows = result.frame().to_dict("records")
    assert [r["area_code"] for r in rows] == list(cells)
    for row in rows:
        twin = cells[row["area_code"]]
        for name in NUMBERS:
            assert math.isnan(row[name]) == math.isnan(twin[name]), (row["area_code"], name)
            assert row[name] == pytest.approx(twin[name], rel=1e-9, abs=1e-9, nan_ok=True), (row["area_code"], name)
        assert {name: row[name] for name in WORDS} == {name: twin[name] for name in WORDS}, row["area_code"]


@pytest.mark.parametrize("name", SCENARIOS)
def test_on_the_published_figures_every_cell_is_the_twins_with_a_spread_of_its_own(
    real_facts: Facts, name: str
) -> None:
    scenario = SCENARIOS[name]
    model = {Noise.WARD: twin_engine.ward, Noise.BED: twin_engine.bed}[scenario.noise]
    same(engine.run(real_facts, scenario), twin_engine.run(real_facts, scenario, lambda _, y, e: model(y, e)))


def test_on_the_published_figures_with_worksheets_all_over_the_nation(real_facts: Facts) -> None:
    shares = (0.0, 0.25, 1.0, 0.5)
    own = sorted((place, gap) for place, gap in gaps(real_facts, 2022).items() if gap == gap)
    entries = tuple(
        Explained(area_code=c, bed_function=f, beds=float(int(gap * shares[n % 4]))) for n, ((c, f), gap) in enumerate(own) if n % 3
    )  # fmt: skip
    scenario = Scenario(explained=entries)
    result = engine.run(real_facts, scenario)
    same(result, twin_engine.run(real_facts, scenario, lambda _, y, e: twin_engine.ward(y, e)))
    assert "met" in set(result.frame()["function_gap"])


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_on_invented_figures_every_cell_is_the_twins_with_the_spread_given(data: st.DataObject) -> None:
    """A few areas of like size do not tell φ from τ²: that estimate has a test of its own (`tests/measures/test_noise.py`)."""
    facts = data.draw(random_facts())
    scenario = data.draw(random_scenario(facts))
    result = engine.run(facts, scenario)
    spreads = result.signals.spreads
    same(result, twin_engine.run(facts, scenario, lambda s, _y, _e: (spreads[COLUMN[s]].phi, spreads[COLUMN[s]].tau2)))
