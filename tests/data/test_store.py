from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from core.data.queries import beds
from core.data.schema import TABLES
from core.data.store import Store
from core.errors import UserError
from tests import factory
from tests.browser.server import ROOT


def test_every_table_of_the_contract_can_be_read(store: Store) -> None:
    for name, table in TABLES.items():
        assert list(store.frame(f'SELECT * FROM "{name}"').columns) == [c.name for c in table.columns]


def test_a_missing_table_is_named_with_what_to_do(tmp_path: Path) -> None:
    factory.write_tables(tmp_path, factory.small_tables())
    (tmp_path / "beds.parquet").unlink()
    with pytest.raises(UserError, match=r"beds\.parquet") as error:
        Store(tmp_path)
    assert "core.ingest" in error.value.hint


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    factory.write_tables(tmp_path, factory.small_tables())
    (tmp_path / "flow.parquet").write_bytes(b"not parquet")
    with pytest.raises(UserError, match=r"flow\.parquet"):
        Store(tmp_path)


def test_queries_can_neither_read_nor_write_other_files(store: Store, tmp_path: Path) -> None:
    with pytest.raises(duckdb.Error):
        store.frame(f"SELECT * FROM read_parquet('{store.root}/area.parquet')")
    with pytest.raises(duckdb.Error):
        store.frame(f"COPY area TO '{tmp_path}/out.csv'")
    with pytest.raises(duckdb.Error):
        store.frame("SET enable_external_access = true")


def test_a_store_knows_when_its_files_have_changed(tmp_path: Path) -> None:
    factory.write_tables(tmp_path, factory.small_tables())
    store = Store(tmp_path)
    assert store.is_current()
    tables = factory.small_tables()
    tables["beds"] = tables["beds"].iloc[:-1]
    factory.write_tables(tmp_path, tables)
    assert not store.is_current()


def test_many_threads_get_the_same_answers(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: len(beds.comparison(store, 2025).frame), range(64)))
    assert set(answers) == {15}


def test_a_query_that_fails_leaves_nothing_behind_for_the_next(store: Store) -> None:
    with pytest.raises(duckdb.Error):
        store.frame("SELECT * FROM nowhere")
    assert len(store.frame("SELECT * FROM area")) == len(store.large_frame("SELECT * FROM area")) > 0


_OPENED = """
import duckdb, pandas, psutil, pyarrow
from core.data.store import Store
before = psutil.Process().memory_info().rss
store = Store()
print((psutil.Process().memory_info().rss - before) // 2**20)
"""


def test_opened_data_take_little_memory() -> None:
    """Every worker of a served app has them; it was 135 MiB before, half of it long used up."""
    opened = subprocess.run([sys.executable, "-c", _OPENED], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(opened.stdout) < 100


def test_queries_ask_for_no_threads_of_their_own(store: Store) -> None:
    assert store.frame("SELECT current_setting('threads') AS threads")["threads"].tolist() == [1]


def test_only_tables_of_the_contract_can_be_downloaded(store: Store) -> None:
    assert store.parquet_bytes("area")[:4] == b"PAR1"
    with pytest.raises(KeyError):
        store.parquet_bytes("../area")
