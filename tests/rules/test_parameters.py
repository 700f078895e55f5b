"""Dated parameters: which value holds on which day, what a wrong file is told, and who carries where a value is from."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from core import parameters
from core.content.source_short import cited, load_source_short
from core.data.store import Store
from core.errors import UserError
from core.measures import funnel
from core.parameters import OURS, OWN_SHAPE, RULES_DIR, UNITS, Key, Parameter, amount, in_force, rulebook
from core.reading.base import CONTENT_DIR
from core.reading.files import parse, read_yaml
from core.rules import engine, evidence, grounds
from core.rules.choices import RevalidationState, Signal
from core.rules.entries import Pin, Revalidation
from core.rules.findings import findings
from core.rules.model import CRITERIA, Criterion
from core.rules.scenario import Bounds, ModelBounds, Scenario, Thresholds, Weights
from core.rules.trail import trail
from core.subsidy.bands import SUBSIDY_FILE, SubsidyRules, load_rules
from core.subsidy.estimate import Plan, estimate
from core.views.simulator import share
from core.views.sources import OURS as OURS_OF_VIEWS
from tests.factory import small_tables, write_tables
from tests.in_force import with_values
from tests.rules.cases import SMALL

DAY = date(2030, 4, 1)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
NEW = {
    "id": "gap_limit_near", "label": "試験", "value": 2.5, "unit": "z", "effective_from": DAY,
    "source_id": "mhlw_2024_briefing", "page": "試験の箇所",
}  # fmt: skip


def entry(**change: object) -> Parameter:
    return Parameter(**(NEW | change))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The rules as they stand, to be edited."""
    return Path(shutil.copytree(RULES_DIR, tmp_path / "rules"))


def edit(folder: Path, name: str, add: dict[str, object] | None = None, drop: str = "", **first: object) -> None:
    """Add an entry, drop those of an id, or change the first entry of a file."""
    data = yaml.safe_load((folder / name).read_text(encoding="utf-8"))
    data["parameters"] = [p for p in data["parameters"] if p["id"] != drop] + ([add] if add else [])
    data["parameters"][0] |= first
    (folder / name).write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


@pytest.mark.parametrize(
    ("day", "value"), [(BEFORE, 1.96), (DAY, 2.5), (AFTER, 2.5)], ids=["day before", "first day", "day after"]
)
def test_a_new_value_holds_from_its_first_day_on(folder: Path, day: date, value: float) -> None:
    edit(folder, "gap_limits.yaml", NEW)
    assert rulebook(day, folder).number(Key.GAP_LIMIT_NEAR) == value


@pytest.mark.parametrize(("day", "value"), [(BEFORE, 1.96), (DAY, 2.5), (AFTER, 2.5)])
def test_the_date_of_the_rules_decides_and_the_clock_does_not(folder: Path, day: date, value: float) -> None:
    edit(folder, "gap_limits.yaml", NEW)
    (folder / "as_of.yaml").write_text(f"as_of: {day}\n", encoding="utf-8")
    book = rulebook(folder=folder)
    assert (book.as_of, book.number(Key.GAP_LIMIT_NEAR)) == (day, value)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.dates()), unique=True, max_size=8), st.dates())
def test_what_is_in_force_is_the_newest_entry_that_has_begun(pairs: list[tuple[str, date]], day: date) -> None:
    entries = [entry(id=name, effective_from=first, value=n) for n, (name, first) in enumerate(pairs)]
    found = {e.id: e.effective_from for e in in_force(entries, day)}
    begun = [(name, first) for name, first in pairs if first <= day]
    assert found == {name: max(first for n, first in begun if n == name) for name, _ in begun}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"add": NEW | {"id": "gap_limt_near"}}, ("gap_limits.yaml", "gap_limt_near", "gap_limit_near")),
        ({"unit": "%"}, ("gap_limits.yaml", "gap_limit_near", "「z」", "%")),
        ({"value": "1.96"}, ("gap_limits.yaml", "parameters[1].value", "数で")),
        ({"value": True}, ("parameters[1].value", "数で")),
        ({"value": float("nan")}, ("parameters[1].value", "数で")),
        ({"value": -1}, ("gap_limit_near", "0 以上")),
        ({"value": 3.1}, ("gap_limit_near(3.1)", "gap_limit_far(3.09)")),
        ({"effective_from": "昨日"}, ("parameters[1].effective_from", "日付")),
        ({"effective_from": 20260401}, ("parameters[1].effective_from", "日付")),
        ({"page": ""}, ("parameters[1].page", "空")),
        ({"sauce_id": "x"}, ("parameters[1].sauce_id", "という項目はありません", "source_id")),
        ({"add": NEW | {"effective_from": date(2026, 11, 22)}}, ("gap_limit_near(2026-11-22から)", "重複")),
        ({"drop": "gap_limit_near"}, ("gap_limit_near", "有効な値がない")),
        ({"effective_from": date(2099, 1, 1)}, ("gap_limit_near", "有効な値がない")),
    ],
    ids=str,
)  # fmt: skip
def test_a_wrong_file_is_told_with_file_and_item(
    folder: Path, change: dict[str, object], words: tuple[str, ...]
) -> None:
    edit(folder, "gap_limits.yaml", **change)
    with pytest.raises(UserError) as told:
        rulebook(folder=folder)
    assert [w for w in words if w not in str(told.value)] == []
    assert told.value.hint


def test_what_counts_whole_things_takes_no_decimals(folder: Path) -> None:
    edit(folder, "years.yaml", value=2015.0)
    with pytest.raises(UserError, match="years.yaml: 項目「base_year」 の value は整数"):
        rulebook(folder=folder)


