"""Places side by side: chosen areas, a prefecture and the nation in the same columns."""

from __future__ import annotations

from core import parameters
from core.data.queries.flows import newest_basis
from core.data.schema import NDB, POPULATION_CENSUS, POPULATION_LATER
from core.data.sourced import Sourced, collect
from core.data.store import Store
from core.parameters import Key

#: scope, place (area_code, pref_code or empty) and the areas that belong to it.
_PLACES = """
WITH places AS (
    SELECT 'area' AS scope, area_code AS place, area_code FROM area WHERE list_contains($area_codes, area_code)
    UNION ALL SELECT 'pref', pref_code, area_code FROM area WHERE pref_code = $pref_code
    UNION ALL SELECT 'nation', '', area_code FROM area
)
"""


def beds(store: Store, area_codes: tuple[str, ...], pref_code: str, base_year: int, year: int) -> Sourced:
    """Reported beds of two years and 必要量: one row per place × bed_function, a prefecture and the nation as sums of their areas.

    Columns: scope (area, pref, nation), place (area_code, pref_code or empty), bed_function, areas (number of them);
    base, reported, required (床, sums of the stated cells, null without any); base_missing, reported_missing,
    required_missing (areas without a figure); base_status, reported_status, required_status (value_status, of the area
    itself or of any cell that is missing); source_id (comma-joined).
    """
    parts = {
        "base": "series = 'reported' AND year = $base_year",
        "reported": "series = 'reported' AND year = $year",
        "required": "series = 'required' AND year = $required_year",
    }
    columns = ",\n".join(
        f"""CAST(sum(beds) FILTER ({where}) AS BIGINT) AS {name},
        count(DISTINCT places.area_code) - count(beds) FILTER ({where}) AS {name}_missing,
        coalesce(any_value(value_status) FILTER ({where} AND beds IS NULL), 'observed') AS {name}_status"""
        for name, where in parts.items()
    )
    frame = store.frame(
        f"""{_PLACES}
        SELECT scope, place, bed_function, count(DISTINCT places.area_code) AS areas, {columns},
               string_agg(DISTINCT source_id, ',' ORDER BY source_id) AS source_id
        FROM places JOIN beds USING (area_code)
        WHERE {" OR ".join(f"({where})" for where in parts.values())}
        GROUP BY scope, place, bed_function ORDER BY scope, place, bed_function
        """,
        area_codes=list(area_codes),
        pref_code=pref_code,
        base_year=base_year,
        required_year=parameters.whole(Key.REQUIRED_YEAR),
        year=year,
    )
    return Sourced(frame, collect(frame))


def people(store: Store, area_codes: tuple[str, ...], pref_code: str) -> Sourced:
    """Names and populations: one row per place.

    Columns: scope, place (as in `beds`), name (area, prefecture or 全国), pref_name, population_2020, population_2040
    (人, null unless every area of the place has one), source_id (comma-joined).
    """
    sums = ", ".join(
        f"CASE WHEN count({name}) = count(*) THEN CAST(sum({name}) AS BIGINT) END AS {name}"
        for name in (POPULATION_CENSUS, POPULATION_LATER)
    )
    frame = store.frame(
        f"""{_PLACES}, sources AS (
            SELECT DISTINCT source_id FROM beds WHERE published_fy = (SELECT max(published_fy) FROM beds)
            UNION SELECT DISTINCT source_id FROM demand
        )
        SELECT scope, place,
               CASE scope WHEN 'area' THEN any_value(area_name) WHEN 'pref' THEN any_value(pref_name) ELSE '全国' END AS name,
               CASE scope WHEN 'nation' THEN '' ELSE any_value(pref_name) END AS pref_name,
               {sums},
               (SELECT string_agg(source_id, ',' ORDER BY source_id) FROM sources) AS source_id
        FROM places JOIN area USING (area_code)
        GROUP BY scope, place ORDER BY scope, place
        """,
        area_codes=list(area_codes),
        pref_code=pref_code,
    )
    return Sourced(frame, collect(frame))


def flow_rates(store: Store, area_codes: tuple[str, ...]) -> Sourced:
    """Rates of inflow and outflow that the newest NDB publication states: one row per area × direction.

    Columns: area_code, direction, basis (`ndb_` and the fiscal year), share (0–1, null unless observed), value_status, source_id.
    The publication calls them rates of all patients; they equal those of 高度急性期+急性期 (defect `overall_flow`). None is
    published for a prefecture or the nation, and shares of areas do not add up to one.
    """
    frame = store.frame(
        """
        SELECT area_code, direction, basis, share, value_status, source_id FROM flow_total
        WHERE list_contains($area_codes, area_code) AND basis = $basis
        ORDER BY area_code, direction
        """,
        area_codes=list(area_codes),
        basis=newest_basis(store, NDB),
    )
    return Sourced(frame, collect(frame))
