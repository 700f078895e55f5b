"""The area that a view of the simulator is about."""

from __future__ import annotations

from collections.abc import Iterable

from core.rules.engine import Result
from core.ui import state as url_state
from core.ui.simulator.view_state import SimulatorState


def select(result: Result, label: str, first: Iterable[str]) -> str:
    """The chosen area_code, shared by all pages; where none was chosen yet, the first of `first` in the prefecture that is looked at,
    else the area that ranks first there (no prefecture: the first of `first`, or of all)."""
    areas = result.facts.areas
    names = {
        code: f"{code} {name}({pref})"
        for code, name, pref in zip(areas.index, areas["area_name"], areas["pref_name"], strict=True)
    }
    page = url_state.page(SimulatorState)
    start = next((code for code in first if code.startswith(page.value.pref)), None) or _ahead(result, page.value.pref)
    chosen: str = page.select("area", label, start=start, text=names.__getitem__)
    return chosen


def _ahead(result: Result, pref_code: str) -> str | None:
    """The area of a prefecture that ranks first, else its first one; None without a prefecture."""
    areas, rank = result.facts.areas, result.selection.rank
    inside = [i for i, code in enumerate(areas["pref_code"]) if code == pref_code]
    return str(areas.index[min(inside, key=lambda i: (rank[i] or len(areas), i))]) if inside else None
