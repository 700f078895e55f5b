"""Tables that the Store derives once at its opening, because planning their joins costs more than reading them."""

from __future__ import annotations

from typing import Final

#: One row per area × bed_function × reported year: `queries.beds.comparison` without its filter.
COMPARISON: Final = """
CREATE TABLE comparison AS
WITH reported AS (
    SELECT area_code, bed_function, year, beds AS reported, value_status AS reported_status, source_id
    FROM beds WHERE series = 'reported'
), base AS (
    SELECT area_code, bed_function, beds AS base_2015, source_id FROM beds WHERE series = 'reported' AND year = 2015
), planned AS (
    SELECT area_code, bed_function, beds AS planned, year AS planned_year FROM beds
    WHERE series = 'planned' AND year = (SELECT max(year) FROM beds WHERE series = 'planned')
), required AS (
    SELECT area_code, bed_function, beds AS required, source_id FROM beds WHERE series = 'required' AND year = 2025
)
SELECT reported.year, reported.area_code, area.area_name, area.pref_code, area.pref_name, reported.bed_function,
       reported, reported_status, base_2015, planned, planned_year, required,
       report_rate.rate AS report_rate, designation.designation,
       concat_ws(',', reported.source_id, base.source_id, required.source_id) AS source_id
FROM reported
JOIN area USING (area_code)
LEFT JOIN base USING (area_code, bed_function)
LEFT JOIN planned USING (area_code, bed_function)
LEFT JOIN required USING (area_code, bed_function)
LEFT JOIN report_rate ON report_rate.area_code = reported.area_code AND report_rate.year = reported.year
LEFT JOIN designation ON designation.area_code = reported.area_code
"""

#: One row per area: `queries.area.features`.
FEATURES: Final = """
CREATE TABLE features AS
WITH flows AS (
    SELECT area_code, max(share) FILTER (direction = 'inflow') AS inflow, max(share) FILTER (direction = 'outflow') AS outflow,
           string_agg(DISTINCT source_id, ',' ORDER BY source_id) AS source_id
    FROM flow_total WHERE basis = 'ndb_2024' GROUP BY area_code
), doctors AS (
    SELECT area_code, value AS doctors, source_id FROM area_measure
    WHERE measure = 'doctors_per_100_beds' AND bed_function IS NULL
      AND published_fy = (SELECT max(published_fy) FROM area_measure)
), latest AS (
    SELECT area_code, beds, source_id FROM beds WHERE series = 'reported' AND bed_function = 'total'
      AND year = (SELECT max(year) FROM beds WHERE series = 'reported')
)
SELECT area_code, population_2020 AS population, population_2020 / nullif(area_km2, 0) AS density,
       population_2040 / nullif(population_2024, 0) - 1 AS decline, inflow, outflow, doctors,
       latest.beds / nullif(population_2020, 0) * 100000 AS beds_rate,
       concat_ws(',', flows.source_id, doctors.source_id, latest.source_id) AS source_id
FROM area LEFT JOIN flows USING (area_code) LEFT JOIN doctors USING (area_code) LEFT JOIN latest USING (area_code)
"""

