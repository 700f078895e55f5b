"""患者の流入・流出: where patients come from and where residents go, and how much of it the publication does not list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from core.area import flows
from core.area.flows import Interval, Split
from core.charts.area_flow import COLOURS, KINDS, flow_chart, flow_rows
from core.charts.named import ROWS
from core.data.queries import flows as queries
from core.data.reader import Read
from core.data.schema import NDB, PATIENT_SURVEY, year_of
from core.data.sourced import Sourced, rows_of
from core.views.area.place import Area
from core.views.figure import Chart, Figure
from core.views.plot import Plot, PlotKind, Series
from core.views.section import Section
from core.views.sources import sources_of
from core.views.table import Cell, Column, Kind, Status, Table, table
from core.views.words import Words, joined, raw_text, say, strong
from core.vocabulary import labels
from core.vocabulary.terms import Direction, PatientGroup, ValueStatus

TITLE: Final = "患者の流入・流出"
#: The publication calls this rate that of all patients; in every area it equals 1 − the own share of these patients.
_NDB_PATIENTS: Final = labels.PATIENT_GROUP[PatientGroup.ACUTE]
NDB_NOTE: Final = f"NDBの率は公表資料の「全体の流入率・流出率」。全患者の率ではなく、{_NDB_PATIENTS}の 1 − 自区域の割合と同じ値になっている。"
NOTE: Final = (
    "相手の区域は、公表資料の表示基準を満たすものだけが載る。その他(非表示)は 1 − 載っている割合の合計で、相手の区域は分からない。"
    "このため、同じ都道府県・ほかの都道府県の割合には幅がある。"
)
_WITHHELD: Final = Status("非表示")
_SHARES: Final = (
    Column(name="name", label="区域"),
    Column(name="kind", label="区分"),
    Column(name="share", label="割合", kind=Kind.PERCENT, digits=1),
)
#: Bars of single partner areas; the others stand summed up in the picture and by name in its rows.
_BARS: Final = 7
#: Pixels of a bar with its gap, and of the axis and legend, so that the section fits one screen.
_BAR_STEP, _AROUND = 20, 145
_WHO: Final = {
    Direction.INFLOW: "この区域の{}の入院患者の住所地",
    Direction.OUTFLOW: "この区域に住む{}の入院患者の入院先",
}


@dataclass(frozen=True, slots=True)
class Basis:
    """What the newest rates of one kind are made from: `flow_total.basis` (empty where none is published), and in words."""

    key: str
    #: `2024年度`; empty where none is published.
    year: str
    #: `NDB 2024年度`.
    name: str


def ndb(read: Read) -> Basis:
    """The newest NDB; the shares by partner area are of the same publication and name no year of their own."""
    key = read(queries.newest_basis, NDB)
    year = f"{year_of(key)}年度" if key else ""
    return Basis(key, year, f"NDB {year}".rstrip())


def patient_survey(read: Read) -> Basis:
    """The newest 患者調査."""
    key = read(queries.newest_basis, PATIENT_SURVEY)
    year = f"{year_of(key)}年" if key else ""
    return Basis(key, year, f"患者調査({year})の推計" if key else "患者調査の推計")


def section(read: Read, area: Area, group: PatientGroup) -> Section:
    """Overall rates, both directions of one patient group as bars, and the split by prefecture of all groups."""
    flow = read(queries.flow, area.area_code)
    totals = read(queries.totals, area.area_code)
    bases = ndb(read), patient_survey(read)
    leads: list[Words] = []
    figures: list[Figure] = []
    nothing: list[Words] = []
    for direction in Direction:
        rows = _part(flow.frame, direction, group)
        if rows.empty:
            nothing.append(
                f"{labels.DIRECTION[direction]}({labels.PATIENT_GROUP[group]}): {labels.NO_DATA}。公表資料は一定数以上の患者がいる"
                "区域だけを載せており、この区分には載っている区域がありません。"
            )
            continue
        listed = flows.partners(rows, area.area_code)
        who = "" if leads else f"{labels.PATIENT_GROUP[group]}の"  # said once
        leads.append(_sentence(listed, flows.split(rows, area.area_code), direction, who))
        figures.append(_figure(Sourced(listed, flow.source_ids), rows, area, direction, group, bases[0].year))
    return Section(
        anchor="flow",
        title=TITLE,
        lead=say(*leads),
        sentences=(_rates_words(totals.frame, *bases), *nothing),
        figures=tuple(figures),
        tables=(_splits(flow, area, bases[0].year), _rates(totals, area, *bases)),
        notes=(NOTE, NDB_NOTE),
    )


def bounds(share: Interval) -> str:
    """A share that is only partly published, in words."""
    return labels.between(share.low, share.high, labels.percent)


def _part(flow: pd.DataFrame, direction: Direction, group: PatientGroup) -> pd.DataFrame:
    return flow[(flow["direction"] == direction) & (flow["patient_group"] == group)]


def _sentence(listed: pd.DataFrame, split: Split, direction: Direction, who: str) -> Words:
    """The largest partner outside the area, and all of other prefectures together. `who`: the patients, where not yet said."""
    outside = listed[listed["kind"].isin(["within", "across"])]
    way = "から" if direction == Direction.INFLOW else "へ"
    if outside.empty:
        first = strong(f"{who}{labels.DIRECTION[direction]}で表示基準を満たす相手の区域はありません。")
    else:
        top = outside.iloc[0]
        patients = f"{who}入院患者の" if direction == Direction.INFLOW else f"住民の{who}入院の"
        first = strong(f"{patients}{labels.percent(float(top['share']))}は{_partner(top)}{way}。")
    across = outside[outside["kind"] == "across"]
    far = f"(最も多いのは{_partner(across.iloc[0])})" if len(across) and outside.iloc[0]["kind"] != "across" else ""
    return say(first, f"ほかの都道府県{way}は{bounds(split.between(split.across))}{far}。")


def _partner(row: pd.Series[Any]) -> str:
    return f"{row['partner_pref_name']}{row['partner_name']}"


def _figure(
    listed: Sourced, rows: pd.DataFrame, area: Area, direction: Direction, group: PatientGroup, year: str
) -> Figure:
    split = flows.split(rows, area.area_code)
    who = _WHO[direction].format(labels.PATIENT_GROUP[group])
    title = f"{labels.DIRECTION[direction]}: {who}{_of(year)}"
    bars = named(flows.joined(listed.frame, _BARS), area)
    twin, drawn = (
        table(f"{direction}_{key}", f"{area.label}の{title}", _SHARES, _body(rows), sources_of(listed))
        for key, rows in (("rows", named(listed.frame, area)), ("bars", bars))
    )
    return Figure(
        key=str(direction),
        title=title,
        drawing=Chart(
            build=flow_chart, options=(len(bars), "", _BAR_STEP * len(bars) + _AROUND), data={ROWS: flow_rows(bars)}
        ),
        alt=_alt(twin, split),
        twin=twin,
        plot=_plot(drawn),
    )


def _body(rows: pd.DataFrame) -> list[tuple[Cell, ...]]:
    return [(row.name, KINDS[row.kind], float(row.share)) for row in rows_of(rows)]


def _plot(bars: Table) -> Plot:
    """A bar per partner; each kind is a series, so that its colour stands in the legend."""
    kinds = [kind for kind in KINDS if KINDS[kind] in bars.column("kind")]
    series = (Series(name=KINDS[k], at="share", colour=COLOURS[k], only=("kind", KINDS[k])) for k in kinds)
    return Plot(
        kind=PlotKind.BAR, table=bars, series=tuple(series), labels="name", axis="患者の割合", floor=0.0, top=1.0
    )


def named(listed: pd.DataFrame, area: Area) -> pd.DataFrame:
    """Rows of the picture: name (with prefecture where it is another area), kind, share."""
    names = []
    for row in rows_of(listed):
        if row.kind == "hidden":
            names.append(KINDS["hidden"])
        elif row.partner_area_code == flows.REST:
            names.append(f"{KINDS[row.kind]}のほか{row.joined}区域")
        elif row.kind == "own":
            names.append(f"{area.area_name}(自区域)")
        else:
            names.append(f"{row.partner_pref_name}{row.partner_name}")
    return listed.assign(name=names)[["name", "kind", "share"]]


def _alt(twin: Table, split: Split) -> str:
    """The own area, the largest partner and the part that is not listed."""
    texts = twin.texts()
    outside = [t for t in texts if t[1] in (KINDS["within"], KINDS["across"])]
    parts = [f"{name} {share}" for name, kind, share in texts if kind == KINDS["own"]]
    parts += [f"最も多い相手は{name} {share}" for name, _, share in outside[:1]]
    parts += [f"{name} {share}" for name, kind, share in texts if kind == KINDS["hidden"] and split.hidden]
    return f"{raw_text(twin.title)}の横棒。{'、'.join(parts)}。"


def _of(year: str) -> str:
    return f"({year})" if year else ""


def _rates_words(totals: pd.DataFrame, ndb: Basis, survey: Basis) -> Words:
    def said(direction: Direction, basis: Basis) -> Words:
        cell = rate(totals, direction, basis.key)
        return strong(cell.word if isinstance(cell, Status) else labels.percent(cell))

    rates = (say(f"{labels.DIRECTION[d]}率 ", said(d, ndb)) for d in Direction)
    estimates = (say(f"{labels.DIRECTION[d]}率 {survey.name} ", said(d, survey)) for d in Direction)
    return say(f"{_NDB_PATIENTS}の", joined(rates, "・"), f"({ndb.name})。", joined(estimates, "・"), "。")


def rate(totals: pd.DataFrame, direction: Direction, basis: str) -> float | Status:
    """A rate of `queries.flows.totals` (0–1), or the word that says why there is none."""
    columns = (totals[name].tolist() for name in ("direction", "basis", "share", "value_status"))
    for way, made_of, share, status in zip(*columns, strict=True):
        if (way, made_of) == (direction, basis):
            return float(share) if status == ValueStatus.OBSERVED else Status(labels.VALUE_STATUS[status])
    return Status(labels.NO_DATA)


def _rates(totals: Sourced, area: Area, ndb: Basis, survey: Basis) -> Table:
    """Overall rates: one row per direction and basis, under our name and the publication's."""
    columns = (
        Column(name="rate", label="率"),
        Column(name="basis", label="基礎データ"),
        Column(name="share", label="割合", kind=Kind.PERCENT, digits=1),
        Column(name="published", label="公表資料の名称"),
    )
    rows = []
    for direction in Direction:
        word = labels.DIRECTION[direction]
        estimate = f"推計{word}患者割合"
        rows += [
            (f"{_NDB_PATIENTS}の{word}率", ndb.name, rate(totals.frame, direction, ndb.key), f"全体の{word}率"),
            (estimate, survey.name, rate(totals.frame, direction, survey.key), estimate),
        ]
    return table("rates", f"{area.label}の流入率・流出率", columns, rows, sources_of(totals), note=NDB_NOTE)


