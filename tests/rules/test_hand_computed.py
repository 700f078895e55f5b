"""A prefecture small enough to compute by hand, and each rule at its edge."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from core.errors import UserError
from core.rules import engine
from core.rules.choices import COLUMN, GapDirection, Level, Preparation, RevalidationState, Signal
from core.rules.entries import (
    Completeness,
    Exclusion,
    Explained,
    Nomination,
    Occupancy,
    Pin,
    Preparing,
    Revalidation,
)
from core.rules.findings import findings, signal_finding
from core.rules.model import MET, NOT_MET, TO_CONFIRM, UNKNOWN, Criterion, Threshold
from core.rules.scenario import Bounds, ModelBounds, Scenario, Thresholds, Weights
from core.rules.selection import Basis, NoticeKind
from core.vocabulary.terms import Noise, Verdict
from tests.rules.cases import SMALL, facts_of

LOOSE = ModelBounds(minimum=0, maximum=20)


def basis_of(result: engine.Result) -> dict[str, str]:
    return dict(zip(result.facts.codes, result.selection.basis, strict=True))


def test_expected_beds_follow_the_shared_pattern_without_the_blank_area():
    result = engine.run(SMALL, Scenario())
    # 高度急性期: reported 60+0+20+110 over required 50+10+20+120; 1102 is blank and takes no part.
    pattern = 190 / 200
    expected = result.signals.column("expected", Signal.HIGH_ACUTE)
    assert expected[:4].tolist() == pytest.approx([50 * pattern, 10 * pattern, 20 * pattern, 120 * pattern])
    assert math.isnan(expected[4])


#: Reported and needed beds of `SMALL` in 2022, written out again; 1102 has no 高度急性期 figure.
CHRONIC = ((100, 60, 100, 200, 50), (100, 40, 100, 180, 50))
ACUTE_COMBINED = ((60 + 340, 0 + 90, 20 + 180, 110 + 490), (50 + 200, 10 + 80, 20 + 180, 120 + 480))


def tau_and_z(reported, required):
    """DerSimonian–Laird's τ and the z of every area, by plain arithmetic."""
    pattern = sum(reported) / sum(required)
    expected = [pattern * r for r in required]
    y = [math.log((b + 0.5) / (e + 0.5)) for b, e in zip(reported, expected, strict=True)]
    weight = [e + 0.5 for e in expected]  # 1 / s²
    mean = sum(w * v for w, v in zip(weight, y, strict=True)) / sum(weight)
    spread = sum(w * (v - mean) ** 2 for w, v in zip(weight, y, strict=True))
    scale = sum(weight) - sum(w * w for w in weight) / sum(weight)
    tau2 = max(0.0, (spread - (len(y) - 1)) / scale)
    return math.sqrt(tau2), [v / math.sqrt(1 / w + tau2) for v, w in zip(y, weight, strict=True)]


@pytest.mark.parametrize(("signal", "beds"), [(Signal.CHRONIC, CHRONIC), (Signal.ACUTE_COMBINED, ACUTE_COMBINED)])
def test_tau_and_z_by_hand(signal, beds):
    result = engine.run(SMALL, Scenario(noise=Noise.BED))
    tau, z = tau_and_z(*beds)
    assert tau > 0
    assert math.sqrt(result.signals.spreads[COLUMN[signal]].tau2) == pytest.approx(tau, rel=1e-12)
    assert result.signals.column("z", signal)[: len(z)].tolist() == pytest.approx(z, rel=1e-12)


def test_a_score_by_hand_with_its_addends():
    nominated = Scenario(
        noise=Noise.BED,
        weights=Weights(acute_combined=1, chronic=0.5),
        nominations=(Nomination(area_code="1002", reason="県境"),),
        revalidation=(Revalidation(area_code="1002", state=RevalidationState.VERIFYING, facility_name="甲"),),
    )
    score = engine.run(SMALL, nominated).selection.score.value
    acute, chronic = tau_and_z(*ACUTE_COMBINED)[1], tau_and_z(*CHRONIC)[1]
    assert score[0] == pytest.approx((1.0 * acute[0] + 0.5 * chronic[0]) / 1.5, rel=1e-12)
    assert score[1] == pytest.approx((1.0 * acute[1] + 0.5 * chronic[1]) / 1.5 + 1.0 + 2.0, rel=1e-12)
    assert score[4] == pytest.approx(chronic[4], rel=1e-12)  # without 高度急性期 only 慢性期 is left


