"""Tables that the Store derives once at its opening, because planning their joins costs more than reading them."""

from __future__ import annotations

from typing import Final

from core import parameters
from core.data.schema import NDB, POPULATION_CENSUS, POPULATION_LATER, POPULATION_NOW, PopulationYears
from core.parameters import Key

#: The newest NDB rates: its fiscal year stands in the name of the basis.
NEWEST_NDB: Final = f"(SELECT max(basis) FROM flow_total WHERE starts_with(basis, '{NDB}'))"
#: Change of the population from the demand book's own year to its projection (ratio).
_DECLINE: Final = f"{POPULATION_LATER} / nullif({POPULATION_NOW}, 0) - 1"
#: Sums of people (人) of the areas of a scope, missing where a part is.
_WHOLE_SUMS: Final = ",\n       ".join(
    f"CASE WHEN count({name}) = count(*) THEN CAST(sum({name}) AS BIGINT) END AS {name}"
    for name in (POPULATION_CENSUS, POPULATION_NOW, POPULATION_LATER)
)

#: One row per area × bed_function × reported year: `queries.beds.comparison` without its filter. Years are parameters.
COMPARISON: Final = """
CREATE TABLE comparison AS
WITH reported AS (
    SELECT area_code, bed_function, year, beds AS reported, value_status AS reported_status, source_id
    FROM beds WHERE series = 'reported'
), base AS (
    SELECT area_code, bed_function, beds AS base_2015, source_id FROM beds WHERE series = 'reported' AND year = $base_year
), planned AS (
    SELECT area_code, bed_function, beds AS planned, year AS planned_year FROM beds
    WHERE series = 'planned' AND year = (SELECT max(year) FROM beds WHERE series = 'planned')
), required AS (
    SELECT area_code, bed_function, beds AS required, source_id FROM beds WHERE series = 'required' AND year = $required_year
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
FEATURES: Final = f"""
CREATE TABLE features AS
WITH flows AS (
    SELECT area_code, max(share) FILTER (direction = 'inflow') AS inflow, max(share) FILTER (direction = 'outflow') AS outflow,
           string_agg(DISTINCT source_id, ',' ORDER BY source_id) AS source_id
    FROM flow_total WHERE basis = {NEWEST_NDB} GROUP BY area_code
), doctors AS (
    SELECT area_code, value AS doctors, source_id FROM area_measure
    WHERE measure = 'doctors_per_100_beds' AND bed_function IS NULL
      AND published_fy = (SELECT max(published_fy) FROM area_measure)
), latest AS (
    SELECT area_code, beds, source_id FROM beds WHERE series = 'reported' AND bed_function = 'total'
      AND year = (SELECT max(year) FROM beds WHERE series = 'reported')
)
SELECT area_code, {POPULATION_CENSUS} AS population, {POPULATION_CENSUS} / nullif(area_km2, 0) AS density,
       {_DECLINE} AS decline, inflow, outflow, doctors,
       latest.beds / nullif({POPULATION_CENSUS}, 0) * 100000 AS beds_rate,
       concat_ws(',', flows.source_id, doctors.source_id, latest.source_id) AS source_id
