"""区域点検 as a deck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from core.data.reader import Read
from core.review.brought import Brought
from core.views.deck import Deck, Slide
from core.views.review import acute, check, elder, join
from core.views.review.chosen import FEWEST, chosen
from core.views.section import Section
from core.vocabulary.terms import PatientGroup


def deck(
    read: Read,
    pref_code: str,
    way: str,
    codes: Sequence[str],
    group: PatientGroup,
    measure: str,
    *,
    institutions: Brought | None = None,
    areas: Brought | None = None,
    wall: bool = False,
) -> Deck:
    """The check of the nation or a prefecture; then, where areas are chosen, what they are alone and together.

    `institutions`, `areas`: columns that a person brought. `wall`: to be read across a room, where the table of institutions has the
    columns of the figure that it is ordered by, and the areas are named once a slide.
    """
    slides = [Slide("check", "点検表", lambda: check.section(read, pref_code, way))]
    if not codes:
        return Deck("区域点検", tuple(slides))
    picked, height = chosen(read, codes), _WALL if wall else join.HEIGHT
    slides.append(Slide("partners", "行き来の多い区域", lambda: join.partners(read, codes, group)))
    if len(codes) >= FEWEST:
        slides.append(Slide("join", "合わせて見る", lambda: join.section(read, codes, group, height)))
    slides += [
        Slide(
            "acute",
            "急性期の協議資料",
            lambda: _acute(acute.section(read, picked, measure, institutions), measure, wall),
        ),
        Slide("elder", "高齢者救急・在宅", lambda: elder.section(read, picked, areas)),
    ]
    return Deck(f"区域点検: {picked.short if wall else picked.title}", tuple(slides))


#: Pixels that a slide of 1280×720 leaves for a map below two lines of words.
_WALL: Final = 240
#: Columns of the table of institutions beside those of its figure and those that a person brought.
_ON_WALL: Final = ("rank", "name", "area", "share", "up_to", "before", "roles")


def _acute(section: Section, measure: str, wall: bool) -> Section:
    if not wall or not section.tables:
        return section
    table = section.table("institutions")
    wanted = {*_ON_WALL, *acute.figures(measure)}
    at = [n for n, c in enumerate(table.columns) if c.name in wanted or c.name.startswith("own_")]
    columns, rows = tuple(table.columns[n] for n in at), tuple(tuple(row[n] for n in at) for row in table.rows)
    return replace(section, tables=(replace(table, columns=columns, rows=rows),))
