"""Laws of the rules on invented data: what must hold whatever the beds and the choices."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules import engine, evidence, scenario_json, signals
from core.rules.choices import SIGNALS, Level, RevalidationState, Signal
from core.rules.criteria import OPEN_STATES
from core.rules.facts import build
from core.rules.model import MET, NOT_MET, UNKNOWN, Criterion, flagged
from core.rules.model_areas import FUNCTIONS
from core.rules.scenario import Thresholds
from core.rules.selection import NoticeKind
from core.rules.sensitivity import select_many
from core.rules.trail import trail
from tests.rules.cases import random_facts, random_frames, random_scenario

laws = settings(max_examples=30, deadline=None)


@laws
@given(st.data())
def test_bounds_are_kept_or_a_notice_says_why_and_choices_by_hand_hold(data):
    facts = data.draw(random_facts())
    scenario = data.draw(random_scenario(facts))
    result = engine.run(facts, scenario)
    noticed = {(n.kind, n.where) for n in result.notices}
    for pref in sorted(set(facts.areas["pref_code"])):
        count = int(result.selection.selected[(facts.areas["pref_code"] == pref).to_numpy()].sum())
        assert (count < scenario.bounds.minimum) == ((NoticeKind.PREFECTURE_SHORT, pref) in noticed)
        assert (count > scenario.bounds.maximum) == ((NoticeKind.PREFECTURE_OVER, pref) in noticed)
    kinds, count = {n.kind for n in result.notices}, len(result.model_codes())
    assert (count < scenario.model_bounds.minimum) == (NoticeKind.MODEL_SHORT in kinds)
    assert (count > scenario.model_bounds.maximum) == (NoticeKind.MODEL_OVER in kinds)
    assert set(result.model_codes()) <= set(result.selected_codes())
    assert {p.area_code for p in scenario.pins} <= set(result.selected_codes())
    assert {p.area_code for p in scenario.pins if p.level is Level.MODEL} <= set(result.model_codes())
    assert not {e.area_code for e in scenario.exclusions} & set(result.selected_codes())


@laws
@given(st.data())
def test_the_same_input_gives_the_same_bytes_and_every_area_once_in_code_order(data):
    facts = data.draw(random_facts())
    scenario = data.draw(random_scenario(facts))
    again = scenario_json.loads(scenario_json.dumps(scenario))
    assert again == scenario
    frame = engine.run(facts, scenario).frame()
    assert frame.to_csv() == engine.run(facts, again).frame().to_csv()
    assert frame["area_code"].tolist() == sorted(set(facts.codes))


@laws
@given(st.data())
def test_the_signals_are_those_of_what_they_ask_whatever_else_a_scenario_says(data):
    facts = data.draw(random_facts())
    scenario = data.draw(random_scenario(facts))
    told, asked = signals.compute(facts, scenario), signals.compute(facts, signals.asked(scenario))
    for one, other in ((told, asked), (told.explained, asked.explained)):
        for field in fields(one):
            if field.name != "explained":
                np.testing.assert_equal(getattr(one, field.name), getattr(other, field.name))


ENTRIES = (
    "pins",
    "exclusions",
    "nominations",
    "revalidation",
    "preparing",
    "model_requests",
    "occupancy_2015",
    "explained",
)
TICKS = ("nominations_complete", "revalidation_complete")


@laws
@given(st.data(), st.randoms(use_true_random=False))
def test_order_of_rows_and_of_entries_changes_nothing(data, random):
    frames = data.draw(random_frames())
    facts = build(**frames)
    scenario = data.draw(random_scenario(facts))
    shuffled = build(**{name: f.sample(frac=1, random_state=random.randrange(1000)) for name, f in frames.items()})
    turned = replace(
        scenario,
        **{
            name: tuple(random.sample(e, len(e)))
            for name in (*ENTRIES, *TICKS, "functions")
            if (e := getattr(scenario, name))
        },
    )
    plain = engine.run(facts, scenario)
    for other in (engine.run(shuffled, scenario), engine.run(facts, turned), engine.run(shuffled, turned)):
        pd.testing.assert_frame_equal(plain.frame(), other.frame())
        assert plain.notices == other.notices
        assert plain.models.to_settle.tolist() == other.models.to_settle.tolist()
    pd.testing.assert_frame_equal(facts.evidence, shuffled.evidence, check_like=True)
    code = random.choice(list(facts.codes))
    assert evidence.assess(facts, code) == evidence.assess(shuffled, code)
    assert trail(plain, code) == trail(engine.run(shuffled, scenario), code)


@laws
@given(st.data())
def test_raising_a_threshold_never_adds_an_area(data):
    facts = data.draw(random_facts())
    scenario = data.draw(random_scenario(facts))
    raised = Thresholds(**{s: min(20.0, scenario.thresholds.of(s) + data.draw(st.floats(0, 3))) for s in SIGNALS})
    low = engine.run(facts, scenario).verdicts
    high = engine.run(facts, replace(scenario, thresholds=raised)).verdicts
    assert not (flagged(high.by_criterion) & ~flagged(low.by_criterion)).any()
    assert not (flagged(high.by_signal) & ~flagged(low.by_signal)).any()


def plainly(codes, met, refused=()):
    """Verdict codes in the order of `codes`: what nobody speaks of is UNKNOWN."""
    return [MET if c in met else NOT_MET if c in refused else UNKNOWN for c in codes]


@laws
@given(st.data())
def test_unknown_never_becomes_not_met(data):
    facts = data.draw(random_facts())
    scenario = data.draw(random_scenario(facts))
    result = engine.run(facts, scenario)
    verdicts, missing = result.verdicts, np.isnan(result.signals.z)
    assert (verdicts.by_signal[missing] == UNKNOWN).all()
    assert (verdicts.by_signal[~missing] != UNKNOWN).all()
    # A cell missing in the input is open in its own column, whatever is reported elsewhere.
    blank = facts.reported[scenario.year].isna().to_numpy() | facts.required.isna().to_numpy()
    if scenario.report_rate_correction:
        rate = facts.report_rate[scenario.year].to_numpy()
        blank |= (np.isnan(rate) | (rate == 0))[:, None]
    assert missing[blank].all()
    total = SIGNALS.index(Signal.TOTAL)
    assert ((verdicts.of(Criterion.TOTAL_GAP) == UNKNOWN) == missing[:, total]).all()
    chosen = [SIGNALS.index(s) for s in scenario.functions]
    some_missing = missing[:, chosen].any(axis=1)
    assert (verdicts.of(Criterion.FUNCTION_GAP)[some_missing] != NOT_MET).all()
    assert (verdicts.of(Criterion.FUNCTION_GAP)[~some_missing] != UNKNOWN).all()
    without = {r.area_code for r in scenario.revalidation if r.state is RevalidationState.NONE}
    whole = {c for c in facts.codes if any(c[:2] == t.pref_code for t in scenario.revalidation_complete)}
    met = {r.area_code for r in scenario.revalidation if r.state in OPEN_STATES}
    assert verdicts.of(Criterion.REVALIDATION).tolist() == plainly(facts.codes, met, without | whole)
    named = {n.area_code for n in scenario.nominations}
    spoken = {c for c in facts.codes if any(c[:2] == t.pref_code for t in scenario.nominations_complete)}
    assert verdicts.of(Criterion.OTHER).tolist() == plainly(facts.codes, named, spoken)


@laws
@given(st.data())
def test_model_routes_are_open_without_data_or_entry(data):
    facts = data.draw(random_facts())
    scenario = data.draw(random_scenario(facts))
    result = engine.run(facts, scenario)
    models, year = result.models, scenario.year
    before = {(o.area_code, o.bed_function): o.occupancy for o in scenario.occupancy_2015}

    def above(value, base):
        return UNKNOWN if value != value or base != base else MET if value > base else NOT_MET

    def beds(code, signal, year):
        rate = facts.report_rate.loc[code, year] if scenario.report_rate_correction else 1.0
        return facts.reported[year].loc[code, signal] / rate if rate else np.nan

    for i, code in enumerate(facts.codes):
        by_function = []
        for signal in FUNCTIONS:
            now = facts.utilization.get(signal.value)
            known = np.nan if now is None or signal is Signal.HIGH_ACUTE else now[code]
            parts = [
                above(beds(code, signal, year), facts.required.loc[code, signal]),
                above(beds(code, signal, year), beds(code, signal, 2015)),
                above(before.get((code, signal.value), np.nan), known),
            ]
            by_function.append(NOT_MET if NOT_MET in parts else UNKNOWN if UNKNOWN in parts else MET)
        route_a = MET if MET in by_function else UNKNOWN if UNKNOWN in by_function else NOT_MET
        assert models.route_a_by_function[i].tolist() == by_function
        assert models.route_a[i] == route_a
    entered = {e.area_code for e in (*scenario.preparing, *scenario.nominations)}
    assert models.route_b.tolist() == plainly(facts.codes, entered)
    assert models.route_c.tolist() == plainly(facts.codes, {r.area_code for r in scenario.model_requests})
    met = (models.route_a == MET) | (models.route_b == MET) | (models.route_c == MET)
    assert models.candidate.tolist() == np.where(met, MET, UNKNOWN).tolist()
    pinned = np.isin(facts.codes, [p.area_code for p in scenario.pins if p.level is Level.MODEL])
    open_a = result.selection.selected & ~pinned & ~met & (models.route_a == UNKNOWN)
    assert models.to_settle.tolist() == open_a.tolist()
    assert not (models.selected & ~pinned & ~met).any()


@laws
@given(st.data())
def test_taking_a_table_away_makes_no_area_not_met(data):
    facts = data.draw(random_facts())
    scenario = data.draw(random_scenario(facts))
    result = engine.run(facts, scenario)
    emptied = dict.fromkeys((*(e for e in ENTRIES if e not in ("pins", "exclusions", "explained")), *TICKS), ())
    bare = engine.run(facts, replace(scenario, **emptied))
    assert (bare.verdicts.by_criterion[:, 2:] == UNKNOWN).all()
    assert not ((bare.models.route_a == NOT_MET) & (result.models.route_a != NOT_MET)).any()
    assert (bare.models.route_b == UNKNOWN).all()
    assert (bare.models.candidate != NOT_MET).all()


@laws
@given(st.data())
def test_the_vectorised_selection_equals_the_plain_one(data):
    facts = data.draw(random_facts())
    scenario = data.draw(random_scenario(facts))
    result = engine.run(facts, scenario)
    assert select_many(result, result.selection.score.value[None, :])[0].tolist() == result.selection.selected.tolist()
