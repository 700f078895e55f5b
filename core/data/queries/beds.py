"""Bed counts: of one area, of all areas in one year, and national sums."""

from __future__ import annotations

from core.data.sourced import Sourced, collect
from core.data.store import Store


def reported_years(store: Store) -> list[int]:
    """Years with reported beds, ascending (2015, 2018 … latest)."""
    frame = store.frame("SELECT DISTINCT year FROM beds WHERE series = 'reported' ORDER BY year")
    return [int(y) for y in frame["year"]]


def area_beds(store: Store, area_code: str) -> Sourced:
    """One row per bed_function × series × year of one area.

    Columns: bed_function, series, year, beds (床, null unless observed), value_status, published_fy, source_id.
    """
    frame = store.frame(
        """
        SELECT bed_function, series, year, beds, value_status, published_fy, source_id
        FROM beds WHERE area_code = $area_code
        ORDER BY series, year, bed_function
        """,
        area_code=area_code,
    )
    return Sourced(frame, collect(frame))


def cells(
    store: Store, area_codes: tuple[str, ...] = (), bed_function: str = "", years: tuple[int, ...] = ()
) -> Sourced:
    """Where figures were read: one row per area × bed_function × series × year that a publication states.

    Of some areas (none: all), one function (empty: all), some years (none: all; every 必要量 in any case). Columns: area_code,
    bed_function, series, year, sheet, cell (`AX37`), published_fy, source_id.
    """
    frame = store.frame(
        """
        SELECT area_code, bed_function, series, year, sheet, cell, published_fy, source_id FROM trace
        WHERE (len($area_codes) = 0 OR list_contains($area_codes, area_code))
          AND ($bed_function = '' OR bed_function = $bed_function)
          AND (len($years) = 0 OR series = 'required' OR list_contains($years, year))
        ORDER BY area_code, series, year, bed_function
        """,
        area_codes=list(area_codes),
        bed_function=bed_function,
        years=list(years),
    )
    return Sourced(frame, collect(frame))


def sum_cells(
    store: Store, digits: int, place: str = "", bed_function: str = "", years: tuple[int, ...] = ()
) -> Sourced:
    """Where the parts of sums were read: over all areas (`digits` 0) or over each prefecture's (2), or one's (`place`); else as `cells`.

    One row per place (the code's first digits) × bed_function × series × year × publication × sheet × column. Columns: place,
    bed_function, series, year, published_fy, sheet, letters (`AX`), lines (the rows of the sheet, ascending), source_id.
    """
    frame = store.frame(
        """
        SELECT left(area_code, $digits) AS place, bed_function, series, year, published_fy, sheet,
               regexp_extract(cell, '^[A-Z]+') AS letters,
               list(CAST(regexp_extract(cell, '[0-9]+$') AS INTEGER) ORDER BY CAST(regexp_extract(cell, '[0-9]+$') AS INTEGER)) AS lines,
               source_id
        FROM trace WHERE ($bed_function = '' OR bed_function = $bed_function) AND starts_with(area_code, $place)
              AND (len($years) = 0 OR series = 'required' OR list_contains($years, year))
        GROUP BY ALL ORDER BY place, series, year, bed_function, published_fy, sheet, letters
        """,
        digits=digits,
        place=place,
        bed_function=bed_function,
        years=list(years),
    )
    return Sourced(frame, collect(frame))


def scope_beds(store: Store, pref_code: str = "") -> Sourced:
    """Sums over the nation, or over one prefecture's areas: one row per bed_function × series × year.

    Columns: bed_function, series, year, beds (sum of observed cells), areas (cells observed), missing (cells without a
    value), source_id (comma-joined). A sum with missing > 0 is a sum of the stated cells only.
    """
    frame = store.frame(
        """
        SELECT bed_function, series, year, CAST(sum(beds) AS BIGINT) AS beds,
               count(beds) AS areas, count(*) - count(beds) AS missing,
               string_agg(DISTINCT source_id, ',' ORDER BY source_id) AS source_id
        FROM beds WHERE $pref = '' OR starts_with(area_code, $pref) GROUP BY bed_function, series, year
        ORDER BY series, year, bed_function
        """,
        pref=pref_code,
    )
    return Sourced(frame, collect(frame))


def comparison(store: Store, year: int) -> Sourced:
    """All areas against 必要量 for one reported year: one row per area × bed_function (339 × 5).

    Columns: area_code, area_name, pref_code, pref_name, bed_function, reported, reported_status, base_2015, planned,
    planned_year, required (all 床), report_rate (0–1 of `year`), designation, source_id (comma-joined).
    """
    frame = store.frame(
        "SELECT * EXCLUDE (year) FROM comparison WHERE year = $year ORDER BY area_code, bed_function", year=year
    )
    return Sourced(frame, collect(frame))
