"""区域シート: what stands on the paper about one area that everybody in a meeting holds, in two pages."""

from __future__ import annotations

from dataclasses import replace

from core.data.reader import Read
from core.views.area import beds, flow, profile
from core.views.area.place import Area
from core.views.section import Section
from core.vocabulary.terms import PatientGroup


def sections(
    read: Read, area: Area, reported_year: int | None = None, planned_year: int | None = None
) -> tuple[Section, ...]:
    """Who the area is, table ⑥ (of the newest years unless told) with its trend and its patients' ways.

    What the page shows beyond that stays on the page: the roles, the place in the country, the picture of where residents
    go, the tables of flows, the cells of the books that ⑥ was read from. An area whose publications state no beds has a
    sentence in the place of ⑥.
    """
    ways = flow.section(read, area, PatientGroup.ACUTE)
    shown = beds.on_paper(read, area, reported_year, planned_year)
    return (
        replace(profile.section(read, area), tables=()),
        *(replace(s, notes=()) if s.anchor == beds.ANCHOR else s for s in shown),
        replace(ways, figures=ways.figures[:1], tables=()),
    )