FROM area LEFT JOIN flows USING (area_code) LEFT JOIN doctors USING (area_code) LEFT JOIN latest USING (area_code)
"""

#: A rest of published shares up to this is rounding, not patients that are not listed.
ROUNDING: Final = 0.0005
#: One row per area: `queries.rules.evidence`.
EVIDENCE: Final = f"""
CREATE TABLE evidence AS
WITH inflow AS (
    SELECT area_code, patient_group,
           coalesce(sum(share) FILTER (left(partner_area_code, 2) <> left(area_code, 2)), 0.0) AS other_pref,
           CASE WHEN 1 - sum(share) > {ROUNDING} THEN 1 - sum(share) ELSE 0.0 END AS unlisted,
           string_agg(DISTINCT source_id, ',') AS source_id
    FROM flow WHERE direction = 'inflow' GROUP BY area_code, patient_group
), inflow_wide AS (
    -- What is not listed may come from anywhere: the share of other prefectures lies between the listed one and that with it.
    SELECT area_code,
           max(other_pref) FILTER (patient_group = 'acute') AS inflow_other_pref_acute,
           max(other_pref + unlisted) FILTER (patient_group = 'acute') AS inflow_other_pref_acute_most,
           max(other_pref) FILTER (patient_group = 'comprehensive') AS inflow_other_pref_comprehensive,
           max(other_pref + unlisted) FILTER (patient_group = 'comprehensive') AS inflow_other_pref_comprehensive_most,
           max(other_pref) FILTER (patient_group = 'chronic') AS inflow_other_pref_chronic,
           max(other_pref + unlisted) FILTER (patient_group = 'chronic') AS inflow_other_pref_chronic_most,
           string_agg(DISTINCT source_id, ',' ORDER BY source_id) AS source_id
    FROM inflow GROUP BY area_code
), pref AS (
    -- A prefecture of which one area's population is missing has none itself.
    SELECT pref_code, CASE WHEN count({POPULATION_NOW}) = count(*) AND count({POPULATION_LATER}) = count(*)
           THEN sum({POPULATION_LATER}) / nullif(sum({POPULATION_NOW}), 0) - 1 END AS change
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
           max(claims_per_month) FILTER (fiscal_year = $later)
           / nullif(max(claims_per_month) FILTER (fiscal_year = $now), 0) - 1 AS home_care_growth,
           string_agg(DISTINCT source_id, ',' ORDER BY source_id) AS source_id
    FROM demand WHERE care = 'home_care' AND fiscal_year IN ($now, $later) GROUP BY area_code
), acute AS (
    SELECT area_code, utilization AS utilization_acute, source_id FROM utilization
    WHERE bed_function = 'acute' AND fiscal_year = (SELECT max(fiscal_year) FROM utilization)
), outflow AS (
    SELECT area_code, share AS outflow_total, source_id FROM flow_total
    WHERE direction = 'outflow' AND basis = {NEWEST_NDB}
)
SELECT area_code, inflow_other_pref_acute, inflow_other_pref_acute_most, inflow_other_pref_comprehensive,
       inflow_other_pref_comprehensive_most, inflow_other_pref_chronic, inflow_other_pref_chronic_most,
       outflow_total, {_DECLINE} AS population_change, {_DECLINE} - pref.change AS population_change_against_pref,
       doctors_per_100_beds, tertiary_emergency, home_care_growth, utilization_acute,
       concat_ws(',', inflow_wide.source_id, outflow.source_id, measure.source_id, home.source_id, acute.source_id) AS source_id
FROM area JOIN pref USING (pref_code)
LEFT JOIN inflow_wide USING (area_code) LEFT JOIN outflow USING (area_code) LEFT JOIN measure USING (area_code)
LEFT JOIN home USING (area_code) LEFT JOIN acute USING (area_code)
"""

#: Three rows per area (itself, its prefecture, the nation): `queries.area.populations`.
POPULATIONS: Final = f"""
CREATE TABLE populations AS
WITH member AS (
    SELECT area_code, pref_code, {POPULATION_CENSUS}, {POPULATION_NOW}, {POPULATION_LATER}, area_km2 FROM area
), scoped AS (
    SELECT 1 AS position, 'area' AS scope, member.* FROM member
    UNION ALL
    SELECT 2, 'pref', member.* REPLACE (one.area_code AS area_code) FROM area AS one JOIN member USING (pref_code)
    UNION ALL
    SELECT 3, 'nation', member.* REPLACE (one.area_code AS area_code) FROM area AS one CROSS JOIN member
), sources AS (
    -- People of the census and km² stand in the newest book of beds, the other people in that of demand.
    SELECT DISTINCT source_id FROM beds WHERE published_fy = (SELECT max(published_fy) FROM beds)
    UNION SELECT DISTINCT source_id FROM demand
)
-- A sum of which a part is missing is missing.
SELECT area_code, position, scope,
       {_WHOLE_SUMS},
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


def statements(people: PopulationYears) -> tuple[tuple[str, dict[str, int]], ...]:
    """The statements that make the tables, each with the parameters that it takes: years of the rules, and of the figures of people."""
    years = {"base_year": parameters.whole(Key.BASE_YEAR), "required_year": parameters.whole(Key.REQUIRED_YEAR)}
    demand = {"now": people.now, "later": people.later}
    return ((COMPARISON, years), (FEATURES, {}), (EVIDENCE, demand), (POPULATIONS, {}), (FACILITY_BEDS, {}))
