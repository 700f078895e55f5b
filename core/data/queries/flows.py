"""Patient flow between areas, as shares (0–1). Partners below the publication's threshold are not in the data."""

from __future__ import annotations

from core.data.sourced import Sourced, collect
from core.data.store import Store


def flow(store: Store, area_code: str) -> Sourced:
    """One row per direction × patient_group × partner area of one area.

    Columns: direction, patient_group, partner_area_code, partner_name, partner_pref_code, partner_pref_name, partner_lon,
    partner_lat, share, published_fy, source_id. The own area's row is the share that stays within the area.
    """
    frame = store.frame(
        """
        SELECT flow.direction, flow.patient_group, flow.partner_area_code, partner.area_name AS partner_name,
               partner.pref_code AS partner_pref_code, partner.pref_name AS partner_pref_name,
               partner.lon AS partner_lon, partner.lat AS partner_lat, flow.share, flow.published_fy, flow.source_id
        FROM flow LEFT JOIN area AS partner ON partner.area_code = flow.partner_area_code
        WHERE flow.area_code = $area_code
        ORDER BY direction, patient_group, share DESC, partner_area_code
        """,
        area_code=area_code,
    )
    return Sourced(frame, collect(frame))


def newest_basis(store: Store, kind: str) -> str:
    """The newest `flow_total.basis` of one kind (`core.data.schema.NDB`, `PATIENT_SURVEY`); empty where none is published."""
    found = store.frame("SELECT max(basis) AS basis FROM flow_total WHERE starts_with(basis, $kind)", kind=kind)
    newest = found["basis"].iloc[0]
    return newest if isinstance(newest, str) else ""


def totals(store: Store, area_code: str) -> Sourced:
    """Overall rates of one area: direction, basis, share (0–1, null unless observed), value_status, source_id."""
    frame = store.frame(
        "SELECT direction, basis, share, value_status, source_id FROM flow_total WHERE area_code = $area_code ORDER BY direction, basis",
        area_code=area_code,
    )
    return Sourced(frame, collect(frame))
