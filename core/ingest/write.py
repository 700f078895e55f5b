"""Write the tables as parquet: schema order and types, sorted by the key, the same bytes for the same input."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from core.data.edition_place import PARQUET, RECONCILIATION
from core.data.schema import TABLES, Table
from core.ingest.build.model import Row
from core.ingest.publish import alone, publish, settle, staging

_TYPES = {"string": pa.string(), "int64": pa.int64(), "double": pa.float64(), "bool": pa.bool_()}


def arrow_table(table: Table, rows: Iterable[Row], named: Mapping[str, str] | None = None) -> pa.Table:
    """Rows in schema order (`named`: columns that carry another year in this edition) → an arrow table sorted by the key, null first; a doubled key is our fault and crashes."""
    schema = pa.schema([pa.field((named or {}).get(c.name, c.name), _TYPES[c.type]) for c in table.columns])
    columns = list(zip(*rows, strict=True)) or [()] * len(table.columns)
    arrays = [pa.array(values, type=field.type) for values, field in zip(columns, schema, strict=True)]
    built = pa.Table.from_arrays(arrays, schema=schema)
    order = [(name, "ascending", "at_start") for name in table.key]
    if built.group_by(list(table.key)).aggregate([]).num_rows != built.num_rows:
        raise AssertionError(f"{table.name}: a key {table.key} stands twice")
    return built.take(pc.sort_indices(built, sort_keys=order)).combine_chunks()


def write_all(
    out: Path, rows: dict[str, list[Row]], report: dict[str, object], named: Mapping[str, str] | None = None
) -> dict[str, int]:
    """Write every table and the reconciliation and publish them; returns the bytes of each parquet file.

    Everything is written beside its place first, so that a failure leaves the existing data as it was.
    """
    with alone(out):
        settle(out)
        with staging(out) as folder:
            parquet = folder / PARQUET
            parquet.mkdir()
            for name, table in TABLES.items():
                pq.write_table(
                    arrow_table(table, rows[name], named),
                    parquet / f"{name}.parquet",
                    compression="zstd",
                    compression_level=12,
                    store_schema=False,
                )
            text = json.dumps(report, ensure_ascii=False, indent=2)
            (folder / RECONCILIATION).write_text(text + "\n", encoding="utf-8", newline="\n")
            sizes = {p.name: p.stat().st_size for p in sorted(parquet.iterdir())}
            publish(folder, out)
    return sizes
