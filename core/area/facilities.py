"""The institutions of one area as a wide table, last year's beside this year's where name and place agree.

Institutions have no id across years. Two rows are taken for the same institution only when name and municipality are equal,
exactly or after normalising the writing, and the pair is unique in both years. The basis of every match is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import pandas as pd

from core.text.normal import spelled
from core.vocabulary import labels
from core.vocabulary.terms import FOUR_FUNCTIONS

MATCH_LABEL: Final[dict[str, str]] = {
    "exact": "名称・所在地が一致",
    "normalized": "法人格などの表記をそろえた名称と所在地が一致",
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
_LEGAL_FORM = re.compile(
    r"(特定|社会)?医療法人(社団|財団)?|社会福祉法人|(一般|公益)?(社団|財団)法人|(国立|公立)大学法人|学校法人|宗教法人"
    r"|(地方)?独立行政法人|\((医社|医財|医|社医|社福|特医|一社|一財|公社|公財|財|社|福|独)\)"
)
_NOISE = re.compile(r"[()・]+")


def wide(facilities: pd.DataFrame, measures: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row per institution and one column per measure, twice: the values (NaN when missing) and their value_status.

    `facilities`: rows of `queries.facilities.facilities` of one published_fy; `measures`: those of
    `queries.facilities.measures`. A measure split by function becomes `measure_function`. Both frames have facility_id as
    index, in the order of the publication.
    """
    keyed = measures.assign(
        column=[
            m if not isinstance(f, str) else f"{m}_{f}"
            for m, f in zip(measures["measure"], measures["bed_function"], strict=True)
        ]
    )
    keyed = keyed[keyed["facility_id"].isin(facilities["facility_id"])]
    order = facilities["facility_id"].tolist()
    values = keyed.pivot(index="facility_id", columns="column", values="value").reindex(order).astype("float64")
    status = keyed.pivot(index="facility_id", columns="column", values="value_status").reindex(order)
    return facilities.set_index("facility_id").join(values), status


def roles_text(row: pd.Series) -> str:
    """Roles of one institution, joined; empty when it has none, 未報告 when the publication states none of them."""
    if all(pd.isna(row[column]) for column in ROLES):
        return labels.VALUE_STATUS_SHORT["not_reported"]
    return "・".join(label for column, label in ROLES.items() if row[column] is not pd.NA and row[column])


def normalized(name: str) -> str:
    """Comparable writing of a name: one spelling, without brackets and the words of the legal form.

    The publications write the same corporation as 医療法人社団三思会 and （医社）三思会; the corporation's own name stays.
    """
    return _NOISE.sub("", _LEGAL_FORM.sub("", spelled(name)))


def match_years(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """For each institution of `now` (index facility_id): previous_id (None without a match) and match_basis.

    `now`, `before`: facility_name and municipality by facility_id. Basis: exact, normalized, ambiguous, none.
    """
    previous: dict[str, str] = {}
    basis_of: dict[str, str] = {str(i): "none" for i in now.index}
    for basis, write in (("exact", str), ("normalized", normalized)):
        taken = set(previous.values())
        mine = _by_key(now, write, skip=set(previous))
        theirs = _by_key(before, write, skip=taken)
        for key, ids in mine.items():
            others = theirs.get(key, [])
            if len(ids) == 1 and len(others) == 1:
                previous[ids[0]], basis_of[ids[0]] = others[0], basis
            elif others:
                basis_of.update(dict.fromkeys(ids, "ambiguous"))
    return pd.DataFrame(
        {
            "previous_id": [previous.get(str(i)) for i in now.index],
            "match_basis": [basis_of[str(i)] for i in now.index],
        },
        index=now.index,
        dtype=object,
    )


def _by_key(frame: pd.DataFrame, write: Callable[[str], str], skip: set[str]) -> dict[tuple[str, str], list[str]]:
    """facility_ids by (name as written by `write`, municipality)."""
    found: dict[tuple[str, str], list[str]] = {}
    for facility_id, name, place in zip(frame.index, frame["facility_name"], frame["municipality"], strict=True):
        if facility_id not in skip:
            found.setdefault((write(name), place), []).append(str(facility_id))
    return found


def missing_word(status: object) -> str:
    """Short word of a missing value in a table cell."""
    return labels.VALUE_STATUS_SHORT.get(str(status), labels.NO_DATA)
