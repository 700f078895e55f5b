"""One area: its profile, report rates, populations beside prefecture and nation, and the features that peers are found by."""

from __future__ import annotations

from core.data.sourced import Sourced, collect
from core.data.store import Store


def measures(store: Store, area_code: str) -> Sourced:
    """One row per published_fy × measure × bed_function of one area (`core.measures`).

    Columns: published_fy, measure, bed_function (null when not by function), value, value_status, source_id.
    """
    frame = store.frame(
        """
        SELECT published_fy, measure, bed_function, value, value_status, source_id
        FROM area_measure WHERE area_code = $area_code
        ORDER BY published_fy, measure, bed_function
        """,
        area_code=area_code,
    )
    return Sourced(frame, collect(frame))


def measure_of_all(store: Store, measure: str) -> Sourced:
    """One measure (not by function) of every area in the latest publication: area_code, pref_code, value, value_status, source_id."""
    frame = store.frame(
        """
        SELECT area_code, area.pref_code, value, value_status, source_id
        FROM area_measure JOIN area USING (area_code)
        WHERE measure = $measure AND bed_function IS NULL
          AND published_fy = (SELECT max(published_fy) FROM area_measure)
        ORDER BY area_code
        """,
        measure=measure,
    )
    return Sourced(frame, collect(frame))


def report_rates(store: Store, area_code: str) -> Sourced:
    """One row per year: year, rate (0–1, null unless observed), value_status, source_id."""
    frame = store.frame(
        "SELECT year, rate, value_status, source_id FROM report_rate WHERE area_code = $area_code ORDER BY year",
        area_code=area_code,
    )
    return Sourced(frame, collect(frame))


def populations(store: Store, area_code: str) -> Sourced:
    """Three rows (scope area, pref, nation): population_2020, population_2024, population_2040 (人), area_km2, areas (区域数)."""
    frame = store.frame(
        "SELECT * EXCLUDE (area_code, position) FROM populations WHERE area_code = $area_code ORDER BY position",
        area_code=area_code,
    )
    return Sourced(frame.drop(columns="source_id"), collect(frame))


def features(store: Store) -> Sourced:
    """One row per area, for finding similar areas.

    Columns: area_code, population (2020, 人), density (人/km²), decline (change 2024→2040, ratio), inflow and outflow
    (overall NDB rate, 0–1), doctors (per 100 beds), beds_rate (latest reported beds per 100,000 people). Null when missing.
    """
    frame = store.frame("SELECT * FROM features ORDER BY area_code")
    return Sourced(frame, collect(frame))


def utilization(store: Store, area_code: str) -> Sourced:
    """病床利用率 (試算) of one area: bed_function, fiscal_year, patient_days (人日), beds (床), utilization (1 = 100 %), basis, source_id."""
    frame = store.frame(
        """
        SELECT bed_function, fiscal_year, patient_days, beds, utilization, basis, source_id
        FROM utilization WHERE area_code = $area_code ORDER BY fiscal_year, bed_function
        """,
        area_code=area_code,
    )
    return Sourced(frame, collect(frame))


def national_utilization(store: Store) -> Sourced:
    """National 病床利用率 (試算) per bed_function × fiscal_year: Σ patient_days ÷ (Σ beds × 365), areas, over_full (areas > 100 %)."""
    frame = store.frame(
        """
        SELECT bed_function, fiscal_year, sum(patient_days) / (sum(beds) * 365) AS utilization, median(utilization) AS median,
               count(utilization) AS areas, count(*) FILTER (utilization > 1) AS over_full,
               string_agg(DISTINCT source_id, ',' ORDER BY source_id) AS source_id
        FROM utilization WHERE utilization IS NOT NULL GROUP BY bed_function, fiscal_year ORDER BY fiscal_year, bed_function
        """
    )
    return Sourced(frame, collect(frame))


def designation(store: Store, area_code: str) -> Sourced:
    """The area's designation where one is known: designation (suishin / model), as_of, source_id; no row otherwise."""
    frame = store.frame(
        "SELECT designation, as_of, source_id FROM designation WHERE area_code = $area_code", area_code=area_code
    )
    return Sourced(frame, collect(frame))
