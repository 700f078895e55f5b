"""Each section of the page is named once: the heading that waits for it and the section that comes are the same."""

from __future__ import annotations

from core.content import council_areas
from core.data.reader import Read
from core.ui.area.contents import SECTIONS
from core.views.area import council, council_bases, flow, hospitals, opinions, position, utilization
from core.views.area.hospitals import Chosen
from core.views.area.place import area_of
from core.vocabulary.terms import BedFunction, PatientGroup


def test_the_heading_on_the_page_is_the_title_of_the_section(read: Read) -> None:
    area = area_of(read, council_areas()[0])
    first, basis = council_bases.start(read, area), council_bases.bases(read, area)[0]
    made = (
        position.section(read, area, BedFunction.TOTAL, 2025),
        hospitals.section(read, area, Chosen()),
        flow.section(read, area, PatientGroup.ACUTE),
        council.section(read, area, council.Inputs(first.beds, basis.key, basis.start, first.standard_beds)),
        opinions.opinions(area),
        utilization.section(read, area),
    )
    headings = {s.anchor: s.title for s in SECTIONS}
    assert {s.anchor: s.title for s in made} == {s.anchor: headings[s.anchor] for s in made}
