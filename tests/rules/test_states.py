"""The four states of ① and ②: on public figures a large z is 要確認; only a worksheet's rest makes it 該当 or 非該当."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules import engine
from core.rules.choices import COLUMN, GapDirection, RevalidationState, Signal
from core.rules.entries import Completeness, Explained, Nomination, Revalidation
from core.rules.explained import gaps
from core.rules.facts import Facts
from core.rules.findings import findings
from core.rules.model import CRITERIA, MET, NOT_MET, TO_CONFIRM, UNKNOWN, Criterion, flagged
from core.rules.scenario import Bounds, Scenario, Thresholds, Weights
from core.rules.selection import Basis, NoticeKind
from core.rules.sensitivity import select_many
from core.rules.trail import trail
from core.vocabulary.terms import Noise, Verdict
from tests.rules.cases import SMALL, facts_of, random_facts, random_scenario

laws = settings(max_examples=40, deadline=None)
TIGHT = Thresholds(total=1, high_acute=1, acute=1, recovery=1, chronic=1, acute_combined=1)

#: Two alike prefectures; 0101 has twice the 急性期 beds of the pattern, 0102 half of them.
SPREAD = facts_of(
    {
        (code, series, year): (20, acute if series == "reported" else 200, 100, 100)
        for code, acute in (("0101", 400), ("0102", 100), ("0103", 200), ("0201", 200), ("0202", 200))
        for series, year in (("reported", 2022), ("required", 2025))
    }
)
ONE = Scenario(noise=Noise.BED, thresholds=TIGHT, functions=(Signal.ACUTE,))


def explained(code: str, function: str, beds: float) -> Explained:
    return Explained(area_code=code, bed_function=function, beds=beds)


def by_hand(reported: float, explained_beds: float = 0) -> float:
    """z of 急性期 of one area of `SPREAD`, from R = 200 everywhere and ΣB = 1,100 over five areas."""
    beds = (400, 100, 200, 200, 200)
    expected = 200 * 1100 / 1000
    y = [math.log((b + 0.5) / (expected + 0.5)) for b in beds]
    weight = expected + 0.5
    mean = sum(y) / 5
    tau2 = max(0.0, (weight * sum((v - mean) ** 2 for v in y) - 4) / (5 * weight - weight))
    return math.log((reported - explained_beds + 0.5) / (expected + 0.5)) / math.sqrt(1 / weight + tau2)


def test_a_prefecture_by_hand_a_large_z_on_either_side_is_to_confirm_and_says_which():
    result = engine.run(SPREAD, ONE)
    z = [by_hand(b) for b in (400, 100, 200)]
    assert result.signals.column("z", Signal.ACUTE)[:3].tolist() == pytest.approx(z, rel=1e-12)
    assert z[0] > 1
    assert z[1] < -1
    assert -1 < z[2] < 1
    assert result.verdicts.of(Criterion.FUNCTION_GAP).tolist()[:3] == [TO_CONFIRM, TO_CONFIRM, NOT_MET]
    assert result.verdicts.sides[:3, 1].tolist() == ["excess", "shortage", ""]
    frame = result.frame()
    assert frame["function_gap"].tolist()[:3] == ["to_confirm", "to_confirm", "not_met"]
    assert frame["function_gap_side"].tolist()[:3] == ["excess", "shortage", None]
    assert "要確認(過剰)" in findings(result, "0101")[1].sentence
    assert "要確認(不足)" in findings(result, "0102")[1].sentence
    assert "ワークシート" in findings(result, "0101")[1].needed


@pytest.mark.parametrize(
    ("direction", "verdicts"),
    [
        (GapDirection.EXCESS, [TO_CONFIRM, NOT_MET, NOT_MET]),
        (GapDirection.SHORTAGE, [NOT_MET, TO_CONFIRM, NOT_MET]),
        (GapDirection.BOTH, [TO_CONFIRM, TO_CONFIRM, NOT_MET]),
    ],
)
def test_a_direction_looks_at_its_own_side(direction, verdicts):
    result = engine.run(SPREAD, replace(ONE, direction=direction))
    assert result.verdicts.of(Criterion.FUNCTION_GAP).tolist()[:3] == verdicts


@pytest.mark.parametrize(
    ("code", "beds", "verdict", "side"),
    [
        ("0101", 0, MET, "excess"),  # nothing is explained
        ("0101", 10, MET, "excess"),
        ("0101", 199, NOT_MET, ""),
        ("0101", 200, NOT_MET, ""),  # all of it
        ("0102", 0, MET, "shortage"),
        ("0102", -10, MET, "shortage"),
        ("0102", -100, NOT_MET, ""),
        ("0103", 0, NOT_MET, ""),  # it never stood out
    ],
)
def test_a_worksheet_settles_it_by_what_is_left(code, beds, verdict, side):
    result = engine.run(SPREAD, replace(ONE, explained=(explained(code, "acute", beds),)))
    i = result.row(code)
    assert (result.verdicts.of(Criterion.FUNCTION_GAP)[i], result.verdicts.sides[i, 1]) == (verdict, side)
    other = engine.run(SPREAD, ONE)
    rest = np.arange(5) != i
    assert (result.verdicts.by_criterion[rest] == other.verdicts.by_criterion[rest]).all()


def test_the_rest_is_held_against_the_limit_and_the_limit_itself_is_met():
    rest = by_hand(400, 60)
    for shift, verdict in ((1e-9, NOT_MET), (0.0, MET), (-1e-9, MET)):
        limits = replace(TIGHT, acute=rest + shift)
        scenario = replace(ONE, thresholds=limits, explained=(explained("0101", "acute", 60),))
        result = engine.run(SPREAD, scenario)
        z = float(result.signals.column("z", Signal.ACUTE)[0])
        assert z == pytest.approx(rest, rel=1e-12)
        scenario = replace(scenario, thresholds=replace(TIGHT, acute=z + shift))
        assert engine.run(SPREAD, scenario).verdicts.of(Criterion.FUNCTION_GAP)[0] == verdict


def test_a_gap_explained_whole_is_not_met_even_where_need_lies_far_from_the_shared_pattern():
    """All areas report half of what is needed in 回復期; one that reports 90 % stands out, and its gap is −10 床."""
    facts = facts_of(
        {
            (code, series, year): (20, 200, beds if series == "reported" else 100, 100)
            for code, beds in (("0101", 90), ("0102", 50), ("0103", 50), ("0104", 50), ("0105", 45))
            for series, year in (("reported", 2022), ("required", 2025))
        }
    )
    scenario = Scenario(noise=Noise.BED, thresholds=TIGHT, functions=(Signal.RECOVERY,))
    assert engine.run(facts, scenario).verdicts.of(Criterion.FUNCTION_GAP)[0] == TO_CONFIRM
    settled = engine.run(facts, replace(scenario, explained=(explained("0101", "recovery", -10),)))
    assert settled.verdicts.of(Criterion.FUNCTION_GAP)[0] == NOT_MET
    fifty = engine.run(facts, replace(scenario, explained=(explained("0102", "recovery", -50),)))
    assert fifty.verdicts.of(Criterion.FUNCTION_GAP)[1] == NOT_MET  # explained up to the need, far above the pattern


def test_a_sum_is_settled_only_when_all_its_parts_are():
    scenario = replace(ONE, functions=(Signal.ACUTE_COMBINED,))
    part = (explained("0101", "acute", 10),)
    column = [COLUMN[Signal.ACUTE_COMBINED], COLUMN[Signal.TOTAL]]
    # 高度急性期, 回復期 and 慢性期 have no gap: there is nothing to explain in them.
    assert engine.run(SPREAD, replace(scenario, explained=part)).signals.explained.settled[0, column].all()
    facts = facts_of(
        {
            (code, series, year): (high if series == "reported" else 20, acute if series == "reported" else 200, 100, 100)
            for code, high, acute in (("0101", 30, 400), ("0102", 20, 100), ("0103", 20, 200))
            for series, year in (("reported", 2022), ("required", 2025))
        }
    )  # fmt: skip
    result = engine.run(facts, replace(scenario, explained=part))
    assert not result.signals.explained.settled[0, column].any()
    assert result.signals.explained.beds[0, column].tolist() == [10, 10]
    assert "機能がそろっていない" in findings(result, "0101")[1].sentence
    both = engine.run(facts, replace(scenario, explained=(*part, explained("0101", "high_acute", 0))))
    assert both.signals.explained.settled[0, column].all()
    given = engine.run(facts, replace(scenario, explained=(*part, explained("0101", "total", 7))))
    assert given.signals.explained.settled[0, column].tolist() == [False, True]
    assert given.signals.explained.beds[0, column].tolist() == [10, 7]


@laws
@given(st.data())
def test_without_a_worksheet_nothing_is_met(data):
    facts = data.draw(random_facts())
    scenario = replace(data.draw(random_scenario(facts)), explained=())
    verdicts = engine.run(facts, scenario).verdicts
    assert not (verdicts.by_criterion[:, :2] == MET).any()
    assert not (verdicts.by_signal == MET).any()
    assert not (verdicts.by_criterion[:, 2:] == TO_CONFIRM).any()


@laws
@given(st.data())
def test_a_correct_worksheet_changes_no_other_area_and_never_makes_its_own_stand_out_more(data):
    facts = data.draw(random_facts())
    scenario = data.draw(random_scenario(facts))
    known = {place: gap for place, gap in gaps(facts, scenario.year).items() if gap == gap}
    if not known:
        return
    code = data.draw(st.sampled_from(sorted({c for c, _ in known})))
    share = data.draw(st.integers(0, 4))
    own = tuple(explained(c, f, int(gap * share / 4)) for (c, f), gap in known.items() if c == code)
    others = tuple(e for e in scenario.explained if e.area_code != code)
    plain = engine.run(facts, replace(scenario, explained=others))
    settled = engine.run(facts, replace(scenario, explained=(*others, *own)))
    rest = facts.codes != code
    for name in ("expected", "whole", "z", "strength", "ranking"):
        np.testing.assert_array_equal(getattr(plain.signals, name)[rest], getattr(settled.signals, name)[rest])
    np.testing.assert_array_equal(plain.verdicts.by_signal[rest], settled.verdicts.by_signal[rest])
    np.testing.assert_array_equal(plain.verdicts.by_criterion[rest], settled.verdicts.by_criterion[rest])
    np.testing.assert_array_equal(plain.selection.score.value[rest], settled.selection.score.value[rest])
    elsewhere = facts.areas["pref_code"].to_numpy() != code[:2]
    assert plain.selection.basis[elsewhere].tolist() == settled.selection.basis[elsewhere].tolist()
    i = settled.row(code)
    before, after = plain.verdicts.by_signal[i], settled.verdicts.by_signal[i]
    assert not (flagged(after) & ~flagged(before)).any()
    assert ((before == UNKNOWN) == (after == UNKNOWN)).all()


@laws
@given(st.data())
def test_sides_stand_beside_what_is_met_or_to_confirm_and_nothing_else(data):
    facts = data.draw(random_facts())
    scenario = data.draw(random_scenario(facts))
    result = engine.run(facts, scenario)
    sides = result.verdicts.sides
    assert ((sides != "") == flagged(result.verdicts.by_criterion[:, :2])).all()
    looked = {
        GapDirection.EXCESS: {"", "excess"},
        GapDirection.SHORTAGE: {"", "shortage"},
        GapDirection.BOTH: {"", "excess", "shortage", "both"},
    }[scenario.direction]
    assert set(sides.ravel()) <= looked
    assert set(sides[:, 0]) <= looked - {"both"}


TICK = Completeness(pref_code="10", name="県 医務課", date="2026-11-27")


def test_only_a_person_s_word_makes_the_other_areas_of_a_prefecture_not_met_under_4():
    nominated = Scenario(nominations=(Nomination(area_code="1002", reason="県境"),), nominations_complete=(TICK,))
    result = engine.run(SMALL, nominated)
    assert result.verdicts.of(Criterion.OTHER).tolist() == [NOT_MET, MET, NOT_MET, UNKNOWN, UNKNOWN]
    assert "2026-11-27、県 医務課が確認" in findings(result, "1001")[3].sentence
    none = engine.run(SMALL, Scenario(nominations_complete=(TICK,)))
    assert none.verdicts.of(Criterion.OTHER).tolist() == [NOT_MET, NOT_MET, NOT_MET, UNKNOWN, UNKNOWN]


def test_only_a_person_s_word_makes_areas_not_met_under_3_that_the_table_does_not_speak_of():
    rows = (
        Revalidation(area_code="1001", state=RevalidationState.DONE, facility_name="甲"),
        Revalidation(area_code="1002", state=RevalidationState.VERIFYING, facility_name="乙"),
    )
    plain = engine.run(SMALL, Scenario(revalidation=rows))
    assert plain.verdicts.of(Criterion.REVALIDATION).tolist() == [UNKNOWN, MET, UNKNOWN, UNKNOWN, UNKNOWN]
    assert "これで全部" in findings(plain, "1001")[2].sentence
    told = engine.run(SMALL, Scenario(revalidation=rows, revalidation_complete=(TICK,)))
    assert told.verdicts.of(Criterion.REVALIDATION).tolist() == [NOT_MET, MET, NOT_MET, UNKNOWN, UNKNOWN]
    assert "県 医務課が確認" in findings(told, "1003")[2].sentence


def test_what_is_unknown_is_not_counted_as_none():
    limits = Thresholds(total=20, high_acute=20, acute=20, recovery=20, chronic=20, acute_combined=20)
    bounds = Bounds(maximum=1)
    open_ = engine.run(SMALL, Scenario(thresholds=limits, bounds=bounds))
    kinds = {n.where: n for n in open_.notices if n.kind in (NoticeKind.OPEN_CRITERION, NoticeKind.NO_CRITERION)}
    first = open_.selected_codes()[0]
    assert kinds[first].kind is NoticeKind.OPEN_CRITERION
    assert "③・④は判定不能" in kinds[first].message
    assert "③④は判定不能" in trail(open_, first).answer
    none = tuple(Revalidation(area_code=c, state=RevalidationState.NONE) for c in ("1001", "1002", "1003"))
    closed = engine.run(
        SMALL, Scenario(thresholds=limits, bounds=bounds, revalidation=none, nominations_complete=(TICK,))
    )
    assert {n.where: n.kind for n in closed.notices}[first] is NoticeKind.NO_CRITERION
    assert "①〜④はすべて非該当" in trail(closed, first).answer


@pytest.mark.parametrize("required", [False, True])
def test_a_pick_needs_a_verdict_only_where_the_scenario_asks(required):
    weights = Weights(acute_combined=0, total=1)
    scenario = Scenario(
        noise=Noise.BED,
        weights=weights,
        bounds=Bounds(second_score=-20),
        thresholds=Thresholds(acute=1, total=20, high_acute=20, recovery=20, chronic=20, acute_combined=20),
        requires_verdict=required,
    )
    result = engine.run(SPREAD, scenario)
    basis = dict(zip(result.facts.codes, result.selection.basis, strict=True))
    assert basis["0101"] is Basis.MINIMUM
    assert basis["0103"] is (Basis.NO_VERDICT if required else Basis.ABOVE_SECOND)
    # 0102 is 要確認 for its shortage; by excess it ranks last, and gets the place that 0103 may not take.
    assert basis["0102"] is (Basis.ABOVE_SECOND if required else Basis.FULL)
    assert ("0201" in result.selected_codes()) is not required
    assert ({n.where for n in result.notices if n.kind is NoticeKind.PREFECTURE_SHORT} == {"02"}) is required
    chosen = select_many(result, result.selection.score.value[None, :])[0]
    assert chosen.tolist() == result.selection.selected.tolist()


def test_unknown_verdicts_are_no_reason_to_pick_where_a_verdict_is_required(real_facts: Facts):
    result = engine.run(real_facts, Scenario(requires_verdict=True))
    picked = result.selection.selected
    assert flagged(result.verdicts.by_criterion[:, :2]).any(axis=1)[picked].all()


def test_the_verdicts_of_3_and_4_are_never_to_confirm_and_all_criteria_have_a_word(real_facts: Facts):
    frame = engine.run(real_facts, Scenario()).frame()
    assert {c: set(frame[c.value]) for c in CRITERIA[2:]} == {c: {"unknown"} for c in CRITERIA[2:]}
    assert set(frame["total_gap"]) | set(frame["function_gap"]) <= {v.value for v in Verdict} - {"met"}
