"""An area as a deck: the sections of its page, each with what its page has chosen."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from core.data.reader import Read
from core.views.area import worksheet
from core.views.area.chapters import CHAPTERS, Part, Shown, in_the_room
from core.views.area.place import Area
from core.views.deck import Deck, Slide
from core.views.section import Section


def deck(read: Read, area: Area, shown: Shown) -> Deck:
    """The sections of the page in its order; those that the area lacks are left out. Before anything is typed in, 差異分析 shows the gaps alone."""
    shown = replace(shown, worksheet=shown.worksheet or worksheet.blank(read, area))
    parts = (part for chapter in CHAPTERS.values() for part in chapter.offered(read, area, shown))
    return Deck(area.label, tuple(Slide(p.anchor, p.name, partial(_made, p, read, area, shown)) for p in parts))


def _made(part: Part, read: Read, area: Area, shown: Shown) -> Section:
    return in_the_room(part.make(read, area, shown))
