"""高齢者救急・在宅: who takes emergencies, 包括期 patients who stay, and how demand of 在宅 and 外来 develops."""

from __future__ import annotations

from typing import Final

import pandas as pd

from core.area import demand as demands
from core.charts.area_demand import demand_chart, demand_names, demand_room, demand_rows, demand_years
from core.charts.named import MARK, ROWS
from core.data.queries import demand as demand_queries
from core.data.reader import Read
from core.data.sourced import Sourced, union
from core.review import brought, joined
from core.review.brought import Brought
from core.views.area import demand as area_demand
from core.views.figure import Chart, Figure
from core.views.plot import Plot, PlotKind, Series
from core.views.review import facts
from core.views.review.added import own_cells, own_columns
from core.views.review.chosen import TOGETHER, Chosen, together
from core.views.section import Section
from core.views.sources import USER, Sources, sources_of
from core.views.table import Cell, Column, Kind, Status, Table, table
from core.views.words import Words, say, strong
from core.vocabulary import labels
from core.vocabulary.terms import Care, PatientGroup

NOTE: Final = (
    "件数はレセプトの件数(件/月)で、患者数ではない。最初の年度は実績、以降は現在の受療の状況が続くとした推計(現状投影)。"
    "包括期は公表資料の流出の表の区分で、病床機能とは別のもの。"
)
NOT_PUBLIC: Final = (
    "85歳以上の救急搬送、訪問看護、介護施設との連携は、区域ごとの公表資料がない。県の資料があれば「公表されていない列を足す」の"
    "雛形で、この表に並べられる。"
)


def section(read: Read, picked: Chosen, added: Brought | None = None) -> Section:
    """The areas side by side, and both kinds of demand as index numbers beside prefecture and nation.

    `added`: columns that a person brought, one row an area.
    """
    found = _demand(read, picked)
    named = picked.sources
    figures = tuple(_figure(found.frame, care, picked, sources_of(found)) for care in Care) if len(found.frame) else ()
    return Section(
        anchor="elder",
        title=f"高齢者救急・在宅: {picked.title}",
        lead=_lead(read, found.frame, picked),
        figures=figures,
        tables=(_table(read, picked, named, added),),
        notes=(NOTE, NOT_PUBLIC),
    )


def _demand(read: Read, picked: Chosen) -> Sourced:
    """Claims by scope, care and year: the areas together, their prefecture (where it is one), the nation.

    A year that one of the areas lacks has no sum.
    """
    parts = [read(demand_queries.demand, code) for code in picked.codes]
    own = pd.concat([p.frame[p.frame["scope"] == "area"] for p in parts])
    keys = ["care", "fiscal_year"]
    summed = own.groupby(keys, as_index=False).agg(
        claims_per_month=("claims_per_month", "sum"), areas=("claims_per_month", "count")
    )
    summed = summed[summed["areas"] == len(parts)].drop(columns="areas").assign(scope="area")
    one_prefecture = len({r.pref_code for r in picked.rows}) == 1
    scopes = ("pref", "nation") if one_prefecture else ("nation",)
    others = parts[0].frame[parts[0].frame["scope"].isin(scopes)][["scope", *keys, "claims_per_month"]]
    rows = pd.concat([summed, others], ignore_index=True) if len(summed) else summed
    return Sourced(demands.indexed(rows) if len(rows) else rows, union(*parts))


def _names(picked: Chosen) -> dict[str, str]:
    own = picked.rows[0].area_name if len(picked.rows) == 1 else TOGETHER
    return {"area": own, "pref": picked.rows[0].pref_name, "nation": "全国"}


def _lead(read: Read, rows: pd.DataFrame, picked: Chosen) -> Words:
    names = _names(picked)
    parts: list[Words] = []
    home = rows[(rows["scope"] == "area") & (rows["care"] == Care.HOME_CARE)] if len(rows) else rows
    if len(home) > 1:
        first, *_, last = home.sort_values("fiscal_year").to_dict("records")
        parts.append(
            say(
                f"{names['area']}の在宅の件数は{int(last['fiscal_year'])}年度に、{int(first['fiscal_year'])}年度を100として",
                strong(labels.number(last["index"], digits=1, missing=labels.NOT_COMPUTABLE)),
                "。",
            )
        )
    else:
        parts.append(f"{names['area']}の在宅の需要: {labels.NO_DATA}。")
    stay = picked.rows[0].stays.get(PatientGroup.COMPREHENSIVE)
    share, where = (
        (stay.own if stay else None, "自区域")
        if len(picked.rows) == 1
        else (together(read, picked, PatientGroup.COMPREHENSIVE), f"{TOGETHER}の中")
    )
    parts.append(say(f"包括期の入院患者のうち{where}に入院する割合は", strong(facts.share_text(share)), "。"))
    return say(*parts)


