"""全国概況 as a deck."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from core.content import load_schedule, load_supports
from core.content.schedule import Lane, PeriodKey
from core.content.survey import load_survey
from core.data.reader import Read
from core.measures.gap import GapMeasure
from core.views.deck import Deck, Slide
from core.views.national import funnel, headline, indicator, survey, trend
from core.views.national import map as national_map
from core.views.national.scope import Scope
from core.views.policy import schedule, supports


def deck(
    read: Read,
    scope: Scope,
    measure: GapMeasure,
    picked: str,
    other: indicator.Asked,
    period: PeriodKey,
    lanes: Collection[Lane],
    today: date,
) -> Deck:
    """The sections of the page in its order; `picked`: area chosen on the map, `other`: what its map of
    other indicators asks for, `period` and `lanes` of the schedule."""
    content = load_schedule()
    return Deck(
        f"{scope.name}の概況",
        (
            Slide("headline", "報告病床数と必要量", lambda: headline.section(read, scope)),
            Slide("map", "地図", lambda: national_map.section(read, scope, measure, picked)),
            Slide("trend", "病床数の推移", lambda: trend.section(read, scope)),
            Slide("funnel", "偏りを見る図", lambda: funnel.section(read, scope)),
            Slide(indicator.ANCHOR, "ほかの指標の地図", lambda: indicator.section(read, other)),
            Slide("survey", "課題の調査", lambda: survey.section(load_survey())),
            Slide(
                "schedule",
                content.title,
                lambda: schedule.section(content, content.periods[period], lanes, today),
            ),
            Slide("supports", "国の支援", lambda: replace(supports.national(load_supports()), tables=())),
        ),
    )
