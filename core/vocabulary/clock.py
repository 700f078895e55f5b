"""What day it is where the areas are, whatever clock and time zone the machine has."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Final

#: Without summer time, so that no table of time zones is needed, which some machines lack.
JAPAN: Final = timezone(timedelta(hours=9), "JST")


def today() -> date:
    """The day in Japan: a container counts in UTC, where it is still yesterday until nine in the morning."""
    return datetime.now(JAPAN).date()
