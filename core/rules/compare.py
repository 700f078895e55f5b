"""Two results side by side: areas gained, lost, unchanged."""

from __future__ import annotations

from enum import StrEnum

import pandas as pd

from core.errors import UserError
from core.rules.engine import Result


class Change(StrEnum):
    """What happens to an area from the first scenario to the second."""

    GAINED = "gained"
    LOST = "lost"
    KEPT = "kept"
    OUT = "out"  # in neither


CHANGE_LABEL: dict[str, str] = {
    Change.GAINED: "増える",
    Change.LOST: "外れる",
    Change.KEPT: "変わらない(入る)",
    Change.OUT: "変わらない(入らない)",
}


def compare(first: Result, second: Result) -> pd.DataFrame:
    """One row per area in code order, from the first result to the second.

    Columns: area_code, area_name, pref_code, pref_name, change (`Change`, 推進区域), model_change (`Change`),
    score_first, score_second (z), rank_first, rank_second, basis_first, basis_second.
    """
    if list(first.facts.codes) != list(second.facts.codes):
        raise UserError("比べる2つの結果の区域がそろっていません。", "同じデータで計算し直してください。")
    a, b = first.frame(), second.frame()
    frame = a[["area_code", "area_name", "pref_code", "pref_name"]].copy()
    frame["change"] = _change(a["suishin"], b["suishin"])
    frame["model_change"] = _change(a["model"], b["model"])
    for name in ("score", "rank", "basis"):
        frame[f"{name}_first"], frame[f"{name}_second"] = a[name], b[name]
    return frame


def _change(first: pd.Series, second: pd.Series) -> list[str]:
    words = {(False, True): Change.GAINED, (True, False): Change.LOST, (True, True): Change.KEPT}
    return [words.get((bool(x), bool(y)), Change.OUT).value for x, y in zip(first, second, strict=True)]


def counts(compared: pd.DataFrame, column: str = "change") -> dict[str, int]:
    """Number of areas of each `Change`, all four named."""
    found = compared[column].value_counts()
    return {c.value: int(found.get(c.value, 0)) for c in Change}
