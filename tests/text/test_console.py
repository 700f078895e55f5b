"""Commands on a console that lacks letters: they say what they can and go on."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable

import pytest

from core import simulate
from core.bundle import __main__ as bundle
from core.bundle import start
from core.errors import any_console


def test_letters_that_a_console_lacks_are_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    console = io.TextIOWrapper(io.BytesIO(), encoding="cp932", write_through=True)
    monkeypatch.setattr(sys, "stdout", console)
    any_console()
    print("藤岡 \u2713")
    assert console.buffer.getvalue().decode("cp932").rstrip() == "藤岡 ?"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("command", "arguments", "code"),
    [
        (simulate.main, ["--scenario", "/nonexistent/x.json"], 2),
        (bundle.main, ["--help"], 0),
        (start.main, ["--fits"], 2),
        (start.main, ["--prepare"], 2),
    ],
)
def test_a_command_ends_as_it_should_where_the_console_knows_ascii_alone(
    monkeypatch: pytest.MonkeyPatch, command: Callable[[list[str]], int], arguments: list[str], code: int
) -> None:
    """Failed before: UnicodeEncodeError."""
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, io.TextIOWrapper(io.BytesIO(), encoding="ascii", write_through=True))
    try:
        done = command(arguments)
    except SystemExit as end:  # argparse ends so after its help
        done = int(end.code or 0)
    assert done == code
