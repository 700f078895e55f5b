"""区域点検 as a deck."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from core.data.reader import Read
from core.review.brought import Brought
from core.views.deck import Deck, Slide
from core.views.review import acute, acute_rows, check, elder, join
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

    `institutions`, `areas`: columns that a person brought. `wall`: to be read across a room, where the check has population and own
    share alone, the table of institutions the columns of the figure that it is ordered by, and the areas are named once a slide.
    """
    slides = [Slide("check", "点検表", lambda: _check(check.section(read, pref_code, way), wall))]
    if not codes:
        return Deck("区域点検", tuple(slides))
    picked, height = chosen(read, codes), _WALL if wall else _PAPER
    if len(codes) >= FEWEST:  # as on the page: what is looked at, then who else there is
        slides.append(Slide("join", "合わせて見る", lambda: join.section(read, codes, group, height)))
    slides.append(Slide("partners", "行き来の多い区域", lambda: join.partners(read, codes, group)))
    slides += [
        Slide(
            "acute",
            "急性期の協議資料",
            lambda: _acute(acute.section(read, picked, measure, institutions), measure, wall),
        ),
        Slide("elder", "高齢者救急・在宅", lambda: elder.section(read, picked, areas)),
    ]
    return Deck(title(picked.short if wall else picked.title), tuple(slides))


def title(about: str) -> str:
    """`区域点検: 藤岡+高崎・安中`."""
    return f"区域点検: {about}"


#: Pixels that a slide of 1280×720 leaves for a map below two lines of words.
_WALL: Final = 240
#: Pixels that the first page leaves it beside the shares and above the table of people of six areas.
_PAPER: Final = 330
#: Columns of the check, and those of the table of institutions beside those of its figure and those that a person brought.
_CHECK: Final = ("area_name", "pref_name", "population_now", "population_later", "size_now", "size_later")
_ACUTE: Final = ("rank", "name", "area", "share", "up_to", "before", "roles")


def _check(section: Section, wall: bool) -> Section:
    wanted = {*_CHECK, *(f"own_{group}" for group in PatientGroup)}
    return _narrowed(section, "check", lambda name: name in wanted) if wall else section


def _acute(section: Section, measure: str, wall: bool) -> Section:
    wanted = {*_ACUTE, *acute_rows.figures(measure)}
    if not wall:
        return section
    on_the_wall = replace(section, tables=tuple(t for t in section.tables if t.key == "institutions"))
    return _narrowed(on_the_wall, "institutions", lambda n: n in wanted or n.startswith("own_"))


def _narrowed(section: Section, key: str, wanted: Callable[[str], bool]) -> Section:
    """The section with those columns of one of its tables alone, where it has that table."""
    return replace(section, tables=tuple(t.narrowed(wanted) if t.key == key else t for t in section.tables))
