"""会議資料 and 会議用一式: the sections of an area that a person picks for the paper of a meeting, as the page shows them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from core.data.reader import Read
from core.views.area import hospitals
from core.views.area.chapters import CHAPTERS, Shown, in_the_room
from core.views.area.place import Area
from core.views.section import Section
from core.views.words import Words, raw_text, say

#: What paper can hold, in the order of the page.
PRINTED: Final = {key: chapter for key, chapter in CHAPTERS.items() if chapter.printed}
#: Picked at first: what a meeting on beds starts from.
USUAL: Final = ("profile", "beds", "position", "flow", "council")
#: Rows of a table that some three slides hold; longer ones stay in the workbook.
LONGEST: Final = 45


def offered(read: Read, area: Area, shown: Shown) -> dict[str, str]:
    """Names of the chapters that the area has, by key, in reading order."""
    return {key: chapter.name for key, chapter in PRINTED.items() if chapter.offered(read, area, shown)}


def sections(read: Read, area: Area, shown: Shown, keys: Collection[str] = tuple(PRINTED)) -> tuple[Section, ...]:
    """The sections of the picked chapters (all unless told) in reading order, whatever order they were picked in."""
    picked = (chapter for key, chapter in PRINTED.items() if key in keys)
    return tuple(part.make(read, area, shown) for chapter in picked for part in chapter.offered(read, area, shown))


def whole(read: Read, area: Area, picked: Sequence[Section]) -> tuple[Section, ...]:
    """The sections for a workbook, which has room for every figure of every institution."""
    every = hospitals.whole
    return tuple(
        replace(s, figures=(), tables=(every(read, area),)) if s.anchor == "hospitals" and s.tables else s
        for s in picked
    )


def for_slides(picked: Sequence[Section]) -> tuple[Section, ...]:
    """The sections for slides: tables longer than `LONGEST` rows are named, not shown."""
    return tuple(_shortened(in_the_room(s)) for s in picked)


def _shortened(section: Section) -> Section:
    kept = tuple(t for t in section.tables if len(t.rows) <= LONGEST)
    left_out: list[Words] = [
        say(
            "「",
            raw_text(t.title),
            f"」({len(t.rows):,}行)は長いため、スライドに入れていない。Excel で保存した文書にある。",
        )
        for t in section.tables
        if len(t.rows) > LONGEST
    ]
    return replace(section, tables=kept, notes=(*section.notes, *left_out)) if left_out else section
