"""Names that the search box finds an area by."""

from __future__ import annotations

from core.data.sourced import Sourced
from core.data.store import Store


def hospital_names(store: Store) -> Sourced:
    """One row per institution of the latest publication: facility_name, municipality, area_code, in the publication's order."""
    frame = store.large_frame(
        """
        SELECT facility_name, coalesce(municipality, '') AS municipality, area_code
        FROM facility WHERE published_fy = (SELECT max(published_fy) FROM facility)
        """  # stored in the order of facility_id
    )
    return Sourced(frame, ())
