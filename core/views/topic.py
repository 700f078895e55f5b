"""A passage of a section: a heading with lines under it, and the places of this dashboard that it leads to."""

from __future__ import annotations

from dataclasses import dataclass

from core.views.words import Words, raw_text
from core.vocabulary.routes import Route


@dataclass(frozen=True, slots=True)
class Link:
    """A place of this dashboard: its words, route and URL query (`area=1005`)."""

    label: Words
    route: Route
    query: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One passage. `lines` are points of a list (`listed`) or sentences; `later` stands small beside the heading.

    `tags`: short labels after the heading; `mark`: one before it (新). `quotes`: words taken from the source as they are.
    """

    key: str
    heading: Words
    lines: tuple[Words, ...] = ()
    listed: bool = True
    tags: tuple[str, ...] = ()
    mark: str = ""
    later: Words = ""
    quotes: tuple[Words, ...] = ()
    links: tuple[Link, ...] = ()
    note: Words = ""

    def __post_init__(self) -> None:
        if not raw_text(self.heading):
            raise ValueError(f"topic {self.key} has no heading")
