"""Fixtures of the ingest tests: a set of workbooks on three invented areas, and the data made from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from core.ingest.run import ingest
from tests.ingest import books, invented


class Data:
    """The written tables of one run, and its reconciliation."""

    def __init__(self, out: Path, report: dict[str, Any]) -> None:
        self.out = out
        self.report = report

    def table(self, name: str) -> pd.DataFrame:
        return pd.read_parquet(self.out / "parquet" / f"{name}.parquet")

    def one(self, name: str, **where: object) -> pd.Series:
        """The single row of a table with these values."""
        rows = self.table(name)
        for column, value in where.items():
            rows = rows[rows[column].isna()] if value is None else rows[rows[column] == value]
        assert len(rows) == 1, f"{name} {where}: {len(rows)} rows"
        return rows.iloc[0]


def run(source: Path, out: Path) -> Data:
    """Ingest a directory of invented books, for which there is neither content nor geometry."""
    return Data(out, ingest(source, out, area_count=len(invented.AREAS), confirm="試験用の資料"))


@pytest.fixture(scope="session")
def source_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both publications in full. Read only: copy it before changing a file."""
    directory = tmp_path_factory.mktemp("official")
    books.write_all(directory)
    return directory


@pytest.fixture(scope="session")
def data(source_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Data:
    """The tables made from `source_dir`."""
    return run(source_dir, tmp_path_factory.mktemp("data"))
