"""One cell of the hospital table as it is written on screen."""

from __future__ import annotations

from core.area.facility_table import BY_KEY
from core.area.institutions import Institutions
from core.views.area import hospitals


def cell_text(year: Institutions, facility_id: str, key: str) -> str:
    """The figure `key` of one institution, or the word that says why there is none."""
    [cell] = hospitals.cells(year, [facility_id], BY_KEY[key])
    return hospitals.column(BY_KEY[key], None).text(cell)
