"""Reporting institutions, of one area or (by name) of all. facility_id is valid within one published_fy only."""

from __future__ import annotations

from typing import Final

from core.data.sourced import Sourced, collect
from core.data.store import Store
from core.vocabulary.terms import LocationBasis

#: Source of a place by its `location_basis`; the points of municipalities are our own (`core.geo`), with the outlines' origin.
LOCATION_SOURCE: Final = {
    LocationBasis.EXACT: "mhlw_hospital_list",
    LocationBasis.NORMALIZED: "mhlw_hospital_list",
    LocationBasis.REGISTERED: "mhlw_facility_list",
    LocationBasis.P04: "mlit_p04",
}


def fiscal_years(store: Store) -> list[str]:
    """Publications that list institutions, ascending (`R6`, `R7`)."""
    return [
        str(v) for v in store.frame("SELECT DISTINCT published_fy FROM facility ORDER BY published_fy")["published_fy"]
    ]


def id_range(area_code: str, published_fy: str) -> dict[str, str]:
    """First and last possible facility_id of one area and publication.

    The long table is stored in the order of facility_id, so a range is read without touching the other areas' rows.
    """
    prefix = f"{published_fy}-{area_code}-"
    return {"first": prefix, "last": f"{prefix}~"}


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
    frame = store.large_frame(
        """
        SELECT facility_id, measure, bed_function, value, value_status, source_id
        FROM facility_measure WHERE facility_id BETWEEN $first AND $last
        ORDER BY facility_id, measure, bed_function
        """,
        **id_range(area_code, published_fy),
    )
    return Sourced(frame, collect(frame))


def cells(store: Store, area_code: str, published_fy: str) -> Sourced:
    """Where the beds of one area's institutions were read in one publication: one row per institution.

    Columns: those of `facility_trace` (sheet, row and the column of each function and of 休棟中等).
    """
    frame = store.frame(
        "SELECT * FROM facility_trace WHERE facility_id BETWEEN $first AND $last ORDER BY facility_id",
        **id_range(area_code, published_fy),
    )
    return Sourced(frame, collect(frame))


def area_cells(store: Store, area_codes: tuple[str, ...] = ()) -> Sourced:
    """Where the books of institutions state the beds of areas (none named: of all): one row per area × publication.

    Columns: those of `area_trace` (sheet, row and the column of each function, of the total and of 休棟中等).
    """
    frame = store.frame(
        """
        SELECT * FROM area_trace WHERE len($area_codes) = 0 OR list_contains($area_codes, area_code)
        ORDER BY area_code, published_fy
        """,
        area_codes=list(area_codes),
    )
    return Sourced(frame, collect(frame))


def latest_names(store: Store) -> Sourced:
    """One row per institution of the latest publication: facility_name, municipality, area_code, in the publication's order."""
    frame = store.large_frame(
        """
        SELECT facility_name, coalesce(municipality, '') AS municipality, area_code
        FROM facility WHERE published_fy = (SELECT max(published_fy) FROM facility)
        """  # stored in the order of facility_id
    )
    return Sourced(frame, ())
