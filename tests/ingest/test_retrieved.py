"""取得日 is what a person stated, kept for the content of the file, and never invented."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import yaml

from core.errors import UserError
from core.ingest import retrieved
from core.ingest.run import ingest
from tests.ingest import invented
from tests.ingest.conftest import Data, run

STATED = "2026-06-01"


def test_a_stated_day_is_recorded_for_the_files_that_were_read_and_found_again_without_being_stated(
    source_dir: Path, tmp_path: Path, data: Data
) -> None:
    (tmp_path / "content").mkdir()
    registry = [{"source_id": "paper", "title": "読み取らない資料", "sha256": "0" * 64}]
    (tmp_path / "content" / "sources.yaml").write_text(
        yaml.safe_dump({"sources": registry}, allow_unicode=True), encoding="utf-8"
    )
    assert data.table("source")["retrieved"].isna().all(), "nobody stated a day"
    ingest(source_dir, tmp_path, area_count=len(invented.AREAS), when=STATED, confirm="名前のない区域を含む試しの資料")
    first = (tmp_path / "parquet" / "source.parquet").read_bytes()
    days = pd.read_parquet(tmp_path / "parquet" / "source.parquet").set_index("source_id")["retrieved"]
    assert pd.isna(days.pop("paper")), "a source whose file was not read has no day"
    assert len(days) > 0
    assert set(days) == {STATED}
    run(source_dir, tmp_path)
    assert (tmp_path / "parquet" / "source.parquet").read_bytes() == first


def test_the_first_statement_stands() -> None:
    assert retrieved.stated({"a": "2026-01-01"}, ["a", "b"], STATED) == {"a": "2026-01-01", "b": STATED}


def test_a_record_comes_back_as_it_was_written(tmp_path: Path) -> None:
    days = {"b": STATED, "a": "2026-01-31"}
    retrieved.write(tmp_path / "content" / retrieved.FILE, days)
    assert retrieved.read(tmp_path / "content" / retrieved.FILE) == days
    assert (tmp_path / "content" / retrieved.FILE).read_text() == f"sha256,retrieved\na,2026-01-31\nb,{STATED}\n"


@pytest.mark.parametrize("text", ["昨日", "2026/06/01", "2026-02-30", "9999-12-31"])
def test_what_is_no_day_or_is_still_to_come_is_refused_before_anything_is_read(tmp_path: Path, text: str) -> None:
    with pytest.raises(UserError, match=f"取得日「{text}」"):
        ingest(tmp_path / "nowhere", tmp_path, when=text)


def test_a_wrong_row_of_the_record_is_named(tmp_path: Path) -> None:
    (tmp_path / retrieved.FILE).write_text("sha256,day\nab,2026-01-01\n", encoding="utf-8")
    with pytest.raises(UserError, match="retrieved.csv 2行目"):
        retrieved.read(tmp_path / retrieved.FILE)
