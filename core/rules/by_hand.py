"""Choices by hand about one area, added to and taken from a scenario."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from core.rules.choices import Level, Preparation
from core.rules.entries import Exclusion, Nomination, Pin, Preparing
from core.rules.scenario import Scenario

#: What can be decided by hand → words on the screen.
ACTIONS: dict[str, str] = {
    "pin": "推進区域に固定する",
    "pin_model": "モデル推進区域に固定する",
    "exclude": "除外する",
    "nominate": "④で推薦する",
    "analysis": "課題の分析を進めている(モデルの候補)",
    "corporation": "地域医療連携推進法人がある(モデルの候補)",
}


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
        return replace(scenario, nominations=(*others, Nomination(area_code=code, reason=reason, evidence=cited)))
    kind = Preparation(action)
    kept = tuple(p for p in scenario.preparing if (p.area_code, p.kind) != (code, kind))
    return replace(scenario, preparing=(*kept, Preparing(area_code=code, kind=kind, reason=reason)))


def removed(scenario: Scenario, code: str) -> Scenario:
    """The scenario without any choice by hand about the area."""
    return replace(
        scenario,
        pins=tuple(p for p in scenario.pins if p.area_code != code),
        exclusions=tuple(e for e in scenario.exclusions if e.area_code != code),
        nominations=tuple(n for n in scenario.nominations if n.area_code != code),
        preparing=tuple(p for p in scenario.preparing if p.area_code != code),
    )


def with_area_table(scenario: Scenario, kind: str, entries: tuple[Any, ...]) -> Scenario:
    """The scenario with entries of single areas added; earlier entries of the same areas are replaced, others stay."""
    named = {entry.area_code for entry in entries}
    kept = tuple(e for e in getattr(scenario, kind) if e.area_code not in named)
    return with_table(scenario, kind, (*kept, *entries))


def with_table(scenario: Scenario, kind: str, entries: tuple[Any, ...]) -> Scenario:
    """The scenario with one uploaded table in place of the earlier one; `kind` is a field of `Scenario`."""
    changed: dict[str, Any] = {kind: entries}
    return replace(scenario, **changed)
