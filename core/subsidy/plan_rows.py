"""Rows of the plans that a user edits: their cells, what they start from, and the plans they come to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import pandas as pd

from core.data.bed_names import bed_names
from core.reading.entries import Cells, Column
from core.subsidy.estimate import Plan
from core.vocabulary import labels
from core.vocabulary.terms import BedFunction

NAME = "医療機関"
#: Where handed-over beds go → whether they stay in the area.
PLACES: dict[str, bool] = {"区域内": True, "区域外": False}
#: Far above every bed count and rate, so that whatever is typed can be saved and opened again.
MOST: dict[str, int] = {"床": 1_000_000_000, "%": 1_000_000}


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """A cell of a plan: field of `Plan`, heading in tables, short heading of the table to type into, unit, help, and which table of the two."""

    field: str
    heading: str
    short: str
    unit: Literal["床", "%", ""]
    help: str
    table: Literal["base", "plan"]

    def called(self, year: int | None) -> PlanColumn:
        """The column with its words as the report of a year names the functions; the field and what is typed stay the same."""
        old, new = (bed_names(y)[BedFunction.RECOVERY] for y in (None, year))
        told = {name: getattr(self, name).replace(old, new) for name in ("heading", "short", "help")}
        return replace(self, **told)

    def entry(self) -> Column:
        """What may be typed: numbers up to what a working file may hold; what a plan takes is said where it is calculated."""
        if self.field == "stays_in_area":
            return Column(self.heading, "choice", tuple(PLACES))
        return Column(self.heading, "number" if self.field == "occupancy" else "whole", most=MOST[self.unit])


#: 床 are sums over 高度急性期・急性期・慢性期. The short headings are as wide as 1,280 px allow.
PLAN_COLUMNS: tuple[PlanColumn, ...] = (
    PlanColumn("permitted", "許可病床数(H30)", "許可(H30、床)", "床", "許可病床数。平成30年度病床機能報告", "base"),
    PlanColumn("operating", "稼働病床数(H30)", "稼働(H30、床)", "床", "稼働病床数。平成30年度病床機能報告", "base"),
    PlanColumn(
        "operating_2020",
        "稼働病床数(R2.4.1)",
        "稼働(R2.4.1、床)",
        "床",
        "令和2年4月1日の稼働病床数。H30から変わったときだけ入れる。少ない方を金額の基準にする(条件はH30だけで見る)",
        "base",
    ),
    PlanColumn("occupancy", "病床稼働率(%)", "病床稼働率(%)", "%", "平成30年度病床機能報告の病床稼働率", "base"),
    PlanColumn(
        "excluded_since_h30",
        "H30後の対象外",
        "H30後の対象外(床)",
        "床",
        "H30からいままでに減った病床のうち、転換・融通した病床と、同種の給付を受けた病床。給付の対象にならない",
        "base",
    ),
    PlanColumn(
        "current",
        "いまの許可病床数(対象3区分)",
        "いまの許可病床数(床)",
        "床",
        "いまの許可病床数(対象3区分、床)。最新の公表値を入れてある。違うときは書き換える",
        "base",
    ),
    PlanColumn(
        "cut_high_acute", "減: 高度急性期", "減 高度急性期(床)", "床", "いまから減らす許可病床数(転換を含む)", "plan"
    ),
    PlanColumn("cut_acute", "減: 急性期", "減 急性期(床)", "床", "いまから減らす許可病床数(転換を含む)", "plan"),
    PlanColumn("cut_chronic", "減: 慢性期", "減 慢性期(床)", "床", "いまから減らす許可病床数(転換を含む)", "plan"),
    PlanColumn("to_recovery", "うち回復期へ", "→回復期(床)", "床", "うち回復期への転換。給付の対象にならない", "plan"),
    PlanColumn(
        "to_care", "うち介護医療院へ", "→介護医療院(床)", "床", "うち介護医療院への転換。給付の対象にならない", "plan"
    ),
    PlanColumn(
        "transferred", "うち融通", "→融通(床)", "床", "うち同じ開設者の医療機関へ移す病床。給付の対象にならない", "plan"
    ),
    PlanColumn(
        "stays_in_area", "融通先", "融通先", "", "融通した病床の移り先。区域内なら、区域の合計からは減らない", "plan"
    ),
)
_NEEDED = ("permitted", "operating", "occupancy", "current")
#: What nobody but the institution's report of H30 can say: never filled in from another year.
OF_H30 = ("permitted", "operating", "occupancy")


@dataclass(frozen=True, slots=True)
class Waiting:
    """An institution that is not in the calculation yet, and the headings of the cells that it lacks."""

    name: str
    missing: tuple[str, ...]


def starting_rows(institutions: pd.DataFrame) -> pd.DataFrame:
    """Rows to edit, one per institution: latest published beds as those of today, the cells of H30 empty, plans at zero.

    `institutions`: `core.data.queries.rules.area_institutions`.
    """
    beds = published(institutions)
    data: dict[str, object] = {NAME: institutions["facility_name"].astype(str)}
    for column in PLAN_COLUMNS:
        if column.field == "current":
            data[column.heading] = beds
        elif column.field == "stays_in_area":
            data[column.heading] = pd.Series(None, institutions.index, "object")
        elif column.field in (*OF_H30, "operating_2020"):
            kind = "Float64" if column.field == "occupancy" else "Int64"
            data[column.heading] = pd.Series(pd.NA, institutions.index, kind)
        else:
            data[column.heading] = pd.Series(0, institutions.index, "Int64")
    return pd.DataFrame(data).reset_index(drop=True)


def cells(rows: pd.DataFrame, columns: Sequence[PlanColumn]) -> Cells:
    """Some columns of the rows as plain cells, None where nothing stands."""
    return tuple(
        tuple(None if pd.isna(c) else c for c in row)
        for row in rows[[c.heading for c in columns]].astype(object).itertuples(index=False)
    )


def published(institutions: pd.DataFrame) -> pd.Series[int]:
    """Beds of the three functions as last published (Int64, missing when one of them is), in the rows' order."""
    parts = institutions[["high_acute", "acute", "chronic"]].astype("Float64")
    return parts.sum(axis=1, skipna=False).astype("Int64")


