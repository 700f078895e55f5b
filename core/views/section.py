"""A section of a page: everything it says, before anybody draws it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from core.views.figure import Figure
from core.views.sources import Sources
from core.views.table import Cards, Table
from core.views.topic import Topic
from core.views.words import Words, raw_text

Part = TypeVar("Part", Cards, Figure, Table, Topic)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Section:
    """Title and anchor (part of shared links), what it says in one sentence (`lead`), then sentences, big figures, passages,
    pictures, tables, notes (how to read it) and cautions (official words).

    `cites`: sources of its sentences, beyond those of its parts. Parts have keys of their own within the section.
    """

    anchor: str
    title: Words
    lead: Words = ""
    sentences: tuple[Words, ...] = ()
    cards: tuple[Cards, ...] = ()
    topics: tuple[Topic, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[Words, ...] = ()
    cautions: tuple[str, ...] = ()
    cites: Sources | None = None

    def __post_init__(self) -> None:
        if not raw_text(self.title):
            raise ValueError(f"section {self.anchor} has no title")
        keys = [part.key for part in (*self.parts, *self.topics)]
        twice = {k for k in keys if keys.count(k) > 1}
        if twice:
            raise ValueError(f"section {self.anchor} names two parts {', '.join(sorted(twice))}")

    @property
    def says(self) -> Words:
        """The one sentence that a reader takes away in five seconds."""
        return self.lead or next(iter(self.sentences), "")

    @property
    def parts(self) -> tuple[Cards | Figure | Table, ...]:
        """Big figures, pictures and tables in reading order."""
        return (*self.cards, *self.figures, *self.tables)

    @property
    def sources(self) -> Sources | None:
        """Sources of everything in it, in order of its parts; None where it states no figure and cites nothing."""
        named: Sources | None = self.cites
        for part in self.parts:
            named = part.sources if named is None else named | part.sources
        return named

    def card_row(self, key: str) -> Cards:
        """One row of big figures. Raises KeyError for an unknown key."""
        return _named(self.cards, key)

    def figure(self, key: str) -> Figure:
        """One picture. Raises KeyError for an unknown key."""
        return _named(self.figures, key)

    def table(self, key: str) -> Table:
        """One table. Raises KeyError for an unknown key."""
        return _named(self.tables, key)

    def has(self, key: str) -> bool:
        """Whether a part of that key is there (an area may lack the figures for it)."""
        return any(part.key == key for part in self.parts)

    def topic(self, key: str) -> Topic:
        """One passage. Raises KeyError for an unknown key."""
        return _named(self.topics, key)

    def has_topic(self, key: str) -> bool:
        """Whether a passage of that key is there."""
        return any(topic.key == key for topic in self.topics)

    def every_table(self) -> tuple[Table, ...]:
        """All that it says in figures, as tables in reading order: cards, twins of pictures, tables. For files."""
        return (
            *(cards.as_table(self.title) for cards in self.cards),
            *(figure.twin for figure in self.figures),
            *self.tables,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Sections that stand together on a screen and end in one place: what they have in common is said there once.

    `sections`: at least one, in reading order; `beside`: cautions that none of them says. It has notes, cautions, sources and tables as
    a section has; no source is lost.
    """

    sections: tuple[Section, ...]
    beside: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[Words, ...]:
        """How to read them, each note once."""
        return tuple({raw_text(n): n for s in self.sections for n in s.notes}.values())

    @property
    def cautions(self) -> tuple[str, ...]:
        """Official words, each once."""
        return tuple(dict.fromkeys(c for told in (*(s.cautions for s in self.sections), self.beside) for c in told))

    @property
    def sources(self) -> Sources | None:
        """Sources of all of them, each once; None where none of them states a figure or cites anything."""
        named = [s.sources for s in self.sections if s.sources is not None]
        return Sources(tuple(dict.fromkeys(i for each in named for i in each.ids))) if named else None

    def every_table(self) -> tuple[Table, ...]:
        """All that they say in figures."""
        return tuple(t for s in self.sections for t in s.every_table())


def together(*sections: Section, cautions: tuple[str, ...] = ()) -> Group:
    """Sections with one ending, `cautions` beside their own."""
    return Group(sections, cautions)


def _named(parts: Iterable[Part], key: str) -> Part:
    for part in parts:
        if part.key == key:
            return part
    raise KeyError(key)
