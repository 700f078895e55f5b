"""The body of 区域点検: one view at a time."""

from __future__ import annotations

from core.ui import state
from core.ui.review import table, together
from core.ui.review.state import VIEWS, ReviewState


def show() -> None:
    """The choice of view, then the view."""
    view = state.page(ReviewState).segments("view", "表示", text=VIEWS.__getitem__, hidden=True)
    if view == "check":
        table.show()
    else:
        together.show(view)
