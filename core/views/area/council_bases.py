"""What the council's calculation is made with: whose share of inflow, and the numbers that it begins with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from core.area.council import FunctionUse, across_prefecture, inflow_by_group, use_by_function
from core.area.flows import Interval
from core.content.council import BedCalculation, StatedFigure, load_council
from core.data.bed_names import bed_names
from core.data.queries import beds, flows
from core.data.reader import Read
from core.data.sourced import Sourced, collect, rows_of
from core.views.area import flow as flow_view
from core.views.area.flow import bounds, ndb, patient_survey
from core.views.area.place import Area
from core.views.sources import USER
from core.vocabulary import labels
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction, Direction, PatientGroup, Series

#: Keys of bases besides the patient groups; they stand in links.
BY_FUNCTION, STATED, NOMINATED, ALL, SURVEY, OWN = "by_function", "stated", "nominated", "all", "survey", "own"
#: Bases that links without one never meant: they came later.
_LATER: Final = (BY_FUNCTION, NOMINATED, SURVEY)


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a share of inflow is from. `share` (0–1) is None where a person types it, or each function has its own;
    `start`: percent to begin with.
    """

    key: str
    label: str
    share: Interval | None
    source_ids: tuple[str, ...]

    @property
    def start(self) -> float | None:
        """In percent with one decimal; of a partly published share what is published, the least that it can be."""
        return None if self.share is None else round(self.share.low * 100, 1)


@dataclass(frozen=True, slots=True)
class Start:
    """The numbers that the calculation begins with, and where they are from. Beds in 床, None where nothing states them."""

    beds: int | None
    standard_beds: int | None
    note: str
    source_ids: tuple[str, ...]


def stated(area: Area) -> BedCalculation | None:
    """The calculation of a member of the area's council."""
    council = load_council(area.area_code)
    return None if council is None else council.calculation


def nominated(area: Area) -> StatedFigure | None:
    """The share of inpatients from elsewhere that the nomination of the area states."""
    council = load_council(area.area_code)
    figures = () if council is None or council.nomination is None else council.nomination.figures
    return next((f for f in figures if f.inflow_share is not None), None)


def bases(read: Read, area: Area) -> tuple[Basis, ...]:
    """Each function by its own patients first, then one share for all beds: the council's own, the published ones, one's own."""
    totals, newest, survey = read(flows.totals, area.area_code), ndb(read), patient_survey(read)
    flow = read(flows.flow, area.area_code)
    found = [Basis(BY_FUNCTION, f"機能ごとの患者区分の流入率({newest.name})", None, flow.source_ids)]
    member, figure, council = stated(area), nominated(area), load_council(area.area_code)
    if member is not None:
        found.append(Basis(STATED, "協議会の委員が使った割合", _exact(member.inflow_share), (member.source_id,)))
    if (
        figure is not None
        and figure.inflow_share is not None
        and council is not None
        and council.nomination is not None
    ):
        label = f"推薦の資料の{figure.label}({figure.value})"
        found.append(Basis(NOMINATED, label, _exact(figure.inflow_share), (council.nomination.source_id,)))
    acute = labels.PATIENT_GROUP[PatientGroup.ACUTE]
    for key, published, label in (
        (ALL, newest, f"区域外すべて({newest.name}、{acute}の流入率)"),
        (SURVEY, survey, f"区域外すべて({survey.name})"),
    ):
        rate = _inflow(totals.frame, published.key)
        if len(rate):
            sources = totals.source_ids if key == ALL else collect(rate)
            found.append(Basis(key, label, _exact(float(rate["share"].iloc[0])), sources))
    inflow = flow.frame[flow.frame["direction"] == Direction.INFLOW]
    for group in PatientGroup:
        part = inflow[inflow["patient_group"] == group]
        if len(part):
            across = across_prefecture(part, area.pref_code)
            label = f"ほかの都道府県({newest.name}、{labels.PATIENT_GROUP[group]}、{bounds(across)})"
            found.append(Basis(str(group), label, across, flow.source_ids))
    return (*found, Basis(OWN, "自分で入れる", None, (USER,)))


