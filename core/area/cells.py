"""One cell of a frame as a plain value, whatever pandas keeps it in."""

from __future__ import annotations

from typing import Any

import pandas as pd


def number(value: Any) -> float | None:
    """The number, or None where the cell is missing."""
    return None if value is None or pd.isna(value) else float(value)


def whole(value: Any) -> int | None:
    """The whole number, or None where the cell is missing."""
    return None if value is None or pd.isna(value) else int(value)


def text(value: Any) -> str:
    """The text, empty where the cell is missing."""
    return "" if value is None or pd.isna(value) else str(value)
