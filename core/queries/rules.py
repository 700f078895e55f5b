"""The data of the rule engine (`core.rules.facts.Facts`), each kind by a named query."""

from __future__ import annotations

import pandas as pd

from core.queries.sourced import Sourced, collect
from core.rules.facts import Facts, build
from core.store import Store


def rule_beds(store: Store) -> Sourced:
    """Reported beds of all years and 必要量 2025: one row per area × bed_function × series × year.

    Columns: area_code, bed_function, series, year, beds (床, null unless observed), value_status, source_id.
    """
    frame = store.frame(
        """
        SELECT area_code, bed_function, series, year, beds, value_status, source_id
        FROM beds WHERE series IN ('reported', 'required') ORDER BY area_code, series, year, bed_function
        """
    )
    return Sourced(frame, collect(frame))


def rule_report_rates(store: Store) -> Sourced:
    """One row per area × year: area_code, year, rate (0–1, null unless observed), source_id."""
    frame = store.frame("SELECT area_code, year, rate, source_id FROM report_rate ORDER BY area_code, year")
    return Sourced(frame, collect(frame))


def rule_utilization(store: Store) -> Sourced:
    """病床利用率 of the latest fiscal year: one row per area × bed_function.

    Columns: area_code, bed_function, fiscal_year, utilization (ratio, 試算), source_id.
    """
    frame = store.frame(
        """
        SELECT area_code, bed_function, fiscal_year, utilization, source_id FROM utilization
        WHERE fiscal_year = (SELECT max(fiscal_year) FROM utilization) ORDER BY area_code, bed_function
        """
    )
    return Sourced(frame, collect(frame))


def rule_designations(store: Store) -> Sourced:
    """Confirmed designations: area_code, designation (suishin / model), as_of, source_id."""
    frame = store.frame("SELECT area_code, designation, as_of, source_id FROM designation ORDER BY area_code")
    return Sourced(frame, collect(frame))


def evidence(store: Store) -> Sourced:
    """Measures that a ④ nomination can cite: one row per area, null where the data has none.

    Columns: area_code; inflow_other_pref_acute / _comprehensive / _chronic (share of inpatients from the listed areas of
    other prefectures, a lower bound since small partners are not listed; null where the group has no row); outflow_total
    (NDB share); population_change (2024→2040, ratio); population_change_against_pref (difference to the prefecture's,
    ratio); doctors_per_100_beds, tertiary_emergency (latest publication); home_care_growth (claims 2024→2040, ratio);
    utilization_acute (ratio, 試算); source_id (comma-joined).
    """
    frame = store.frame(
        """
        WITH inflow AS (
            SELECT area_code, patient_group,
                   sum(share) FILTER (left(partner_area_code, 2) <> left(area_code, 2)) AS other_pref
            FROM flow WHERE direction = 'inflow' GROUP BY area_code, patient_group
        ), inflow_wide AS (
            -- A group that is listed without any area of another prefecture has a stated share of zero there.
            SELECT area_code,
                   max(coalesce(other_pref, 0.0)) FILTER (patient_group = 'acute') AS inflow_other_pref_acute,
                   max(coalesce(other_pref, 0.0)) FILTER (patient_group = 'comprehensive') AS inflow_other_pref_comprehensive,
                   max(coalesce(other_pref, 0.0)) FILTER (patient_group = 'chronic') AS inflow_other_pref_chronic
            FROM inflow GROUP BY area_code
        ), pref AS (
            SELECT pref_code, sum(population_2040) / sum(population_2024) - 1 AS change FROM area GROUP BY pref_code
        ), measure AS (
            SELECT area_code,
                   max(value) FILTER (measure = 'doctors_per_100_beds') AS doctors_per_100_beds,
                   max(value) FILTER (measure = 'tertiary_emergency') AS tertiary_emergency,
                   any_value(source_id) AS source_id
            FROM area_measure WHERE published_fy = (SELECT max(published_fy) FROM area_measure) GROUP BY area_code
        ), home AS (
            SELECT area_code,
                   max(claims_per_month) FILTER (fiscal_year = 2040)
                   / nullif(max(claims_per_month) FILTER (fiscal_year = 2024), 0) - 1 AS home_care_growth,
                   any_value(source_id) AS source_id
            FROM demand WHERE care = 'home_care' GROUP BY area_code
        ), acute AS (
            SELECT area_code, utilization AS utilization_acute FROM utilization
            WHERE bed_function = 'acute' AND fiscal_year = (SELECT max(fiscal_year) FROM utilization)
        ), outflow AS (
            SELECT area_code, share AS outflow_total, source_id FROM flow_total
            WHERE direction = 'outflow' AND basis = 'ndb_2024'
        )
        SELECT area_code, inflow_other_pref_acute, inflow_other_pref_comprehensive, inflow_other_pref_chronic,
               outflow_total, population_2040 / population_2024 - 1 AS population_change,
               population_2040 / population_2024 - 1 - pref.change AS population_change_against_pref,
               doctors_per_100_beds, tertiary_emergency, home_care_growth, utilization_acute,
               concat_ws(',', outflow.source_id, measure.source_id, home.source_id) AS source_id
        FROM area JOIN pref USING (pref_code)
        LEFT JOIN inflow_wide USING (area_code) LEFT JOIN outflow USING (area_code) LEFT JOIN measure USING (area_code)
        LEFT JOIN home USING (area_code) LEFT JOIN acute USING (area_code)
        ORDER BY area_code
        """
    )
    return Sourced(frame, collect(frame))


