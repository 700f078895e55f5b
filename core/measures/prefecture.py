"""Prefectures as sums of their areas: a sum of which a part is missing is missing, and says which part."""

from __future__ import annotations

from typing import Final

import pandas as pd

#: What is summed (床).
SUMMED: Final = ("reported", "base_2015", "planned", "required")
#: Status of a sum of which an area has no reported figure; the areas and their own statuses stand in `missing_areas`.
OBSERVED: Final = "observed"


def by_prefecture(comparison: pd.DataFrame) -> pd.DataFrame:
    """One row per prefecture × bed_function, in code order, with the columns that the measures of an area are made from.

    `comparison`: rows of `queries.beds.comparison`. Columns: area_code and pref_code (the prefecture's), area_name and pref_name,
    bed_function, areas (how many), reported, base_2015, planned, required (床; NaN where one area has none), reported_status
    (that of the area without a figure), missing_areas (names of areas without a reported figure, joined), designation (none).
    """
    rows = comparison.astype({c: "Float64" for c in SUMMED})
    groups = rows.groupby(["pref_code", "pref_name", "bed_function"], sort=True)
    sums = groups[list(SUMMED)].sum(min_count=1)
    counts = groups[list(SUMMED)].count()
    areas = groups.size()
    whole = sums.where(counts.eq(areas, axis=0)).astype("float64")
    silent = rows[rows["reported"].isna()].groupby(["pref_code", "pref_name", "bed_function"])
    status = silent["reported_status"].first().reindex(areas.index)
    names = silent["area_name"].agg("、".join).reindex(areas.index)
    made = whole.assign(
        areas=areas, reported_status=status.fillna(OBSERVED), missing_areas=names.fillna(""), designation=None
    ).reset_index()
    return made.assign(area_code=made["pref_code"], area_name=made["pref_name"])
