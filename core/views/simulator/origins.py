"""What a result of the rules rests on."""

from __future__ import annotations

from typing import Final, Literal

from core.rules.authorship import brought, presets_of
from core.rules.engine import Result
from core.rules.scenario import Scenario
from core.views.sources import OURS, USER, Sources

Kind = Literal["beds", "report_rate", "utilization", "evidence", "designation"]
#: Every kind of figure that the rules can look at (`core.rules.facts.Facts.source_ids`).
EVERYTHING: Final[tuple[Kind, ...]] = ("beds", "report_rate", "utilization", "evidence", "designation")


def origins(result: Result, *kinds: Kind) -> Sources:
    """Sources of the kinds of figures that went in, the rules of this tool, and whose entries the scenario carries.

    報告率 goes into every figure of beds where the scenario corrects by it.
    """
    scenario = result.scenario
    wanted: tuple[Kind, ...] = (*kinds, "report_rate") if scenario.report_rate_correction and "beds" in kinds else kinds
    ids = (i for kind in wanted for i in result.facts.source_ids.get(kind, ()))
    return Sources(tuple(dict.fromkeys((*ids, OURS, *_entries(scenario)))))


def entry_origins(scenario: Scenario) -> Sources:
    """Whose entries a scenario carries: a person's, or those of a paper that a preset quotes."""
    return Sources(_entries(scenario) or (OURS,))


def _entries(scenario: Scenario) -> tuple[str, ...]:
    papers = (i for preset in presets_of(scenario) for i in preset.sources)
    return tuple(dict.fromkeys((*papers, *((USER,) if brought(scenario) else ()))))