def plans_of(rows: Sequence[Mapping[str, Any]], reorganised: Collection[str] = ()) -> tuple[list[Plan], list[Waiting]]:
    """Plans of the complete rows, and what the other rows still lack. `reorganised`: names of those in a 再編統合.

    `rows`: cells by the headings of their columns, `NAME` too; None or NA where nothing stands. An empty plan cell counts as no beds; 許可・稼働病床数, 稼働率 and today's beds are needed. Raises UserError for
    impossible rows.
    """
    plans, waiting = [], []
    for row in rows:
        values = {c.field: row[c.heading] for c in PLAN_COLUMNS}
        missing = tuple(c.heading for c in PLAN_COLUMNS if c.field in _NEEDED and pd.isna(values[c.field]))
        if missing:
            waiting.append(Waiting(str(row[NAME]), missing))
            continue
        place, percent = values.pop("stays_in_area"), float(values.pop("occupancy"))
        beds = {
            field: None if pd.isna(value) and field == "operating_2020" else 0 if pd.isna(value) else int(value)
            for field, value in values.items()
        }
        stays = PLACES.get(place) if isinstance(place, str) else None
        name = str(row[NAME])
        plans.append(
            Plan(name=name, occupancy=percent / 100, stays_in_area=stays, reorganised=name in reorganised, **beds)  # type: ignore[arg-type]
        )
    return plans, waiting


def cell(plan: Plan, column: PlanColumn) -> object:
    """An input as it stands in the table."""
    value = getattr(plan, column.field)
    if column.field == "occupancy":
        return round(value * 100, 6)
    if column.field == "stays_in_area":
        return next((word for word, stays in PLACES.items() if stays is value), None)
    return value


def beyond_published(plans: Sequence[Plan], institutions: pd.DataFrame) -> list[str]:
    """Sentences on cuts larger than what the institution last published for that function (it may have changed since)."""
    published = institutions.set_index("facility_name")
    told = []
    for plan in plans:
        for function in ("high_acute", "acute", "chronic"):
            cut = getattr(plan, f"cut_{function}")
            beds = published[function].get(plan.name)
            if beds is not None and not pd.isna(beds) and cut > beds:
                told.append(
                    f"{plan.name}: 減らす{labels.BED_FUNCTION[function]}({cut:,}床)が、最新の公表値({beds:,.0f}床)を超えています。"
                )
    return told