def _splits(flow: Sourced, area: Area, year: str) -> Table:
    """Each direction and patient group by prefecture, with the ends between which a partly published share lies."""

    def share(name: str, label: str) -> Column:
        return Column(name=name, label=label, kind=Kind.PERCENT, digits=1)

    columns = (
        Column(name="direction", label="方向"),
        Column(name="group", label="患者区分"),
        share("own", KINDS["own"]),
        share("within", f"{KINDS['within']} 表示分"),
        share("within_most", f"{KINDS['within']} 最大"),
        share("across", f"{KINDS['across']} 表示分"),
        share("across_most", f"{KINDS['across']} 最大"),
        share("hidden", KINDS["hidden"]),
    )
    rows: list[tuple[Cell, ...]] = []
    for direction in Direction:
        for group in PatientGroup:
            part = _part(flow.frame, direction, group)
            head = (labels.DIRECTION[direction], labels.PATIENT_GROUP[group])
            if part.empty:
                rows.append((*head, *[Status(labels.NO_DATA)] * 6))
                continue
            split = flows.split(part, area.area_code)
            ends = [split.between(listed) for listed in (split.own, split.within, split.across)]
            own, *others = ((_WITHHELD if not e.low and not e.exact else e.low, e.high) for e in ends)
            rows.append((*head, own[0], *(cell for pair in others for cell in pair), split.hidden))
    note = "表示分 = 載っている区域の合計(少なくともこの割合)、最大 = その他(非表示)がすべてそこだったときの割合。"
    return table("splits", f"{area.label}の流入・流出の内訳{_of(year)}", columns, rows, sources_of(flow), note=note)
