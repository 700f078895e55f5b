"""The area that a view of the simulator is about."""

from __future__ import annotations

from core.rules.engine import Result
from core.ui import state as url_state
from core.ui.simulator.view_state import SimulatorState


def select(result: Result, label: str, start: str | None) -> str:
    """The chosen area_code, shared by all pages; `start` stands where none was chosen yet (None: the first of all)."""
    areas = result.facts.areas
    names = {
        code: f"{code} {name}({pref})"
        for code, name, pref in zip(areas.index, areas["area_name"], areas["pref_name"], strict=True)
    }
    chosen: str = url_state.page(SimulatorState).select("area", label, start=start, text=names.__getitem__)
    return chosen
