"""Whom the server lets in and whom it asks, as it is started by the README's command."""

from __future__ import annotations

import sys

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.browser.server import free_port
from tests.serve.client import tab
from tests.serve.watched import watched

REFUSED = (InvalidStatus, ConnectionClosed)


def test_a_plain_start_listens_on_this_machine_and_asks_nobody() -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with watched([sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"], url) as talk:
        for _ in range(2):  # before anybody has opened a page, and after it
            with pytest.raises(REFUSED), tab(url, origin="http://outside.example") as stranger:
                stranger.open()
            with tab(url) as visitor:
                assert visitor.open("policy")
        with pytest.raises(REFUSED), tab(f"http://outside.example:{port}", at=("127.0.0.1", port)) as stranger:
            stranger.open()
    assert talk.listens() == {("127.0.0.1", port)}
    assert talk.outside() == []
