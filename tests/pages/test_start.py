"""What the server does before anybody connects."""

from __future__ import annotations

import gc

import pytest

from core.data.editions import Editions
from core.errors import UserError
from core.ui import cached, entry


def test_the_data_of_the_first_page_are_open_before_anybody_connects(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Editions()
    monkeypatch.setattr(cached, "editions", lambda: opened)
    entry.read_ahead()
    monkeypatch.setattr(opened, "_open", lambda: pytest.fail("opened a second time"))
    assert opened.newest().edition


def test_data_that_cannot_be_opened_leave_the_start_to_the_page_that_tells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Editions:
        raise UserError("データがありません")

    monkeypatch.setattr(cached, "editions", broken)
    entry.read_ahead()
    assert gc.isenabled()