def test_ranking_by_one_signal_picks_the_first_and_the_second_only_above_the_limit():
    weights = Weights(total=1, acute_combined=0, chronic=0, revalidation=0, nomination=0)
    # z of the total: 1001 +, 1002 0 or below, 1003 below (its beds equal the need, the pattern is above it).
    wide = engine.run(SMALL, Scenario(weights=weights, bounds=Bounds(second_score=-20)))
    assert [c for c in wide.selected_codes() if c < "11"] == ["1001", "1002"]
    narrow = engine.run(SMALL, Scenario(weights=weights, bounds=Bounds(second_score=20)))
    assert [c for c in narrow.selected_codes() if c < "11"] == ["1001"]
    assert basis_of(narrow)["1002"] == Basis.BELOW_SECOND
    assert basis_of(wide)["1003"] == Basis.FULL


@pytest.mark.parametrize(
    ("second", "chosen"), [(-1e-9, True), (0.0, True), (1e-9, False)], ids=["just over", "exactly at", "just under"]
)
def test_the_second_area_needs_a_score_of_at_least_the_limit(second, chosen):
    # Equal areas have exactly the shared pattern: every z, and so every score, is zero.
    same = {(c, s, y): (10, 100, 50, 40) for c in ("0101", "0102") for s, y in (("reported", 2022), ("required", 2025))}
    result = engine.run(facts_of(same), Scenario(bounds=Bounds(second_score=second)))
    assert ("0102" in result.selected_codes()) is chosen


def test_equal_scores_break_by_area_code():
    same = {
        (c, s, y): (10, 100, 50, 40)
        for c in ("0103", "0101", "0102")
        for s, y in (("reported", 2022), ("required", 2025))
    }
    assert engine.run(facts_of(same), Scenario(bounds=Bounds(maximum=1))).selected_codes() == ("0101",)


@pytest.mark.parametrize(
    ("shift", "verdict"),
    [(1e-9, NOT_MET), (0.0, TO_CONFIRM), (-1e-9, TO_CONFIRM)],
    ids=["just under", "exactly at", "just over"],
)
def test_a_threshold_reached_exactly_is_to_confirm(shift, verdict):
    z = float(engine.run(SMALL, Scenario()).signals.column("z", Signal.TOTAL)[0])
    assert z > 0
    limits = Thresholds(total=z + shift)
    assert engine.run(SMALL, Scenario(thresholds=limits)).verdicts.of(Criterion.TOTAL_GAP)[0] == verdict


def test_a_blank_cell_leaves_the_verdict_open_and_names_the_data_that_would_settle_it():
    result = engine.run(SMALL, Scenario(thresholds=Thresholds(acute=20, recovery=20, chronic=20)))
    total, function, *_ = findings(result, "1102")
    assert total.verdict is Verdict.UNKNOWN
    assert "空欄" in total.sentence
    assert function.verdict is Verdict.UNKNOWN
    assert function.needed == "2022年の高度急性期の報告病床数"


def test_direction_turns_the_sign_and_both_takes_either():
    excess, shortage, both = (
        engine.run(SMALL, Scenario(direction=d)).signals.column("strength", Signal.ACUTE) for d in GapDirection
    )
    np.testing.assert_allclose(shortage, -excess)
    np.testing.assert_allclose(both, np.abs(excess))


def test_report_rate_correction_divides_and_a_missing_rate_is_unknown():
    result = engine.run(SMALL, Scenario(report_rate_correction=True))
    assert result.signals.column("reported", Signal.TOTAL)[0] == 600 / 0.5
    assert math.isnan(result.signals.column("reported", Signal.CHRONIC)[4])
    assert signal_finding(result, 4, Signal.CHRONIC).needed == "2022年の報告率"


