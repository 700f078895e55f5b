"""Choice of 好事例 by kind, place, tactic and free text."""

from __future__ import annotations

from dataclasses import dataclass

from core.content.cases import Case, CaseKind, Tactic
from core.content.shelf_search import case_text
from core.text.search import holds

_AREA, _MUNICIPALITY = "area:", "muni:"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """What the reader asked for; empty means all.

    `place` is `area:1007` or `muni:草津町`. Kinds widen the choice (any of them), tactics narrow it (all of them).
    """

    query: str = ""
    kinds: tuple[CaseKind, ...] = ()
    place: str = ""
    tactics: tuple[str, ...] = ()

    def accepts(self, case: Case, tactics: tuple[Tactic, ...]) -> bool:
        """True when the case passes every part of the filter."""
        return (
            (not self.kinds or case.kind in self.kinds)
            and self.place in ("", _AREA + case.area_code, _MUNICIPALITY + case.municipality)
            and set(self.tactics) <= set(case.tactics)
            and holds(self.query, case_text(case, tactics))
        )

    def choose(self, cases: tuple[Case, ...], tactics: tuple[Tactic, ...]) -> tuple[Case, ...]:
        """The cases that pass, in their order."""
        return tuple(c for c in cases if self.accepts(c, tactics))


def places(cases: tuple[Case, ...], area_names: dict[str, str]) -> dict[str, str]:
    """Choices of place: 構想区域 with their municipalities below, value → label; only places that have a case."""
    choices: dict[str, str] = {}
    for code in sorted({c.area_code for c in cases}):
        choices[_AREA + code] = f"{area_names.get(code, code)}構想区域"
        for name in dict.fromkeys(c.municipality for c in cases if c.area_code == code):
            choices[_MUNICIPALITY + name] = f"└ {name}"
    return choices
