"""The day is the one in Japan, on a machine of any time zone."""

from __future__ import annotations

import ast
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from core.vocabulary import clock

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Etc/GMT+12", "Asia/Tokyo", "No/Such_Place", ""])
def test_the_zone_of_the_machine_does_not_count(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    """Failed before: in a container, which counts in UTC, it was yesterday until nine."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    before = (datetime.now(UTC) + timedelta(hours=9)).date()
    found = clock.today()
    after = (datetime.now(UTC) + timedelta(hours=9)).date()
    monkeypatch.undo()
    time.tzset()
    assert before <= found <= after


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        (datetime(2026, 3, 31, 14, 59, 59, tzinfo=UTC), date(2026, 3, 31)),
        (datetime(2026, 3, 31, 15, 0, 0, tzinfo=UTC), date(2026, 4, 1)),
        (datetime(2026, 3, 31, 15, 0, 1, tzinfo=UTC), date(2026, 4, 1)),
    ],
)
def test_a_day_begins_at_midnight_in_japan(utc: datetime, day: date) -> None:
    assert utc.astimezone(clock.JAPAN).date() == day


def test_nothing_else_asks_the_machine_for_its_day() -> None:
    asking = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for folder in ("core", "pages")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("date.today", "datetime.today", "datetime.utcnow", "datetime.date.today")
    ]
    assert asking == []
