"""What a person decides, brings and takes away: decisions by hand, worksheets, uploads, choices, the estimate."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.content.other_schemes import load_other_schemes
from core.rules import engine
from core.rules.authorship import ENTRIES
from core.rules.engine import Result
from core.rules.entries import Explained
from core.rules.scenario import Scenario
from core.subsidy.bands import load_rules
from core.subsidy.estimate import Plan, total
from core.subsidy.gap_effect import gap_effect
from core.text.outside import Outside
from core.uploads.kinds import KINDS, Upload, read_upload
from core.views.simulator import hand, money, money_rules, share, uploads
from core.views.simulator.estimate_steps import steps_table
from core.views.sources import USER, SourceBook
from core.views.words import raw_text
from tests.area.sheets import FUJIOKA_SHEET
from tests.views.checks import holds, read_again
from tests.views.simulator.conftest import FULL, HOSTILE

RULES = load_rules()
PLANS = [
    Plan(name="甲病院", permitted=100, operating=100, occupancy=0.4995, current=100, cut_acute=20),
    Plan(name="乙病院", permitted=350, operating=350, occupancy=0.75, current=295, cut_acute=60, transferred=15, stays_in_area=True),
]  # fmt: skip


def test_every_section_says_the_same_on_screen_and_in_files(result: Result, book: SourceBook) -> None:
    holds(hand.section(result), book)
    holds(share.section(result), book)
    read_again(share.notice_table(result), book)
    for kind in KINDS.values():
        holds(uploads.section(kind), book)
        holds(uploads.held(result, kind), book)


def test_decisions_by_hand_stand_with_their_reasons_and_nothing_else_does(results: dict[str, Result]) -> None:
    section = hand.section(results["full"])
    assert raw_text(section.lead) == "固定 2件、除外 1件、④の推薦 1件、取組 1件、モデルの要望 1件、「これで全部」 2件。"
    table = section.table("by_hand")
    assert table.column("area_code") == ["0104", "2406", "0102", "1005", "1313", "1005", "10", "10"]
    said = [f"{HOSTILE}({day})" for day in ("2026-11-27", "2026-11-26")]
    assert table.column("reason") == [Outside(r) for r in (HOSTILE, "県", *[HOSTILE] * 4, *said)]
    assert table.sources.ids == (USER,)
    assert hand.section(results["gunma"]).table("by_hand").sources.ids == ("gunma_2024_fujioka",)
    none = hand.section(results["national"])
    assert none.tables == ()
    assert "まだありません" in raw_text(none.sentences[0])


def test_a_worksheet_is_offered_for_its_year_and_said_to_be_taken(results: dict[str, Result]) -> None:
    national = results["national"]
    [early] = hand.worksheet_offers(national, [FUJIOKA_SHEET])
    assert (early.area_code, early.entries) == ("1005", ())
    assert "藤岡(急性期 +80床): 2025年の差異の分析です" in early.words
    of_year = engine.run(national.facts, Scenario(year=2025))
    [offer] = hand.worksheet_offers(of_year, [FUJIOKA_SHEET])
    assert offer.entries == (Explained(area_code="1005", bed_function="acute", beds=80.0),)
    taken = engine.run(national.facts, Scenario(year=2025, explained=offer.entries))
    [said] = hand.worksheet_offers(taken, [FUJIOKA_SHEET])
    assert said.entries == ()
    assert "この試算の差異から引いています" in said.words


def test_the_choices_say_every_field_of_the_scenario(results: dict[str, Result]) -> None:
    rows = {}
    for item, value in share.choices(results["full"]).rows:
        rows.setdefault(item, []).append(value)
    assert rows["シナリオ"] == rows["説明"] == [Outside(HOSTILE)]
    assert rows["固定"] == [Outside(f"札幌(推進区域): {HOSTILE}"), Outside("三泗(モデル推進区域): 県")]
    assert rows["③の表"] == ["2行"]
    assert rows["報告率による補正"] == ["する"]
    assert rows["都道府県あたりの数"] == ["1〜3区域(下限を超える区域はスコア 0.50 以上)"]


def test_uploaded_rows_are_shown_as_they_were_brought(results: dict[str, Result]) -> None:
    held = {kind: uploads.held(results["full"], KINDS[kind]) for kind in KINDS}
    assert held["revalidation"].table("revalidation").texts() == [
        ("1005", "藤岡", "検証中", HOSTILE),
        ("1001", "前橋", "対象なし", ""),
    ]
    assert held["occupancy_2015"].table("occupancy_2015").texts() == [("1005", "藤岡", "急性期", "81.5%")]
    assert held["explained"].table("explained").texts() == [("1005", "藤岡", "急性期", "+34")]
    [nomination] = held["nominations"].table("nominations").rows
    assert nomination[2] == Outside(HOSTILE)
    nothing = uploads.held(results["national"], KINDS["revalidation"])
    assert raw_text(nothing.lead) == "まだ取り込んでいません。"


def bad_file(name: str) -> Upload:
    content = f"区域コード,対応状況,医療機関名\r\n9999,{HOSTILE},甲\r\n1005,検証中,乙\r\n".encode()
    return read_upload(KINDS["revalidation"], name, content, {"1005": "藤岡"}, {})


def test_a_refused_file_is_told_row_by_row_and_quotes_as_text_from_outside(book: SourceBook) -> None:
    upload = bad_file(f"{HOSTILE}.csv")
    section = uploads.problems(upload)
    holds(section, book)
    assert raw_text(section.lead) == f"{HOSTILE}.csv: 誤りが{len(upload.problems)}件あるため、何も反映していません。"
    assert Outside(f"{HOSTILE}.csv") in section.lead
    assert all(isinstance(cell, Outside) for cell in section.table("problems").column("message"))


@pytest.mark.parametrize("taken", [True, False])
def test_an_accepted_file_says_how_many_rows_and_what_was_left_out(taken: bool) -> None:
    content = "区域コード,対応状況,医療機関名\r\n1005,検証中,甲\r\n1001,,\r\n".encode()
    upload = read_upload(KINDS["revalidation"], "③.csv", content, {"1005": "藤岡", "1001": "前橋"}, {})
    said = raw_text(uploads.accepted(KINDS["revalidation"], upload, taken))
    assert said.startswith("③.csv: 1行")
    assert "書き込みのない1行は無視しました" in said
    assert ("シナリオに反映しました" in said) is taken


def effect(result: Result, plans: list[Plan]) -> Any:
    latest = result.facts.years[-1]
    return gap_effect(
        result.facts.reported[latest].loc["1005"].to_dict(), result.facts.required.loc["1005"].to_dict(), plans
    )


def test_the_estimate_says_the_same_on_screen_and_in_files(results: dict[str, Result], book: SourceBook) -> None:
    national, estimated = results["national"], total([replace(p, reorganised=True) for p in PLANS], RULES, 1.125)
    amount = money.amount_section(estimated, RULES, ("mhlw_r7_area",))
    gap = money.gap_section(national, effect(national, PLANS), "1005")
    for section in (
        money.opening(RULES),
        money.inputs(RULES, ("mhlw_r7_area",)),
        money_rules.rules_section(RULES),
        money_rules.other_schemes_section(load_other_schemes()),
        amount,
        gap,
    ):
        holds(section, book)
    read_again(money_rules.rules_table(RULES), book)
    named = amount.table("estimate").sources
    steps = steps_table(estimated, RULES, named, "1005 藤岡(群馬県)")
    cells = {row[1]: row for row in steps.rows}
    assert cells["病床稼働率(%)"][3:5] == ("49.95%", "75.0%")  # 49.95 % must not look like the 50 % of the next band
    assert cells["試算額"][5] == estimated.plain
    assert cells["増加率"][5] == "1.125"
    assert {USER, "gunma_2024_fujioka", "toyama_2024_saihen", "okayama_saihen", "nagano_saihen"} <= set(named.ids)


def test_the_effect_on_the_gap_is_that_of_the_published_beds(results: dict[str, Result]) -> None:
    national = results["national"]
    section = money.gap_section(national, effect(national, PLANS), "1005")
    rows = {row[0]: row[1:] for row in section.table("gap_effect").rows}
    reported, required = (
        float(national.facts.reported[2025].loc["1005", "acute"]),
        float(national.facts.required.loc["1005", "acute"]),
    )
    assert rows["急性期"] == (
        reported, -80, reported - 80, required, reported - required, reported - 80 - required,
    )  # fmt: skip
    texts = {row[0]: row[1:] for row in section.table("gap_effect").texts()}
    assert texts["区域内の融通先"] == ("―", "+15", "―", "―", "―", "―")


def test_the_full_scenario_has_an_entry_of_every_kind() -> None:
    assert all(getattr(FULL, name) for name in ENTRIES)
