"""Subsidy arithmetic: every band at its edge, exclusions, the 10 % condition, uplift, and the effect on the gap."""

from __future__ import annotations

import io
import math
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.content.source_short import load_source_short
from core.data.queries import meta
from core.errors import UserError
from core.exports.estimate import estimate_workbook
from core.reading.files import parse, read_yaml
from core.rules import engine
from core.rules.scenario import Scenario
from core.subsidy.bands import SUBSIDY_FILE, SubsidyRules, load_rules
from core.subsidy.estimate import Plan, estimate, rate, total
from core.subsidy.gap_effect import gap_effect, total_in_words
from core.subsidy.plan_rows import beyond_published, plans_of, starting_rows
from core.views.simulator.money import amount_section, effect_table, estimate_table, gap_section
from core.views.sources import OURS, Sources, source_book
from tests.rules.cases import facts_of

RULES = load_rules()
#: 100 permitted and operating beds, half full: 50 beds to the working beds, all else below them.
BASE = Plan(name="甲病院", permitted=100, operating=100, occupancy=0.5, current=100, cut_acute=20)
#: 350 beds at H30, 295 today, 235 planned: 60 beds from today, 115 beds since the baseline.
CHANGED = Plan(name="乙病院", permitted=350, operating=350, occupancy=0.75, current=295, cut_acute=60)


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
        total([BASE], RULES, -0.1)


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
    assert plans == [Plan(name="甲病院", permitted=100, operating=100, occupancy=0.75, current=100, cut_acute=20)]
    assert waiting == ["乙病院"]


def test_the_file_holds_inputs_beside_amounts_and_says_estimate():
    table = estimate_table(total([BASE], RULES, 0.2), RULES, Sources((OURS,)))
    first, last = (dict(zip(table.headings, row, strict=True)) for row in table.rows)
    assert (first["医療機関"], last["医療機関"]) == ("甲病院", "合計")
    assert (first["減: 急性期(床)"], first["病床稼働率(%)"], first["単価の状態"]) == (20, 50.0, "要確認")
    assert (first["試算額(千円)"], last["試算額(千円)"]) == (20 * 1368, math.floor(20 * 1368 * 1.2))
    assert all("試算" in note for note in table.column("note"))
    assert "増加率20%" in last["注記"]


#: Percent typed → amount in 千円 by hand for 200 beds of which 30 leave: 30 × price, and from 180 working beds on the beds
#: below them at 2,280 (89.99 %: 179 working beds, 21 × 2,052 + 9 × 2,280).
EDGES = {
    49.99: 34_200, 50: 41_040, 50.01: 41_040,
    59.99: 41_040, 60: 47_880, 60.01: 47_880,
    69.99: 47_880, 70: 54_720, 70.01: 54_720,
    79.99: 54_720, 80: 61_560, 80.01: 61_560,
    89.99: 63_612, 90: 68_400, 90.01: 68_400,
}  # fmt: skip


@pytest.mark.parametrize(("percent", "amount"), EDGES.items())
def test_the_amount_at_each_band_edge_from_the_typed_cell_to_the_sum(percent, amount):
    institutions = pd.DataFrame({"facility_name": ["甲病院"], "high_acute": [20], "acute": [180], "chronic": [0]})
    rows = starting_rows(institutions)
    rows.loc[0, "病床稼働率(%)"] = percent
    rows.loc[0, "減: 急性期"] = 30
    plans, waiting = plans_of(rows)
    assert waiting == []
    assert estimate(plans[0], RULES).amount == total(plans, RULES).amount == amount


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


def test_a_place_without_a_choice_is_asked_for_and_a_chosen_one_is_read():
    rows = starting_rows(INSTITUTIONS.head(1))
    for heading, value in {"病床稼働率(%)": 75, "減: 急性期": 20, "うち融通": 5}.items():
        rows.loc[0, heading] = value
    with pytest.raises(UserError, match="融通する病床"):
        plans_of(rows)
    rows.loc[0, "融通先"] = "区域外"
    assert plans_of(rows)[0][0].stays_in_area is False


