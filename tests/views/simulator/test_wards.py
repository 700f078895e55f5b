"""What a file of wards says on the simulator's page."""

from __future__ import annotations

import pytest

from core.rules.engine import Result
from core.text.outside import Outside
from core.uploads.kinds import Upload
from core.uploads.wards import Report, read_wards
from core.views.simulator import uploads, wards
from core.views.sources import SourceBook
from core.views.words import raw_text
from tests.rules.ward_books import NEWEST, as_csv, grid, ward
from tests.views.checks import holds

HOSTILE = "=<b>ひみつ病院</b>"


def report(result: Result, *given: dict[str, object], year: str = "2015（平成27）", name: str = "様式1.csv") -> Report:
    headings = [h.replace("2015（平成27）", year) for h in NEWEST]
    found = read_wards(name, as_csv(grid(given, headings), "utf-8"), dict(result.facts.areas["area_name"]), {})
    assert isinstance(found, Report), found.problems
    return found


def test_a_report_says_the_same_on_screen_and_in_files(results: dict[str, Result], book: SourceBook) -> None:
    national = results["national"]
    holds(wards.section(report(national, ward(), ward(function="慢性期", facility=HOSTILE)), national), book)


def test_sums_stand_beside_the_estimate_and_missing_ones_have_words(results: dict[str, Result]) -> None:
    national = results["national"]
    made = wards.section(
        report(national, ward(), ward(function="慢性期"), ward(function="慢性期", patient_days="*")), national
    )
    first, second = (
        dict(zip([c.name for c in made.table("wards").columns], r, strict=True)) for r in made.table("wards").rows
    )
    assert (first["area_code"], first["bed_function"], first["beds"], first["occupancy"]) == (
        "1005",
        "急性期",
        40.0,
        0.8,
    )
    assert first["estimate"] == pytest.approx(float(national.facts.utilization.loc["1005", "acute"]))
    assert (first["from_home"], first["to_home"], first["nurses"]) == (480 / 600, 472 / 590, 6.0)
    assert first["from_hospital"] is None
    assert (second["patient_days"], second["occupancy"], second["silent"]) == (None, None, 1)
    assert raw_text(made.lead) == "様式1.csv: 2015年の報告。3病棟から、2の区域・機能のうち1の病床利用率を計算しました。"


def test_the_one_thing_that_is_wrong_is_said_whole() -> None:
    headings = [h.replace("在棟患者延べ数（年間）", "そのほか") for h in NEWEST]
    refused = read_wards("a.csv", as_csv(grid([ward()], headings)), {"1005": "藤岡"}, {})
    assert isinstance(refused, Upload)
    [said] = uploads.problems(refused).sentences
    assert "見出し「在棟患者延べ数(年間)」の列がありません" in raw_text(said)


def test_only_the_base_year_is_said_to_decide(results: dict[str, Result]) -> None:
    national = results["national"]
    said = [
        raw_text(wards.section(report(national, ward(), year=y), national).sentences[0])
        for y in ("2015（平成27）", "2024（令和6）")
    ]
    assert said[0].startswith("モデル推進区域の経路Aで、2015年の病床利用率として使えます")
    assert said[1].startswith("判定に使うのは2015年の報告だけです。2024年の報告値は")


def test_names_and_headings_are_text_from_outside(results: dict[str, Result]) -> None:
    national = results["national"]
    made = wards.section(report(national, ward(facility=HOSTILE, ward=HOSTILE), name=f"{HOSTILE}.csv"), national)
    assert Outside(f"{HOSTILE}.csv") in made.lead
    [row] = made.table("every_ward").rows
    assert row[2:4] == (Outside(HOSTILE), Outside(HOSTILE))
    said = raw_text(made.notes[1])
    assert (
        "読まなかった項目(列がないか、1つに決まらない): 入棟前の場所 他の病院・診療所、退棟先 他の病院・診療所。"
        in said
    )
