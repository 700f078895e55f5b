"""制度と支援 as a deck."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from core.content import load_criteria, load_new_vision, load_roles, load_schedule, load_supports
from core.content.schedule import Lane, PeriodKey
from core.views.deck import Deck, Slide
from core.views.policy import criteria, new_vision, roles, schedule, supports
from core.views.section import Section


def deck(period: PeriodKey, lanes: Collection[Lane], today: date) -> Deck:
    """The sections of the page in its order; `period` and `lanes` of the schedule."""
    content, vision = load_schedule(), load_new_vision()
    return Deck(
        "制度と支援",
        (
            Slide("now", "いま・次", lambda: _told(new_vision.now(vision, today))),
            Slide("bridge", "新たな構想への橋渡し", lambda: _told(new_vision.bridge(vision))),
            Slide("supports", "国の支援", lambda: replace(supports.national(load_supports()), tables=())),
            Slide("technical", "技術的支援", lambda: replace(supports.technical(load_supports()), tables=())),
            Slide("financial", "財政的支援", lambda: replace(supports.financial(load_supports()), tables=())),
            Slide("suishin", "推進区域の設定の考え方", lambda: criteria.suishin(load_criteria())),
            Slide("model", "モデル推進区域の選定の考え方", lambda: criteria.model(load_criteria())),
            Slide("roles", "役割", lambda: roles.section(load_roles())),
            Slide("schedule", content.title, lambda: schedule.section(content, content.periods[period], lanes, today)),
        ),
    )


def _told(section: Section) -> Section:
    """Big figures and passages; the tables say the same again, row by row, and stand on the page."""
    return replace(section, tables=(), cites=section.sources)
