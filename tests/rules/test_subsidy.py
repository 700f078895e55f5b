"""Subsidy arithmetic: every band at its edge, exclusions, the 10 % condition, uplift, and the effect on the gap."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.content.reading import parse, read_yaml
from core.errors import UserError
from core.subsidy.bands import SUBSIDY_FILE, SubsidyRules, load_rules
from core.subsidy.estimate import Plan, estimate, total
from core.subsidy.gap_effect import gap_effect
from core.subsidy.tables import effect_table, estimate_table, plans_of, starting_rows

RULES = load_rules()
#: 100 permitted and operating beds, half full: 50 beds to the working beds, all else below them.
BASE = Plan(name="甲病院", permitted=100, operating=100, occupancy=0.5, cut_acute=20)


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
    assert ("満たさない" in result.steps[0]) is not eligible


def test_a_confirmed_band_has_no_range():
    result = estimate(replace(BASE, occupancy=0.3), RULES)
    assert result.amount == result.low == result.high == 20 * 1140


@pytest.mark.parametrize("field", ["to_recovery", "to_care", "transferred", "already_paid"])
def test_excluded_beds_do_not_count_for_the_amount(field):
    result = estimate(replace(BASE, **{field: 5}), RULES)
    assert result.reduction == 15
    assert result.amount == 15 * 1368


def test_conversion_still_counts_for_the_condition_but_not_for_the_money():
    result = estimate(replace(BASE, cut_acute=20, to_recovery=20), RULES)
    assert result.plan.after <= result.limit
    assert not result.eligible
    assert result.amount == 0


def test_the_smaller_of_the_two_operating_counts_is_the_base():
    result = estimate(replace(BASE, operating_2020=90), RULES)
    assert result.plan.base == 90
    assert result.limit == 81
    assert result.reduction == 10
    assert estimate(replace(BASE, operating_2020=100), RULES) == replace(
        estimate(BASE, RULES), plan=replace(BASE, operating_2020=100)
    )


def test_beds_that_did_not_operate_are_not_paid_for():
    assert estimate(replace(BASE, operating=85), RULES).reduction == 5


def test_working_beds_round_down_without_floating_point_surprises():
    assert estimate(replace(BASE, occupancy=0.29), RULES).working == 29
    assert estimate(replace(BASE, occupancy=0.555), RULES).working == 55


def test_the_uplift_multiplies_the_sum_and_is_off_unless_given():
    plans = [BASE, replace(BASE, name="乙病院", occupancy=0.95, cut_acute=10)]
    plain = total(plans, RULES)
    assert plain.amount == 20 * 1368 + 10 * 2280
    assert total(plans, RULES, 0.0).amount == plain.amount
    assert total(plans, RULES, 0.5).amount == math.floor(plain.amount * 1.5)
    assert total([], RULES).amount == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": " "}, "空"),
        ({"permitted": -1}, "床数"),
        ({"cut_acute": 10_001}, "床数"),
        ({"operating": 101}, "許可病床数"),
        ({"cut_acute": 101}, "許可病床数"),
        ({"occupancy": 1.51}, "稼働率"),
        ({"occupancy": math.nan}, "稼働率"),
        ({"to_recovery": 21}, "対象にならない"),
    ],
)
def test_impossible_inputs_are_refused_in_words(change, words):
    with pytest.raises(UserError, match=words):
        replace(BASE, **change)


def test_one_institution_twice_and_a_wrong_uplift_are_refused():
    with pytest.raises(UserError, match="2行"):
        total([BASE, BASE], RULES)
    with pytest.raises(UserError, match="増加率"):
        total([BASE], RULES, -0.1)


@given(st.integers(1, 500), st.floats(0, 1.2), st.data())
def test_the_range_holds_the_estimate_and_more_cuts_never_pay_less(permitted, occupancy, data):
    operating = data.draw(st.integers(0, permitted))
    cut = data.draw(st.integers(0, permitted - 1))
    plan = Plan(name="甲", permitted=permitted, operating=operating, occupancy=occupancy, cut_chronic=cut)
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


INSTITUTIONS = pd.DataFrame(
    {
        "facility_name": ["甲病院", "乙病院"],
        "high_acute": [10.0, None],
        "acute": [60.0, 40.0],
        "recovery": [20.0, 0.0],
        "chronic": [30.0, 0.0],
    }
)


def test_the_table_starts_with_stand_in_beds_and_an_empty_rate():
    rows = starting_rows(INSTITUTIONS)
    assert rows["許可病床数(H30)"].tolist()[0] == 100
    assert pd.isna(rows["許可病床数(H30)"][1])
    assert rows["病床稼働率(%)"].isna().all()
    assert plans_of(rows) == ([], ["甲病院", "乙病院"])


def test_a_filled_row_becomes_a_plan_and_an_unfilled_one_waits():
    rows = starting_rows(INSTITUTIONS)
    rows.loc[0, "病床稼働率(%)"] = 75.0
    rows.loc[0, "減: 急性期"] = 20
    rows.loc[0, "うち回復期へ"] = pd.NA
    plans, waiting = plans_of(rows)
    assert plans == [Plan(name="甲病院", permitted=100, operating=100, occupancy=0.75, cut_acute=20)]
    assert waiting == ["乙病院"]


def test_the_file_holds_inputs_beside_amounts_and_says_estimate():
    table = estimate_table(total([BASE], RULES, 0.2))
    assert table["医療機関"].tolist() == ["甲病院", "合計"]
    first, last = table.to_dict("records")
    assert (first["減: 急性期"], first["病床稼働率(%)"], first["単価の状態"]) == (20, 50.0, "要確認")
    assert (first["試算額(千円)"], last["試算額(千円)"]) == (20 * 1368, math.floor(20 * 1368 * 1.2))
    assert all("試算" in note for note in table["注記"])
    assert "増加率20%" in last["注記"]


def test_the_effect_is_written_in_words_with_units():
    table = effect_table(gap_effect({"acute": 1300.0}, {"acute": 1200.0}, [BASE]))
    row = table.set_index("病床機能").loc["急性期"]
    assert row.tolist() == ["1,300床", "-20床", "1,280床", "1,200床", "+100床", "+80床"]
    assert table.set_index("病床機能").loc["合計", "差(計画後)"] == "データなし"
