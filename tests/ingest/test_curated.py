from __future__ import annotations

import csv
import hashlib
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
import yaml

from core.errors import UserError
from tests.ingest.conftest import Data, run

CONTENT = Path(__file__).parents[2] / "data" / "content"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    return tmp_path


def registry(out: Path, *entries: dict[str, object]) -> None:
    (out / "content" / "sources.yaml").write_text(
        yaml.safe_dump({"sources": list(entries)}, allow_unicode=True), encoding="utf-8"
    )


def designations(out: Path, row: str) -> None:
    head = "area_code,pref_name,area_name,designation,as_of,source_id,certainty\n"
    (out / "content" / "designations.csv").write_text(head + row + "\n", encoding="utf-8")


def test_a_file_whose_hash_is_registered_takes_the_registrys_words(source_dir: Path, out: Path) -> None:
    sha256 = hashlib.sha256((source_dir / "a.xlsx").read_bytes()).hexdigest()
    registry(out, {"source_id": "mhlw_r6_beds", "title": "表題", "url": "https://example.jp/", "sha256": sha256})
    data = run(source_dir, out)
    row = data.one("source", source_id="mhlw_r6_beds")
    assert (row["title"], row["url"], row["sha256"]) == ("表題", "https://example.jp/", sha256)
    assert "mhlw_r6_beds" not in data.report["unregistered_sources"]


def test_a_file_whose_hash_is_unknown_claims_no_url(source_dir: Path, out: Path) -> None:
    registry(out, {"source_id": "mhlw_r6_beds", "title": "別の版", "url": "https://example.jp/", "sha256": "0" * 64})
    data = run(source_dir, out)
    row = data.one("source", source_id="mhlw_r6_beds")
    assert pd.isna(row["url"])
    assert row["sha256"] == hashlib.sha256((source_dir / "a.xlsx").read_bytes()).hexdigest()
    assert "a.xlsx" in row["note"]
    assert "mhlw_r6_beds" in data.report["unregistered_sources"]


def test_the_registry_is_checked(source_dir: Path, out: Path) -> None:
    registry(out, {"source_id": "a", "title": "あ"}, {"source_id": "a", "title": "い"})
    with pytest.raises(UserError, match="source_id「a」が2回"):
        run(source_dir, out)
    registry(out, {"source_id": "a", "titel": "あ"})
    with pytest.raises(UserError, match="sources.yaml の項目 a: source_id と title が要り"):
        run(source_dir, out)
    (out / "content" / "sources.yaml").write_text("- a\n", encoding="utf-8")
    with pytest.raises(UserError, match="「sources:」の下に"):
        run(source_dir, out)


def test_designations_are_checked_against_the_areas(source_dir: Path, out: Path) -> None:
    registry(out, {"source_id": "notice", "title": "通知"})
    designations(out, "0101,北海道,きた,model,2024-07-31,notice,stated")
    row = run(source_dir, out).one("designation", area_code="0101")
    assert (row["designation"], row["as_of"], row["source_id"]) == ("model", "2024-07-31", "notice")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("0199,北海道,きた,model,2024-07-31,notice,stated", "designations.csv 2行目: 構想区域コード「0199」"),
        ("0101,北海道,みなみ,model,2024-07-31,notice,stated", "0101 の区域名は「きた」のはずですが、「みなみ」"),
        ("0101,北海道,きた,モデル,2024-07-31,notice,stated", "designation は suishin か model"),
        ("0101,北海道,きた,model,2024-07-31,memo,stated", "source_id「memo」が sources.yaml にありません"),
    ],
)
def test_a_wrong_designation_is_named(source_dir: Path, out: Path, row: str, message: str) -> None:
    registry(out, {"source_id": "notice", "title": "通知"})
    designations(out, row)
    with pytest.raises(UserError, match=message):
        run(source_dir, out)


def test_a_known_defect_holds_only_for_the_file_it_was_found_in(source_dir: Path, out: Path) -> None:
    shutil.copy(CONTENT / "known_defects.yaml", out / "content")
    assert "monthly_withholding_r6" not in set(run(source_dir, out).table("defect")["defect_id"])
    sha256 = hashlib.sha256((source_dir / "c.xlsx").read_bytes()).hexdigest()
    registry(out, {"source_id": "mhlw_r6_area", "title": "別添5②", "sha256": sha256})
    assert "monthly_withholding_r6" in set(run(source_dir, out).table("defect")["defect_id"])


@pytest.mark.parametrize("line", ["source_id: nobody", "sourceid: mhlw_r6_area"])
def test_a_wrong_known_defect_is_named(source_dir: Path, out: Path, line: str) -> None:
    text = f"defects:\n  - {{defect_id: d1, location: 表, description: 説明, handling: 扱い, {line}}}\n"
    (out / "content" / "known_defects.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match="known_defects.yaml の項目 d1"):
        run(source_dir, out)


def test_without_curated_files_the_tables_are_there_and_empty(data: Data) -> None:
    assert data.table("designation").empty


def _registered() -> set[str]:
    return {e["source_id"] for e in yaml.safe_load((CONTENT / "sources.yaml").read_text(encoding="utf-8"))["sources"]}


def test_every_source_cited_in_the_curated_content_is_registered() -> None:
    cited: dict[str, str] = {}
    for path in sorted(CONTENT.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        for found in re.findall(r"\b(?:\w+_)?source_id: *([a-z0-9_]+)", text):
            cited[found] = path.name
        for group in re.findall(r"\bsource_ids: *\[([a-z0-9_, ]+)\]", text):
            cited |= dict.fromkeys((g.strip() for g in group.split(",")), path.name)
    assert {k: v for k, v in cited.items() if k not in _registered()} == {}


def test_the_coverage_names_each_prefecture_once_and_agrees_with_the_designations() -> None:
    with (CONTENT / "designation_coverage.csv").open(encoding="utf-8") as file:
        coverage = {r["pref_code"]: r for r in csv.DictReader(file)}
    with (CONTENT / "designations.csv").open(encoding="utf-8") as file:
        designated = list(csv.DictReader(file))
    assert sorted(coverage) == [f"{n:02d}" for n in range(1, 48)]
    assert {r["status"] for r in coverage.values()} == {"complete", "partial", "none"}
    with_rows = {r["area_code"][:2] for r in designated}
    for code, row in coverage.items():
        assert (row["status"] != "none") == (code in with_rows), row["pref_name"]
        assert row["status"] == "complete" or row["note"], row["pref_name"]
    assert len(designated) == 57