def _table(read: Read, picked: Chosen, sources: Sources, added: Brought | None) -> Table:
    extra = own_columns(added)
    brought_of = brought.by_area(added) if added else {}
    public = (
        Column(name="area", label="区域"),
        Column(name="secondary", label="二次救急", unit="施設", kind=Kind.NUMBER),
        Column(name="ambulance", label="救急車", unit="件/年", kind=Kind.NUMBER),
        Column(name="home_support", label="在宅療養支援病院・診療所", unit="施設", kind=Kind.NUMBER),
        Column(name="own", label="包括期 自区域", kind=Kind.PERCENT, digits=1),
        Column(name="partner", label="包括期 最も多い流出先"),
        Column(name="origin", label="包括期 最も多い流入元"),
        Column(name="doctors", label="医師 常勤", unit="人", kind=Kind.NUMBER),
        Column(name="growth", label="在宅の需要{demand}", kind=Kind.SIGNED_PERCENT, missing=labels.NOT_COMPUTABLE),
    )
    columns = (*facts.dated(public, picked.rows), *extra)
    body: list[tuple[Cell, ...]] = []
    for r in picked.rows:
        stay, ambulance = r.stays.get(PatientGroup.COMPREHENSIVE), r.activities.get("ambulance_arrivals")
        body.append(
            (
                labels.area(r.area_name, r.pref_name),
                r.counts.get("secondary_emergency"),
                ambulance.total if ambulance else None,
                r.counts.get("home_care_support"),
                facts.share_cell(stay.own) if stay else None,
                facts.partner_cell(stay.partner) if stay else Status(labels.NO_DATA),
                facts.partner_cell(stay.origin) if stay else Status(labels.NO_DATA),
                r.doctors,
                r.home_growth,
                *own_cells(extra, brought_of.get(r.area_code)),
            )
        )
    if len(picked.rows) > 1:
        body.append((*_together(read, picked), *("" for _ in extra)))
    return table(
        "elder",
        "救急と在宅を支えるもの",
        columns,
        body,
        sources | Sources((USER,)) if extra else sources,
        sums=(len(body) - 1,) if len(picked.rows) > 1 else (),
        note="二次救急・在宅療養支援は、病床機能報告の対象の医療機関のうちのもの。在宅療養支援診療所で病床のないものは入らない。",
    )


def _together(read: Read, picked: Chosen) -> tuple[Cell, ...]:
    share = together(read, picked, PatientGroup.COMPREHENSIVE)
    ambulance = joined.activity([r.activities.get("ambulance_arrivals") for r in picked.rows])
    ends = [joined.total(r.home_care[i] if r.home_care else None for r in picked.rows) for i in (0, 1)]
    first, last = ends
    return (
        TOGETHER,
        joined.total(r.counts.get("secondary_emergency") for r in picked.rows),
        ambulance.total if ambulance else None,
        joined.total(r.counts.get("home_care_support") for r in picked.rows),
        facts.share_cell(share),
        "",
        "",
        joined.total(r.doctors for r in picked.rows),
        last / first - 1 if first and last is not None else None,
    )


def _figure(rows: pd.DataFrame, care: Care, picked: Chosen, sources: Sources) -> Figure:
    names, word = _names(picked), labels.CARE[care]
    mine = rows[rows["care"] == care]
    drawn = demand_rows(
        mine.assign(
            scope_label=mine["scope"].map(names),
            text=[labels.number(float(v), "件/月") for v in mine["claims_per_month"]],
        )
    )
    ends = demand_names(drawn)
    first = int(mine["fiscal_year"].min())
    title = f"{word}のレセプト件数の見通し({first}年度 = 100)"
    scopes = [s for s in names if (mine["scope"] == s).any()]
    twin = area_demand.index_table(
        f"{care}_rows", f"{picked.title}の{title}", {s: names[s] for s in scopes}, area_demand.by_scope(mine), sources
    )
    said = "、".join(
        f"{names[s]}は{row['fiscal_year']}年度に{labels.number(row['index'], digits=1, missing=labels.NOT_COMPUTABLE)}"
        for s in scopes
        for row in [mine[mine["scope"] == s].sort_values("fiscal_year").iloc[-1].to_dict()]
    )
    return Figure(
        key=str(care),
        title=title,
        drawing=Chart(
            build=demand_chart, options=(demand_years(drawn), demand_room(ends)), data={ROWS: drawn, MARK: ends}
        ),
        alt=f"{word}の件数の指数の折れ線。{said}。",
        twin=twin,
        plot=Plot(
            kind=PlotKind.LINE,
            table=twin,
            series=tuple(
                Series(name=names[s], at=f"{s}_index", colour=colour, dash=dash, mark=mark)
                for s, (colour, dash, mark) in zip(names, area_demand.LINES, strict=True)
                if s in scopes
            ),
            labels="year",
            axis=f"{first}年度 = 100",
            spaced=True,
        ),
    )
