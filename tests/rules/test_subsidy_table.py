"""The table of plans and its files: from the typed cell to the amount, the workbook and the words of the effect."""

from __future__ import annotations

import io
import json
import math
import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from openpyxl import load_workbook

from core.content.other_schemes import load_other_schemes
from core.content.source_short import load_source_short
from core.data.queries import meta
from core.errors import UserError
from core.exports.estimate import estimate_workbook
from core.reading.entries import cells_from
from core.rules import engine
from core.rules.scenario import Scenario
from core.subsidy.estimate import Plan, estimate, rate, total
from core.subsidy.gap_effect import gap_effect
from core.subsidy.plan_rows import NAME, PLAN_COLUMNS, Waiting, beyond_published, cells, plans_of, starting_rows
from core.views.simulator.money import amount_section, estimate_table, gap_section, waiting_words
from core.views.simulator.money_rules import other_schemes_section
from core.views.sources import OURS, Sources, source_book
from tests.rules.cases import facts_of
from tests.rules.plans import BASE, CHANGED, RULES, effect_texts

OTHERS = other_schemes_section(load_other_schemes())
INSTITUTIONS = pd.DataFrame(
    {
        "facility_name": ["甲病院", "乙病院"],
        "high_acute": [10.0, None],
        "acute": [60.0, 40.0],
        "recovery": [20.0, 0.0],
        "chronic": [30.0, 0.0],
    }
)


H30 = ("許可病床数(H30)", "稼働病床数(H30)", "病床稼働率(%)")
TODAY = "いまの許可病床数(対象3区分)"


def typed(rows: pd.DataFrame) -> list[dict[str, object]]:
    """Rows as the table to type into gives them."""
    given = cells(rows, PLAN_COLUMNS)
    assert cells_from(
        json.loads(json.dumps([list(row) for row in given])), [c.entry() for c in PLAN_COLUMNS], len(given)
    )
    headings = [c.heading for c in PLAN_COLUMNS]
    return [{NAME: name} | dict(zip(headings, row, strict=True)) for name, row in zip(rows[NAME], given, strict=True)]


def test_the_table_starts_with_todays_beds_and_empty_cells_of_h30():
    rows = starting_rows(INSTITUTIONS)
    assert rows[TODAY].tolist()[0] == 100
    assert pd.isna(rows[TODAY][1])
    assert rows[list(H30)].isna().all(axis=None)
    assert plans_of(typed(rows)) == ([], [Waiting("甲病院", H30), Waiting("乙病院", (*H30, TODAY))])


@pytest.mark.parametrize("heading", [*H30, TODAY])
def test_one_empty_cell_of_a_row_is_named_and_todays_beds_take_no_place_of_h30(heading):
    rows = starting_rows(INSTITUTIONS.head(1))
    for cell in H30:
        rows.loc[0, cell] = 75
    rows.loc[0, heading] = pd.NA
    assert plans_of(typed(rows)) == ([], [Waiting("甲病院", (heading,))])


def test_the_sentence_names_each_missing_cell_of_each_institution():
    said = waiting_words([Waiting("甲病院", H30[:1]), Waiting("乙病院", H30[1:])])
    assert said.startswith(
        "空の欄があるため、まだ計算に入れていません: 甲病院の「許可病床数(H30)」、乙病院の「稼働病床数(H30)」「病床稼働率(%)」。"
    )
    assert "いまの公表値では計算しません" in said


def test_a_filled_row_becomes_a_plan_and_an_unfilled_one_waits():
    rows = starting_rows(INSTITUTIONS)
    rows.loc[0, list(H30)] = [100, 100, 75.0]
    rows.loc[0, "減: 急性期"] = 20
    rows.loc[0, "うち回復期へ"] = pd.NA
    plans, waiting = plans_of(typed(rows))
    assert plans == [Plan(name="甲病院", permitted=100, operating=100, occupancy=0.75, current=100, cut_acute=20)]
    assert [w.name for w in waiting] == ["乙病院"]
    assert plans_of(typed(rows), ["甲病院"])[0][0].reorganised


