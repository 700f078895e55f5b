"""What 区域点検 asks about all areas at once: the patients who stay, the institutions that carry acute care, demand of 在宅."""

from __future__ import annotations

from typing import Final

from core.data.derived import ROUNDING
from core.data.sourced import Sourced, collect
from core.data.store import Store


def outflow(store: Store) -> Sourced:
    """One row per area × patient_group × partner area: where residents are treated (share, 0–1), the own area among the partners.

    Partners below the publication's threshold are not in the data, so the shares of an area need not add up to 1.
    """
    frame = store.frame(
        """
        SELECT area_code, patient_group, partner_area_code, share, source_id FROM flow
        WHERE direction = 'outflow' ORDER BY area_code, patient_group, share DESC, partner_area_code
        """
    )
    return Sourced(frame, collect(frame))


#: One row per area × patient_group that the publication of outflow lists: own (share of residents treated in the area, null where
#: that row is not listed), unlisted (the part whose partner is not listed), the largest partner outside, source_id.
STAYS: Final = f"""
    SELECT area_code, patient_group, max(share) FILTER (partner_area_code = area_code) AS own,
           CASE WHEN 1 - sum(share) > {ROUNDING} THEN 1 - sum(share) ELSE 0.0 END AS unlisted,
           arg_max(partner_area_code, share) FILTER (partner_area_code <> area_code) AS partner_code,
           max(share) FILTER (partner_area_code <> area_code) AS partner_share, any_value(source_id) AS source_id
    FROM flow WHERE direction = 'outflow' GROUP BY area_code, patient_group
"""
#: One row per area × measure (not by bed function) of the newest publication: institutions (with at least one), stated (with a
#: figure), withheld, unreported, silent (a status that is not observed, null where every one states a figure), largest, largest_name;
#: total and total_status of the area as published, null where it has no row; source_id of both.
LARGEST: Final = """
    WITH newest AS (SELECT max(published_fy) AS fy FROM facility), one AS (
        SELECT facility.area_code, measure, count(*) FILTER (value > 0) AS institutions, count(value) AS stated,
               count(*) FILTER (value_status = 'not_disclosed') AS withheld,
               count(*) FILTER (value_status = 'not_reported') AS unreported,
               any_value(value_status) FILTER (value IS NULL) AS silent,
               max(value) AS largest, arg_max(facility_name, value) AS largest_name,
               any_value(facility_measure.source_id) AS source_id
        FROM facility JOIN facility_measure USING (facility_id)
        WHERE facility.published_fy = (SELECT fy FROM newest) AND bed_function IS NULL
          AND list_contains($measures, measure)
        GROUP BY facility.area_code, measure
    ), whole AS (
        SELECT area_code, measure, value, value_status, source_id FROM area_measure
        WHERE bed_function IS NULL AND published_fy = (SELECT fy FROM newest) AND list_contains($measures, measure)
    )
    SELECT area_code, measure, institutions, coalesce(stated, 0) AS stated, coalesce(withheld, 0) AS withheld,
           coalesce(unreported, 0) AS unreported, silent, largest, largest_name,
           whole.value AS total, whole.value_status AS total_status, concat_ws(',', one.source_id, whole.source_id) AS source_id
    FROM one FULL JOIN whole USING (area_code, measure)
"""


def own_shares(store: Store) -> Sourced:
    """One row per area × patient_group that the publication lists.

    Columns: own (share of residents' inpatients treated in the own area, 0–1, null where that row is not listed), unlisted (the
    part whose partner is not listed), partner_code, partner_name and partner_share of the largest partner outside (null without
    one), origin_code, origin_name and origin_share of the area outside where most of the area's inpatients live (share of all its
    inpatients; null where none is listed), source_id.
    """
    frame = store.frame(
        f"""
        WITH listed AS ({STAYS}), origin AS (
            SELECT area_code, patient_group, arg_max(partner_area_code, share) AS origin_code, max(share) AS origin_share
            FROM flow WHERE direction = 'inflow' AND partner_area_code <> area_code GROUP BY area_code, patient_group
        )
        SELECT listed.area_code, patient_group, own, unlisted, partner_code, there.area_name AS partner_name, partner_share,
               origin_code, back.area_name AS origin_name, origin_share, source_id
        FROM listed LEFT JOIN origin USING (area_code, patient_group)
        LEFT JOIN area AS there ON there.area_code = partner_code LEFT JOIN area AS back ON back.area_code = origin_code
        ORDER BY listed.area_code, patient_group
        """
    )
    return Sourced(frame, collect(frame))


def activity(store: Store) -> Sourced:
    """One row per area × measure (ambulance_arrivals, general_anaesthesia_operations, operations) of the newest publication.

    Columns: total (件/年, of the area as published: it holds what is withheld of single institutions), institutions (with at least
    one), withheld, unreported (institutions without a figure), largest (件/年 of the largest institution), largest_name, source_id.
    """
    frame = store.large_frame(
        f"""
        WITH found AS ({LARGEST})
        SELECT area_code, measure, total, institutions, withheld, unreported, largest, largest_name, source_id
        FROM found WHERE institutions IS NOT NULL AND total_status IS NOT NULL ORDER BY area_code, measure
        """,
        measures=["ambulance_arrivals", "general_anaesthesia_operations", "operations"],
    )
    return Sourced(frame, collect(frame))


def demand_ends(store: Store, care: str) -> Sourced:
    """One row per area: first_year, first, last_year, last (件/月) of one kind of care, source_id."""
    frame = store.frame(
        """
        SELECT area_code, min(fiscal_year) AS first_year, arg_min(claims_per_month, fiscal_year) AS first,
               max(fiscal_year) AS last_year, arg_max(claims_per_month, fiscal_year) AS last, any_value(source_id) AS source_id
        FROM demand WHERE care = $care GROUP BY area_code ORDER BY area_code
        """,
        care=care,
    )
    return Sourced(frame, collect(frame))


def area_counts(store: Store) -> Sourced:
    """One row per area × measure (not by bed function) of the newest publication: value, value_status, source_id."""
    frame = store.frame(
        """
        SELECT area_code, measure, value, value_status, source_id FROM area_measure
        WHERE bed_function IS NULL AND published_fy = (SELECT max(published_fy) FROM area_measure)
        ORDER BY area_code, measure
        """
    )
    return Sourced(frame, collect(frame))
