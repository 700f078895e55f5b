"""Choices by hand about one area, added to and taken from a scenario."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from core.rules.choices import Level, Preparation
from core.rules.entries import Completeness, Exclusion, ModelRequest, Nomination, Pin, Preparing
from core.rules.scenario import Scenario

#: What can be decided by hand → words on the screen.
ACTIONS: dict[str, str] = {
    "pin": "推進区域に固定する",
    "pin_model": "モデル推進区域に固定する",
    "exclude": "除外する",
    "nominate": "④で推薦する",
    "analysis": "課題の分析を進めている(モデルの候補)",
    "corporation": "地域医療連携推進法人がある(モデルの候補)",
    "request": "県がモデル推進区域に要望する(モデルの候補)",
}
#: Table → the ticks 「これで全部」 that were about it; a table that changes loses them.
COMPLETE: Final = {"nominations": "nominations_complete", "revalidation": "revalidation_complete"}


def added(scenario: Scenario, code: str, action: str, reason: str, cited: tuple[str, ...] = ()) -> Scenario:
    """The scenario with one more choice by hand; an earlier choice of the same kind about the area is replaced.

    A pin replaces an exclusion and the other way round. Raises UserError when the reason is empty.
    """
    pins = tuple(p for p in scenario.pins if p.area_code != code)
    exclusions = tuple(e for e in scenario.exclusions if e.area_code != code)
    if action in ("pin", "pin_model"):
        level = Level.MODEL if action == "pin_model" else Level.SUISHIN
        return replace(scenario, pins=(*pins, Pin(area_code=code, reason=reason, level=level)), exclusions=exclusions)
    if action == "exclude":
        return replace(scenario, pins=pins, exclusions=(*exclusions, Exclusion(area_code=code, reason=reason)))
    if action == "nominate":
        others = tuple(n for n in scenario.nominations if n.area_code != code)
        nominations = (*others, Nomination(area_code=code, reason=reason, evidence=cited))
        return _unticked(replace(scenario, nominations=nominations), code)
    if action == "request":
        asked = tuple(r for r in scenario.model_requests if r.area_code != code)
        return replace(scenario, model_requests=(*asked, ModelRequest(area_code=code, reason=reason)))
    kind = Preparation(action)
    kept = tuple(p for p in scenario.preparing if (p.area_code, p.kind) != (code, kind))
    return replace(scenario, preparing=(*kept, Preparing(area_code=code, kind=kind, reason=reason)))


def removed(scenario: Scenario, code: str) -> Scenario:
    """The scenario without any choice by hand about the area."""
    nominated = any(n.area_code == code for n in scenario.nominations)
    return replace(
        _unticked(scenario, code) if nominated else scenario,
        pins=tuple(p for p in scenario.pins if p.area_code != code),
        exclusions=tuple(e for e in scenario.exclusions if e.area_code != code),
        nominations=tuple(n for n in scenario.nominations if n.area_code != code),
        preparing=tuple(p for p in scenario.preparing if p.area_code != code),
        model_requests=tuple(r for r in scenario.model_requests if r.area_code != code),
    )


def _unticked(scenario: Scenario, code: str) -> Scenario:
    """Without the word that the nominations of the area's prefecture are all there are: they were others then."""
    kept = tuple(t for t in scenario.nominations_complete if t.pref_code != code[:2])
    return replace(scenario, nominations_complete=kept)


def ticked(scenario: Scenario, table: str, tick: Completeness) -> Scenario:
    """The scenario with a person's word that a table (`nominations`, `revalidation`) holds all of a prefecture.

    Raises UserError where the word needs what is not there: a name, a day, rows of ③.
    """
    return _with_ticks(scenario, table, (*_others(scenario, table, tick.pref_code), tick))


def unticked(scenario: Scenario, table: str, pref_code: str) -> Scenario:
    """The scenario with that word taken back."""
    return _with_ticks(scenario, table, _others(scenario, table, pref_code))


def _others(scenario: Scenario, table: str, pref_code: str) -> tuple[Completeness, ...]:
    return tuple(t for t in getattr(scenario, COMPLETE[table]) if t.pref_code != pref_code)


def _with_ticks(scenario: Scenario, table: str, ticks: tuple[Completeness, ...]) -> Scenario:
    changed: dict[str, Any] = {COMPLETE[table]: ticks}
    return replace(scenario, **changed)


def with_area_table(scenario: Scenario, kind: str, entries: tuple[Any, ...]) -> Scenario:
    """The scenario with entries of single areas added; earlier entries of the same areas are replaced, others stay."""
    named = {entry.area_code for entry in entries}
    kept = tuple(e for e in getattr(scenario, kind) if e.area_code not in named)
    return with_table(scenario, kind, (*kept, *entries))


def with_table(scenario: Scenario, kind: str, entries: tuple[Any, ...]) -> Scenario:
    """The scenario with one uploaded table in place of the earlier one, and without the ticks that were about that."""
    changed: dict[str, Any] = {kind: entries}
    if kind in COMPLETE and entries != getattr(scenario, kind):
        changed[COMPLETE[kind]] = ()
    return replace(scenario, **changed)
