"""The one door to the data: the only module that opens DuckDB.

The parquet files are read into one in-process database once; then external access is switched off and the settings are
locked, so no caller can write a file or reach another one. Every call works on a cursor of its own, which makes one
`Store` safe for many Streamlit sessions (threads).
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import duckdb
import pandas as pd

from core.data import derived
from core.data.edition_place import RECONCILIATION, place_of
from core.data.schema import POPULATIONS, TABLES, PopulationYears, population_years
from core.errors import UserError

# Texts as Python's own: views look at single cells and at frames of some rows, where texts of Arrow take twice the time.
pd.set_option("mode.string_storage", "python")

#: The edition that is shown: the one that came with the program, or the folder that `KOSO_DATA` names (docs/operate.md).
PLACE: Final = "KOSO_DATA"
DATA_DIR = Path(os.environ.get(PLACE) or Path(__file__).resolve().parents[2] / "data")
PARQUET_DIR = DATA_DIR / "parquet"
log = logging.getLogger(__name__)
_HERE: Final = "python -m core.ingest --source 公表資料のフォルダ を実行するか、リポジトリを取得し直してください。"
_ELSEWHERE: Final = (
    "環境変数 KOSO_DATA が指す場所を確かめてください(URL は python -m core.serve で始めたときだけ使えます)。"
)
#: Types of the contract as DuckDB calls them, and in words.
_KINDS: Final = {
    "string": ("VARCHAR", "文字"),
    "int64": ("BIGINT", "整数"),
    "double": ("DOUBLE", "数"),
    "bool": ("BOOLEAN", "真偽"),
}
_DATABASE: Final = "edition"
#: Differences from the contract that are told.
_TOLD: Final = 3


class Store:
    """Read-only access to the parquet tables of the data contract (`core.data.schema`)."""

    def __init__(self, root: Path = PARQUET_DIR) -> None:
        """Open the tables under `root`. Raises UserError when a table is missing, unreadable, or not as the contract says."""
        self.root = place_of(root.resolve())
        missing = [name for name in TABLES if not self._path(name).is_file()]
        if missing:
            raise UserError(
                f"データがありません: {self.root.name} フォルダーに {', '.join(f'{m}.parquet' for m in missing)} が見つかりません。",
                _ELSEWHERE if os.environ.get(PLACE) else _HERE,
            )
        self.version = fingerprint(self.root)
        self._files = self._read_files()
        #: What ingest checked of this edition; None where it left no report.
        self.reconciliation = _text(place_of(root.resolve().parent / RECONCILIATION))
        #: Names the content, on every machine alike.
        self.edition = _digest(self._files)
        self._con = duckdb.connect(":memory:")
        # A plain database in memory holds its tables uncompressed, five times as large.
        self._con.execute(f"ATTACH ':memory:' AS {_DATABASE} (COMPRESS)")
        self._con.execute(f"USE {_DATABASE}")
        #: Cursors that nobody uses now: each has been told the database, which takes longer than most queries do.
        self._idle: deque[duckdb.DuckDBPyConnection] = deque()
        for name in TABLES:
            try:
                self._con.execute(f'CREATE TABLE "{name}" AS SELECT * FROM read_parquet(?)', [str(self._path(name))])
            except duckdb.Error as error:
                log.warning("%s cannot be read: %s", self._path(name), error)
                raise UserError(
                    f"データを読めません: {name}.parquet",
                    "ファイルが壊れている可能性があります。python -m core.ingest で作り直してください。",
                ) from error
        #: Years of the figures of people, as the file names them.
        self.population_years = self._name_population_columns()
        self._hold_against_the_contract()
        if not self.is_current():
            raise UserError("データが入れ替えられている途中です。", "少し待ってから、再読み込みしてください。")
        for statement, given in derived.statements(self.population_years):
            self._con.execute(statement, given or None)
        # Opening uses every core; a query of some thousand rows gains nothing by it, and each thread keeps memory of its own.
        self._con.execute("SET threads = 1")
        self._con.execute("SET enable_external_access = false")
        self._con.execute("SET lock_configuration = true")

    def _read_files(self) -> dict[str, bytes]:
        """The files as they are now: what is handed out later is of this edition, whatever lies there then."""
        try:
            return {name: self._path(name).read_bytes() for name in TABLES}
        except OSError as error:
            raise UserError(
                "データが入れ替えられている途中です。", "少し待ってから、再読み込みしてください。"
            ) from error

    def _name_population_columns(self) -> PopulationYears:
        """Call the figures of people as the program does, whichever years the books of this edition state."""
        columns = self._con.execute("SELECT column_name FROM duckdb_columns() WHERE table_name = 'area'").fetchall()
        years = population_years(name for (name,) in columns)
        if years is None:  # the contract is broken, which is told next
            return population_years(POPULATIONS) or PopulationYears(0, 0, 0)
        for column in years.columns():  # in two steps, because a name may pass from one figure to another
            self._con.execute(f'ALTER TABLE area RENAME "{column}" TO "{column} in the file"')
        for column, name in zip(years.columns(), POPULATIONS, strict=True):
            self._con.execute(f'ALTER TABLE area RENAME "{column} in the file" TO "{name}"')
        return years

    def _hold_against_the_contract(self) -> None:
        """Refuse tables whose columns differ in name or type, and a list of areas without an area."""
        found: dict[str, dict[str, str]] = {name: {} for name in TABLES}
        for table, column, kind in self._con.execute(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal"
        ).fetchall():
            found[table][column] = kind
        wrong = []
        for name, table in TABLES.items():
            wrong += [f"{name}.parquet に列 {c.name} がありません" for c in table.columns if c.name not in found[name]]
            wrong += [
                f"{name}.parquet の列 {c.name} が{_KINDS[c.type][1]}ではありません"
                for c in table.columns
                if found[name].get(c.name, _KINDS[c.type][0]) != _KINDS[c.type][0]
            ]
        if not wrong and self._con.execute("SELECT count(*) FROM area").fetchone() == (0,):
            wrong = ["area.parquet に構想区域が1つもありません"]
        if wrong:
            more = f"(ほかに{len(wrong) - _TOLD}か所)" if len(wrong) > _TOLD else ""
            raise UserError(
                f"データの形が違います: {'、'.join(wrong[:_TOLD])}{more}。",
                "別の版のデータか、手で書き換えたデータです。python -m core.ingest で作り直してください。",
            )

    def _path(self, table: str) -> Path:
        return self.root / f"{table}.parquet"

    def frame(self, sql: str, **params: object) -> pd.DataFrame:
        """Rows of a query with named `$parameters`, on a cursor that this call alone uses."""
        with self._cursor() as cursor:
            return cursor.execute(sql, params or None).df()

    def large_frame(self, sql: str, **params: object) -> pd.DataFrame:
        """Rows of a query with many thousands of rows, by way of Arrow: half the time for many texts."""
        with self._cursor() as cursor:
            frame: pd.DataFrame = cursor.sql(sql, params=params or None).to_arrow_table().to_pandas()
            return frame

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor that no other call uses meanwhile; one that failed is not used again."""
        try:
            cursor = self._idle.pop()
        except IndexError:
            cursor = self._con.cursor()
            cursor.execute(f"USE {_DATABASE}")
        try:
            yield cursor
        except BaseException:
            cursor.close()
            raise
        self._idle.append(cursor)

    def parquet_bytes(self, table: str) -> bytes:
        """The parquet file of one table of the contract, as it was when this edition was opened."""
        if table not in TABLES:
            raise KeyError(table)
        return self._files[table]

    def is_current(self) -> bool:
        """False as soon as the files under `root` have changed (a new ingest): the caller opens a new Store."""
        return fingerprint(self.root) == self.version


def fingerprint(root: Path) -> str:
    """Short text that changes when any parquet file under `root` changes (name, size, time of change), or the place where they lie."""
    root = place_of(root)
    digest = hashlib.sha256(root.parent.name.encode())
    for path in sorted(root.glob("*.parquet")):
        stat = path.stat()
        digest.update(f"{path.name}:{stat.st_size}:{stat.st_mtime_ns};".encode())
    return digest.hexdigest()[:16]


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _digest(files: Mapping[str, bytes]) -> str:
    """Short text that changes with the content of the tables alone."""
    digest = hashlib.sha256()
    for name in sorted(TABLES):
        digest.update(files[name])
    return digest.hexdigest()[:8]
