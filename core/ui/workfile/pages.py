"""The pages as they were left, as a part of the working file."""

from __future__ import annotations

from collections.abc import Sequence

from core.text.outside import Outside
from core.ui import navigation, state
from core.ui.simulator import work as scenario
from core.ui.simulator.view_state import SimulatorState
from core.views.words import Words, say
from core.workfile.work import PageLink


def dump() -> tuple[PageLink, ...]:
    """The pages whose view is not the plain one."""
    return tuple(PageLink(route=route, query=query) for route, query in state.queries().items() if query)


def load(links: tuple[PageLink, ...]) -> Sequence[Words]:
    """Every page opens as it was left; a page without a link in its plain view. The scenario is in hand already."""
    routes = {route for _, route in navigation.PAGES.values()}
    queries: dict[str, dict[str, str]] = {route: {} for route in routes} | {
        p.route: p.query for p in links if p.route in routes
    }
    simulator = SimulatorState.route
    state.bring_back(queries | {simulator: scenario.linked(queries[simulator])})
    return [say("知らない画面「", Outside(p.route), "」の選択は除きました。") for p in links if p.route not in routes]
