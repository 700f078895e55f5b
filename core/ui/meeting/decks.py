"""The deck of each page in the state it is in, and the choices that belong to a section."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, TypeVar

from core.content import load_cases, load_tactics
from core.content.case_filter import CaseFilter
from core.data.bed_names import bed_names
from core.data.queries import areas
from core.errors import UserError
from core.measures.gap import MEASURES
from core.rules import scenario_json
from core.rules.content import load_presets, preset_scenario
from core.rules.scenario import Scenario
from core.state import page_state
from core.state.page_state import PageState
from core.text.resolve import resolve
from core.ui import cached
from core.ui import state as url_state
from core.ui.area.shown import of_page
from core.ui.area.state import AreaState
from core.ui.gallery.state import GalleryState, area_names
from core.ui.national import indicators
from core.ui.national.state import NationalState
from core.ui.policy.state import PolicyState
from core.ui.review import added
from core.ui.review.state import ReviewState, members
from core.ui.simulator import runs
from core.ui.simulator import state as scenario_state
from core.ui.simulator.view_state import SimulatorState
from core.ui.sources import SourcesState
from core.ui.state import Controls
from core.views import provenance
from core.views.area import meeting as area_deck
from core.views.area.place import area_of
from core.views.deck import Deck, Slide
from core.views.gallery import meeting as gallery_deck
from core.views.national import indicator
from core.views.national import meeting as national_deck
from core.views.national.scope import LEVEL, scope_of
from core.views.policy import meeting as policy_deck
from core.views.review import acute, facts
from core.views.review import meeting as review_deck
from core.views.review.check import WAYS
from core.views.section import Section
from core.views.simulator import backtest
from core.views.simulator import meeting as simulator_deck
from core.vocabulary import clock, labels
from core.vocabulary.terms import PatientGroup

S = TypeVar("S", bound=PageState)


def deck_of(shown: PageState) -> Deck | None:
    """What a page in this state has to show; None where nothing is chosen yet (no area, no case left by the filters)."""
    made: Deck | None = _DECKS[type(shown)](shown)
    return made


def _national(shown: NationalState) -> Deck:
    scope = scope_of(cached.query, shown.function, shown.year, shown.pref, shown.level)
    measure = MEASURES[shown.measure]
    return national_deck.deck(
        cached.query,
        scope,
        measure,
        shown.picked,
        indicators.asked(shown),
        shown.period,
        shown.lanes,
        today=clock.today(),
    )


def _area(shown: AreaState) -> Deck | None:
    found = resolve(shown.area.raw, cached.area_list(), cached.readings())
    if found.area_code is None:
        return None
    area = area_of(cached.query, found.area_code)
    return area_deck.deck(cached.query, area, of_page(area, shown))


def _simulator(shown: SimulatorState) -> Deck:
    result = runs.result(_scenario(shown))

    def tested() -> Section:
        scenario = result.scenario
        return backtest.section(result, runs.back_test(scenario), runs.fitted(scenario), runs.reliability(scenario))

    return simulator_deck.deck(result, shown.pref, shown.area if shown.view == "why" else None, tested)


def _scenario(shown: SimulatorState) -> Scenario:
    """The scenario of a link; the one in hand, with what no link carries, where the page shows that link."""
    here = url_state.current(SimulatorState)
    if (here.preset, here.s, here.without) == (shown.preset, shown.s, shown.without):
        return scenario_state.current()
    if shown.s.raw:
        try:
            return scenario_json.decode(shown.s.raw)
        except UserError:
            return scenario_state.first()
    presets = load_presets()
    return preset_scenario(next((p for p in presets if p.id == shown.preset), presets[0]))


def _review(shown: ReviewState) -> Deck:
    """A room begins with the view that was looked at; of one area there is nothing together but its partners."""
    group = PatientGroup(shown.group)
    deck = review_deck.deck(
        cached.query,
        shown.pref,
        shown.way,
        members(shown),
        group,
        shown.sort,
        institutions=added.held("institutions"),
        areas=added.held("areas"),
        wall=True,
    )
    return replace(deck, first=shown.view if deck.has(shown.view) else "partners")


def _gallery(shown: GalleryState) -> Deck | None:
    shelf, tactics, names = load_cases(), load_tactics(), area_names()
    case = shelf.get(shown.case.raw)
    if case is not None:
        return gallery_deck.case_deck(case, tactics, names)
    wanted = CaseFilter(query=shown.q.raw, kinds=shown.kind, place=shown.place, tactics=shown.tactic)
    cases = wanted.choose(shelf.cases, tactics)
    return gallery_deck.shelf_deck(cases, len(shelf.cases), tactics, names) if cases else None


def _policy(shown: PolicyState) -> Deck:
    return policy_deck.deck(shown.period, shown.lanes, today=clock.today())


def _sources(_: SourcesState) -> Deck:
    return Deck("データと出典", (Slide("defects", "公表資料の不具合", lambda: provenance.defects(cached.query)),))


_DECKS: Final[dict[type[PageState], Callable[[Any], Deck | None]]] = {
    NationalState: _national,
    AreaState: _area,
    SimulatorState: _simulator,
    ReviewState: _review,
    GalleryState: _gallery,
    PolicyState: _policy,
    SourcesState: _sources,
}
#: State by route, of the pages that can be shown in the room.
KINDS: Final[dict[str, type[PageState]]] = {kind.route: kind for kind in _DECKS}


def state_of(route: str, query: dict[str, str]) -> PageState | None:
    """The state that a link to a page names; None for a page that is not known."""
    kind = KINDS.get(route)
    return None if kind is None else page_state.parse(kind, query)[0]


def _function(page: Controls[Any]) -> None:
    page.segments("function", "病床機能", text=bed_names(page.value.year).__getitem__, hidden=True)


def _map(page: Controls[Any]) -> None:
    page.segments("level", "単位", text=LEVEL.__getitem__, hidden=True)
    page.segments("measure", "指標", text=lambda k: MEASURES[k].label, hidden=True)
    _function(page)


def _group(name: str) -> Callable[[Controls[Any]], None]:
    return lambda page: page.segments(name, "患者区分", text=labels.PATIENT_GROUP.__getitem__, hidden=True)


def _patients(page: Controls[Any]) -> None:
    page.segments("group", "患者区分", text=lambda g: facts.SHORT[PatientGroup(g)], hidden=True)


def _way(page: Controls[Any]) -> None:
    years = cached.query(areas.population_years)
    page.segments("way", "地図の色", text=lambda k: WAYS[k].named(years), hidden=True)


def _sort(page: Controls[Any]) -> None:
    page.segments("sort", "並べる数", text=acute.label, hidden=True)


#: Choices of a section, by page and anchor.
CHOICES: Final[dict[tuple[str, str], Callable[[Controls[Any]], None]]] = {
    (NationalState.route, "map"): _map,
    (NationalState.route, "funnel"): _function,
    (NationalState.route, indicator.ANCHOR): lambda page: indicators.choose(page, hidden=True),
    (AreaState.route, "position"): _function,
    (AreaState.route, "flow"): _group("group"),
    (AreaState.route, "map"): _group("arcs"),
    (ReviewState.route, "check"): _way,
    (ReviewState.route, "partners"): _patients,
    (ReviewState.route, "join"): _patients,
    (ReviewState.route, "acute"): _sort,
}
