"""The institutions of one area as a wide table, last year's beside this year's where name and place agree.

Institutions have no id across years. Two rows are taken for the same institution only when name and municipality are equal,
exactly or after normalising the writing, and the pair is unique in both years. The basis of every match is kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable
from typing import Final

import pandas as pd

from core import labels
from core.terms import FOUR_FUNCTIONS

MATCH_LABEL: Final[dict[str, str]] = {
    "exact": "名称・所在地が一致",
    "normalized": "表記をそろえた名称・所在地が一致",
    "ambiguous": "同じ名称・所在地が複数(対応づけない)",
    "none": "前年度に同じ名称・所在地なし",
}
#: Columns of bed functions in `wide`.
BEDS: Final[dict[str, str]] = {str(f): f"beds_{f}" for f in FOUR_FUNCTIONS}
ROLES: Final[dict[str, str]] = {
    "is_special_function": "特定機能",
    "is_regional_support": "地域医療支援",
    "is_tertiary_emergency": "三次救急",
    "is_secondary_emergency": "二次救急",
    "is_home_care_support": "在宅療養支援",
}
_SPACE = re.compile(r"\s+")


def wide(facilities: pd.DataFrame, measures: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row per institution and one column per measure, twice: the values (NaN when missing) and their value_status.

    `facilities`: rows of `queries.facilities.facilities` of one published_fy; `measures`: those of
    `queries.facilities.measures`. A measure split by function becomes `measure_function`. Both frames have facility_id as
    index, in the order of the publication.
    """
    keyed = measures.assign(
        column=[m if not isinstance(f, str) else f"{m}_{f}" for m, f in zip(measures["measure"], measures["bed_function"], strict=True)]
    )
    keyed = keyed[keyed["facility_id"].isin(facilities["facility_id"])]
    order = facilities["facility_id"].tolist()
    values = keyed.pivot(index="facility_id", columns="column", values="value").reindex(order).astype("float64")
    status = keyed.pivot(index="facility_id", columns="column", values="value_status").reindex(order)
    return facilities.set_index("facility_id").join(values), status


def roles_text(row: pd.Series) -> str:
    """Roles of one institution, joined; empty when it has none."""
    return "・".join(label for column, label in ROLES.items() if bool(row[column]))


def normalized(name: str) -> str:
    """Comparable writing of a name: NFKC, no white space, no legal form in brackets left half-written."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", name)).replace("ヶ", "ケ").replace("ｹ", "ケ")


def match_years(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """For each institution of `now` (index facility_id): previous_id (None without a match) and match_basis.

    `now`, `before`: facility_name and municipality by facility_id. Basis: exact, normalized, ambiguous, none.
    """
    result = pd.DataFrame({"previous_id": None, "match_basis": "none"}, index=now.index, dtype=object)
    for basis, write in (("exact", str), ("normalized", normalized)):
        open_rows = result.index[result["previous_id"].isna()]
        taken = set(result["previous_id"].dropna())
        keys_now = _keys(now, write)
        keys_before = _keys(before.drop(index=list(taken)), write)
        count_now, count_before = keys_now.value_counts(), keys_before.value_counts()
        by_key: dict[Hashable, str] = {key: str(fid) for fid, key in keys_before.items()}
        for facility_id in open_rows:
            key = keys_now[facility_id]
            if key not in count_before.index:
                continue
            if count_now[key] == 1 and count_before[key] == 1:
                result.loc[facility_id, ["previous_id", "match_basis"]] = [by_key[key], basis]
            else:
                result.loc[facility_id, "match_basis"] = "ambiguous"
    return result


def _keys(frame: pd.DataFrame, write: type[str] | object) -> pd.Series:
    pairs = [(write(n), write(m)) for n, m in zip(frame["facility_name"], frame["municipality"], strict=True)]  # type: ignore[operator]
    return pd.Series(pairs, index=frame.index, dtype=object)


def missing_word(status: object) -> str:
    """Short word of a missing value in a table cell."""
    words = {
        "not_disclosed": "非公表",
        "not_reported": "未報告",
        "not_applicable": "該当なし",
        "not_calculated": "算出なし",
        "blank": labels.NO_DATA,
    }
    return words.get(str(status), labels.NO_DATA)


def shares(values: pd.DataFrame) -> pd.Series:
    """Each institution's share of the area's reported beds without 休棟中等 (0–1); NaN where its beds are missing."""
    total = values[list(BEDS.values())].sum(axis=1, min_count=1)
    area = total.sum()
    return total / area if area > 0 else total * float("nan")
