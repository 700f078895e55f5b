"""A deck: the sections of a page (or some of several pages) in order, to be shown one by one to people in a room.

A section is made only when it is shown. It takes one screen for each of its parts, so that each can be read from the last row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from core.content.cautions import official_sentences
from core.views.figure import Figure
from core.views.section import Section
from core.views.sources import OURS, SourceBook, Sources
from core.views.table import Cards, Column, Table, table
from core.views.topic import Topic
from core.views.words import Words

#: Anchor of the last slide of every deck.
CLOSING: Final = "closing"
CLOSING_TITLE: Final = "注意と出典"
#: Passages that fit one screen.
_TOGETHER: Final = 2
_COLUMNS: Final = (
    Column(name="title", label="資料", wide=True),
    Column(name="publisher", label="公表者"),
    Column(name="published", label="公表"),
)


@dataclass(frozen=True, slots=True)
class Slide:
    """One section of a deck: its anchor, a short name for lists, and what makes it."""

    anchor: str
    name: str
    make: Callable[[], Section]


@dataclass(frozen=True, slots=True)
class Deck:
    """Slides in order, and what they are about (an area, a scenario); anchors are unique. `first`: the slide that a room begins with,
    where it is not the first one."""

    title: Words
    slides: tuple[Slide, ...]
    first: str = ""

    def __post_init__(self) -> None:
        anchors = [slide.anchor for slide in self.slides]
        if not anchors or len(set(anchors)) < len(anchors):
            raise ValueError(f"a deck needs slides, each with an anchor of its own: {anchors}")

    def number(self, anchor: str) -> int:
        """Place of a slide; the first one for an anchor that the deck does not have."""
        return next((n for n, slide in enumerate(self.slides) if slide.anchor == anchor), 0)

    def has(self, anchor: str) -> bool:
        """Whether there is a slide of that anchor."""
        return any(slide.anchor == anchor for slide in self.slides)


Part = Cards | Figure | Table | tuple[Topic, ...]


def screens(section: Section) -> tuple[Part | None, ...]:
    """What each screen of a section shows below its title: a row of big figures, a picture, a table or passages; None: words alone."""
    passages = (section.topics[n : n + _TOGETHER] for n in range(0, len(section.topics), _TOGETHER))
    return (*section.cards, *section.figures, *passages, *section.tables) or (None,)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a deck stands: the name of a slide and the screen within it, from 1. In a link: `flow`, `flow.2`."""

    name: str = ""
    screen: int = 1

    def __str__(self) -> str:
        return self.name if self.screen == 1 else f"{self.name}.{self.screen}"


def place_of(text: str | None) -> Place:
    """The place that a link names; the start where it names none."""
    name, _, screen = (text or "").rpartition(".")
    if name and screen.isdecimal() and 1 <= int(screen[:4]) <= 999:
        return Place(name, int(screen[:4]))
    return Place(text or "")


def closing(slides: Iterable[Slide], book: SourceBook) -> Section:
    """The last slide: the official cautions, and the sources of all slides before it, each once."""
    named: Sources | None = None
    for slide in slides:
        found = slide.make().sources
        named = found if named is None or found is None else named | found
    rows = [(s.title, s.publisher, s.published) for s in book.of(named)] if named else []
    listed = table("sources", "この資料の出典", _COLUMNS, rows, Sources((OURS,)))
    return Section(
        anchor=CLOSING, title=CLOSING_TITLE, sentences=official_sentences(), tables=(listed,) if rows else ()
    )
