"""The one door to the data: the only module that opens DuckDB.

The parquet files are read into one in-process database once; then external access is switched off and the settings are
locked, so no caller can write a file or reach another one. Every call works on a cursor of its own, which makes one
`Store` safe for many Streamlit sessions (threads).
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import pandas as pd

from core.data import derived
from core.data.schema import TABLES
from core.errors import UserError

DATA_DIR = Path(__file__).resolve().parents[2] / "data"
PARQUET_DIR = DATA_DIR / "parquet"


class Store:
    """Read-only access to the parquet tables of the data contract (`core.data.schema`)."""

    def __init__(self, root: Path = PARQUET_DIR) -> None:
        """Open the tables under `root`. Raises UserError when a table of the contract is missing or unreadable."""
        self.root = root.resolve()
        missing = [name for name in TABLES if not self._path(name).is_file()]
        if missing:
            raise UserError(
                f"データがありません: {self.root} に {', '.join(f'{m}.parquet' for m in missing)} が見つかりません。",
                "python -m core.ingest --source 公表資料のフォルダ を実行するか、リポジトリを取得し直してください。",
            )
        self.version = fingerprint(self.root)
        self._con = duckdb.connect(":memory:")
        for name in TABLES:
            try:
                self._con.execute(f'CREATE TABLE "{name}" AS SELECT * FROM read_parquet(?)', [str(self._path(name))])
            except duckdb.Error as error:
                raise UserError(
                    f"データを読めません: {self._path(name)} ({error})",
                    "ファイルが壊れている可能性があります。python -m core.ingest で作り直してください。",
                ) from error
        for statement, given in derived.statements():
            self._con.execute(statement, given or None)
        self._con.execute("SET enable_external_access = false")
        self._con.execute("SET lock_configuration = true")

    def _path(self, table: str) -> Path:
        return self.root / f"{table}.parquet"

    def frame(self, sql: str, **params: object) -> pd.DataFrame:
        """Rows of a query with named `$parameters`, on a cursor of this call."""
        cursor = self._con.cursor()
        try:
            return cursor.execute(sql, params or None).df()
        finally:
            cursor.close()

    def large_frame(self, sql: str, **params: object) -> pd.DataFrame:
        """Rows of a query with many thousands of rows, by way of Arrow: half the time for many texts."""
        cursor = self._con.cursor()
        try:
            frame: pd.DataFrame = cursor.sql(sql, params=params or None).to_arrow_table().to_pandas()
            return frame
        finally:
            cursor.close()

    def parquet_bytes(self, table: str) -> bytes:
        """The parquet file of one table of the contract, as committed."""
        if table not in TABLES:
            raise KeyError(table)
        return self._path(table).read_bytes()

    def is_current(self) -> bool:
        """False as soon as the files under `root` have changed (a new ingest): the caller opens a new Store."""
        return fingerprint(self.root) == self.version


def fingerprint(root: Path) -> str:
    """Short text that changes when any parquet file under `root` changes (name, size, time of change)."""
    digest = hashlib.sha256()
    for path in sorted(root.glob("*.parquet")):
        stat = path.stat()
        digest.update(f"{path.name}:{stat.st_size}:{stat.st_mtime_ns};".encode())
    return digest.hexdigest()[:16]