def facts(store: Store) -> Facts:
    """Everything the rule engine looks at, shaped once per data version."""
    parts = {
        "beds": rule_beds(store),
        "report_rate": rule_report_rates(store),
        "utilization": rule_utilization(store),
        "evidence": evidence(store),
        "designation": rule_designations(store),
    }
    area = store.frame(
        "SELECT area_code, area_name, pref_code, pref_name, population_2020 FROM area ORDER BY area_code"
    )
    return build(
        area=area,
        beds=parts["beds"].frame,
        report_rate=parts["report_rate"].frame,
        utilization=parts["utilization"].frame,
        evidence=_numbers(parts["evidence"].frame),
        designation=parts["designation"].frame,
        source_ids={name: part.source_ids for name, part in parts.items()},
    )


def _numbers(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.drop(columns="source_id").set_index("area_code").astype("Float64").astype("float64")


def area_institutions(store: Store, area_code: str) -> Sourced:
    """Institutions of an area in the latest publication, in the order of the published table.

    Columns: facility_name (a name that stands twice gets its number in the table), high_acute, acute, recovery, chronic
    (床, null unless stated), source_id.
    """
    frame = store.frame(
        """
        SELECT facility.facility_id, any_value(facility_name) AS facility_name,
               max(value) FILTER (facility_measure.bed_function = 'high_acute') AS high_acute,
               max(value) FILTER (facility_measure.bed_function = 'acute') AS acute,
               max(value) FILTER (facility_measure.bed_function = 'recovery') AS recovery,
               max(value) FILTER (facility_measure.bed_function = 'chronic') AS chronic,
               any_value(facility.source_id) AS source_id
        FROM facility LEFT JOIN facility_measure
             ON facility_measure.facility_id = facility.facility_id AND facility_measure.measure = 'beds'
        WHERE facility.area_code = $area_code AND facility.published_fy = (SELECT max(published_fy) FROM facility)
        GROUP BY facility.facility_id ORDER BY facility.facility_id
        """,
        area_code=area_code,
    )
    twice = frame["facility_name"].duplicated(keep=False)
    number = frame["facility_id"].str.rsplit("-", n=1).str[-1]
    frame["facility_name"] = frame["facility_name"].where(~twice, frame["facility_name"] + "(表の" + number + "番)")
    return Sourced(frame, collect(frame))
