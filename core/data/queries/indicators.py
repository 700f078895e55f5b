"""What one value of an area is made of, for each indicator of the overview: one row per area, in code order.

Columns: area_code, area_name, pref_code, pref_name, part, whole (of a ratio; null for a plain figure), value_status
(`ValueStatus`; null where the publication has no row), source_id (comma-joined).
"""

from __future__ import annotations

from core.data.queries.review import LARGEST, STAYS
from core.data.schema import NDB, POPULATION_LATER, POPULATION_NOW
from core.data.sourced import Sourced, collect
from core.data.store import Store

_AREA = "area.area_code, area.area_name, area.pref_code, area.pref_name"


def demand_years(store: Store) -> list[int]:
    """Fiscal years of the projected demand, ascending."""
    return _years(store, "SELECT DISTINCT fiscal_year AS year FROM demand")


def planned_years(store: Store) -> list[int]:
    """Reported years for which the book of the year before stated a plan, ascending."""
    return _years(
        store,
        "SELECT DISTINCT r.year FROM beds r JOIN beds p ON p.year = r.year AND p.series = 'planned' WHERE r.series = 'reported'",
    )


def followed_years(store: Store) -> list[int]:
    """Reported years whose year before was reported too, ascending."""
    return _years(
        store,
        "SELECT DISTINCT r.year FROM beds r JOIN beds b ON b.year = r.year - 1 AND b.series = 'reported' WHERE r.series = 'reported'",
    )


def utilization_years(store: Store) -> list[int]:
    """Fiscal years of the estimated 病床利用率, ascending."""
    return _years(store, "SELECT DISTINCT fiscal_year AS year FROM utilization")


def _years(store: Store, sql: str) -> list[int]:
    return sorted(int(y) for y in store.frame(sql)["year"])


def demand(store: Store, care: str, year: int) -> Sourced:
    """`part`: claims per month (件/月) of one fiscal year."""
    return _sourced(
        store,
        f"""
        SELECT {_AREA}, claims_per_month AS part, NULL::DOUBLE AS whole,
               CASE WHEN claims_per_month IS NOT NULL THEN 'observed' END AS value_status, demand.source_id
        FROM area LEFT JOIN demand ON demand.area_code = area.area_code AND care = $care AND fiscal_year = $year
        ORDER BY area.area_code
        """,
        care=care,
        year=year,
    )


def population(store: Store) -> Sourced:
    """`part`: people of the projection, `whole`: people of the demand book's own year (人)."""
    return _sourced(
        store,
        f"""
        SELECT {_AREA}, CAST({POPULATION_LATER} AS DOUBLE) AS part, CAST({POPULATION_NOW} AS DOUBLE) AS whole,
               CASE WHEN {POPULATION_LATER} IS NOT NULL AND {POPULATION_NOW} IS NOT NULL THEN 'observed' END AS value_status,
               (SELECT string_agg(DISTINCT source_id, ',' ORDER BY source_id) FROM demand) AS source_id
        FROM area ORDER BY area.area_code
        """,
    )


def own_share(store: Store, group: str) -> Sourced:
    """`part`: share of the area's own patients of a group that are treated in it (0–1)."""
    return _sourced(
        store,
        f"""
        WITH stays AS ({STAYS})
        SELECT {_AREA}, own AS part, NULL::DOUBLE AS whole, CASE WHEN own IS NOT NULL THEN 'observed' END AS value_status,
               CASE WHEN own IS NOT NULL THEN stays.source_id END AS source_id
        FROM area LEFT JOIN stays ON stays.area_code = area.area_code AND patient_group = $patient_group
        ORDER BY area.area_code
        """,
        patient_group=group,
    )


def inflow(store: Store) -> Sourced:
    """`part`: overall rate of patients from other areas in the newest NDB rates (0–1)."""
    return _sourced(
        store,
        f"""
        SELECT {_AREA}, share AS part, NULL::DOUBLE AS whole, value_status, flow_total.source_id
        FROM area LEFT JOIN flow_total ON flow_total.area_code = area.area_code AND direction = 'inflow'
             AND basis = (SELECT max(basis) FROM flow_total WHERE starts_with(basis, '{NDB}'))
        ORDER BY area.area_code
        """,
    )


