"""Areas and prefectures."""

from __future__ import annotations

from core.data.schema import PopulationYears
from core.data.sourced import Sourced
from core.data.store import Store


def areas(store: Store) -> Sourced:
    """One row per 構想区域, in code order.

    Columns: area_code, area_name, pref_code, pref_name, population_2020, area_km2, population_2024, population_2040,
    lon, lat, designation (suishin / model / null where none is known).
    """
    frame = store.frame(
        """
        SELECT area.*, designation.designation, designation.as_of AS designation_as_of
        FROM area LEFT JOIN designation USING (area_code)
        ORDER BY area_code
        """
    )
    return Sourced(frame, ())


def population_years(store: Store) -> PopulationYears:
    """Years of the three figures of people in this edition: census, that of the demand book, its projection."""
    return store.population_years


def prefectures(store: Store) -> Sourced:
    """One row per prefecture in code order: pref_code, pref_name, areas (number of 構想区域)."""
    frame = store.frame(
        "SELECT pref_code, any_value(pref_name) AS pref_name, count(*) AS areas FROM area GROUP BY pref_code ORDER BY pref_code"
    )
    return Sourced(frame, ())
