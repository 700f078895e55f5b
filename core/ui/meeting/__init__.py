"""会議モード: one section per screen, for a room and for the picture of a shared screen; and 議題, the order a presenter has chosen."""

from __future__ import annotations

from contextlib import suppress

from core.errors import UserError
from core.state.page_state import MEETING
from core.ui import state
from core.ui.meeting import control, decks, screen

control_panel = control.control
show = screen.show


def asked(route: str) -> bool:
    """Whether the link asks for 会議モード. Where the page's state cannot be read, the page itself says why."""
    with suppress(UserError):
        return route in decks.KINDS and state.current(decks.KINDS[route]).mode == MEETING
    return False
