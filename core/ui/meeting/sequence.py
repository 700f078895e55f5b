"""What follows what: the slides of the page, or those of an agenda, with the cautions and sources at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.state import page_state
from core.state.page_state import MEETING, PageState
from core.ui import agenda, cached
from core.ui.meeting.decks import deck_of, state_of
from core.views.deck import CLOSING, Deck, Place, Slide, closing, screens
from core.views.section import Section
from core.views.words import Words
from core.workfile.agenda import AgendaItem


@dataclass(frozen=True, slots=True)
class Stop:
    """One slide in the order of the meeting: its name in the link, the page and state that it belongs to, what makes it, and what
    its deck is about (an area, a scenario).
    """

    name: str
    shown: PageState
    anchor: str
    make: Callable[[], Section]
    about: Words


@dataclass(frozen=True, slots=True)
class Meeting:
    """All stops in order, and the place of the one to begin with."""

    stops: tuple[Stop, ...]
    first: int = 0

    def number(self, name: str) -> int:
        """Place of a stop; the one to begin with for a name that is not among them."""
        return next((n for n, stop in enumerate(self.stops) if stop.name == name), self.first)


def sequence(shown: PageState) -> Meeting | None:
    """The stops of a page's link; None where the page has nothing to show yet."""
    items = agenda.of_link(shown.agenda)
    deck = deck_of(shown) if items is None else None
    stops = _of_page(shown, deck) if items is None else _of_agenda(items)
    if not stops:
        return None
    slides = [Slide(stop.name, "", stop.make) for stop in stops]
    last = Stop(CLOSING, stops[-1].shown, CLOSING, lambda: closing(slides, cached.sources_by_id()), stops[0].about)
    return Meeting((*stops, last), deck.number(deck.first) if deck else 0)


def _of_page(shown: PageState, deck: Deck | None) -> list[Stop]:
    slides = () if deck is None else deck.slides
    return [Stop(s.anchor, shown, s.anchor, s.make, "" if deck is None else deck.title) for s in slides]


def _of_agenda(items: Sequence[AgendaItem]) -> list[Stop]:
    """Named by their places; an item whose page or section does not exist (any more) is left out."""
    stops = []
    for number, item in enumerate(items, start=1):
        there = state_of(item.route, item.query)
        deck = None if there is None else deck_of(there)
        if there is not None and deck is not None and deck.has(item.at):
            make = deck.slides[deck.number(item.at)].make
            stops.append(Stop(str(number), there, item.at, make, deck.title))
    return stops


def moved(shown: PageState, stop: Stop, screen: int) -> PageState:
    """The state that shows a screen of a stop, in the same meeting."""
    place = str(Place(stop.name, screen))
    return page_state.changed(stop.shown, mode=MEETING, at=place, agenda=shown.agenda)


def last_screen(stop: Stop) -> int:
    """Number of the last screen of a stop (its section is made for that)."""
    return len(screens(stop.make()))
