"""What each page shows: one typed state a page, in the session and in the address.

`page(NationalState)` gives a page its state (`.value`) and the widgets of its fields; `change` sets another state from a callback.
"""

from core.ui.state.address import ONE_STEP
from core.ui.state.controls import Controls
from core.ui.state.press import STEADY_PRESS
from core.ui.state.redraw import other_part, own_part
from core.ui.state.session import (
    begin,
    bring_back,
    change,
    current,
    end,
    follow,
    hold,
    may_hold,
    queries,
    show,
    shown_route,
    visit,
)
from core.ui.state.under_way import UNDER_WAY

__all__ = [
    "ONE_STEP",
    "STEADY_PRESS",
    "UNDER_WAY",
    "Controls",
    "begin",
    "bring_back",
    "change",
    "current",
    "end",
    "follow",
    "hold",
    "may_hold",
    "noted",
    "other_part",
    "own_part",
    "page",
    "queries",
    "show",
    "shown_route",
    "visit",
]

page = Controls


def noted() -> None:
    """`on_change` of a widget that has nothing else to do: its part is drawn, and the address stays what it is."""
    hold()
    own_part()
