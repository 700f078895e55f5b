"""What carries the value it was judged by: findings, evidence, estimates, trails, each with source, page and first day."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from core import parameters
from core.content.source_short import cited, load_source_short
from core.parameters import OURS, OWN_SHAPE, RULES_DIR, Key, Parameter, amount
from core.reading.base import CONTENT_DIR
from core.reading.files import parse, read_yaml
from core.rules import engine, evidence, grounds
from core.rules.choices import RevalidationState
from core.rules.entries import Revalidation
from core.rules.findings import findings
from core.rules.model import CRITERIA, Criterion
from core.rules.scenario import Bounds, ModelBounds, Scenario, Thresholds, Weights
from core.rules.trail import trail
from core.subsidy.bands import load_rules
from core.subsidy.estimate import Plan, estimate
from core.views.simulator import share
from core.views.sources import OURS as OURS_OF_VIEWS
from tests.rules.cases import SMALL


def laid_down() -> list[Parameter]:
    """Every value of the rules, also those of the files with shapes of their own."""
    files = [f for f in sorted(RULES_DIR.glob("*.yaml")) if f.name not in OWN_SHAPE]
    plain = [parse(parameters.RuleFile, read_yaml(f), f).parameters for f in files]
    subsidy = load_rules()
    items = [item.parameter for item in evidence.load_evidence().items]
    return [*(p for part in plain for p in part), *subsidy.bands, *subsidy.parameters, *items]


def test_every_value_has_a_registered_source_or_says_that_it_is_ours() -> None:
    registered = {s["source_id"] for s in read_yaml(CONTENT_DIR / "sources.yaml")["sources"]}
    for one in laid_down():
        assert one.source_id in registered | {OURS}, one.id
        assert (one.source_id == OURS) == one.page.startswith("このツールの"), one.id
        assert one.source_id == OURS or one.source_id in load_source_short(), one.id
    named = {s for rule in load_rules().rules for s in rule.source_ids}
    assert named <= registered | {OURS}
    assert OURS == OURS_OF_VIEWS


def test_the_places_in_our_own_documents_are_there() -> None:
    headings = set(
        re.findall(r"^#+ (.+)$", (CONTENT_DIR.parents[1] / "docs" / "rules.md").read_text(encoding="utf-8"), re.M)
    )
    places = {m for one in laid_down() for m in re.findall(r"docs/rules\.md「([^」]+)」", one.page)}
    assert places
    assert places <= headings


def test_every_finding_carries_what_it_was_judged_by(real_facts) -> None:
    rows = (Revalidation(area_code="1005", state=RevalidationState.VERIFYING, facility_name="甲"),)
    found = dict(zip(CRITERIA, findings(engine.run(real_facts, Scenario(revalidation=rows)), "1005"), strict=True))
    ids = {c: [p.id for p in f.parameters] for c, f in found.items()}
    assert ids == {
        Criterion.TOTAL_GAP: ["threshold_total_gap", "required_year"],
        Criterion.FUNCTION_GAP: ["threshold_function_gap", "required_year"],
        Criterion.REVALIDATION: ["revalidation_hospitals"],
        Criterion.OTHER: [],
    }
    for finding in found.values():
        if finding.threshold is not None:
            assert finding.threshold.value == finding.parameters[0].value
            assert finding.threshold.unit == finding.parameters[0].unit
    assert found[Criterion.REVALIDATION].parameters[0].source_id == "mhlw_2024_briefing"
    assert found[Criterion.REVALIDATION].parameters[0].page == "「推進区域（仮称）の設定について（案）」③"


def test_evidence_carries_its_threshold_in_its_own_unit(real_facts) -> None:
    found = {f.criterion: f.parameters[0] for f in evidence.assess(real_facts, "1005")}
    told = {k: (p.amount, p.source_id) for k, p in found.items()}
    assert told["inflow_acute"] == ("20%", OURS)
    assert told["population_faster_than_pref"] == ("-2ポイント", OURS)
    assert told["outflow"] == ("25%", OURS)
    assert told["no_tertiary"] == ("0施設", OURS)
    assert set(found) == {item.id for item in evidence.load_evidence().items}


def test_an_estimate_carries_its_condition_and_prices() -> None:
    plan = Plan(name="甲", permitted=100, operating=100, occupancy=0.95, current=100, cut_acute=20)
    found = estimate(plan, load_rules()).parameters
    assert [(p.id, p.amount, p.source_id) for p in found] == [
        ("required_share", "90%", "mhlw_2025_saihen_notice"),
        ("price_90", "2,280千円/床", "gunma_2024_fujioka"),
        ("below_working_price", "2,280千円/床", "okayama_saihen"),
    ]


def test_the_defaults_of_a_scenario_are_the_laid_down_values() -> None:
    plain = Scenario()
    for ground in grounds.of_scenario(plain):
        assert not ground.changed, ground
    assert {g.parameter.id for g in grounds.of_scenario(plain)} == {
        "default_year", "threshold_total_gap", "threshold_function_gap", "required_year", "revalidation_hospitals",
        "weight_total", "weight_functions", "weight_acute_combined", "weight_chronic", "weight_revalidation",
        "weight_nomination", "suishin_minimum", "suishin_maximum", "second_score", "model_minimum", "model_maximum", "base_year",
    }  # fmt: skip


def test_a_value_of_the_scenarios_own_is_told_beside_the_laid_down_one() -> None:
    scenario = Scenario(
        thresholds=Thresholds(acute=2.5), bounds=Bounds(maximum=3), weights=Weights(chronic=1), year=2023,
        model_bounds=ModelBounds(maximum=12),
    )  # fmt: skip
    told = [g.sentence for g in grounds.of_scenario(scenario) if g.changed]
    assert told[0].startswith("シナリオの対象年(実績) 2023年(シナリオで変更。規則の値は2022年、このツールの決めごと")
    assert told[1].startswith("事項②のしきい値 z 2.50(シナリオで変更。規則の値はz 1.96、")
    assert told[3].startswith(
        "都道府県あたりの推進区域の上限 3区域(シナリオで変更。規則の値は2区域、厚生労働省 都道府県説明会"
    )
    assert len(told) == 5
    listed = share.choices(engine.run(SMALL, replace(scenario, year=2022)))
    rows = [value for item, value in listed.rows if item == "規則の値と根拠"]
    assert set(told[1:]) < set(rows)
    assert any("2024-03-28から" in str(row) for row in rows)


def test_each_step_of_a_trail_carries_its_grounds() -> None:
    steps = trail(engine.run(SMALL, Scenario()), "1001").steps
    assert [[g.parameter.id for g in s.grounds][:2] for s in steps] == [
        ["threshold_total_gap", "required_year"],
        ["weight_total", "weight_functions"],
        ["suishin_minimum", "suishin_maximum"],
        ["model_minimum", "model_maximum"],
    ]


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(1.96, "z", "z 1.96"), (0.9, "割合", "90%"), (2280, "千円/床", "2,280千円/床"), (2025, "年", "2025年"), (2.0, "重み", "2"), (2, "区域", "2区域")],
)  # fmt: skip
def test_a_value_is_written_with_its_unit(value: float, unit: str, text: str) -> None:
    assert amount(value, unit) == text


def test_a_source_is_cited_by_its_short_name_page_and_first_day() -> None:
    assert cited(parameters.parameter(Key.BASE_YEAR)) == (
        "厚生労働省 都道府県説明会 資料1(令和6年5月)、「モデル推進区域（仮称）の設定の考え方」、2024-05-01から"
    )
