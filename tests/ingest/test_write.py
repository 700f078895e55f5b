from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from core.data.schema import TABLES
from core.errors import UserError
from core.ingest import write
from core.ingest.write import arrow_table, write_all
from core.vocabulary.terms import ValueStatus
from tests.ingest.conftest import Data, run

_TYPES = {"string": "string", "int64": "int64", "double": "double", "bool": "bool"}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_each_file_has_exactly_the_contracts_columns_types_and_order(data: Data, name: str) -> None:
    schema = pq.read_schema(data.out / "parquet" / f"{name}.parquet")
    assert [(f.name, str(f.type)) for f in schema] == [(c.name, _TYPES[c.type]) for c in TABLES[name].columns]
    rows = data.table(name)
    key = list(TABLES[name].key)
    assert not rows.duplicated(key).any()
    assert rows[key].fillna("").astype(str).apply(tuple, axis=1).is_monotonic_increasing


def test_only_the_contracts_files_are_written(data: Data) -> None:
    assert {p.stem for p in (data.out / "parquet").iterdir()} == set(TABLES)
    assert {p.name for p in data.out.iterdir()} == {"parquet", "reconciliation.json"}


@pytest.mark.parametrize("name", [n for n, t in TABLES.items() if any(c.name == "value_status" for c in t.columns)])
def test_a_value_stands_exactly_where_it_was_observed(data: Data, name: str) -> None:
    rows = data.table(name)
    value = next(c for c in ("beds", "rate", "value", "share") if c in rows)
    assert (rows[value].notna() == (rows["value_status"] == ValueStatus.OBSERVED)).all()


def test_every_fact_names_a_source_that_is_listed(data: Data) -> None:
    known = set(data.table("source")["source_id"])
    for name, table in TABLES.items():
        if any(c.name == "source_id" for c in table.columns):
            assert set(data.table(name)["source_id"]) <= known, name


def test_the_same_input_gives_the_same_bytes(source_dir: Path, data: Data, tmp_path: Path) -> None:
    again = run(source_dir, tmp_path / "again")
    for path in sorted(p for p in data.out.rglob("*") if p.is_file()):
        assert (again.out / path.relative_to(data.out)).read_bytes() == path.read_bytes(), path.name


def test_the_order_and_names_of_the_files_change_no_fact(source_dir: Path, data: Data, tmp_path: Path) -> None:
    names = sorted(p.name for p in source_dir.iterdir())
    (tmp_path / "source").mkdir()
    for old, new in zip(names, reversed(names), strict=True):
        shutil.copy(source_dir / old, tmp_path / "source" / f"{new.split('.')[0]}.{old.split('.')[1]}")
    again = run(tmp_path / "source", tmp_path / "again")
    for name in sorted(set(TABLES) - {"source"}):  # an unregistered source names its file
        path = Path("parquet") / f"{name}.parquet"
        assert (again.out / path).read_bytes() == (data.out / path).read_bytes(), name


def _snapshot(directory: Path) -> dict[str, bytes]:
    return {str(p.relative_to(directory)): p.read_bytes() for p in directory.rglob("*") if p.is_file()}


@pytest.mark.parametrize("failing", range(1, 7))
def test_a_failure_while_swapping_puts_the_old_files_back(
    source_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    run(source_dir, tmp_path)
    (tmp_path / "parquet" / "beds.parquet").write_bytes(b"old")
    (tmp_path / "reconciliation.json").write_bytes(b"old")
    before = _snapshot(tmp_path)
    calls = 0
    rename = os.rename

    def fail_once(source: Any, target: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == failing:
            raise OSError("disk full")
        rename(source, target)

    monkeypatch.setattr(os, "rename", fail_once)
    with pytest.raises(OSError, match="disk full"):
        run(source_dir, tmp_path)
    assert _snapshot(tmp_path) == before


def test_a_failure_while_writing_leaves_the_data_alone(
    source_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(source_dir, tmp_path)
    before = _snapshot(tmp_path)

    def fail(*args: object, **options: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(write.pq, "write_table", fail)
    with pytest.raises(OSError, match="disk full"):
        run(source_dir, tmp_path)
    assert _snapshot(tmp_path) == before


def test_an_output_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no directory")
    with pytest.raises(UserError, match="書き出し先「.*file」に書けません"):
        write_all(tmp_path / "file", {}, {})


def test_a_doubled_key_is_never_written() -> None:
    row = ("0101", 2024, 1.0, ValueStatus.OBSERVED, "R6", "mhlw_r6_beds")
    with pytest.raises(AssertionError, match="report_rate"):
        arrow_table(TABLES["report_rate"], [row, row])