def test_report_rate_correction_is_refused_for_a_year_without_rates():
    with pytest.raises(UserError, match="報告率"):
        engine.run(SMALL, Scenario(year=2015, report_rate_correction=True))


def test_explaining_one_gap_moves_only_that_area():
    plain = engine.run(SMALL, Scenario())
    entry = Explained(area_code="1001", bed_function="acute", beds=100)
    explained = engine.run(SMALL, Scenario(explained=(entry,)))
    acute, before = explained.signals.column("z", Signal.ACUTE), plain.signals.column("z", Signal.ACUTE)
    assert acute[0] < before[0]
    np.testing.assert_allclose(acute[1:], before[1:])
    assert explained.signals.column("z", Signal.TOTAL)[0] < plain.signals.column("z", Signal.TOTAL)[0]
    assert "説明した残り +40床" in signal_finding(explained, 0, Signal.ACUTE).sentence


@pytest.mark.parametrize(
    ("states", "verdict"),
    [
        ((RevalidationState.VERIFYING,), Verdict.MET),
        ((RevalidationState.NOT_STARTED,), Verdict.MET),
        ((RevalidationState.DONE, RevalidationState.VERIFYING), Verdict.MET),
        ((RevalidationState.DONE,), Verdict.UNKNOWN),
        ((RevalidationState.NONE,), Verdict.NOT_MET),
        ((), Verdict.UNKNOWN),
    ],
    ids=["検証中", "検証未開始", "one of two open", "検証済, but perhaps not all", "対象なし", "no table"],
)
def test_criterion_3_by_state(states, verdict):
    rows = tuple(Revalidation(area_code="1001", state=s, facility_name=f"病院{i}") for i, s in enumerate(states))
    finding = findings(engine.run(SMALL, Scenario(revalidation=rows)), "1001")[2]
    assert finding.verdict is verdict
    assert bool(finding.needed) is (verdict is Verdict.UNKNOWN)


def test_a_nomination_says_nothing_of_the_other_areas():
    result = engine.run(SMALL, Scenario(nominations=(Nomination(area_code="1002", reason="県境"),)))
    assert result.verdicts.of(Criterion.OTHER).tolist() == [UNKNOWN, MET, UNKNOWN, UNKNOWN, UNKNOWN]
    assert "県境" in findings(result, "1002")[3].sentence


def test_a_prefecture_that_cannot_reach_its_minimum_is_named():
    out = tuple(Exclusion(area_code=c, reason="試験") for c in ("1101", "1102"))
    result = engine.run(SMALL, Scenario(exclusions=out))
    assert [(n.kind, n.where) for n in result.notices if n.where == "11"] == [(NoticeKind.PREFECTURE_SHORT, "11")]


def test_more_pins_than_the_maximum_stay_and_are_noticed():
    pins = tuple(Pin(area_code=c, reason="全区域") for c in ("1001", "1002", "1003"))
    result = engine.run(SMALL, Scenario(pins=pins))
    assert set(result.selected_codes()) >= {"1001", "1002", "1003"}
    assert NoticeKind.PREFECTURE_OVER in {n.kind for n in result.notices}


MODEL = Scenario(pins=(Pin(area_code="1001", reason="試験"),), model_bounds=LOOSE)


@pytest.mark.parametrize(
    ("base", "route_a"),
    [(0.71, MET), (0.70, NOT_MET), (0.69, NOT_MET), (None, UNKNOWN)],
    ids=["fallen", "unchanged", "risen", "no 2015 figure"],
)
def test_model_route_a_needs_more_beds_than_needed_a_rise_and_a_fall_in_occupancy(base, route_a):
    # 1001: 急性期 340 > 必要量 200 and > 300 in 2015, 病床利用率 now 0.70.
    table = () if base is None else (Occupancy(area_code="1001", bed_function="acute", occupancy=base),)
    result = engine.run(SMALL, replace(MODEL, occupancy_2015=table))
    assert result.models.route_a_by_function[0, 1] == route_a
    assert result.models.candidate[0] == (MET if route_a == MET else UNKNOWN)
    assert ("1001" in result.model_codes()) is (route_a == MET)
    # 1001's 高度急性期 exceeds 必要量 and rose too, and its 病床利用率 is never known: open as long as no function is 該当.
    assert bool(result.models.to_settle[0]) is (route_a != MET)


