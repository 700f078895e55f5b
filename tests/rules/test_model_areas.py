"""モデル推進区域: the same beds on both sides, 高度急性期 open instead of dropped, the prefecture's request, and what its paper says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.rules import engine
from core.rules.content import load_notes, load_presets, preset_scenario
from core.rules.entries import ModelRequest, Occupancy, Pin
from core.rules.facts import Facts
from core.rules.model import MET, NOT_MET, UNKNOWN
from core.rules.model_areas import DECIDING, FUNCTIONS
from core.rules.scenario import ModelBounds, Scenario
from core.rules.statements import load_statements
from core.rules.trail import trail
from tests.rules.cases import facts_of

LOOSE = ModelBounds(minimum=0, maximum=20)
PINS = (Pin(area_code="0101", reason="試験"),)


def risen(base: int, now: int, need: int, rate: float) -> Facts:
    """One area whose 急性期 beds go from `base` to `now` while `rate` of its hospitals reported in 2015 (all do now)."""
    beds = {("0101", "reported", 2015): (0, base, 0, 0), ("0101", "reported", 2022): (0, now, 0, 0), ("0101", "required", 2025): (0, need, 0, 0)}  # fmt: skip
    other = {("0102", s, y): (0, 100, 0, 0) for s, y in (("reported", 2015), ("reported", 2022), ("required", 2025))}
    rates = {("0101", 2015): rate, ("0101", 2022): 1.0, ("0102", 2015): 1.0, ("0102", 2022): 1.0}
    return facts_of(beds | other, {("0101", "acute"): 0.7}, rates)


OCCUPANCY = (Occupancy(area_code="0101", bed_function="acute", occupancy=0.8),)


@pytest.mark.parametrize(("corrected", "verdict"), [(False, MET), (True, NOT_MET)])
def test_beds_risen_only_by_better_reporting_have_not_risen(corrected, verdict):
    """100 reported by half of the hospitals is 200; the first edition compared 150 corrected with 100 as reported."""
    scenario = Scenario(pins=PINS, occupancy_2015=OCCUPANCY, report_rate_correction=corrected, model_bounds=LOOSE)
    models = engine.run(risen(100, 150, 120, 0.5), scenario).models
    assert models.route_a_by_function[0, FUNCTIONS.index(DECIDING[0])] == verdict
    assert models.selected[0] == (verdict == MET)


def test_without_a_rate_of_2015_the_rise_is_open_where_beds_are_corrected():
    facts = risen(100, 150, 120, 0.5)
    gone = replace(facts, report_rate=facts.report_rate.drop(columns=2015))
    scenario = Scenario(pins=PINS, occupancy_2015=OCCUPANCY, report_rate_correction=True)
    assert engine.run(gone, scenario).models.risen[0, 1] == UNKNOWN


def test_14_areas_of_2022_rose_only_by_better_reporting(real_facts: Facts):
    """Of the 131 whose beds of 急性期, 回復期 or 慢性期 exceed need and rose."""

    def over_and_risen(corrected: bool) -> np.ndarray:
        models = engine.run(real_facts, Scenario(report_rate_correction=corrected)).models
        return ((models.over == MET) & (models.risen == MET))[:, 1:].any(axis=1)

    plain, corrected = over_and_risen(False), over_and_risen(True)
    assert int(plain.sum()) == 131
    assert int((plain & ~corrected).sum()) == 14


def test_high_acute_alone_leaves_51_areas_open_and_real_models_are_among_them(real_facts: Facts):
    models = engine.run(real_facts, Scenario()).models
    alone = (models.route_a_by_function[:, 0] == UNKNOWN) & (models.route_a_by_function[:, 1:] == NOT_MET).all(axis=1)
    codes = set(real_facts.codes[alone])
    assert len(codes) == 51
    assert {"1003", "2410", "3902"} <= codes
    assert all(real_facts.designation[c] == "model" for c in ("1003", "2410", "3902"))
    stated = real_facts.areas["pref_code"].isin(["10"]).to_numpy()
    assert (models.route_a[alone & ~stated] == UNKNOWN).all()


def test_an_occupancy_of_high_acute_never_decides():
    beds = {("0101", "reported", 2015): (50, 0, 0, 0), ("0101", "reported", 2022): (80, 0, 0, 0), ("0101", "required", 2025): (60, 0, 0, 0)}  # fmt: skip
    facts = facts_of(beds, {("0101", "high_acute"): 0.9})
    table = (Occupancy(area_code="0101", bed_function="high_acute", occupancy=1.2),)
    result = engine.run(facts, Scenario(pins=PINS, occupancy_2015=table))
    assert (result.models.route_a[0], bool(result.models.to_settle[0])) == (UNKNOWN, True)
    assert "病床利用率を取り込んでも判定不能" in trail(result, "0101").steps[3].sentences[-1]


def test_the_prefectures_request_is_a_route_of_its_own():
    facts = risen(100, 50, 120, 1.0)
    plain = engine.run(facts, Scenario(pins=PINS, model_bounds=LOOSE))
    assert (plain.models.route_a[0], plain.models.route_c[0], plain.model_codes()) == (NOT_MET, UNKNOWN, ())
    asked = (ModelRequest(area_code="0101", reason="県の要望による検討"),)
    result = engine.run(facts, Scenario(pins=PINS, model_requests=asked, model_bounds=LOOSE))
    assert (result.models.route_c[0], result.models.candidate[0], result.model_codes()) == (MET, MET, ("0101",))
    assert "県の要望による検討" in trail(result, "0101").steps[3].sentences[-2]


def test_no_area_of_gunma_waits_for_route_a_since_its_paper_says_none_here(real_facts: Facts):
    statement = load_statements()["10"]
    assert statement.quote.endswith("県内に該当なし")
    assert statement.source_id == "gunma_2024_fujioka"
    gunma = (real_facts.areas["pref_code"] == "10").to_numpy()
    scenario = Scenario(pins=tuple(Pin(area_code=c, reason="試験") for c in real_facts.codes[gunma]))
    result = engine.run(real_facts, scenario)
    assert (result.models.route_a[gunma] == NOT_MET).all()
    assert not result.models.to_settle[gunma].any()
    without = engine.run(replace(real_facts, statements={}), scenario)
    assert without.models.to_settle[gunma].any()
    assert without.models.to_settle[~gunma].tolist() == result.models.to_settle[~gunma].tolist()
    told = trail(result, "1003").steps[3].sentences
    assert any("群馬県の資料" in s and "都道府県の要望により検討する" in s for s in told)


def test_36_of_the_70_areas_picked_by_default_wait_for_route_a(real_facts: Facts):
    models = engine.run(real_facts, Scenario()).models
    assert int(models.to_settle.sum()) == 36
    assert not models.selected.any()


def test_fujioka_comes_in_by_its_own_request(real_facts: Facts):
    preset = preset_scenario(next(p for p in load_presets() if p.id == "gunma"))
    assert [r.area_code for r in preset.model_requests] == ["1005"]
    result = engine.run(real_facts, replace(preset, nominations=(), pins=PINS_1005))
    assert result.model_codes() == ("1005",)


def test_the_official_sentence_is_told_whole(real_facts: Facts):
    official = load_notes().official_model
    assert official.endswith(
        "など、医療提供体制上の課題があって重点的な支援の必要性があると考えられる構想区域を設定することとしたい。"
    )
    selected = engine.run(real_facts, Scenario())
    assert official in trail(selected, selected.selected_codes()[0]).steps[3].sentences[0]


PINS_1005 = (Pin(area_code="1005", reason="試験"),)
