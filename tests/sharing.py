"""Which worker runs which tests: files stay together, and all of the browser's go to one worker, from the start.

Two browsers at once on two cores stand in each other's way and take longer than one.
"""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadFileScheduling

_BROWSER = "tests/browser/"


class OneBrowser(LoadFileScheduling):
    """Files as the unit of work, those of the browser as one unit."""

    def _split_scope(self, nodeid: str) -> str:
        return _BROWSER if nodeid.startswith(_BROWSER) else str(super()._split_scope(nodeid))


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> OneBrowser:
    return OneBrowser(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(_BROWSER))
