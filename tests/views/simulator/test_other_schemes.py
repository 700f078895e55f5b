"""The schemes beside the estimate: dated, graded, with source and difference; shown, and in no sum."""

from __future__ import annotations

import ast
import copy
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from core.content.base import Grade
from core.content.other_schemes import OTHER_SCHEMES_FILE, OtherSchemes, load_other_schemes
from core.errors import UserError
from core.exports.estimate import estimate_workbook
from core.reading.files import parse, read_yaml
from core.rules.engine import Result
from core.subsidy.bands import load_rules
from core.subsidy.estimate import Plan, total
from core.subsidy.gap_effect import gap_effect
from core.views.simulator import money, money_rules
from core.views.sources import SourceBook
from tests.views.checks import read_again

ROOT = Path(__file__).resolve().parents[3]
RULES = load_rules()
OTHERS = load_other_schemes()
PLANS = [Plan(name="甲病院", permitted=100, operating=100, occupancy=0.5, current=100, cut_acute=20)]


def facts() -> dict[tuple[str, str], Any]:
    return {(s.id, f.id): f for s in OTHERS.schemes for f in s.facts}


@pytest.mark.parametrize(
    ("fact", "text", "grade"),
    [
        (("tekiseika_r6", "price"), "4,104千円/床", Grade.OFFICIAL),
        (("tekiseika_r7", "price"), "4,104千円/床", Grade.DRAFT),
        (("tekiseika_r7", "idle"), "2,052千円/床", Grade.DRAFT),
        (("saihen_fukuoka_r8", "from_50"), "1,368千円/床", Grade.SECOND),
        (("saihen_fukuoka_r8", "from_60"), "1,596千円/床", Grade.SECOND),
        (("fund_medical", "r8"), "960.14億円", Grade.DRAFT),
    ],
)
def test_the_facts_people_ask_about_stand_as_printed(fact: tuple[str, str], text: str, grade: Grade) -> None:
    assert (facts()[fact].text, facts()[fact].grade) == (text, grade)


def test_every_row_says_when_how_sure_what_differs_and_where_it_was_seen(book: SourceBook) -> None:
    shown = money_rules.other_schemes_section(OTHERS).table("other_schemes")
    read_again(shown, book)
    assert len(shown.rows) == len(facts())
    assert set(shown.column("grade")) == {"官", "官(案)", "報道", "二次・要確認", "未確認"}
    for row in shown.texts():
        assert all(row), row
        date.fromisoformat(row[3])
    second = [r for r in shown.texts() if r[4] == "二次・要確認"]
    assert {r[2] for r in second} > {"1,368千円/床", "1,596千円/床"}
    assert all("転載" in r[6] for r in second)


def test_prices_to_confirm_say_that_a_copy_prints_them_and_stay_to_confirm() -> None:
    rows = {r[0]: r for r in money_rules.rules_section(RULES).table("prices").texts()}
    for band in ("50%以上60%未満", "60%以上70%未満"):
        assert rows[band][2:4] == ("要確認", "1,140〜2,280")
        assert "転載(二次情報)" in rows[band][4]
    assert rows["90%以上"][2:4] == ("確認済み", "2,280")
    assert "群馬県" in rows["90%以上"][4]


def test_every_rule_names_its_source_and_page_and_the_uplift_is_that_of_gunmas_document() -> None:
    section = money_rules.rules_section(RULES)
    rows = section.table("rules").texts()
    assert len(rows) == len(RULES.rules)
    assert all(all(row) for row in rows)
    [uplift] = [row for row in rows if "増加率」" in row[0]]
    assert "群馬県" in uplift[1]
    assert "【イメージ】" in uplift[2]
    assert "gunma_2024_fujioka" in section.table("rules").sources.ids


def with_other_amounts() -> OtherSchemes:
    """The same schemes with every figure a thousand times as large."""
    data = copy.deepcopy(read_yaml(OTHER_SCHEMES_FILE))
    for scheme in data["schemes"]:
        for fact in scheme["facts"]:
            if "value" in fact:
                fact["value"] *= 1000
    return parse(OtherSchemes, data, OTHER_SCHEMES_FILE)


def sheets(others: OtherSchemes, result: Result, book: SourceBook) -> dict[str, list[tuple[object, ...]]]:
    estimated = total(PLANS, RULES)
    amount = money.amount_section(estimated, RULES, ("mhlw_r7_area",))
    effect = gap_effect({"total": 100.0}, {"total": 90.0}, PLANS)
    gap = money.gap_section(result, effect, "1005")
    shown = money_rules.other_schemes_section(others)
    data = estimate_workbook(estimated, RULES, amount, gap, shown, "1005 藤岡", book, date(2026, 11, 27))
    return {s.title: list(s.iter_rows(values_only=True)) for s in load_workbook(io.BytesIO(data))}


def test_two_schemes_are_never_added_up(results: dict[str, Result], book: SourceBook) -> None:
    plain, other = (sheets(o, results["national"], book) for o in (OTHERS, with_other_amounts()))
    assert plain["ほかの制度"] != other["ほかの制度"]
    assert {n: rows for n, rows in plain.items() if n != "ほかの制度"} == {
        n: rows for n, rows in other.items() if n != "ほかの制度"
    }
    cells = [cell for row in plain["ほかの制度"] for cell in row if cell is not None]
    assert all(isinstance(cell, str) and not cell.startswith("=") for cell in cells)
    assert "合計" not in cells
    shown = money_rules.other_schemes_section(OTHERS)
    assert shown.cards == ()
    assert all(t.sums == frozenset() and not any(c.numeric for c in t.columns) for t in shown.tables)
    assert "足していません" in str(shown.lead)


def test_what_reckons_does_not_know_the_other_schemes() -> None:
    for path in (ROOT / "core" / "subsidy").glob("*.py"):
        found = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.ImportFrom)]
        assert all("other_schemes" not in (n.module or "") for n in found), path


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"printed": "x"}, "どちらか一方"),
        ({"unit": ""}, "どちらか一方"),
        ({"value": 0}, "value"),
        ({"grade": "sure"}, "grade"),
        ({"as_of": date(2026, 11, 25)}, "表の as_of より後"),
        ({"id": "period"}, "重複"),
    ],
)
def test_a_wrong_fact_is_refused_with_its_place(change: dict[str, object], words: str) -> None:
    data = copy.deepcopy(read_yaml(OTHER_SCHEMES_FILE))
    data["schemes"][0]["facts"][0] |= change
    with pytest.raises(UserError, match=words):
        parse(OtherSchemes, data, OTHER_SCHEMES_FILE)
