"""What the overview looks at: a bed function, a year, and the nation or one prefecture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from core.data.queries import areas, beds
from core.data.reader import Read
from core.data.sourced import Sourced
from core.data.store import Store
from core.measures import gap
from core.vocabulary import labels
from core.vocabulary.terms import BedFunction

NATION: Final = "全国"


@dataclass(frozen=True, slots=True)
class Scope:
    """`pref_code` is empty for the nation; `name` is 全国 or the prefecture's name."""

    function: BedFunction
    year: int
    pref_code: str = ""
    name: str = NATION

    @property
    def function_label(self) -> str:
        """急性期 …"""
        return labels.BED_FUNCTION[self.function]


def scope_of(read: Read, function: BedFunction, year: int, pref_code: str = "") -> Scope:
    """The scope with its name. Raises KeyError for an unknown prefecture."""
    if not pref_code:
        return Scope(function, year)
    names: dict[str, str] = dict(read(areas.prefectures).frame[["pref_code", "pref_name"]].itertuples(index=False))
    return Scope(function, year, pref_code, names[pref_code])


def measured(store: Store, year: int, function: BedFunction) -> Sourced:
    """All areas with every measure of the gap for one year and bed function (`gap.measured`)."""
    return beds.comparison(store, year).map(lambda frame: gap.measured(frame, function))


def within(rows: Sourced, scope: Scope) -> Sourced:
    """The rows of the scope's areas."""
    return rows.where(rows.frame["pref_code"] == scope.pref_code) if scope.pref_code else rows
