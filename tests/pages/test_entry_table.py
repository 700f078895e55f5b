"""What the server takes from the table for typing: rows of its own start alone, and only what the table could hold."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from core.errors import UserError
from core.reading.entries import TEXT_LIMIT, Cells, Column
from core.ui import entry_table as module
from core.ui.entry_table import Field, entry_table

FIELDS = (
    Field(Column("機能", "choice", ("急性期", "回復期")), "機能", 6, offered=("急性期",)),
    Field(Column("床数", "whole", least=-9, most=9), "床数(床)", 5),
    Field(Column("根拠", "text"), "根拠", 8),
)
KEY = "key"
START: Cells = (("急性期", 1, None),)


class Drawn:
    """The table drawn once with what a browser sent before; `send` is made of the start that the browser was told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, send: Callable[[str], object], **given: Any) -> None:
        self.session: dict[str, Any] = {}
        self.taken: list[Cells] = []
        self.problems: list[UserError] = []
        self.parts: list[str] = []  # that are to be drawn anew

        def component(key: str, data: dict[str, Any], on_typed_change: Callable[[], None]) -> None:
            self.session[key] = {"typed": send(data["start"])}
            on_typed_change()

        monkeypatch.setattr(module, "st", SimpleNamespace(session_state=self.session))
        monkeypatch.setattr(module, "_component", component)
        monkeypatch.setattr(module, "state", SimpleNamespace(own_part=lambda: self.parts.append(KEY)))
        monkeypatch.setattr(module, "draw", SimpleNamespace(problem=self.problems.append))
        self.rows = entry_table("差異", FIELDS, START, KEY, self.taken.append, **({"most": 2} | given))


def test_rows_of_the_start_that_was_told_are_taken_also_none_and_empty_ones_in_the_middle(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for sent in ([["回復期", -9, "a" * TEXT_LIMIT]], [], [[None, None, None], [None, 3, None]]):
        drawn = Drawn(monkeypatch, lambda start, sent=sent: {"start": start, "rows": sent})  # type: ignore[misc]
        assert drawn.rows == tuple(map(tuple, sent))
        assert drawn.taken == [drawn.rows]
        assert drawn.parts == [KEY]
        assert drawn.problems == []


@pytest.mark.parametrize(
    "send",
    [
        lambda start: None,
        lambda start: "x",
        lambda start: {"rows": []},
        lambda start: {"start": "other key", "rows": []},
    ],
)
def test_what_belongs_to_no_start_or_another_one_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, send: Callable[[str], object]
) -> None:
    drawn = Drawn(monkeypatch, send)
    assert (drawn.rows, drawn.taken, drawn.problems) == (START, [], [])


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (None, "差異を読めません"),
        ({"0": []}, "差異を読めません"),
        ([[None] * 3] * 3, "行が多すぎます(3行。2行まで)"),
        (["x"], "1行目を読めません"),
        ([[None] * 3, [None] * 4], "2行目を読めません"),
        ([["合計", None, None]], "1行目の「機能」"),
        ([[["急性期"], None, None]], "1行目の「機能」"),
        ([[None, 10, None]], "1行目の「床数」"),
        ([[None, 1.5, None]], "1行目の「床数」"),
        ([[None, True, None]], "1行目の「床数」"),
        ([[None, None, 5]], "1行目の「根拠」"),
        ([[None, None, "a" * (TEXT_LIMIT + 1)]], "1行目の「根拠」"),
    ],
)
def test_what_no_table_of_ours_sends_is_told_in_words_and_not_taken(
    monkeypatch: pytest.MonkeyPatch, rows: object, words: str
) -> None:
    drawn = Drawn(monkeypatch, lambda start: {"start": start, "rows": rows})
    assert (drawn.rows, drawn.taken) == (START, [])
    [problem] = drawn.problems
    assert words in problem.message


def test_rows_with_names_come_all_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = Drawn(monkeypatch, lambda start: {"start": start, "rows": []}, heads=["甲病院"])
    assert (drawn.rows, drawn.taken) == (START, [])
    assert "行の数が合いません" in drawn.problems[0].message


def test_two_sessions_begin_differently_and_one_session_always_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another session may come to the same key: what a person removed in the one before is not to come back with it."""
    starts: list[str] = []

    def send(start: str) -> None:
        starts.append(start)

    one = Drawn(monkeypatch, send)
    entry_table("差異", FIELDS, START, KEY, one.taken.append, most=2)
    Drawn(monkeypatch, send)
    assert starts[0] == starts[1] != starts[2]
