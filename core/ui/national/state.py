"""What 全国概況 shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.content.schedule import Lane, PeriodKey
from core.measures.gap import MEASURES
from core.measures.indicators import INDICATORS
from core.state.fields import choice, flag, several, text
from core.state.page_state import PageState
from core.text.outside import Outside
from core.ui import cached
from core.views.national import indicator, ranking
from core.vocabulary.terms import BedFunction, Level

#: Ways to draw the map, by key in the URL.
MAP_VIEWS = {"flat": "平面", "columns": "立体(乖離を柱で)"}


def _places(_: object) -> tuple[str, ...]:
    return ("", *cached.area_list()["area_code"], *cached.prefectures()["pref_code"])


@dataclass(frozen=True, slots=True)
class NationalState(PageState):
    """`pref`: pref_code, empty for the nation; `q`: words that narrow the ranking, `order` of its rows; `level`: what one row is;
    `view`: way to draw the map, `picked`: area chosen on it. `other`…: of the map of
    other indicators; 0 is the year that it starts with, `other_picked` the area or prefecture chosen on it."""

    route: ClassVar[str] = ""

    measure: str = choice("measure", tuple(MEASURES), "gap_rate")
    function: BedFunction = choice("function", tuple(BedFunction), BedFunction.TOTAL)
    year: int = choice("year", lambda _: cached.reported_years()[::-1], factory=lambda: cached.reported_years()[-1])
    pref: str = choice("pref", lambda _: ("", *cached.prefectures()["pref_code"]), "", shared="pref")
    level: Level = choice("level", tuple(Level), Level.AREA)
    view: str = choice("view", tuple(MAP_VIEWS), "flat")
    q: Outside = text("q")
    order: str = choice("order", tuple(ranking.ORDERS), "high")
    picked: str = choice("picked", lambda _: ("", *cached.area_list()["area_code"]), "")
    other: str = choice("other", tuple(INDICATORS), "home_care")
    other_function: BedFunction = choice("other_function", tuple(BedFunction), BedFunction.TOTAL)
    other_year: int = choice("other_year", lambda e: (0, *cached.query(indicator.years, e["other"])), 0)
    other_level: Level = choice("other_level", tuple(Level), Level.AREA)
    other_picked: str = choice("other_picked", _places, "")
    period: PeriodKey = choice("period", tuple(PeriodKey), PeriodKey.ALL)
    lanes: tuple[Lane, ...] = several("lanes", tuple(Lane), tuple(Lane))
    all: bool = flag("all")