#: One row per area: `queries.rules.evidence`.
EVIDENCE: Final = """
CREATE TABLE evidence AS
WITH inflow AS (
    SELECT area_code, patient_group,
           sum(share) FILTER (left(partner_area_code, 2) <> left(area_code, 2)) AS other_pref,
           string_agg(DISTINCT source_id, ',') AS source_id
    FROM flow WHERE direction = 'inflow' GROUP BY area_code, patient_group
), inflow_wide AS (
    -- A group that is listed without any area of another prefecture has a stated share of zero there.
    SELECT area_code,
           max(coalesce(other_pref, 0.0)) FILTER (patient_group = 'acute') AS inflow_other_pref_acute,
           max(coalesce(other_pref, 0.0)) FILTER (patient_group = 'comprehensive') AS inflow_other_pref_comprehensive,
           max(coalesce(other_pref, 0.0)) FILTER (patient_group = 'chronic') AS inflow_other_pref_chronic,
           string_agg(DISTINCT source_id, ',' ORDER BY source_id) AS source_id
    FROM inflow GROUP BY area_code
), pref AS (
    -- A prefecture of which one area's population is missing has none itself.
    SELECT pref_code, CASE WHEN count(population_2024) = count(*) AND count(population_2040) = count(*)
           THEN sum(population_2040) / nullif(sum(population_2024), 0) - 1 END AS change
    FROM area GROUP BY pref_code
), measure AS (
    SELECT area_code,
           max(value) FILTER (measure = 'doctors_per_100_beds') AS doctors_per_100_beds,
           max(value) FILTER (measure = 'tertiary_emergency') AS tertiary_emergency,
           string_agg(DISTINCT source_id, ',' ORDER BY source_id) AS source_id
    FROM area_measure WHERE measure IN ('doctors_per_100_beds', 'tertiary_emergency')
      AND published_fy = (SELECT max(published_fy) FROM area_measure) GROUP BY area_code
), home AS (
    SELECT area_code,
           max(claims_per_month) FILTER (fiscal_year = 2040)
           / nullif(max(claims_per_month) FILTER (fiscal_year = 2024), 0) - 1 AS home_care_growth,
           string_agg(DISTINCT source_id, ',' ORDER BY source_id) AS source_id
    FROM demand WHERE care = 'home_care' AND fiscal_year IN (2024, 2040) GROUP BY area_code
), acute AS (
    SELECT area_code, utilization AS utilization_acute, source_id FROM utilization
    WHERE bed_function = 'acute' AND fiscal_year = (SELECT max(fiscal_year) FROM utilization)
), outflow AS (
    SELECT area_code, share AS outflow_total, source_id FROM flow_total
    WHERE direction = 'outflow' AND basis = 'ndb_2024'
)
SELECT area_code, inflow_other_pref_acute, inflow_other_pref_comprehensive, inflow_other_pref_chronic,
       outflow_total, population_2040 / nullif(population_2024, 0) - 1 AS population_change,
       population_2040 / nullif(population_2024, 0) - 1 - pref.change AS population_change_against_pref,
       doctors_per_100_beds, tertiary_emergency, home_care_growth, utilization_acute,
       concat_ws(',', inflow_wide.source_id, outflow.source_id, measure.source_id, home.source_id, acute.source_id) AS source_id
FROM area JOIN pref USING (pref_code)
LEFT JOIN inflow_wide USING (area_code) LEFT JOIN outflow USING (area_code) LEFT JOIN measure USING (area_code)
LEFT JOIN home USING (area_code) LEFT JOIN acute USING (area_code)
"""

#: Three rows per area (itself, its prefecture, the nation): `queries.area.populations`.
POPULATIONS: Final = """
CREATE TABLE populations AS
WITH scoped AS (
    SELECT area_code, 1 AS position, 'area' AS scope, population_2020, population_2024, population_2040, area_km2 FROM area
    UNION ALL
    SELECT one.area_code, 2, 'pref', member.population_2020, member.population_2024, member.population_2040, member.area_km2
    FROM area AS one JOIN area AS member USING (pref_code)
    UNION ALL
    SELECT one.area_code, 3, 'nation', member.population_2020, member.population_2024, member.population_2040, member.area_km2
    FROM area AS one CROSS JOIN area AS member
), sources AS (
    SELECT DISTINCT source_id FROM area_measure WHERE published_fy = (SELECT max(published_fy) FROM area_measure)
    UNION SELECT DISTINCT source_id FROM demand
)
-- A sum of which a part is missing is missing.
SELECT area_code, position, scope,
       CASE WHEN count(population_2020) = count(*) THEN CAST(sum(population_2020) AS BIGINT) END AS population_2020,
       CASE WHEN count(population_2024) = count(*) THEN CAST(sum(population_2024) AS BIGINT) END AS population_2024,
       CASE WHEN count(population_2040) = count(*) THEN CAST(sum(population_2040) AS BIGINT) END AS population_2040,
       CASE WHEN count(area_km2) = count(*) THEN sum(area_km2) END AS area_km2, count(*) AS areas,
       (SELECT string_agg(source_id, ',' ORDER BY source_id) FROM sources) AS source_id
FROM scoped GROUP BY area_code, position, scope
"""

#: One row per institution and publication: `queries.rules.area_institutions`.
FACILITY_BEDS: Final = """
CREATE TABLE facility_beds AS
SELECT facility.facility_id, any_value(facility_name) AS facility_name,
       max(value) FILTER (bed_function = 'high_acute') AS high_acute,
       max(value) FILTER (bed_function = 'acute') AS acute,
       max(value) FILTER (bed_function = 'recovery') AS recovery,
       max(value) FILTER (bed_function = 'chronic') AS chronic,
       any_value(facility.source_id) AS source_id
FROM facility LEFT JOIN facility_measure
     ON facility_measure.facility_id = facility.facility_id AND facility_measure.measure = 'beds'
GROUP BY facility.facility_id
"""

ALL: Final[tuple[str, ...]] = (COMPARISON, FEATURES, EVIDENCE, POPULATIONS, FACILITY_BEDS)
