"""`--check`: what a publish would change, told before it happens, and nothing else written."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from core.data.store import DATA_DIR, Store
from core.ingest import changes, check_report, held, selection
from core.ingest.__main__ import main
from core.rules import engine, wording
from core.rules.facts import from_store
from core.rules.model import CRITERIA
from core.rules.scenario import Scenario
from core.views.simulator.criteria import whole_table
from core.views.sources import OURS, Sources
from core.views.table import Table
from tests.in_force import with_values
from tests.ingest import next_year
from tests.ingest.conftest import Data

DAY = date(2026, 11, 27)


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder whose edition is of 2025, and the books of 2026 beside those."""
    base = tmp_path_factory.mktemp("check")
    next_year.write(base / "old", (next_year.YEAR - 1,))
    next_year.write(base / "new")
    assert main(["--source", str(base / "old"), "--out", str(base / "data"), "--areas", "5", "--confirm", "試験"]) == 0
    return base / "new", base / "data"


def test_check_writes_two_files_that_say_what_will_change_and_leaves_the_edition(
    editions: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = editions
    before = {p: p.read_bytes() for p in out.rglob("*") if p.is_file()}
    args = ["--check", "--source", str(source), "--out", str(out), "--areas", "5", "--report", str(tmp_path)]
    assert main(args) == 1, "a person must look at an area that is gone"
    assert {p: p.read_bytes() for p in out.rglob("*") if p.is_file()} == before
    assert "いまの版にある区域のうち 1 がなくなる(0102 みさき)" in capsys.readouterr().out
    page = (tmp_path / "公表前の確認.html").read_text(encoding="utf-8")
    assert "mhlw_" not in page, "sources by their names"
    book = openpyxl.load_workbook(tmp_path / "公表前の確認.xlsx")
    assert book.sheetnames[:4] == [
        "人が確かめる点", "画面で変わること", "シミュレーターの選定で変わること", "改まった病床数",
    ]  # fmt: skip
    cells = {sheet.title: [[c.value for c in row] for row in sheet.iter_rows()] for sheet in book}
    for where, told in (
        ("人が確かめる点", "0102 みさき"),
        ("画面で変わること", "NDB 2025年度、患者調査 2023年"),
        ("構想区域", "富岡甘楽"),
        ("シミュレーターの選定で変わること", "最新の実績(2025年→2026年)"),
        ("医療機関", "みさき中央病院"),
        ("公表資料の不具合", "recovery_name_r8"),
    ):
        assert told in page, told
        assert any(told in str(value) for row in cells[where] for value in row), (where, told)
    assert ["全国概況", "最新の実績", "2025年", "2026年"] in [row[:4] for row in cells["画面で変わること"]]


def test_without_an_edition_to_compare_with_the_report_says_so(editions: tuple[Path, Path], tmp_path: Path) -> None:
    source, _ = editions
    args = ["--source", str(source), "--out", str(tmp_path / "data"), "--areas", "5", "--report", str(tmp_path / "r")]
    assert main(["--check", *args]) == 1
    assert "いまの版がないため、比べる相手がありません" in (tmp_path / "r" / "公表前の確認.html").read_text(
        encoding="utf-8"
    )
    assert not (tmp_path / "data").exists()


def rows(tables: tuple[Table, ...], key: str) -> list[tuple[str, ...]]:
    return next(t for t in tables if t.key == key).texts()


def test_each_kind_of_change_is_named_where_it_belongs(data: Data) -> None:
    before = held.shown(data.out)
    assert before is not None
    beds, facility = before["beds"].copy(), before["facility"].copy()
    one = beds[(beds["area_code"] == "0101") & (beds["year"] == 2025) & (beds["series"] == "reported")].index[0]
    old = int(beds.loc[one, "beds"])
    beds.loc[one, "beds"] = old + 7
    newest = facility["published_fy"] == "R7"
    facility.loc[newest & (facility["facility_name"] == "きた中央病院"), "facility_name"] = "きた総合病院"
    facility = facility[~(newest & (facility["facility_name"] == "うみべ診療所"))]
    found = changes.tables(before, {**before, "beds": beds, "facility": facility})
    [revised] = rows(found, "revised")
    assert revised[:2] == ("0101", "きた")
    assert revised[-3:] == (f"{old:,}", f"{old + 7:,}", "+7")
    assert rows(found, "hospitals") == [
        ("名称が変わったとみられる", "きた", "きた中央病院", "きた総合病院"),
        ("載らなくなる", "うみべ", "うみべ診療所", ""),
    ]
    assert rows(found, "areas") == rows(found, "defects") == []
    assert [row[0] for row in rows(found, "others")] == ["医療機関"]
    assert ("医療機関", "18", "17", "0", "1", "1") in rows(found, "counts")
    assert all(t.rows == () or t.key == "counts" for t in changes.tables(before, before))


def test_what_the_default_selection_says_differently_is_told_by_area_and_criterion() -> None:
    """The committed edition against the same with three times the acute beds of one area: as the simulator says it of each."""
    before = held.shown(DATA_DIR)
    assert before is not None
    beds = before["beds"].copy()
    raised = (beds["area_code"] == "1005") & (beds["series"] == "reported")
    raised &= beds["bed_function"].isin(("high_acute", "acute"))
    beds.loc[raised, "beds"] *= 3
    after = {**before, "beds": beds}
    found = selection.selection(before, after, Sources((OURS,)))
    for scenario, rules in ((Scenario(), f"既定({Scenario().year}年)"), (Scenario(year=2025), "最新の実績(2025年)")):
        facts = from_store(Store())
        old = whole_table(engine.run(facts, scenario))
        reported = {year: table.copy() for year, table in facts.reported.items()}
        for table in reported.values():
            table.loc["1005", ["high_acute", "acute", "acute_combined"]] *= 3
        new = whole_table(engine.run(replace(facts, reported=reported), scenario))
        said = {
            (str(one[0]), what, str(a), str(b))
            for column, what in {"standing": "結果", **{c.value: wording.CRITERION[c] for c in CRITERIA}}.items()
            for one, a, b in zip(old.rows, old.column(column), new.column(column), strict=True)
            if a != b
        }
        assert {(r[1], r[3], r[4], r[5]) for r in found.rows if r[0] == rules} == said
        assert ("1005", "結果", "―", "推進区域") in said
    assert {r[0] for r in found.rows} == {f"既定({Scenario().year}年)", "最新の実績(2025年)"}
    same = selection.selection(before, before, Sources((OURS,)))
    assert not same.rows
    assert "変わらない" in same.note


def test_an_area_that_only_one_edition_has_says_so_in_the_selection(data: Data) -> None:
    before = held.shown(data.out)
    assert before is not None
    after = {
        name: frame[frame["area_code"] != "0102"] if "area_code" in frame else frame for name, frame in before.items()
    }
    gone = [row for row in selection.selection(before, after, Sources((OURS,))).texts() if row[1] == "0102"]
    assert {row[-1] for row in gone} == {"(区域がない)"}
    assert {row[3] for row in gone} >= {"結果"}


def test_functions_are_called_as_the_reports_of_their_years_call_them(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_values(monkeypatch, comprehensive_from_year=2025)
    before = held.shown(data.out)
    assert before is not None
    beds = before["beds"].copy()
    of = (beds["area_code"] == "0101") & (beds["series"] == "reported") & (beds["bed_function"] == "recovery")
    beds.loc[of & beds["year"].isin((2015, 2025)), "beds"] += 7
    found = changes.tables(before, {**before, "beds": beds})
    assert {row[3]: row[4] for row in rows(found, "revised")} == {"2015": "回復期", "2025": "包括期"}
    assert "最新の実績の包括期" in [row[1] for row in rows(found, "screens")]
    assert {row[0] for row in rows(found, "largest")} == {"包括期"}, "both figures are of 2025"


def test_other_figures_are_told_by_name_as_they_were_and_are_and_all_rows_stand_in_the_workbook(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = held.shown(data.out)
    assert before is not None
    measures, demand, beds = (before[name].copy() for name in ("facility_measure", "demand", "beds"))
    listed = before["facility"]
    own = listed.loc[listed["facility_name"] == "きた中央病院", "facility_id"].iloc[-1]
    [at] = measures.index[(measures["facility_id"] == own) & (measures["measure"] == "doctors_fulltime")]
    was = measures.loc[at, "value"]
    measures.loc[at, "value"] = was + 1
    first = demand.index[0]
    demand.loc[first, "claims_per_month"] += 0.5
    beds.loc[beds["year"] == 2023, "beds"] += 1
    after = {**before, "facility_measure": measures, "demand": demand, "beds": beds}
    found = changes.tables(before, after)
    told = {row[0]: row for row in rows(found, "others")}
    assert told["医療機関の病床数・医師数・診療実績"][1:] == (
        "医師数(常勤)",
        "1",
        f"きた きた中央病院 {was:,g}→{was + 1:,g}",
    )
    now = demand.loc[first, "claims_per_month"]
    assert told["在宅・外来の需要推計"][3].endswith(
        f"年度 レセプト件数(件/月) {round(now - 0.5, 4):,.12g}→{round(now, 4):,.12g}"
    )
    monkeypatch.setattr(check_report, "MOST", 3)
    revised = len(rows(found, "revised"))
    assert revised > 3
    page = check_report.page(before, after, (), found, DAY)
    assert "差の大きい順。ここには3件。残りは Excel にある。" in page
    book = openpyxl.load_workbook(io.BytesIO(check_report.sheets(after, (), found, DAY)))
    assert sum(row[3].value == 2023 for row in book["改まった病床数"].iter_rows()) == revised


def test_the_committed_edition_can_be_compared_with_itself(real_store: Store) -> None:
    edition = held.shown(DATA_DIR)
    assert edition is not None
    found = changes.tables(edition, edition)
    assert all(not t.rows for t in found if t.key != "counts")
    assert {row[-1] for row in rows(found, "counts")} == {"0"}