def test_a_cut_beyond_the_published_beds_of_the_function_is_told():
    plan = replace(BASE, cut_acute=60, cut_chronic=31)
    assert beyond_published([plan], INSTITUTIONS) == [
        "甲病院: 減らす慢性期(31床)が、最新の公表値(30床)を超えています。"
    ]
    assert beyond_published([replace(BASE, name="乙病院", cut_high_acute=9)], INSTITUTIONS) == []


def test_a_rate_looks_as_typed():
    assert [rate(v) for v in (0.75, 0.4995, 0.5, 0.7525)] == ["75.0%", "49.95%", "50.0%", "75.25%"]


def effect_texts(effect):
    """Texts of the table of the gap by the words of its first column; every heading names beds."""
    shown = effect_table(effect, "差", Sources((OURS,)))
    assert all(heading.endswith("(床)") for heading in shown.headings[1:])
    return {row[0]: list(row[1:]) for row in shown.texts()}


def test_the_workbook_holds_inputs_steps_gap_rules_and_sources(real_store):
    plans = [BASE, CHANGED]
    beds = {("1005", "reported", 2025): (0, 451, 309, 50), ("1005", "required", 2025): (0, 314, 400, 152)}
    result = engine.run(facts_of(beds), Scenario(year=2025))
    effect = gap_effect({"acute": 451.0, "total": 810.0}, {"acute": 314.0, "total": 866.0}, plans)
    estimated = total(plans, RULES, 0.2)
    amount, gap = amount_section(estimated, RULES, ("mhlw_r7_area",)), gap_section(result, effect, "1005")
    registry = source_book(meta.sources(real_store).frame, load_source_short())
    data = estimate_workbook(estimated, RULES, amount, gap, "1005 藤岡", registry, date(2026, 11, 24))
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["試算", "必要量との差", "規則", "出典"]
    assert all("試算" in book[name]["A1"].value for name in ("試算", "必要量との差", "規則"))
    sheet = {row[1]: row for row in book["試算"].iter_rows(min_row=2, values_only=True)}
    assert sheet["項目"] == ("段階", "項目", "単位", "甲病院", "乙病院", "合計", "説明")
    assert sheet["いまの許可病床数(対象3区分)"][2:5] == ("床", 100, 295)
    assert sheet["病床稼働率(%)"][3:5] == ("50.0%", "75.0%")
    assert sheet["対象となる減少"][2:5] == ("床", 20, 115)
    assert sheet["試算額"][2:6] == ("千円", 20 * 1368, 222_072, 249_432)
    assert sheet["上乗せ後の試算額"][5] == math.floor(249_432 * 1.2)
    gap_rows = {row[0]: row for row in book["必要量との差"].iter_rows(min_row=3, values_only=True)}
    assert gap_rows["合計"][1:] == (810, -80, 730, 866, -56, -136)
    assert "合計は必要量を56床下回っており、この計画で差は136床に広がります。" in gap_rows
    rules = list(book["規則"].iter_rows(min_row=3, values_only=True))
    assert ("単価", "病床稼働率 50%以上60%未満", 1368, "要確認") in rules
    assert ("単価", "病床稼働率 90%以上", 2280, "確認済み") in rules
    listed = [row[0] for row in book["出典"].iter_rows(min_row=3, values_only=True)]
    for source_id in ("mhlw_r7_area", "gunma_2024_fujioka", "toyama_2024_saihen", "okayama_saihen", "nagano_saihen"):
        assert registry.entries[source_id].title in listed, source_id
    assert "利用者の入力" in listed
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize(("uplift", "words"), [(0.2, "増加率20%"), (0.125, "増加率12.5%"), (0.0, "増加率0%")])
def test_a_rate_of_increase_looks_as_typed(uplift, words):
    table = estimate_table(total([BASE], RULES, uplift), RULES, Sources((OURS,)))
    assert words in table.column("note")[-1]


def test_the_effect_is_written_with_separators_and_units():
    texts = effect_texts(gap_effect({"acute": 1300.0}, {"acute": 5529.0}, [BASE]))
    assert texts["急性期"] == ["1,300", "-20", "1,280", "5,529", "-4,229", "-4,249"]
    assert texts["合計"][-1] == "データなし"