def test_an_area_without_a_rise_is_not_met_by_route_a_even_without_the_2015_occupancy():
    models = engine.run(SMALL, Scenario(pins=(Pin(area_code="1003", reason="試験"),))).models
    assert models.route_a[2] == NOT_MET
    assert (models.route_b[2], models.candidate[2]) == (UNKNOWN, UNKNOWN)
    assert not models.to_settle[2]
    assert not models.selected[2]


def test_no_entry_leaves_model_route_b_open_also_where_the_prefecture_nominated_another_area():
    tick = Completeness(pref_code="10", name="県 医務課", date="2026-11-27")
    nominated = (Nomination(area_code="1002", reason="県境"),)
    result = engine.run(SMALL, Scenario(nominations=nominated, nominations_complete=(tick,)))
    assert result.verdicts.of(Criterion.OTHER)[0] == NOT_MET
    assert result.models.route_b.tolist() == [UNKNOWN, MET, UNKNOWN, UNKNOWN, UNKNOWN]


def test_model_route_b_by_preparation_or_nomination():
    prepared = Preparing(area_code="1003", kind=Preparation.CORPORATION, reason="法人を設立")
    pins = (Pin(area_code="1003", reason="試験"),)
    assert "1003" in engine.run(SMALL, Scenario(pins=pins, preparing=(prepared,), model_bounds=LOOSE)).model_codes()
    nominated = Scenario(pins=pins, nominations=(Nomination(area_code="1003", reason="県境"),), model_bounds=LOOSE)
    assert "1003" in engine.run(SMALL, nominated).model_codes()


def test_too_many_candidates_are_cut_by_score_and_said():
    pins = tuple(Pin(area_code=c, reason="試験") for c in ("1001", "1003"))
    prepared = tuple(Preparing(area_code=c, kind=Preparation.ANALYSIS, reason="分析") for c in ("1001", "1003"))
    result = engine.run(SMALL, Scenario(pins=pins, preparing=prepared, model_bounds=ModelBounds(minimum=0, maximum=1)))
    assert result.model_codes() == ("1001",)
    assert NoticeKind.MODEL_CUT in {n.kind for n in result.notices}


def test_a_model_pin_beyond_the_maximum_stays_and_is_noticed():
    pins = tuple(Pin(area_code=c, reason="試験", level=Level.MODEL) for c in ("1001", "1003"))
    result = engine.run(SMALL, Scenario(pins=pins, model_bounds=ModelBounds(minimum=0, maximum=1)))
    assert result.model_codes() == ("1001", "1003")
    assert NoticeKind.MODEL_OVER in {n.kind for n in result.notices}


def test_an_unknown_area_in_a_scenario_is_refused_by_name():
    with pytest.raises(UserError, match="9999"):
        engine.run(SMALL, Scenario(pins=(Pin(area_code="9999", reason="試験"),)))


@pytest.mark.parametrize(
    ("observed", "verdict"),
    [
        (0.19, Verdict.NOT_MET),
        (0.2, Verdict.MET),
        (0.21, Verdict.MET),
        (None, Verdict.UNKNOWN),
        (math.nan, Verdict.UNKNOWN),
    ],
    ids=["just under", "exactly at", "just over", "missing", "NaN"],
)
def test_an_evidence_threshold_at_its_edge(observed, verdict):
    assert Threshold(value=0.2, unit="%").check(observed) is verdict


def test_an_upper_limit_is_met_from_below():
    limit = Threshold(value=0, unit="施設", at_most=True)
    assert [limit.check(v) for v in (-1, 0, 1)] == [Verdict.MET, Verdict.MET, Verdict.NOT_MET]
