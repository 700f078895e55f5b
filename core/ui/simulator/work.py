"""The scenario in hand and the remembered ones as parts of the working file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from core.errors import UserError
from core.rules.authorship import ENTRIES
from core.rules.scenario import Scenario
from core.state import page_state
from core.text.outside import Outside
from core.ui.simulator import runs, state
from core.ui.simulator.view_state import SimulatorState
from core.views.words import Words, say
from core.workfile.work import Remembered

_TABLES: Final = ("revalidation", "occupancy_2015", "explained")


def held() -> Scenario | None:
    """The scenario in hand; None where it is the one that everybody starts with."""
    scenario = state.in_hand()
    return None if scenario is None or scenario == state.first() else scenario


def is_work(scenario: Scenario) -> bool:
    """A link carries choices, and a preset is shipped: work is what was decided by hand or brought in."""
    return any(getattr(scenario, name) for name in ENTRIES) and state.matching_preset(scenario) is None


def in_words(scenario: Scenario) -> str:
    """How much of it there is."""
    rows = sum(len(getattr(scenario, name)) for name in _TABLES)
    decided = sum(len(getattr(scenario, name)) for name in ENTRIES if name not in _TABLES)
    return f"手で決めたこと{decided}件、取り込んだ表{rows}行"


def open_held(scenario: Scenario | None) -> Sequence[Words]:
    """Put a file's scenario in place of the one in hand."""
    if scenario is None:
        if state.in_hand() is not None:
            state.take_from_file(state.first())
        return []
    try:
        runs.result(scenario)  # it may name a year or an area that this data does not have
    except UserError as error:
        return [say("シナリオ「", Outside(scenario.name), "」は開けませんでした。", Outside(error.message))]
    state.take_from_file(scenario)
    return []


def linked(query: dict[str, str]) -> dict[str, str]:
    """A link of the simulator that carries the scenario in hand, whichever it named."""
    scenario = state.in_hand()
    if scenario is None:
        return query
    fields, _ = state.link_of(scenario)
    return {k: v for k, v in query.items() if k not in fields} | page_state.query(SimulatorState(**fields))


def dump_remembered() -> tuple[Remembered, ...]:
    """The scenarios kept for comparison."""
    return tuple(Remembered(name=name, scenario=scenario) for name, scenario in state.remembered().items())


def load_remembered(kept: tuple[Remembered, ...]) -> Sequence[Words]:
    """Only these are kept; those that do not fit the data are told and left out."""
    fitting, told = {}, []
    for entry in kept:
        try:
            runs.result(entry.scenario)
        except UserError as error:
            told.append(say("記憶したシナリオ「", Outside(entry.name), "」を除きました。", Outside(error.message)))
        else:
            fitting[entry.name] = entry.scenario
    state.replace_remembered(fitting)
    return told
