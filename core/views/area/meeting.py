"""An area as a deck: the sections of its page, each with what its page has chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from core.area.worksheet import Worksheet
from core.data.reader import Read
from core.views.area import (
    beds,
    comparison,
    council,
    demand,
    flow,
    hospitals,
    maps,
    nomination,
    opinions,
    position,
    profile,
    utilization,
    worksheet,
)
from core.views.area.place import Area
from core.views.deck import Deck, Slide
from core.views.section import Section
from core.vocabulary.terms import BedFunction, PatientGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the sections of the page are to show. `form_year`, `form_plan` None: the newest; `sheet` None: nothing typed in."""

    function: BedFunction
    year: int
    group: PatientGroup
    arcs: PatientGroup
    institutions: hospitals.Chosen
    council: Callable[[], council.Inputs]
    peers: Callable[[], comparison.Choice]
    form_year: int | None = None
    form_plan: int | None = None
    sheet: Worksheet | None = None
    gap_function: BedFunction = BedFunction.ACUTE


def deck(read: Read, area: Area, wanted: Wanted) -> Deck:
    """The sections of the page in its order; those that the area lacks are left out."""
    sheet = wanted.sheet
    slides = (
        Slide("profile", "概況", lambda: replace(profile.section(read, area), tables=())),
        *_beds(read, area, wanted),
        Slide("position", "全国の中の位置", lambda: position.section(read, area, wanted.function, wanted.year)),
        Slide("hospitals", "医療機関", lambda: hospitals.section(read, area, wanted.institutions)),
        Slide("flow", "患者の流入・流出", lambda: flow.section(read, area, wanted.group)),
        Slide("map", "地図", lambda: maps.section(read, area, wanted.arcs)),
        Slide("council", "調整会議の視点", lambda: council.section(read, area, wanted.council())),
        *((Slide("opinions", "協議会の意見と回答", lambda: _opinions(area)),) if opinions.has_opinions(area) else ()),
        Slide("utilization", "病床利用率(試算)", lambda: utilization.section(read, area)),
        Slide("demand", "在宅・外来の需要", lambda: demand.section(read, area)),
        Slide("peers", "ほかの区域と比べる", lambda: comparison.section(read, area, wanted.peers())),
        *(
            (Slide("worksheet", "差異分析", lambda: worksheet.section(read, area, sheet, wanted.gap_function)),)
            if sheet is not None
            else ()
        ),
        Slide("evidence", "④の根拠", lambda: nomination.section(read, area)),
    )
    return Deck(area.label, slides)


def _beds(read: Read, area: Area, wanted: Wanted) -> tuple[Slide, ...]:
    reported, planned = beds.years(read, area)
    if not reported or not planned:
        return (Slide("beds", "病床数", beds.without_beds),)
    year = wanted.form_year if wanted.form_year in reported else reported[-1]
    plan = wanted.form_plan if wanted.form_plan in planned else planned[-1]
    return (
        Slide("beds", "様式⑥", lambda: beds.form(read, area, year, plan)),
        Slide("trend", "病床数の推移", lambda: beds.trend(read, area)),
    )


def _opinions(area: Area) -> Section:
    """Passages alone: their rows as a table would say the same again."""
    return replace(opinions.opinions(area), tables=())
