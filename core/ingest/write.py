"""Write the tables as parquet: schema order and types, sorted by the key, the same bytes for the same input."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from core.errors import UserError
from core.ingest.build.model import Row
from core.schema import TABLES, Table

_TYPES = {"string": pa.string(), "int64": pa.int64(), "double": pa.float64(), "bool": pa.bool_()}
PARQUET = "parquet"
RECONCILIATION = "reconciliation.json"


def arrow_table(table: Table, rows: Iterable[Row]) -> pa.Table:
    """Rows in schema order → a sorted arrow table; a doubled key is a fault of ours and crashes."""
    names = [c.name for c in table.columns]
    at = [names.index(k) for k in table.key]

    def key(row: Row) -> tuple[tuple[bool, object], ...]:
        return tuple((row[i] is not None, row[i] if row[i] is not None else "") for i in at)

    ordered = sorted(rows, key=key)
    for first, second in zip(ordered, ordered[1:], strict=False):
        if key(first) == key(second):
            raise AssertionError(f"{table.name}: key {key(first)} twice")
    columns = list(zip(*ordered, strict=True)) if ordered else [()] * len(names)
    schema = pa.schema([pa.field(c.name, _TYPES[c.type]) for c in table.columns])
    arrays = [pa.array([_plain(v) for v in values], type=f.type) for values, f in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _plain(value: object) -> object:
    return str(value) if isinstance(value, str) else value  # StrEnum → str


def write_all(out: Path, rows: dict[str, list[Row]], report: dict[str, object]) -> dict[str, int]:
    """Write every table and the reconciliation, then swap them in; returns the bytes of each parquet file.

    Everything is written beside its place first, so that a failure leaves the existing data as it was.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix="ingest.tmp-", dir=out))
    except OSError as error:
        raise UserError(
            f"書き出し先「{out}」に書けません。", "フォルダーの場所と書き込みの権限を確かめてください。"
        ) from error
    try:
        parquet = staging / PARQUET
        parquet.mkdir()
        for name, table in TABLES.items():
            pq.write_table(
                arrow_table(table, rows[name]),
                parquet / f"{name}.parquet",
                compression="zstd",
                compression_level=12,
                store_schema=False,
            )
        text = json.dumps(report, ensure_ascii=False, indent=2)
        (staging / RECONCILIATION).write_text(text + "\n", encoding="utf-8", newline="\n")
        sizes = {p.name: p.stat().st_size for p in sorted(parquet.iterdir())}
        _swap(staging, out, (PARQUET, RECONCILIATION))
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return sizes


def _swap(staging: Path, out: Path, names: tuple[str, ...]) -> None:
    """Put the new files in place of the old ones: all of them, or after a failure none."""
    aside = staging / "old"
    aside.mkdir()
    undo: list[tuple[Path, Path]] = []
    try:
        for name in names:
            if (out / name).exists():
                os.rename(out / name, aside / name)
                undo.append((aside / name, out / name))
            os.rename(staging / name, out / name)
            undo.append((out / name, staging / name))
    except OSError:
        for now, before in reversed(undo):
            os.rename(now, before)
        raise