def test_the_file_holds_inputs_beside_amounts_and_says_estimate():
    table = estimate_table(total([replace(BASE, reorganised=True)], RULES, 1.2), RULES, Sources((OURS,)))
    first, last = (dict(zip(table.headings, row, strict=True)) for row in table.rows)
    assert (first["医療機関"], last["医療機関"]) == ("甲病院", "合計")
    assert (first["減: 急性期(床)"], first["病床稼働率(%)"], first["単価の状態"]) == (20, 50.0, "要確認")
    assert (first["試算額(千円)"], last["試算額(千円)"]) == (20 * 1368, math.floor(20 * 1368 * 1.2))
    assert all("試算" in note for note in table.column("note"))
    assert "増加率 × 1.2" in last["注記"]
    assert first["再編統合"] == "加わる"


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
    rows.loc[0, list(H30)] = [200, 200, percent]
    rows.loc[0, "減: 急性期"] = 30
    plans, waiting = plans_of(typed(rows))
    assert waiting == []
    assert estimate(plans[0], RULES).amount == total(plans, RULES).amount == amount


def test_a_place_without_a_choice_is_asked_for_and_a_chosen_one_is_read():
    rows = starting_rows(INSTITUTIONS.head(1))
    for heading, value in {**dict.fromkeys(H30, 75), "減: 急性期": 20, "うち融通": 5}.items():
        rows.loc[0, heading] = value
    with pytest.raises(UserError, match="融通する病床"):
        plans_of(typed(rows))
    rows.loc[0, "融通先"] = "区域外"
    assert plans_of(typed(rows))[0][0].stays_in_area is False


@pytest.mark.parametrize(
    ("field", "cell", "fits"),
    [
        ("cut_acute", 0, True),
        ("cut_acute", 1_000_000_000, True),
        ("cut_acute", -1, False),
        ("cut_acute", 1.5, False),
        ("cut_acute", "5", False),
        ("cut_acute", True, False),
        ("occupancy", 75, True),
        ("occupancy", 75.5, True),
        ("occupancy", math.nan, False),
        ("occupancy", -0.1, False),
        ("stays_in_area", "区域外", True),
        ("stays_in_area", "県外", False),
    ],
)
def test_what_a_browser_sends_is_taken_only_where_the_table_could_hold_it(field, cell, fits):
    [column] = [c.entry() for c in PLAN_COLUMNS if c.field == field]
    if fits:
        assert cells_from([[cell]], [column], 1) == ((cell,),)
    else:
        with pytest.raises(UserError, match=f"1行目の「{re.escape(column.name)}」"):
            cells_from([[cell]], [column], 1)


def test_a_cut_beyond_the_published_beds_of_the_function_is_told():
    plan = replace(BASE, cut_acute=60, cut_chronic=31)
    assert beyond_published([plan], INSTITUTIONS) == [
        "甲病院: 減らす慢性期(31床)が、最新の公表値(30床)を超えています。"
    ]
    assert beyond_published([replace(BASE, name="乙病院", cut_high_acute=9)], INSTITUTIONS) == []


def test_a_rate_looks_as_typed():
    assert [rate(v) for v in (0.75, 0.4995, 0.5, 0.7525)] == ["75.0%", "49.95%", "50.0%", "75.25%"]


def test_the_workbook_holds_inputs_steps_gap_rules_and_sources(real_store):
    plans = [replace(BASE, reorganised=True), replace(CHANGED, reorganised=True)]
    beds = {("1005", "reported", 2025): (0, 451, 309, 50), ("1005", "required", 2025): (0, 314, 400, 152)}
    result = engine.run(facts_of(beds), Scenario(year=2025))
    effect = gap_effect({"acute": 451.0, "total": 810.0}, {"acute": 314.0, "total": 866.0}, plans)
    estimated = total(plans, RULES, 1.2)
    amount, gap = amount_section(estimated, RULES, ("mhlw_r7_area",)), gap_section(result, effect, "1005")
    registry = source_book(meta.sources(real_store).frame, load_source_short())
    data = estimate_workbook(estimated, RULES, amount, gap, OTHERS, "1005 藤岡", registry, date(2026, 11, 24))
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["試算", "必要量との差", "規則", "ほかの制度", "出典"]
    assert all("試算" in book[name]["A1"].value for name in ("試算", "必要量との差", "規則", "ほかの制度"))
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


@pytest.mark.parametrize(
    ("factor", "words"), [(1.2, "増加率 × 1.2"), (1.125, "増加率 × 1.125"), (1.0, "増加率 × 1.0 を"), (2.0, "× 2.0 を")]
)
def test_a_factor_looks_as_typed(factor, words):
    table = estimate_table(total([BASE], RULES, factor), RULES, Sources((OURS,)))
    assert words in table.column("note")[-1]


def test_the_effect_is_written_with_separators_and_units():
    texts = effect_texts(gap_effect({"acute": 1300.0}, {"acute": 5529.0}, [BASE]))
    assert texts["急性期"] == ["1,300", "-20", "1,280", "5,529", "-4,229", "-4,249"]
    assert texts["合計"][-1] == "データなし"
