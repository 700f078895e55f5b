"""会議用スライド of an area: the sections of 区域シート, then what a meeting asks next; long lists stay in the workbook."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from core.data.reader import Read
from core.views.area import beds, demand, flow, hospitals, nomination, position, profile, utilization
from core.views.area.place import Area
from core.views.section import Section
from core.views.words import Words, raw_text, say
from core.vocabulary.terms import BedFunction, PatientGroup

#: Rows of a table that some three slides hold; longer ones stay in the workbook.
LONGEST: Final = 45


def every_section(read: Read, area: Area) -> tuple[Section, ...]:
    """All that the documents of a meeting are made of, whole: for the workbook."""
    reported, planned = beds.years(read, area)
    known = reported and planned
    return (
        profile.section(read, area),
        *beds.on_paper(read, area),
        *((position.section(read, area, BedFunction.TOTAL, reported[-1]),) if known else ()),
        hospitals.section(read, area, hospitals.Chosen()),
        flow.section(read, area, PatientGroup.ACUTE),
        utilization.section(read, area),
        demand.section(read, area),
        nomination.section(read, area),
    )


def sections(read: Read, area: Area) -> tuple[Section, ...]:
    """For the slides: tables longer than `LONGEST` rows are named, not shown."""
    who, *others = every_section(read, area)
    return (replace(who, tables=()), *(_shortened(s) for s in others))  # its sentence holds the roles


def _shortened(section: Section) -> Section:
    kept = tuple(t for t in section.tables if len(t.rows) <= LONGEST)
    left_out: list[Words] = [
        say("「", raw_text(t.title), f"」({len(t.rows):,}行)は長いため、会議用一式の Excel にあります。")
        for t in section.tables
        if len(t.rows) > LONGEST
    ]
    return replace(section, tables=kept, notes=(*section.notes, *left_out)) if left_out else section
