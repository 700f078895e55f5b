"""The simulator page opened for a test, and what is pressed on it."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from core.rules.scenario import Scenario
from core.ui import navigation
from tests.pages.opening import open_page


def simulator(**query: str) -> AppTest:
    return open_page(navigation.SIMULATOR, **query)


def scenario(at: AppTest) -> Scenario:
    return at.session_state["sim_scenario"]


def by_label(widgets, label: str):
    return next(w for w in widgets if w.label == label)


def opened(at: AppTest, part: str) -> AppTest:
    """Open one part of the conditions; its widgets are made only then."""
    generation = at.session_state["sim_generation"]
    at.session_state[f"sim_{generation}_part_{part}"] = True
    return at.run()


def places(at: AppTest) -> dict[str, tuple[int, ...]]:
    """Where on the page the widgets with a key of ours stand, by key: the browser keeps one that stays in its place."""

    def within(block, path: tuple[int, ...]):
        for index, child in block.children.items():
            if hasattr(child, "children"):
                yield from within(child, (*path, index))
            if getattr(child, "key", None):
                yield child.key, (*path, index)

    return dict(within(at.main, ()))


def to_view(at: AppTest, view: str) -> AppTest:
    return next(b for b in at.button_group if b.key == "segments_view").set_value(view).run()
