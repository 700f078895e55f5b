"""Which worker runs which tests: files stay together, and all of the browser's go to one worker, from the start.

Two browsers at once on two cores stand in each other's way and take longer than one; and a page that waits for a core misses
what a person does. So the other workers step back: they take what the browser, which waits half of its time, leaves free.
"""

from __future__ import annotations

import os

import pytest
from xdist.scheduler import LoadFileScheduling

_BROWSER = "tests/browser/"
#: Tests of the browser that only open links and look: a worker that has nothing else left takes them, in a browser of its own.
_LAST = ("tests/browser/test_outside_text.py", "tests/browser/test_links.py")


class OneBrowser(LoadFileScheduling):
    """Files as the unit of work, those of the browser as one unit, but for the last."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(_LAST):
            return _LAST[0]
        return _BROWSER if nodeid.startswith(_BROWSER) else str(super()._split_scope(nodeid))


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> OneBrowser:
    return OneBrowser(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: (item.nodeid.startswith(_LAST), not item.nodeid.startswith(_BROWSER)))


class StepBack:
    """In a worker: the lowest priority from the first test on that is not the browser's."""

    def __init__(self) -> None:
        self._done = not hasattr(os, "nice")

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        if not self._done and not item.nodeid.startswith(_BROWSER):
            os.nice(19)
            self._done = True


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        config.pluginmanager.register(StepBack())
