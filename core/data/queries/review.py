"""What 区域点検 asks about all areas at once: the patients who stay, the institutions that carry acute care, demand of 在宅."""

from __future__ import annotations

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


def own_shares(store: Store) -> Sourced:
    """One row per area × patient_group that the publication lists.

    Columns: own (share of residents' inpatients treated in the own area, 0–1, null where that row is not listed), unlisted (the
    part whose partner is not listed), partner_code, partner_name and partner_share of the largest partner outside (null without
    one), source_id.
    """
    frame = store.frame(
        f"""
        WITH listed AS (
            SELECT area_code, patient_group, max(share) FILTER (partner_area_code = area_code) AS own,
                   CASE WHEN 1 - sum(share) > {ROUNDING} THEN 1 - sum(share) ELSE 0.0 END AS unlisted,
                   arg_max(partner_area_code, share) FILTER (partner_area_code <> area_code) AS partner_code,
                   max(share) FILTER (partner_area_code <> area_code) AS partner_share, any_value(source_id) AS source_id
            FROM flow WHERE direction = 'outflow' GROUP BY area_code, patient_group
        )
        SELECT listed.area_code, patient_group, own, unlisted, partner_code, area.area_name AS partner_name, partner_share, source_id
        FROM listed LEFT JOIN area ON area.area_code = partner_code
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
        """
        WITH newest AS (SELECT max(published_fy) AS fy FROM facility),
        one AS (
            SELECT facility.area_code, measure, value, value_status, facility_name, facility_measure.source_id
            FROM facility_measure JOIN facility USING (facility_id)
            WHERE facility.published_fy = (SELECT fy FROM newest) AND bed_function IS NULL
              AND measure IN ('ambulance_arrivals', 'general_anaesthesia_operations', 'operations')
        ), listed AS (
            SELECT area_code, measure, count(*) FILTER (value > 0) AS institutions,
                   count(*) FILTER (value_status = 'not_disclosed') AS withheld,
                   count(*) FILTER (value_status = 'not_reported') AS unreported,
                   max(value) AS largest, arg_max(facility_name, value) AS largest_name, any_value(source_id) AS source_id
            FROM one GROUP BY area_code, measure
        )
        SELECT area_code, measure, total.value AS total, institutions, withheld, unreported, largest, largest_name,
               concat_ws(',', listed.source_id, total.source_id) AS source_id
        FROM listed LEFT JOIN area_measure AS total USING (area_code, measure)
        WHERE total.published_fy = (SELECT fy FROM newest) AND total.bed_function IS NULL
        ORDER BY area_code, measure
        """
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
