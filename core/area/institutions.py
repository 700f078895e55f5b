"""The institutions of one area and publication, shaped once for every section that shows them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from core.area import facilities, facility_table
from core.data.queries import facilities as queries
from core.data.sourced import union
from core.data.store import Store
from core.vocabulary import labels


@dataclass(frozen=True, slots=True)
class Institutions:
    """`values` and `status` (`facility_table.with_totals`) by facility_id, with the sources they were taken from."""

    published_fy: str
    values: pd.DataFrame
    status: pd.DataFrame
    source_ids: tuple[str, ...]

    @property
    def year(self) -> int:
        """Of the report."""
        return labels.published_year(self.published_fy)

    @property
    def label(self) -> str:
        """`2025年度`."""
        return f"{self.year}年度"


def institutions(store: Store, area_code: str, published_fy: str) -> Institutions:
    """Values and statuses of one publication's institutions of one area."""
    rows = queries.facilities(store, area_code, published_fy)
    measures = queries.measures(store, area_code, published_fy)
    values, status = facilities.wide(rows.frame, measures.frame)
    return Institutions(published_fy, *facility_table.with_totals(values, status), union(rows, measures))
