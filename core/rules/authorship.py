"""Who put the entries of a scenario there: the presets that ship with the tool, or a person."""

from __future__ import annotations

from typing import Any, Final

from core.rules.content import Preset, load_presets, preset_scenario
from core.rules.scenario import Scenario

#: Fields of a scenario that hold entries about single areas or prefectures: typed with a reason, or brought as a table.
ENTRIES: Final = (
    "pins",
    "exclusions",
    "nominations",
    "nominations_complete",
    "revalidation",
    "revalidation_complete",
    "preparing",
    "model_requests",
    "occupancy_2015",
    "explained",
)


def entries_of(scenario: Scenario) -> tuple[Any, ...]:
    """Every entry of a scenario, in the order of its fields."""
    return tuple(entry for name in ENTRIES for entry in getattr(scenario, name))


def brought(scenario: Scenario) -> tuple[Any, ...]:
    """The entries that a person typed or brought: those that stand in no preset."""
    shipped = {entry for preset in load_presets() for entry in entries_of(preset_scenario(preset))}
    return tuple(entry for entry in entries_of(scenario) if entry not in shipped)


def presets_of(scenario: Scenario) -> tuple[Preset, ...]:
    """The presets whose entries the scenario carries."""
    carried = set(entries_of(scenario))
    return tuple(p for p in load_presets() if carried & set(entries_of(preset_scenario(p))))
