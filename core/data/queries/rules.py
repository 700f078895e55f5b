"""The data of the rule engine (`core.rules.facts.Facts`), each kind by a named query."""

from __future__ import annotations

from typing import Final

import pandas as pd

from core.data.derived import NEWEST_NDB
from core.data.queries import facilities
from core.data.schema import POPULATION_CENSUS
from core.data.sourced import Sourced, collect
from core.data.store import Store

#: Where the measures of `evidence` are from: the same rows that it looks at.
_EVIDENCE_SOURCES: Final = f"""
WITH origin AS (
    SELECT DISTINCT 'inflow' AS kind, source_id FROM flow WHERE direction = 'inflow'
    UNION SELECT DISTINCT 'outflow', source_id FROM flow_total WHERE direction = 'outflow' AND basis = {NEWEST_NDB}
    UNION SELECT DISTINCT 'demand', source_id FROM demand
    UNION SELECT DISTINCT 'area', source_id FROM area_measure
          WHERE published_fy = (SELECT max(published_fy) FROM area_measure)
    UNION SELECT DISTINCT 'utilization', source_id FROM utilization
          WHERE fiscal_year = (SELECT max(fiscal_year) FROM utilization)
), measured(measure, kind) AS (VALUES
    ('inflow_other_pref_acute', 'inflow'), ('inflow_other_pref_comprehensive', 'inflow'),
    ('inflow_other_pref_chronic', 'inflow'), ('outflow_total', 'outflow'), ('population_change', 'demand'),
    ('population_change_against_pref', 'demand'), ('home_care_growth', 'demand'), ('doctors_per_100_beds', 'area'),
    ('tertiary_emergency', 'area'), ('utilization_acute', 'utilization'))
SELECT measure, source_id FROM measured JOIN origin USING (kind) ORDER BY measure, source_id
"""


def rule_areas(store: Store) -> pd.DataFrame:
    """One row per area: area_code, area_name, pref_code, pref_name, population (人, census, null when missing)."""
    return store.frame(
        f"SELECT area_code, area_name, pref_code, pref_name, {POPULATION_CENSUS} AS population FROM area ORDER BY area_code"
    )


def rule_beds(store: Store) -> Sourced:
    """Reported beds of all years and 必要量: one row per area × bed_function × series × year.

    Columns: area_code, bed_function, series, year, beds (床, null unless observed), value_status, source_id.
    """
    frame = store.large_frame(
        """
        SELECT area_code, bed_function, series, year, beds, value_status, source_id
        FROM beds WHERE series IN ('reported', 'required')  -- stored in the order of area, series, year, function
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
    other prefectures, a lower bound since small partners are not listed; null where the group has no row), each with _most (what
    it would be if all that is not listed came from other prefectures); outflow_total
    (NDB share); population_change (to the projection, ratio); population_change_against_pref (difference to the prefecture's,
    ratio); doctors_per_100_beds, tertiary_emergency (latest publication); home_care_growth (claims, same years, ratio);
    utilization_acute (ratio, 試算); source_id (comma-joined).
    """
    frame = store.frame("SELECT * FROM evidence ORDER BY area_code")
    return Sourced(frame, collect(frame))


def evidence_sources(store: Store) -> dict[str, tuple[str, ...]]:
    """Evidence measure → source ids of the tables that its figures come from, whichever edition these are of."""
    frame = store.frame(_EVIDENCE_SOURCES)
    return {str(measure): tuple(part["source_id"]) for measure, part in frame.groupby("measure", sort=True)}


def area_institutions(store: Store, area_code: str) -> Sourced:
    """Institutions of an area in the latest publication, in the order of the published table.

    Columns: facility_name (a name that stands twice gets its number in the table), high_acute, acute, recovery, chronic
    (床, null unless stated), source_id.
    """
    frame = store.frame(
        """
        SELECT facility_id, facility_name, high_acute, acute, recovery, chronic, source_id
        FROM facility_beds WHERE facility_id BETWEEN $first AND $last ORDER BY facility_id
        """,
        **facilities.id_range(area_code, facilities.fiscal_years(store)[-1]),
    )
    twice = frame["facility_name"].duplicated(keep=False)
    number = frame["facility_id"].str.rsplit("-", n=1).str[-1]
    frame["facility_name"] = frame["facility_name"].where(~twice, frame["facility_name"] + "(表の" + number + "番)")
    return Sourced(frame, collect(frame))
