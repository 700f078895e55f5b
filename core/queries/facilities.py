"""Reporting institutions of one area. facility_id is valid within one published_fy only."""

from __future__ import annotations

from core.queries.sourced import Sourced, collect
from core.store import Store


def fiscal_years(store: Store) -> list[str]:
    """Publications that list institutions, ascending (`R6`, `R7`)."""
    return [
        str(v) for v in store.frame("SELECT DISTINCT published_fy FROM facility ORDER BY published_fy")["published_fy"]
    ]


def facilities(store: Store, area_code: str, published_fy: str) -> Sourced:
    """One row per institution of one area and publication, in the publication's order: the columns of the `facility` table."""
    frame = store.frame(
        """
        SELECT * FROM facility WHERE area_code = $area_code AND published_fy = $published_fy ORDER BY facility_id
        """,
        area_code=area_code,
        published_fy=published_fy,
    )
    return Sourced(frame, collect(frame))


def measures(store: Store, area_code: str, published_fy: str) -> Sourced:
    """One row per institution × measure × bed_function: facility_id, measure, bed_function, value, value_status, source_id."""
    frame = store.frame(
        """
        SELECT m.facility_id, m.measure, m.bed_function, m.value, m.value_status, m.source_id
        FROM facility_measure m JOIN facility f USING (facility_id)
        WHERE f.area_code = $area_code AND f.published_fy = $published_fy
        ORDER BY m.facility_id, m.measure, m.bed_function
        """,
        area_code=area_code,
        published_fy=published_fy,
    )
    return Sourced(frame, collect(frame))
