"""What a scenario comes to: one line above every view, big figures below the first one."""

from __future__ import annotations

from core.rules.engine import Result
from core.ui import draw
from core.views.section import Section
from core.views.simulator import headline
from core.views.table import Cards


def cards(result: Result) -> Cards:
    """Areas chosen, model areas and areas under ①–④, with the official cautions."""
    section = headline.section(result)
    [shown] = section.cards
    draw.cards(shown)
    cautions(section)
    return shown


def line(result: Result) -> Section:
    """The same figures in one line; returned for the official cautions, which a view may place itself."""
    section = headline.section(result)
    draw.sentence(section.lead)
    return section


def cautions(section: Section) -> None:
    """The official words on comparing."""
    draw.caption(*(f"※ {c}" for c in section.cautions))
