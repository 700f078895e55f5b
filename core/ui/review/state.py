"""What 区域点検 shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.state.fields import choice, several, text
from core.state.page_state import PageState
from core.text.outside import Outside
from core.text.resolve import resolve
from core.ui import cached
from core.views.review.acute import MEASURES
from core.views.review.check import WAYS
from core.vocabulary.terms import PatientGroup

VIEWS = {"check": "点検表", "join": "合わせて見る", "acute": "急性期の協議資料", "elder": "高齢者救急・在宅"}


@dataclass(frozen=True, slots=True)
class ReviewState(PageState):
    """`areas`: codes of the areas looked at together, in the order chosen; empty: the one area of `area`, if any."""

    route: ClassVar[str] = "review"

    view: str = choice("view", tuple(VIEWS), "check")
    pref: str = choice("pref", lambda _: ("", *cached.prefectures()["pref_code"]), "", shared="pref")
    way: str = choice("way", tuple(WAYS), "later")
    area: Outside = text("area", shared="area")
    areas: tuple[str, ...] = several("areas", lambda _: tuple(cached.area_list()["area_code"]), as_picked=True)
    group: str = choice("group", tuple(map(str, PatientGroup)), str(PatientGroup.ACUTE))
    sort: str = choice("sort", MEASURES, MEASURES[0])


def members(shown: ReviewState) -> tuple[str, ...]:
    """Codes of the areas that a state is about: those chosen, else the one that it names."""
    if shown.areas:
        return shown.areas
    found = resolve(shown.area.raw, cached.area_list(), cached.readings())
    return (found.area_code,) if found.area_code else ()
