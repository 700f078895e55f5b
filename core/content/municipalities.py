"""Municipalities and the 構想区域 they belong to."""

from __future__ import annotations

import pandas as pd

from core.content.base import CONTENT_DIR

MUNICIPALITIES_FILE = CONTENT_DIR / "municipality_area.csv"


def load_municipalities() -> pd.DataFrame:
    """One row per municipality or ward: muni_code, muni_name, pref_code, area_code, area_name, basis.

    `basis`: facility = an institution of the official list stands there; reference, knowledge = assigned by hand.
    A city that two areas share (川崎市) has no area_code; its wards have.
    """
    return pd.read_csv(MUNICIPALITIES_FILE, dtype=str, keep_default_na=False, encoding="utf-8")
