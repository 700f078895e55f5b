from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from core.ingest.__main__ import main
from tests.ingest import detail_book
from tests.ingest.invented import setting

#: For the invented books there is neither content nor geometry, which a person must have looked at.
CONFIRM = ("--confirm", "試験用の資料")


def test_a_run_shows_progress_and_ends_with_the_reconciliation(
    source_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--source", str(source_dir), "--out", str(tmp_path), "--areas", "3", *CONFIRM]) == 0
    text = capsys.readouterr().out
    for part in (
        "a.xlsx: 別添4③(病床数等の状況)R6、3区域",
        "照合結果",
        "構想区域 3、都道府県 2",
        "2024年 実績 R6/R7",
        "医療機関の位置",
        "休棟中等",
        "[mhlw_r7_beds] 構想区域別必要量との比較 「2024 実績」の列(全3区域)",
        "終わりました",
    ):
        assert part in text, part
    report = json.loads((tmp_path / "reconciliation.json").read_text(encoding="utf-8"))
    assert report["areas"]["count"] == 3
    assert [s["source_id"] for s in report["sources"]] == [
        "mhlw_hospital_list",
        "mhlw_r6_area",
        "mhlw_r6_beds",
        "mhlw_r7_area",
        "mhlw_r7_beds",
        "mhlw_r7_demand",
        "mhlw_r7_flow",
    ]
    assert report["sources"][1]["rows"]["facility"] == 9
    assert {d["defect_id"] for d in report["defects"]} >= {"repeated_year_r7_2024", "not_calculated_r7"}


def test_a_fault_ends_with_exit_code_1_and_leaves_the_data_alone(
    source_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = shutil.copytree(source_dir, tmp_path / "source"), tmp_path / "data"
    assert main(["--source", str(source), "--out", str(out), "--areas", "3", *CONFIRM]) == 0
    before = {p: p.read_bytes() for p in out.rglob("*") if p.is_file()}
    detail_book.write_detail_book(source / "d.xlsx", 2025, setting("J14", "約300", "101北海道きた"))
    capsys.readouterr()
    assert main(["--source", str(source), "--out", str(out), "--areas", "3", *CONFIRM]) == 1
    error = capsys.readouterr().err
    assert "取り込みを中止しました(既存のデータはそのままです)" in error
    assert "ファイル「d.xlsx」シート「101北海道きた」セル J14: 数値" in error
    assert "「約300」" in error
    assert "対処:" in error
    assert {p: p.read_bytes() for p in out.rglob("*") if p.is_file()} == before


def test_the_area_count_is_339_unless_said_otherwise(
    source_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--source", str(source_dir), "--out", str(tmp_path)]) == 1
    assert "構想区域は 339 のはずですが、3 あります" in capsys.readouterr().err
    assert not (tmp_path / "parquet").exists()
