"""Two editions as frames of the contract: the one that is shown, and the one that a run has made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from core.data.edition_place import PARQUET, RECONCILIATION, place_of
from core.data.schema import POPULATIONS, TABLES, population_years
from core.ingest.build.model import Built
from core.ingest.write import arrow_table

#: Frame by table, with the contract's columns, whichever years the columns of people carry in the file.
Edition = Mapping[str, pd.DataFrame]


def made(built: Built) -> Edition:
    """The tables that a run has made."""
    return {name: arrow_table(table, built.rows[name]).to_pandas() for name, table in TABLES.items()}


def shown(out: Path) -> Edition | None:
    """The edition in its place; None where there is none that can be read, as before the first run."""
    folder = place_of(out / PARQUET)
    try:
        frames = {name: pq.read_table(folder / f"{name}.parquet").to_pandas() for name in TABLES}
    except (OSError, pa.ArrowException):
        return None
    if years := population_years(frames["area"].columns):
        frames["area"] = frames["area"].rename(columns=dict(zip(years.columns(), POPULATIONS, strict=True)))
    if any(set(frames[name].columns) != {c.name for c in table.columns} for name, table in TABLES.items()):
        return None
    return frames


def shown_report(out: Path) -> dict[str, Any]:
    """The reconciliation of the edition in its place; empty where there is none that can be read."""
    try:
        report = json.loads(place_of(out / RECONCILIATION).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return report if isinstance(report, dict) else {}


def newest_year(edition: Edition, series: str = "reported") -> int:
    """The newest year of a series of beds. Raises ValueError without one."""
    beds = edition["beds"]
    return int(beds.loc[beds["series"] == series, "year"].max())


def national(edition: Edition, series: str, year: int, function: str = "total") -> float:
    """Beds of all areas that state them (床)."""
    beds = edition["beds"]
    rows = beds[(beds["series"] == series) & (beds["year"] == year) & (beds["bed_function"] == function)]
    return float(rows["beds"].sum())
