"""What each page shows: one typed state a page, in the session and in the address.

`page(NationalState)` gives a page its state (`.value`) and the widgets of its fields; `change` sets another state from a callback.
`select`, `segments`, `number` and `text` are single URL values of parts that have no state yet.
"""

from core.ui.state.address import one_step
from core.ui.state.controls import Controls
from core.ui.state.redraw import own_part
from core.ui.state.session import begin, bring_back, change, current, follow, hold, queries, show, shown_route
from core.ui.state.single import number, segments, select, text

__all__ = [
    "Controls",
    "begin",
    "bring_back",
    "change",
    "current",
    "follow",
    "hold",
    "noted",
    "number",
    "one_step",
    "own_part",
    "page",
    "queries",
    "segments",
    "select",
    "show",
    "shown_route",
    "text",
]

page = Controls


def noted() -> None:
    """`on_change` of a widget that has nothing else to do: its part is drawn, and the address stays what it is."""
    hold()
    own_part()
