"""Tiny tables in the data contract's shape."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from core.data.schema import TABLES

_TYPES = {"string": pa.string(), "int64": pa.int64(), "double": pa.float64(), "bool": pa.bool_()}


def write_tables(root: Path, tables: dict[str, pd.DataFrame]) -> None:
    """Write every table of the contract under `root`; a table that is not given is empty."""
    root.mkdir(parents=True, exist_ok=True)
    for name, table in TABLES.items():
        schema = pa.schema([(c.name, _TYPES[c.type]) for c in table.columns])
        frame = tables.get(name, pd.DataFrame()).reindex(columns=[c.name for c in table.columns])
        pq.write_table(pa.Table.from_pandas(frame, schema=schema, preserve_index=False), root / f"{name}.parquet")


def bed_rows(
    area_code: str, series: str, year: int, beds: dict[str, int | None], source_id: str = "s1"
) -> list[dict[str, object]]:
    """Rows of `beds`; the total is the sum unless given. A None is a blank cell."""
    given = {k: v for k, v in beds.items() if k != "total"}
    total = beds.get("total", sum(v for v in given.values() if v is not None))
    return [
        {
            "area_code": area_code,
            "bed_function": function,
            "series": series,
            "year": year,
            "beds": value,
            "value_status": "blank" if value is None else "observed",
            "published_fy": "R7",
            "source_id": source_id,
        }
        for function, value in {"total": total, **given}.items()
    ]


def small_tables() -> dict[str, pd.DataFrame]:
    """Three areas of two prefectures: one ordinary, one with a blank cell and a 必要量 of zero, one short of beds."""
    names = [("1001", "甲", "10", "群馬県"), ("1002", "乙", "10", "群馬県"), ("1101", "丙", "11", "埼玉県")]
    area = pd.DataFrame(
        [
            {
                "area_code": c,
                "area_name": n,
                "pref_code": p,
                "pref_name": pn,
                "population_2020": 100_000,
                "area_km2": 500.0,
                "population_2024": 98_000,
                "population_2040": 80_000,
                "lon": 139.0,
                "lat": 36.0,
            }
            for c, n, p, pn in names
        ]
    )
    rows = [
        *bed_rows("1001", "reported", 2015, {"high_acute": 100, "acute": 500, "recovery": 100, "chronic": 300}),
        *bed_rows("1001", "reported", 2025, {"high_acute": 90, "acute": 420, "recovery": 180, "chronic": 260}),
        *bed_rows("1001", "planned", 2026, {"high_acute": 90, "acute": 400, "recovery": 200, "chronic": 250}),
        *bed_rows("1001", "required", 2025, {"high_acute": 80, "acute": 300, "recovery": 300, "chronic": 220}),
        *bed_rows(
            "1002",
            "reported",
            2015,
            {"high_acute": None, "acute": 50, "recovery": 0, "chronic": 60, "total": 110},
            "s2",
        ),
        *bed_rows("1002", "reported", 2025, {"high_acute": 0, "acute": 40, "recovery": 10, "chronic": 50}),
        *bed_rows("1002", "planned", 2026, {"high_acute": 0, "acute": 40, "recovery": 10, "chronic": 50}),
        *bed_rows("1002", "required", 2025, {"high_acute": 0, "acute": 20, "recovery": 40, "chronic": 40}),
        *bed_rows("1101", "reported", 2015, {"high_acute": 10, "acute": 200, "recovery": 50, "chronic": 100}),
        *bed_rows("1101", "reported", 2025, {"high_acute": 10, "acute": 190, "recovery": 60, "chronic": 90}),
        *bed_rows("1101", "planned", 2026, {"high_acute": 10, "acute": 190, "recovery": 60, "chronic": 90}),
        *bed_rows("1101", "required", 2025, {"high_acute": 40, "acute": 200, "recovery": 150, "chronic": 110}),
    ]
    rates = pd.DataFrame(
        [
            {"area_code": c, "year": y, "rate": r, "value_status": "observed", "published_fy": "R7", "source_id": "s1"}
            for c, y, r in [("1001", 2015, 0.95), ("1001", 2025, 1.0), ("1002", 2025, 0.9), ("1101", 2025, 1.0)]
        ]
    )
    source = pd.DataFrame(
        [
            {"source_id": "s1", "title": "試験用の資料一", "publisher": "試験", "published": "2026-03"},
            {"source_id": "s2", "title": "試験用の資料二", "publisher": "試験", "published": "2025-03"},
        ]
    )
    designation = pd.DataFrame(
        [{"area_code": "1001", "designation": "model", "as_of": "2024-07-31", "source_id": "s1"}]
    )
    return {
        "area": area,
        "beds": pd.DataFrame(rows),
        "report_rate": rates,
        "source": source,
        "designation": designation,
    }