def test_every_key_has_a_unit_and_every_file_of_parameters_is_read() -> None:
    assert set(UNITS) == set(Key)
    listed = [p["id"] for f in RULES_DIR.glob("*.yaml") if f.name not in OWN_SHAPE for p in read_yaml(f)["parameters"]]
    assert sorted(set(listed)) == sorted(Key)


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


def test_a_value_laid_down_anew_is_what_the_code_computes_with(monkeypatch: pytest.MonkeyPatch) -> None:
    with_values(
        monkeypatch, gap_limit_near=1.5, threshold_total_gap=2.5, suishin_maximum=4, default_year=2023, text_length=3
    )
    assert funnel.limits() == (1.5, 3.09)
    assert Scenario().thresholds.of(Signal.TOTAL) == 2.5
    assert Scenario().thresholds.of(Signal.ACUTE) == 1.96
    assert (Scenario().bounds.maximum, Scenario().year) == (4, 2023)
    assert parameters.words("{default_year}年") == "2023年"
    with pytest.raises(UserError, match="3字以内"):
        Pin(area_code="1001", reason="四文字だ")


@pytest.mark.parametrize(("least", "verdict"), [(1, "met"), (2, "met"), (3, "not_met")])
def test_the_number_of_hospitals_under_3_is_laid_down(
    monkeypatch: pytest.MonkeyPatch, least: int, verdict: str
) -> None:
    with_values(monkeypatch, revalidation_hospitals=least)
    rows = tuple(
        Revalidation(area_code="1001", state=state, facility_name=name)
        for name, state in (("甲", RevalidationState.VERIFYING), ("乙", RevalidationState.NOT_STARTED), ("丙", RevalidationState.DONE))
    )  # fmt: skip
    finding = findings(engine.run(SMALL, Scenario(revalidation=rows)), "1001")[2]
    assert finding.verdict == verdict
    assert finding.threshold is not None
    assert finding.threshold.value == least
    assert ("届かないため非該当" in finding.sentence) == (verdict == "not_met")


def test_derived_tables_take_their_years_from_the_rules(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given = small_tables()
    beds = given["beds"]
    later = beds[beds["series"] == "required"].assign(year=2040, beds=7)
    given["beds"] = type(beds)(beds.to_dict("records") + later.to_dict("records"))
    write_tables(tmp_path, given)

    def acute() -> tuple[int, int]:
        row = Store(tmp_path).frame(
            "SELECT base_2015, required FROM comparison WHERE area_code = '1001' AND year = 2025 AND bed_function = 'acute'"
        )
        return int(row["base_2015"].iloc[0]), int(row["required"].iloc[0])

    assert acute() == (500, 300)
    with_values(monkeypatch, base_year=2025, required_year=2040)
    assert acute() == (420, 7)


def test_the_newest_rates_of_flow_are_found_by_their_year(tmp_path: Path) -> None:
    given = small_tables()
    rows = [
        {"area_code": "1001", "direction": "outflow", "basis": basis, "share": share, "value_status": "observed", "source_id": "s1"}
        for basis, share in (("ndb_2024", 0.2), ("ndb_2025", 0.3), ("patient_survey_2026", 0.9))
    ]  # fmt: skip
    write_tables(tmp_path, {**given, "flow_total": type(given["beds"])(rows)})
    store = Store(tmp_path)
    assert store.frame("SELECT outflow FROM features WHERE area_code = '1001'")["outflow"].tolist() == [0.3]
    assert store.frame("SELECT outflow_total FROM evidence WHERE area_code = '1001'")["outflow_total"].tolist() == [0.3]


@pytest.mark.parametrize(("day", "price"), [(BEFORE, 1140), (DAY, 1200), (AFTER, 1200)])
def test_a_new_table_of_prices_takes_the_place_of_the_whole_old_one(day: date, price: int) -> None:
    data = read_yaml(SUBSIDY_FILE)
    new = [
        {**data["bands"][0], "id": "low", "upper": 0.9, "value": 1200, "effective_from": DAY},
        {**data["bands"][-1], "id": "high", "value": 2400, "effective_from": DAY},
    ]
    rules = parse(SubsidyRules, data | {"bands": data["bands"] + new}, SUBSIDY_FILE).on(day)
    assert rules.band(0.0).unit_price == price
    assert len(rules.bands) == (6 if day < DAY else 2)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"unit": "円/床"}, "千円/床"),
        ({"value": 0}, "使えません"),
        ({"value": 22.8}, "使えません"),
        ({"id": "other"}, "required_share"),
    ],
)
def test_wrong_prices_are_told(change: dict[str, object], words: str) -> None:
    data = read_yaml(SUBSIDY_FILE)
    data["parameters"][0] |= change
    with pytest.raises(UserError, match=words):
        parse(SubsidyRules, data, SUBSIDY_FILE)


def test_before_the_first_table_of_prices_nothing_can_be_estimated() -> None:
    with pytest.raises(UserError, match="2024-03-31 に有効な単価"):
        load_rules(date(2024, 3, 31))
    assert load_rules(date(2024, 4, 1)).band(0.0).unit_price == 1140


def test_evidence_of_one_id_may_be_laid_down_anew() -> None:
    data = read_yaml(evidence.EVIDENCE_FILE)
    data["items"].append({**data["items"][0], "value": 0.3, "effective_from": DAY})
    file = parse(evidence.EvidenceFile, data, evidence.EVIDENCE_FILE)
    assert [in_force(file.items, d)[0].value for d in (BEFORE, DAY)] == [0.2, 0.3]
    data["items"].append(data["items"][0])
    with pytest.raises(UserError, match="inflow_acute.*重複"):
        parse(evidence.EvidenceFile, data, evidence.EVIDENCE_FILE)
