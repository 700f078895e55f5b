"""Readings (よみ) of the 339 構想区域, for search."""

from __future__ import annotations

import pandas as pd

from core.reading.base import CONTENT_DIR

READINGS_FILE = CONTENT_DIR / "area_readings.csv"


def load_readings() -> pd.Series:
    """Hiragana reading by area_code; an area without a reviewed reading is an empty text."""
    frame = pd.read_csv(READINGS_FILE, dtype=str, keep_default_na=False, encoding="utf-8")
    return frame.set_index("area_code")["reading"]