def against_plan(store: Store, function: str, year: int) -> Sourced:
    """`part`: reported beds of a year, `whole`: beds planned for it in the book of the year before (床)."""
    return _two_series(store, function, year, "planned", year)


def against_last_year(store: Store, function: str, year: int) -> Sourced:
    """`part`: reported beds of a year, `whole`: of the year before (床)."""
    return _two_series(store, function, year, "reported", year - 1)


def _two_series(store: Store, function: str, year: int, series: str, other: int) -> Sourced:
    """A status that is not observed counts, the reported one first."""
    return _sourced(
        store,
        f"""
        SELECT {_AREA}, CAST(now.beds AS DOUBLE) AS part, CAST(base.beds AS DOUBLE) AS whole,
               CASE WHEN now.value_status = 'observed' THEN base.value_status ELSE now.value_status END AS value_status,
               concat_ws(',', now.source_id, base.source_id) AS source_id
        FROM area
        LEFT JOIN beds AS now ON now.area_code = area.area_code AND now.bed_function = $bed_function
             AND now.series = 'reported' AND now.year = $year
        LEFT JOIN beds AS base ON base.area_code = area.area_code AND base.bed_function = $bed_function
             AND base.series = $series AND base.year = $other
        ORDER BY area.area_code
        """,
        bed_function=function,
        year=year,
        series=series,
        other=other,
    )


def utilization(store: Store, function: str, year: int) -> Sourced:
    """`part`: estimated patient days, `whole`: beds × 365, of one function; for the total of all that have an estimate.

    An area whose beds of the function are none has the status not_applicable. The total is there only where every function with
    beds has an estimate.
    """
    return _sourced(
        store,
        f"""
        WITH stated AS (
            SELECT area_code, bed_function, value AS beds FROM area_measure
            WHERE measure = 'beds' AND bed_function IS NOT NULL AND bed_function <> 'total'
              AND published_fy = (SELECT max(published_fy) FROM area_measure)
        ), one AS (
            SELECT stated.area_code, count(*) FILTER (stated.beds > 0 OR stated.beds IS NULL) AS wanted,
                   count(utilization) AS had, sum(patient_days) AS days, sum(utilization.beds) * 365 AS room,
                   string_agg(DISTINCT utilization.source_id, ',') AS source_id
            FROM stated LEFT JOIN utilization ON utilization.area_code = stated.area_code
                 AND utilization.bed_function = stated.bed_function AND fiscal_year = $year
            WHERE $bed_function IN ('total', stated.bed_function) GROUP BY stated.area_code
        )
        SELECT {_AREA}, CASE WHEN had = wanted AND had > 0 THEN days END AS part,
               CASE WHEN had = wanted AND had > 0 THEN CAST(room AS DOUBLE) END AS whole,
               CASE WHEN wanted = 0 THEN 'not_applicable' ELSE 'observed' END AS value_status,
               one.source_id
        FROM area LEFT JOIN one ON one.area_code = area.area_code ORDER BY area.area_code
        """,
        bed_function=function,
        year=year,
    )


def largest(store: Store, measure: str) -> Sourced:
    """`part`: largest figure of an institution of the area, `whole`: the area's own figure, in the newest publication.

    A status that is not observed: the area's own, or that of its institutions where none states a figure. Two more columns:
    withheld and unreported, the numbers of institutions without a figure.
    """
    return _sourced(
        store,
        f"""
        WITH found AS ({LARGEST})
        SELECT {_AREA}, largest AS part, total AS whole,
               CASE WHEN total_status <> 'observed' THEN total_status WHEN stated > 0 THEN 'observed' ELSE silent END AS value_status,
               found.source_id, coalesce(withheld, 0) AS withheld, coalesce(unreported, 0) AS unreported
        FROM area LEFT JOIN found USING (area_code) ORDER BY area.area_code
        """,
        measures=[measure],
    )


def _sourced(store: Store, sql: str, **params: object) -> Sourced:
    frame = store.frame(sql, **params)
    return Sourced(frame, collect(frame))
