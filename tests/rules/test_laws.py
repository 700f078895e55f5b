"""Laws of the rules on invented data: what must hold whatever the beds and the choices."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules import engine, scenario_json
from core.rules.criteria import OPEN_STATES
from core.rules.facts import build
from core.rules.model import MET, NOT_MET, UNKNOWN
from core.rules.scenario import Thresholds
from core.rules.selection import NoticeKind
from core.rules.sensitivity import select_many
from core.rules.signals import SIGNALS
from core.rules.terms import Level
from tests.rules.cases import random_facts, random_scenario

laws = settings(max_examples=25, deadline=None)


@laws
@given(st.data())
def test_prefecture_bounds_are_kept_or_a_notice_says_why(data):
    facts = data.draw(random_facts())
    scenario = data.draw(random_scenario(facts))
    result = engine.run(facts, scenario)
    noticed = {(n.kind, n.where) for n in result.notices}
    for pref in sorted(set(facts.areas["pref_code"])):
        count = int(result.selection.selected[(facts.areas["pref_code"] == pref).to_numpy()].sum())
        assert (count < scenario.bounds.minimum) == ((NoticeKind.PREFECTURE_SHORT, pref) in noticed)
        assert (count > scenario.bounds.maximum) == ((NoticeKind.PREFECTURE_OVER, pref) in noticed)


@laws
@given(st.data())
def test_model_bounds_are_kept_or_a_notice_says_why(data):
    facts = data.draw(random_facts())
    scenario = data.draw(random_scenario(facts))
    result = engine.run(facts, scenario)
    kinds = {n.kind for n in result.notices}
    count = len(result.model_codes())
    assert (count < scenario.model_bounds.minimum) == (NoticeKind.MODEL_SHORT in kinds)
    assert (count > scenario.model_bounds.maximum) == (NoticeKind.MODEL_OVER in kinds)
    assert set(result.model_codes()) <= set(result.selected_codes())


@laws
@given(st.data())
def test_pins_are_always_in_and_exclusions_always_out(data):
    facts = data.draw(random_facts())
    scenario = data.draw(random_scenario(facts))
    result = engine.run(facts, scenario)
    assert {p.area_code for p in scenario.pins} <= set(result.selected_codes())
    assert {p.area_code for p in scenario.pins if p.level is Level.MODEL} <= set(result.model_codes())
    assert not {e.area_code for e in scenario.exclusions} & set(result.selected_codes())


@laws
@given(st.data())
def test_the_same_input_gives_the_same_bytes(data):
    facts = data.draw(random_facts())
    scenario = data.draw(random_scenario(facts))
    again = scenario_json.loads(scenario_json.dumps(scenario))
    assert again == scenario
    assert engine.run(facts, scenario).frame().to_csv() == engine.run(facts, again).frame().to_csv()


@laws
@given(st.data(), st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing(data, random):
    facts = data.draw(random_facts())
    scenario = data.draw(random_scenario(facts))
    frames = []
    for series, years in (("reported", facts.reported.items()), ("required", [(2025, facts.required)])):
        for year, wide in years:
            long = wide.drop(columns="acute_combined").rename_axis("area_code").reset_index()
            long = long.melt("area_code", var_name="bed_function", value_name="beds")
            status = np.where(long["beds"].isna(), "blank", "observed")
            frames.append(long.assign(series=series, year=year, value_status=status))
    beds, area = pd.concat(frames), facts.areas.reset_index()
    shuffled = build(
        area.sample(frac=1, random_state=random.randrange(1000)),
        beds.sample(frac=1, random_state=random.randrange(1000)),
    )
    pd.testing.assert_frame_equal(engine.run(facts, scenario).frame(), engine.run(shuffled, scenario).frame())


@laws
@given(st.data())
def test_raising_a_threshold_never_adds_an_area(data):
    facts = data.draw(random_facts())
    scenario = data.draw(random_scenario(facts))
    raised = Thresholds(**{s: min(20.0, scenario.thresholds.of(s) + data.draw(st.floats(0, 3))) for s in SIGNALS})
    low = engine.run(facts, scenario).verdicts
    high = engine.run(facts, replace(scenario, thresholds=raised)).verdicts
    assert not ((high.by_criterion == MET) & (low.by_criterion != MET)).any()
    assert not ((high.by_signal == MET) & (low.by_signal != MET)).any()


@laws
@given(st.data())
def test_unknown_never_becomes_not_met(data):
    facts = data.draw(random_facts())
    scenario = data.draw(random_scenario(facts))
    result = engine.run(facts, scenario)
    missing = np.isnan(result.signals.z)
    assert (result.verdicts.by_signal[missing] == UNKNOWN).all()
    assert (result.verdicts.by_signal[~missing] != UNKNOWN).all()
    chosen = [SIGNALS.index(s) for s in scenario.functions]
    some_missing = missing[:, chosen].any(axis=1)
    assert (result.verdicts.by_criterion[some_missing, 1] != NOT_MET).all()
    covered = {r.area_code for r in scenario.revalidation}
    met = {r.area_code for r in scenario.revalidation if r.state in OPEN_STATES}
    expected = [MET if c in met else NOT_MET if c in covered else UNKNOWN for c in facts.codes]
    assert result.verdicts.by_criterion[:, 2].tolist() == expected


@laws
@given(st.data())
def test_the_vectorised_selection_equals_the_plain_one(data):
    facts = data.draw(random_facts())
    scenario = data.draw(random_scenario(facts))
    result = engine.run(facts, scenario)
    assert select_many(result, result.selection.score.value[None, :])[0].tolist() == result.selection.selected.tolist()


@laws
@given(st.data())
def test_a_frame_holds_every_area_once_in_code_order(data):
    facts = data.draw(random_facts())
    frame = engine.run(facts, data.draw(random_scenario(facts))).frame()
    assert frame["area_code"].tolist() == sorted(facts.codes)
    assert frame["area_code"].is_unique
