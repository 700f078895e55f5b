from __future__ import annotations

import threading
from collections.abc import Callable

import pytest


@pytest.fixture
def pause() -> Callable[[float], object]:
    """Let other processes work for a moment."""
    return threading.Event().wait
