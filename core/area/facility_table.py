"""The figures of an area's institutions: which there are, how rows are ordered and narrowed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import pandas as pd

from core.area import facilities
from core.data.bed_names import bed_names
from core.text.search import comparable, holds
from core.vocabulary import labels
from core.vocabulary.terms import FOUR_FUNCTIONS


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of an institution: column in `facilities.wide`, label, unit, digits, groups it is shown in.
    `function`: the bed function that its label ends with."""

    key: str
    label: str
    unit: str
    digits: int
    groups: tuple[str, ...]
    function: str = ""

    @property
    def heading(self) -> str:
        """`病床計(床)`."""
        return f"{self.label}({self.unit})"

    def of(self, *years: int) -> Figure:
        """The figure with its bed function as the reports of some years call it."""
        if not self.function:
            return self
        start = self.label.removesuffix(labels.BED_FUNCTION[self.function])
        return replace(self, label=f"{start}{bed_names(*years)[self.function]}")


GROUPS: Final[dict[str, str]] = {
    "beds": "病床・医師",
    "activity": "診療実績",
    "stay": "在棟・入棟",
    "years": "前年度比較",
}


def _functions(measure: str, label: str, unit: str, digits: int, groups: tuple[str, ...]) -> tuple[Figure, ...]:
    return tuple(
        Figure(f"{measure}_{f}", f"{label}{labels.BED_FUNCTION[f]}", unit, digits, groups, f) for f in FOUR_FUNCTIONS
    )


COLUMNS: Final[tuple[Figure, ...]] = (
    Figure("beds_total", "病床計", "床", 0, ("beds", "activity", "stay", "years")),
    *_functions("beds", "", "床", 0, ("beds", "years")),
    Figure("beds_closed", "休棟中等", "床", 0, ("beds", "years")),
    Figure("share", "区域に占める割合", "%", 1, ("beds",)),
    Figure("doctors_fulltime", "医師 常勤", "人", 0, ("beds", "years")),
    Figure("doctors_parttime", "医師 非常勤", "常勤換算、人", 1, ("beds",)),
    Figure("doctors_per_100_beds", "100床あたり医師", "人", 1, ("beds",)),
    Figure("ambulance_arrivals", "救急車", "件/年", 0, ("activity", "years")),
    Figure("general_anaesthesia_operations", "全身麻酔手術", "件/年", 0, ("activity", "years")),
    Figure("deliveries", "分娩", "件/年", 0, ("activity",)),
    Figure("operations", "手術総数", "件/年", 0, ("activity", "years")),
    *_functions("average_stay_days", "平均在棟日数 ", "日", 1, ("stay",)),
    *_functions("new_admissions", "新規入棟 ", "人/年", 0, ("stay",)),
)
BY_KEY: Final[dict[str, Figure]] = {c.key: c for c in COLUMNS}


def with_totals(values: pd.DataFrame, status: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Adds beds_total (床 without 休棟中等) and share (%), with the status of the beds they come from."""
    beds = values.reindex(columns=list(facilities.BEDS.values()))
    total = beds.sum(axis=1, min_count=len(beds.columns))
    area = total.sum()
    out = values.assign(beds_total=total, share=total / area * 100 if area > 0 else float("nan"))
    basis = status.reindex(columns=["beds_acute"])["beds_acute"]
    return out, status.assign(beds_total=basis, share=basis)


def ordered(values: pd.DataFrame, sort: str, descending: bool = True) -> pd.DataFrame:
    """Rows by one column; rows without a value stand last, equal values keep the publication's order."""
    return values.sort_values(sort, ascending=not descending, na_position="last", kind="stable")


def filtered(values: pd.DataFrame, words: str = "", role: str = "", function: str = "") -> pd.DataFrame:
    """Rows whose name or municipality holds every word, which have the role, and which report beds of the function."""
    keep = pd.Series(True, index=values.index)
    if words:
        where = values["facility_name"] + " " + values["municipality"].fillna("")
        keep = where.map(partial(holds, words)).astype(bool)
    if role:
        keep &= values[role].eq(True).astype("boolean").fillna(False).astype(bool)  # an unreported role is not a role
    if function:
        keep &= values[facilities.BEDS[function]] > 0
    return values[keep]


def named(values: pd.DataFrame, words: str) -> pd.Series:
    """Which rows bear exactly this name, however it is written."""
    asked = comparable(words)
    return values["facility_name"].map(lambda name: asked != "" and comparable(name) == asked).astype(bool)


def named_first(values: pd.DataFrame, words: str) -> pd.DataFrame:
    """The rows with those that the words name whole in front; the others stay in their order."""
    first = named(values, words)
    return pd.concat([values[first], values[~first]])
