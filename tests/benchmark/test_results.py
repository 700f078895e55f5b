"""The page of measurements is what the file of results says."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

from tests.benchmark import data, results
from tests.load.report import Setting

SETTING = Setting(
    app="ダッシュボード",
    sessions=100,
    workers=2,
    pace=8,
    seconds=300,
    rows={"選択を変える": {"count": 1200, "p50": 0.21, "p95": 0.74, "max": 1.9, "kib": 65.2}},
    errors={"TimeoutError: ": 2},
    handshakes={"count": 200, "p95": 0.3},
    memory=((330.0, 331.0), (332.0, 333.0)),
    cpu=1.2,
    clients=0.2,
    refused=True,
    remembered=1,
    left=10,
    ttl=15,
)


def test_each_part_is_kept_apart_and_the_page_says_what_was_not_measured(tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    results.keep(file, "load", [SETTING.as_dict()])
    page = (tmp_path / results.PAGE).read_text(encoding="utf-8")
    assert "| 選択を変える | 1200 | 0.21 | 0.74 | 1.90 | 65 |" in page
    assert "誤り 2 件" in page
    assert "1回目 330 / 331、2回目 332 / 333" in page
    assert "離れて 15 秒たっても残っていたセッション: 10 人のうち 1。" in page
    assert page.count("まだ測っていません。") == 1
    results.keep(file, "alone", [{"name": "塗り替え", "value": "0.40 s", "minimal": 0.2, "ratio": 2.0}])
    page = (tmp_path / results.PAGE).read_text(encoding="utf-8")
    assert "| 塗り替え | 0.40 s | 0.20 s | 2.00 |" in page
    assert "| 選択を変える | 1200 |" in page
    assert "まだ測っていません。" not in page


def test_the_page_among_the_documents_is_that_of_its_file() -> None:
    held = json.loads(results.FILE.read_text(encoding="utf-8")) if results.FILE.exists() else {}
    assert results.FILE.with_name(results.PAGE).read_text(encoding="utf-8") == results.page(held)


def test_every_named_query_has_a_value_for_each_of_its_parameters() -> None:
    asked = {p for query in data.named_queries().values() for p in list(inspect.signature(query).parameters)[1:]}
    assert asked <= set(data.ARGUMENTS)
