"""What a scenario comes to: one line above every view, big figures below the first one."""

from __future__ import annotations

from core.rules.engine import Result
from core.ui import draw
from core.views.simulator import headline


def line(result: Result, *, cautioned: bool) -> None:
    """The figures in one line, with the official cautions unless the view below is `cautioned` by itself."""
    section = headline.section(result)
    draw.sentence(section.lead)
    if not cautioned:
        draw.caption(*(f"※ {c}" for c in section.cautions))
