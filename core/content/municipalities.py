"""Municipalities: the 構想区域 they belong to, their readings and their districts (郡). A damaged table raises UserError."""

from __future__ import annotations

import pandas as pd

from core.reading.base import CONTENT_DIR
from core.reading.tables import read_table

MUNICIPALITIES_FILE = CONTENT_DIR / "municipality_area.csv"
POINTS_FILE = CONTENT_DIR.parent / "geo" / "municipality_points.csv"
READINGS_FILE = CONTENT_DIR / "municipality_readings.csv"


def load_areas_of_municipalities() -> pd.DataFrame:
    """One row per municipality or ward: muni_code, muni_name, pref_code, area_code, area_name, basis.

    `basis`: facility = an institution of the official list stands there; reference, knowledge = assigned by hand.
    A city that two areas share (川崎市) has no area_code; its wards have.
    """
    return read_table(MUNICIPALITIES_FILE, ("muni_code", "muni_name", "pref_code", "area_code", "area_name", "basis"))


def load_municipalities() -> pd.DataFrame:
    """`load_areas_of_municipalities` with reading and district_reading (hiragana) and district (郡, empty for a city).

    Readings are 日本郵便's (source `japanpost_postal_codes`), written by `python -m core.ingest.municipality_readings`.
    """
    columns = ("muni_code", "muni_name", "reading", "district", "district_reading")
    readings = read_table(READINGS_FILE, columns).drop(columns="muni_name")
    return load_areas_of_municipalities().merge(readings, on="muni_code", how="left", validate="1:1")


def load_municipality_points(area_code: str) -> dict[str, tuple[float, float]]:
    """lon, lat of the representative point by name, of the municipalities of one area."""
    rows = read_table(POINTS_FILE, ("muni_code", "muni_name", "area_code", "lon", "lat"), numbers=("lon", "lat"))
    rows = rows[rows["area_code"] == area_code]
    return {r["muni_name"]: (float(r["lon"]), float(r["lat"])) for r in rows.to_dict("records")}
