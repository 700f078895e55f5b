"""会議モード: one section per screen, for a room and for the picture of a shared screen; and 議題, the order a presenter has chosen.

What the screens show is imported when somebody asks for one: it draws on the views of all pages, half a second of a server's start.
"""

from __future__ import annotations

from contextlib import suppress

from core.errors import UserError
from core.state.page_state import MEETING
from core.ui import state
from core.ui.meeting import control

control_panel = control.control


def asked(route: str) -> bool:
    """Whether the link asks for 会議モード. Where the page's state cannot be read, the page itself says why."""
    if not state.may_hold(route, "mode", MEETING):
        return False
    from core.ui.meeting import decks

    with suppress(UserError):
        return route in decks.KINDS and state.current(decks.KINDS[route]).mode == MEETING
    return False


def show(route: str) -> None:
    """The screen that the link names."""
    from core.ui.meeting import screen

    screen.show(route)
