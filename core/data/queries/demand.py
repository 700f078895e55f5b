"""Projected demand for 在宅 and 外来 care: claims per month, not patients."""

from __future__ import annotations

from core.data.sourced import Sourced, collect
from core.data.store import Store


def demand(store: Store, area_code: str) -> Sourced:
    """One row per scope (area, pref, nation) × care × fiscal_year: claims_per_month (件/月, summed over the scope's areas), source_id."""
    frame = store.frame(
        """
        WITH one AS (SELECT pref_code FROM area WHERE area_code = $area_code),
        scoped AS (
            SELECT 'area' AS scope, demand.* FROM demand WHERE area_code = $area_code
            UNION ALL SELECT 'pref', demand.* FROM demand WHERE area_code IN (SELECT area_code FROM area JOIN one USING (pref_code))
            UNION ALL SELECT 'nation', demand.* FROM demand
        )
        SELECT scope, care, fiscal_year, sum(claims_per_month) AS claims_per_month, any_value(source_id) AS source_id
        FROM scoped GROUP BY scope, care, fiscal_year
        ORDER BY list_position(['area', 'pref', 'nation'], scope), care, fiscal_year
        """,
        area_code=area_code,
    )
    return Sourced(frame, collect(frame))
