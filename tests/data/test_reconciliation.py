from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.data.reconciliation import REPORT_FILE, load_reconciliation
from core.errors import UserError


def test_the_committed_report_says_what_was_compared() -> None:
    report = load_reconciliation()
    checks = {c.title: c for c in report.checks}
    assert checks["構想区域の数"].result == "一致"
    assert checks["4機能の和と合計(区域 × 年 × 系列)"].result == "一致"
    repeated = next(c for t, c in checks.items() if "2024年の" in t)
    assert repeated.result == "差あり"
    assert "異なる 1,281" in repeated.detail
    assert {title for title, _ in report.tables} == {"資料ごとの読み取り行数", "全国計(床)"}


@pytest.mark.parametrize("key", ["count", "prefectures"])
def test_a_wrong_number_of_areas_is_not_called_equal(tmp_path: Path, key: str) -> None:
    report = json.loads(REPORT_FILE.read_text(encoding="utf-8"))
    report["areas"][key] -= 1
    path = tmp_path / "reconciliation.json"
    path.write_text(json.dumps(report), encoding="utf-8")
    assert load_reconciliation(path).checks[0].result == "差あり"


@pytest.mark.parametrize("content", [None, "{", "{}"])
def test_an_unreadable_report_is_explained(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "reconciliation.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match=r"reconciliation\.json") as error:
        load_reconciliation(path)
    assert "core.ingest" in error.value.hint
