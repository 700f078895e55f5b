"""The rows of the check with their sources, and the words that its sections share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from core import parameters
from core.area.flows import Interval
from core.content.readings import load_readings
from core.data.queries import areas, review
from core.data.schema import POPULATION_CENSUS, POPULATION_LATER, POPULATION_NOW, year_of
from core.data.sourced import rows_of
from core.data.store import Store
from core.parameters import Key
from core.review import own
from core.review.check import Checked, Partner, checked
from core.review.own import Shares
from core.review.size import Size, words
from core.views.sources import Sources, sources_of
from core.views.table import Cell, Column, Status
from core.vocabulary import labels
from core.vocabulary.terms import BedFunction, Care, PatientGroup

#: Patient groups as these sections call them; what 急性期 holds stands in `STAY_NOTE`.
SHORT: Final[dict[PatientGroup, str]] = {
    group: labels.BED_FUNCTION[BedFunction.ACUTE] if group is PatientGroup.ACUTE else labels.PATIENT_GROUP[group]
    for group in PatientGroup
}
#: Of a partner area where the publication names none.
NOT_LISTED: Final = Status("載っていない")
#: The year of the projection, which every edition has; the other years of people are those of the edition (`Checked.years`).
LATER: Final = f"{year_of(POPULATION_LATER)}年"
#: Stands under every share of patients who stay.
STAY_NOTE: Final = (
    "自区域の割合 = その区域に住む入院患者のうち、自区域の医療機関に入院している割合(公表資料の流出の表の自区域の行)。"
    "流入元の割合 = その区域の医療機関に入院している患者のうち、相手の区域に住む人の割合。"
    "急性期は高度急性期+急性期。包括期は公表資料の患者の区分で、病床機能とは別のもの。"
)


def every(store: Store) -> tuple[tuple[Checked, ...], Sources]:
    """All areas in code order, and everything that went into them."""
    parts = (
        review.own_shares(store),
        review.activity(store),
        review.area_counts(store),
        review.demand_ends(store, Care.HOME_CARE),
    )
    rows = checked(
        areas.areas(store).frame,
        (POPULATION_CENSUS, POPULATION_NOW, POPULATION_LATER),
        *(part.frame for part in parts),
        years=store.population_years,
    )
    return rows, sources_of(*parts)


def names(store: Store) -> Mapping[str, str]:
    """What an area is found by in a list, by code: `藤岡(群馬県) ふじおか`."""
    readings = load_readings()
    told = areas.areas(store).frame[["area_code", "area_name", "pref_name"]].itertuples(index=False)
    return MappingProxyType(
        {code: f"{labels.area(name, pref)} {readings.get(code, '')}".rstrip() for code, name, pref in told}
    )


def dated(columns: Iterable[Column], rows: Sequence[Checked]) -> tuple[Column, ...]:
    """The columns with years and limits in their labels: `人口 {now}年` → `人口 2024年`, `{small} {now}年` → `20万人未満 2024年`.

    `rows`: some areas of one edition.
    """
    span = next((r.home_years for r in rows if r.home_years), None)
    told = rows[0].years._asdict() | {
        "small": words(Size.SMALL),
        "line": labels.percent(own.lines()[1], 0),
        "demand": "" if span is None else " {}→{}年度".format(*span),
    }
    return tuple(replace(c, label=c.label.format_map(told)) for c in columns)


def flows(store: Store, group: PatientGroup) -> Mapping[str, Shares]:
    """Where the residents of every area are treated, one patient group: share by partner, by area. Read-only, so that no session
    needs a copy of all areas."""
    found: dict[str, dict[str, float]] = {}
    for row in rows_of(review.outflow(store).frame):
        if row.patient_group == group:
            found.setdefault(row.area_code, {})[row.partner_area_code] = float(row.share)
    return MappingProxyType({code: MappingProxyType(shares) for code, shares in found.items()})


def rules() -> Sources:
    """Sources of the two figures of population."""
    ids = (parameters.parameter(k).source_id for k in (Key.REVIEW_POPULATION_SMALL, Key.REVIEW_POPULATION_GUIDE))
    return sources_of(ids)


def rules_note() -> str:
    """Which figures are compared with, how sure they are, and that the shares have none."""
    small, guide = (parameters.parameter(k) for k in (Key.REVIEW_POPULATION_SMALL, Key.REVIEW_POPULATION_GUIDE))
    tiny = parameters.parameter(Key.REVIEW_POPULATION_TINY)
    low, high = (parameters.parameter(k).amount for k in (Key.REVIEW_OWN_SHARE_LOW, Key.REVIEW_OWN_SHARE))
    return (
        f"人口の目安: {small.value // 10_000}万人は報道({small.effective_from}、要確認)、{guide.value // 10_000}万人は国の検討会資料"
        f"({guide.effective_from})。どちらも目安で、設定の基準ではない。自区域の割合に公表された基準は見つかっておらず、"
        f"{low}・{high}の線と人口{tiny.value // 10_000}万人の線はこのダッシュボードが数えるために置いた。順位や点数は付けない。"
    )


def share_text(share: Interval | None) -> str:
    """`76.8%`; `4.5%以下`, `27.7%〜32.2%` where a part is not published."""
    return labels.NO_DATA if share is None else labels.between(share.low, share.high, labels.percent)


def partner_cell(partner: Partner | None) -> Cell:
    """`前橋 17.8%`; in words where none is listed."""
    return f"{partner.name} {labels.percent(partner.share)}" if partner else NOT_LISTED


def share_cell(share: Interval | None) -> Cell:
    """A share as a cell: the figure where it is published whole, else its bounds in words."""
    return share.low if share and share.exact else Status(share_text(share))