def chosen(offered: Sequence[Basis], key: str | None, numbers: Sequence[float | None]) -> str:
    """Key of the basis that a link means. `numbers`: what it says of beds, share and 基準病床数.

    A link with numbers and without a basis was made when the first share for all beds was the one to begin with.
    """
    keys = [b.key for b in offered]
    if key in keys:
        return key
    typed = any(n is not None for n in numbers)
    return next(k for k in keys if k not in _LATER) if typed else keys[0]


def start(read: Read, area: Area) -> Start:
    """The council's own figures where a member computed, else the reported beds of the newest year."""
    member = stated(area)
    if member is not None:
        note = f"最初に入っている値: {member.says}。{member.caution}。"
        return Start(member.beds, member.standard_beds, note, (member.source_id,))
    rows = read(beds.area_beds, area.area_code)
    reported = newest_reported(rows)
    if reported is None:
        note = f"報告病床数の合計は{labels.NO_DATA}。病床数と基準病床数を入力してください。"
        return Start(None, None, note, rows.source_ids)
    year, count = reported
    note = (
        f"最初に入っている病床数は{year}年の報告病床数の合計です。"
        "基準病床数は医療計画の数で、この資料にはないため入力してください。"
    )
    return Start(count, None, note, rows.source_ids)


@dataclass(frozen=True, slots=True)
class ByFunction:
    """Lines of the sum over the functions; `year` of the reported beds (None: none reported), sources of beds and of shares."""

    lines: tuple[FunctionUse, ...]
    year: int | None
    bed_sources: tuple[str, ...]
    share_sources: tuple[str, ...]

    @property
    def names(self) -> dict[str, str]:
        """What the report of the year calls the functions."""
        return bed_names(*([] if self.year is None else [self.year]))

    @property
    def lacking(self) -> tuple[str, ...]:
        """Which figures are missing, in words; empty where the sum can be computed."""
        found: list[str] = []
        for line in self.lines:
            if line.beds is None:
                found.append(f"{self.names[line.bed_function]}の報告病床数")
            elif line.residents is None:
                found.append(f"{labels.PATIENT_GROUP[line.group]}の流入率")
        return tuple(dict.fromkeys(found))


def by_function(read: Read, area: Area) -> ByFunction:
    """Beds of the newest report with the share of inflow of each function's own patients."""
    rows, flow = read(beds.area_beds, area.area_code), read(flows.flow, area.area_code)
    newest = newest_reported(rows)
    year = None if newest is None else newest[0]
    frame = rows.frame[(rows.frame["series"] == Series.REPORTED) & (rows.frame["year"] == year)]
    known = {r.bed_function: None if pd.isna(r.beds) else float(r.beds) for r in rows_of(frame)}
    lines = use_by_function({f: known.get(f) for f in FOUR_FUNCTIONS}, inflow_by_group(flow.frame, area.area_code))
    return ByFunction(lines, year, collect(frame) or rows.source_ids, flow.source_ids)


def survey_missing(read: Read, area: Area) -> str:
    """Why the patient survey is not among the bases; empty where it is."""
    survey = patient_survey(read)
    rate = flow_view.rate(read(flows.totals, area.area_code).frame, Direction.INFLOW, survey.key)
    return "" if isinstance(rate, float) else f"{survey.name}の流入患者割合は{rate.word}。"


def newest_reported(rows: Sourced) -> tuple[int, int] | None:
    """Year and beds (床) of the newest reported total."""
    columns = (rows.frame[name].tolist() for name in ("bed_function", "series", "year", "beds"))
    known = [
        (int(year), int(count))
        for function, series, year, count in zip(*columns, strict=True)
        if (function, series) == (BedFunction.TOTAL, Series.REPORTED) and not pd.isna(count)
    ]
    return max(known, default=None)


def _inflow(totals: pd.DataFrame, basis: str) -> pd.DataFrame:
    rows = totals[(totals["direction"] == Direction.INFLOW) & (totals["basis"] == basis)]
    return rows.dropna(subset=["share"])


def _exact(share: float) -> Interval:
    return Interval(share, share)
