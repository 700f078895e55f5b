"""What the overview looks at: a bed function, a year, and the nation or one prefecture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from core.data.bed_names import bed_names
from core.data.queries import areas, beds
from core.data.reader import Read
from core.data.sourced import Sourced
from core.data.store import Store
from core.measures import gap, prefecture
from core.vocabulary.terms import BedFunction, Level

NATION: Final = "全国"
#: What one row is, and what is counted.
LEVEL: Final[dict[str, str]] = {Level.AREA: "区域", Level.PREFECTURE: "都道府県"}


@dataclass(frozen=True, slots=True)
class Scope:
    """`pref_code` is empty for the nation; `name` is 全国 or the prefecture's name. `level`: what one row is."""

    function: BedFunction
    year: int
    pref_code: str = ""
    name: str = NATION
    level: Level = Level.AREA

    @property
    def function_label(self) -> str:
        """急性期 …, as the report of the year calls it."""
        return bed_names(self.year)[self.function]

    @property
    def unit(self) -> str:
        """What is counted: 区域 or 都道府県."""
        return LEVEL[self.level]

    @property
    def unit_short(self) -> str:
        """The same behind the numbers of a key, where there is room for two letters."""
        return "県" if self.level is Level.PREFECTURE else self.unit

    @property
    def every_function(self) -> Scope:
        """The scope of what states all bed functions side by side: the same whichever is chosen."""
        return replace(self, function=BedFunction.TOTAL)

    @property
    def whole(self) -> Scope:
        """All rows of its level: prefectures are compared with one another, the chosen one among them."""
        return replace(self, pref_code="", name=NATION) if self.level is Level.PREFECTURE else self


def scope_of(read: Read, function: BedFunction, year: int, pref_code: str = "", level: Level = Level.AREA) -> Scope:
    """The scope with its name. Raises KeyError for an unknown prefecture."""
    if not pref_code:
        return Scope(function, year, level=level)
    names: dict[str, str] = dict(read(areas.prefectures).frame[["pref_code", "pref_name"]].itertuples(index=False))
    return Scope(function, year, pref_code, names[pref_code], level)


def measured(store: Store, year: int, function: BedFunction) -> Sourced:
    """All areas with every measure of the gap for one year and bed function (`gap.measured`)."""
    return beds.comparison(store, year).map(lambda frame: gap.measured(frame, function))


def measured_prefectures(store: Store, year: int, function: BedFunction) -> Sourced:
    """All prefectures as sums of their areas, with the same measures (`prefecture.by_prefecture`, `gap.measured`)."""
    return beds.comparison(store, year).map(lambda frame: gap.measured(prefecture.by_prefecture(frame), function))


def of_level(read: Read, scope: Scope) -> Sourced:
    """Every row of the scope's level, inside the scope or not."""
    return read(measured_prefectures if scope.level is Level.PREFECTURE else measured, scope.year, scope.function)


def within(rows: Sourced, scope: Scope) -> Sourced:
    """The rows of the scope's areas."""
    return rows.where(rows.frame["pref_code"] == scope.pref_code) if scope.pref_code else rows
