"""Subsidy arithmetic: every band at its edge, exclusions, the 10 % condition, uplift, and the effect on the gap."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.queries import meta
from core.errors import UserError
from core.reading.files import parse, read_yaml
from core.subsidy.bands import SUBSIDY_FILE, SubsidyRules
from core.subsidy.estimate import Plan, estimate, total
from core.subsidy.gap_effect import gap_effect, total_in_words
from core.views.sources import OURS
from tests.rules.plans import BASE, CHANGED, RULES, effect_texts


@pytest.mark.parametrize(
    ("occupancy", "price"),
    [
        (0.0, 1140),
        (0.499, 1140), (0.5, 1368), (0.501, 1368),
        (0.599, 1368), (0.6, 1596), (0.601, 1596),
        (0.699, 1596), (0.7, 1824), (0.701, 1824),
        (0.799, 1824), (0.8, 2052), (0.801, 2052),
        (0.899, 2052), (0.9, 2280), (0.901, 2280),
        (1.0, 2280), (1.2, 2280),
    ],
)  # fmt: skip
def test_the_price_at_each_band_edge(occupancy, price):
    assert RULES.band(occupancy).unit_price == price


def test_every_confirmed_price_and_every_rule_names_a_registered_source(real_store):
    registered = {*meta.sources(real_store).frame["source_id"], OURS}
    for band in RULES.bands:
        assert band.source_id in registered if band.confirmed else band.source_id in {"", OURS}
    prefectures = {
        "運営通知": "mhlw_2025_saihen_notice",
        "説明会": "mhlw_2024_briefing",
        "富山": "toyama_2024_saihen",
        "岡山": "okayama_saihen",
        "長野": "nagano_saihen",
        "群馬": "gunma_2024_fujioka",
    }
    for rule in RULES.rules:
        assert set(rule.source_ids) <= registered
        named = {i for name, i in prefectures.items() if name in rule.source}
        assert named == set(rule.source_ids) - {OURS}


def test_only_the_two_end_bands_are_confirmed():
    assert [b.confirmed for b in RULES.bands] == [True, False, False, False, False, True]
    assert RULES.confirmed_ends() == (1140, 2280)
    assert all(b.source_id for b in RULES.bands if b.confirmed)


def test_beds_above_the_working_beds_take_the_band_price():
    result = estimate(BASE, RULES)
    assert (result.reduction, result.upper_beds, result.lower_beds, result.working) == (20, 20, 0, 50)
    assert (result.amount, result.low, result.high) == (20 * 1368, 20 * 1140, 20 * 2280)


@pytest.mark.parametrize(
    ("cut", "upper", "lower"), [(49, 49, 0), (50, 50, 0), (51, 50, 1)], ids=["just above", "exactly at", "just below"]
)
def test_beds_below_the_working_beds_take_the_top_price(cut, upper, lower):
    result = estimate(replace(BASE, cut_acute=cut), RULES)
    assert (result.upper_beds, result.lower_beds) == (upper, lower)
    assert result.amount == upper * 1368 + lower * 2280


@pytest.mark.parametrize(
    ("cut", "eligible"), [(9, False), (10, True), (11, True)], ids=["91 %", "exactly 90 %", "89 %"]
)
def test_the_ten_percent_condition(cut, eligible):
    result = estimate(replace(BASE, cut_acute=cut), RULES)
    assert result.eligible is eligible
    assert (result.amount > 0) is eligible
    assert ("満たさない" in result.steps[1]) is not eligible


def test_a_confirmed_band_has_no_range():
    result = estimate(replace(BASE, occupancy=0.3), RULES)
    assert result.amount == result.low == result.high == 20 * 1140


@pytest.mark.parametrize(
    "excluded", [{"to_recovery": 5}, {"to_care": 5}, {"transferred": 5, "stays_in_area": True}], ids=lambda e: next(iter(e))
)  # fmt: skip
def test_excluded_beds_do_not_count_for_the_amount(excluded):
    result = estimate(replace(BASE, **excluded), RULES)
    assert result.reduction == 15
    assert result.amount == 15 * 1368


def test_conversion_still_counts_for_the_condition_but_not_for_the_money():
    result = estimate(replace(BASE, cut_acute=20, to_recovery=20), RULES)
    assert result.plan.after <= result.limit
    assert not result.eligible
    assert result.amount == 0


def test_the_smaller_of_the_two_operating_counts_is_the_base_of_the_amount():
    result = estimate(replace(BASE, operating_2020=90), RULES)
    assert result.plan.base == 90
    assert result.limit == 90
    assert result.reduction == 10
    assert estimate(replace(BASE, operating_2020=100), RULES) == replace(
        estimate(BASE, RULES), plan=replace(BASE, operating_2020=100)
    )


def test_beds_that_did_not_operate_are_not_paid_for():
    assert estimate(replace(BASE, operating=85), RULES).reduction == 5


def test_working_beds_round_down_without_floating_point_surprises():
    assert estimate(replace(BASE, occupancy=0.29), RULES).working == 29
    assert estimate(replace(BASE, occupancy=0.555), RULES).working == 55


def test_the_factor_multiplies_the_sum_of_a_reorganisation_and_is_off_unless_given():
    plans = [
        replace(BASE, reorganised=True),
        replace(BASE, name="乙病院", occupancy=0.95, cut_acute=10, reorganised=True),
    ]
    plain = total(plans, RULES)
    assert plain.amount == 20 * 1368 + 10 * 2280
    assert total(plans, RULES, 1.0).amount == plain.amount
    assert total(plans, RULES, 1.5).amount == math.floor(plain.amount * 1.5)
    assert total([], RULES).amount == 0


def test_the_factor_leaves_institutions_outside_the_reorganisation_as_they_are():
    plans = [replace(BASE, reorganised=True), replace(BASE, name="乙病院", occupancy=0.3)]
    found = total(plans, RULES, 1.25)
    assert found.plain == 20 * 1368 + 20 * 1140
    assert (found.amount, found.low) == (20 * 1368 * 5 // 4 + 20 * 1140, 20 * 1140 * 5 // 4 + 20 * 1140)
    alone = total([replace(p, reorganised=False) for p in plans], RULES, 1.25)
    assert alone.amount == alone.plain


@pytest.mark.parametrize(
    ("factor", "taken"), [(0.99, False), (1.0, True), (1.01, True), (5.99, True), (6.0, True), (6.01, False)]
)
def test_a_factor_below_one_or_above_six_is_refused(factor, taken):
    if taken:
        assert total([BASE], RULES, factor).factor == factor
    else:
        with pytest.raises(UserError, match="20%の上乗せなら 1.2"):
            total([BASE], RULES, factor)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": " "}, "空"),
        ({"permitted": -1}, "床数"),
        ({"cut_acute": 10_001}, "床数"),
        ({"operating": 101}, "許可病床数"),
        ({"cut_acute": 101}, r"減らす病床\(101床\)が、いまの許可病床数\(100床\)を超えています"),
        ({"current": 19}, r"減らす病床\(20床\)が、いまの許可病床数\(19床\)を超えています"),
        ({"occupancy": 1.51}, "稼働率"),
        ({"occupancy": math.nan}, "稼働率"),
        ({"to_recovery": 21}, "転換・融通"),
        ({"to_recovery": 18, "transferred": 3, "stays_in_area": True}, "転換・融通"),
        ({"transferred": 5}, "移り先が選ばれていません"),
        ({"current": 98, "excluded_since_h30": 3}, r"減った許可病床\(2床\)"),
    ],
)
def test_impossible_inputs_are_refused_in_words(change, words):
    with pytest.raises(UserError, match=words):
        replace(BASE, **change)


def test_one_institution_twice_and_a_wrong_uplift_are_refused():
    with pytest.raises(UserError, match="2行"):
        total([BASE, BASE], RULES)
    with pytest.raises(UserError, match="増加率"):
        total([BASE], RULES, math.nan)


@given(st.integers(1, 500), st.floats(0, 1.2), st.data())
def test_the_range_holds_the_estimate_and_more_cuts_never_pay_less(permitted, occupancy, data):
    operating = data.draw(st.integers(0, permitted))
    current = data.draw(st.integers(1, 600))
    cut = data.draw(st.integers(0, current - 1))
    plan = Plan(
        name="甲", permitted=permitted, operating=operating, occupancy=occupancy, current=current, cut_chronic=cut
    )
    result, more = estimate(plan, RULES), estimate(replace(plan, cut_chronic=cut + 1), RULES)
    assert result.low <= result.amount <= result.high
    assert result.upper_beds + result.lower_beds == result.reduction
    assert more.amount >= result.amount


def test_the_gap_after_reductions_and_conversion():
    plan = replace(BASE, cut_acute=20, cut_chronic=10, to_recovery=8, to_care=4)
    reported = {"high_acute": 0.0, "acute": 300.0, "recovery": 50.0, "chronic": 100.0, "total": 450.0}
    required = {"high_acute": 10.0, "acute": 200.0, "recovery": 120.0, "chronic": 90.0, "total": 420.0}
    rows = gap_effect(reported, required, [plan]).set_index("bed_function")
    assert rows["change"].to_dict() == {"high_acute": 0, "acute": -20, "recovery": 8, "chronic": -10, "total": -22}
    assert rows["gap_before"].to_dict() == {
        "high_acute": -10,
        "acute": 100,
        "recovery": -70,
        "chronic": 10,
        "total": 30,
    }
    assert rows["gap_after"].to_dict() == {"high_acute": -10, "acute": 80, "recovery": -62, "chronic": 0, "total": 8}


def test_a_missing_figure_stays_missing_in_the_gap():
    rows = gap_effect({"acute": 10.0}, {"acute": 5.0}, []).set_index("bed_function")
    assert math.isnan(rows.loc["total", "gap_after"])
    assert rows.loc["acute", "gap_after"] == 5


@pytest.mark.parametrize("edit", ["gap", "open", "unconfirmed"])
def test_a_wrongly_edited_price_table_is_refused(edit):
    data = read_yaml(SUBSIDY_FILE)
    if edit == "gap":
        data["bands"][1]["upper"] = 0.65
    elif edit == "open":
        data["bands"][-1]["upper"] = 1.0
    else:
        for band in data["bands"]:
            band["status"] = "to_confirm"
    with pytest.raises(UserError, match="subsidy.yaml"):
        parse(SubsidyRules, data, SUBSIDY_FILE)


def test_beds_that_changed_since_h30_count_for_the_money_but_not_for_the_gap():
    result = estimate(CHANGED, RULES)
    assert (CHANGED.after, result.limit, result.reduction, result.working) == (235, 315, 115, 262)
    assert (result.upper_beds, result.lower_beds) == (88, 27)
    assert (result.amount, result.low, result.high) == (222_072, 161_880, 262_200)
    assert result.steps[0] == "再編後の許可病床数 = いまの許可病床数 295 − 減らす病床 60 = 235床。"
    rows = gap_effect({"acute": 451.0, "total": 810.0}, {"acute": 314.0, "total": 866.0}, [CHANGED])
    assert rows.set_index("bed_function")["change"][["acute", "total"]].tolist() == [-60, -60]
    assert total_in_words(rows) == "合計は必要量を56床下回っており、この計画で差は116床に広がります。"


def test_beds_that_left_since_h30_without_counting_are_not_paid_for():
    result = estimate(replace(CHANGED, excluded_since_h30=55), RULES)
    assert (result.reduction, result.amount) == (60, 60 * 1824)


@pytest.mark.parametrize(
    ("before", "cut", "sentence"),
    [
        (-56, 60, "合計は必要量を56床下回っており、この計画で差は116床に広がります。"),
        (100, 60, "合計は必要量を100床上回っており、この計画で差は40床に縮まります。"),
        (60, 60, "合計は必要量を60床上回っており、この計画で合計は必要量と同じになります。"),
        (20, 60, "合計は必要量を20床上回っており、この計画では逆に40床下回ります。"),
        (0, 60, "合計は必要量と同じで、この計画で差は60床に広がります。"),
        (-56, 0, "合計は必要量を56床下回っており、この計画で合計の差は変わりません。"),
        (math.nan, 60, "合計の報告病床数か必要量のデータがないため、合計の差がどう変わるかは示せません。"),
    ],
)
def test_a_sentence_says_what_becomes_of_the_total(before, cut, sentence):
    effect = gap_effect({"total": 1000.0 + before}, {"total": 1000.0}, [replace(CHANGED, cut_acute=cut)])
    assert total_in_words(effect) == sentence


def test_beds_handed_over_within_the_area_stay_in_its_total():
    plan = replace(CHANGED, transferred=15, stays_in_area=True)
    beds = {"acute": 451.0, "total": 810.0}
    inside = gap_effect(beds, beds, [plan]).set_index("bed_function")["change"]
    assert inside[["acute", "moved", "total"]].tolist() == [-60, 15, -45]
    outside = gap_effect(beds, beds, [replace(plan, stays_in_area=False)]).set_index("bed_function")["change"]
    assert "moved" not in outside
    assert outside["total"] == -60
    assert effect_texts(gap_effect(beds, beds, [plan]))["区域内の融通先"] == ["―", "+15", "―", "―", "―", "―"]
