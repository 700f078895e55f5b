"""The area that a view of the simulator is about."""

from __future__ import annotations

from collections.abc import Sequence

from core.rules.engine import Result
from core.ui import state as url_state
from core.ui.simulator.view_state import SimulatorState


def select(result: Result, label: str, first: Sequence[str]) -> str:
    """The chosen area_code, shared by all pages. Where none was chosen yet: the first of `first`, or of all; in a prefecture that is
    looked at, the one of `first` that ranks highest there, else the highest of all there."""
    areas = result.facts.areas
    names = {
        code: f"{code} {name}({pref})"
        for code, name, pref in zip(areas.index, areas["area_name"], areas["pref_name"], strict=True)
    }
    page = url_state.page(SimulatorState)
    inside = _by_rank(result, page.value.pref) if page.value.pref else []
    offered = [code for code in inside if code in set(first)] or inside or list(first)
    chosen: str = page.select("area", label, start=next(iter(offered), None), text=names.__getitem__)
    return chosen


def _by_rank(result: Result, pref_code: str) -> list[str]:
    """Codes of a prefecture's areas by their rank, those without one last."""
    areas, rank = result.facts.areas, result.selection.rank
    inside = [i for i, code in enumerate(areas["pref_code"]) if code == pref_code]
    return [str(areas.index[i]) for i in sorted(inside, key=lambda i: (rank[i] or len(areas), i))]
