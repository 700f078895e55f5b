"""`--check`: what a publish would change, told before it happens, and nothing else written."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from core.data.store import DATA_DIR, Store
from core.ingest import changes, held
from core.ingest.__main__ import main
from core.views.table import Table
from tests.ingest import next_year
from tests.ingest.conftest import Data


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
    book = openpyxl.load_workbook(tmp_path / "公表前の確認.xlsx")
    assert book.sheetnames[:3] == ["人が確かめる点", "画面で変わること", "改まった病床数"]
    cells = {sheet.title: [[c.value for c in row] for row in sheet.iter_rows()] for sheet in book}
    for where, told in (
        ("人が確かめる点", "0102 みさき"),
        ("画面で変わること", "ndb_2025、patient_survey_2023"),
        ("構想区域", "富岡甘楽"),
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


def test_the_committed_edition_can_be_compared_with_itself(real_store: Store) -> None:
    edition = held.shown(DATA_DIR)
    assert edition is not None
    found = changes.tables(edition, edition)
    assert all(not t.rows for t in found if t.key != "counts")
    assert {row[-1] for row in rows(found, "counts")} == {"0"}
