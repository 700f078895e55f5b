"""Dated parameters: which value holds on which day, what a wrong file is told, and that the code computes with it."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from core import parameters
from core.data.store import Store
from core.errors import UserError
from core.measures import funnel
from core.parameters import OWN_SHAPE, RULES_DIR, UNITS, Key, Parameter, in_force, rulebook
from core.reading.files import parse, read_yaml
from core.rules import engine, evidence
from core.rules.choices import RevalidationState, Signal
from core.rules.entries import Completeness, Pin, Revalidation
from core.rules.findings import findings
from core.rules.scenario import Scenario
from core.subsidy.bands import SUBSIDY_FILE, SubsidyRules, load_rules
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
    whole = (Completeness(pref_code="10", name="県", date="2026-11-27"),)
    finding = findings(engine.run(SMALL, Scenario(revalidation=rows, revalidation_complete=whole)), "1001")[2]
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
