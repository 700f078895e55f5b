"""What a scenario comes to, above every view: big figures on the first one, one line on the others."""

from __future__ import annotations

from core.rules.engine import Result
from core.ui import draw
from core.views.section import Section
from core.views.simulator import headline
from core.views.table import Cards


def cards(result: Result) -> Cards:
    """Areas chosen, model areas and areas under ①–④; returned for the section that names their sources."""
    section = headline.section(result)
    [shown] = section.cards
    draw.cards(shown)
    _cautions(section)
    return shown


def line(result: Result) -> None:
    """The same figures in one line."""
    section = headline.section(result)
    draw.sentence(section.lead)
    _cautions(section)


def _cautions(section: Section) -> None:
    draw.caption(*(f"※ {c}" for c in section.cautions))
