"""Readings (よみ) of the 339 構想区域, for search."""

from __future__ import annotations

import pandas as pd

from core.reading.base import CONTENT_DIR
from core.reading.tables import read_table

READINGS_FILE = CONTENT_DIR / "area_readings.csv"


def load_readings() -> pd.Series:
    """Hiragana reading by area_code; an area without a reviewed reading is an empty text. Raises UserError."""
    return read_table(READINGS_FILE, ("area_code", "reading")).set_index("area_code")["reading"]
