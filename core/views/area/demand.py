"""在宅・外来の需要の見通し: claims to come as index numbers, beside prefecture and nation."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import pandas as pd

from core.area import demand as demands
from core.area import profile
from core.charts.area_demand import demand_chart, demand_names, demand_room, demand_rows, demand_years
from core.charts.named import MARK, ROWS
from core.data.queries import area as area_queries
from core.data.queries import areas
from core.data.queries import demand as queries
from core.data.reader import Read
from core.data.schema import PopulationYears
from core.data.sourced import Sourced
from core.views.area.place import Area
from core.views.figure import Chart, Figure
from core.views.plot import Mark, Plot, PlotKind, Series
from core.views.section import Section
from core.views.sources import Sources, sources_of
from core.views.table import Column, Kind, Table, table
from core.views.words import Words, joined, say, strong
from core.vocabulary import labels, palette
from core.vocabulary.terms import Care

ANCHOR: Final = "demand"
TITLE: Final = "在宅・外来の需要の見通し"
_NOTHING: Final = (math.nan, math.nan)
_SCOPES: Final = ("area", "pref", "nation")
#: Colour, dash and point of each scope in an office program, as in the picture.
LINES: Final = (
    (palette.KEY, "solid", Mark.CIRCLE),
    (palette.MARK, "dash", Mark.SQUARE),
    (palette.TEXT, "sysDot", Mark.TRIANGLE),
)


def section(read: Read, area: Area) -> Section:
    """One picture for each kind of care, and the people to come."""
    found = read(queries.demand, area.area_code)
    people = read(area_queries.populations, area.area_code)
    if (found.frame["scope"] == "area").sum() == 0:
        why = f"需要の見通し: {labels.NO_DATA}。需要推計の公表資料に、この区域の行がありません。"
        return Section(
            anchor=ANCHOR,
            title=TITLE,
            sentences=(why, _people(people, area, read(areas.population_years))),
            cites=sources_of(people),
        )
    rows = demands.indexed(found.frame)
    first = int(rows["fiscal_year"].min())
    return Section(
        anchor=ANCHOR,
        title=TITLE,
        lead=_lead(rows, area),
        sentences=(_people(people, area, read(areas.population_years)),),
        figures=tuple(_figure(rows[rows["care"] == care], care, area, sources_of(found)) for care in Care),
        notes=(
            f"件数はレセプトの件数(件/月)で、患者数ではない。{first}年度は実績、以降は現在の受療の状況が続くとした推計(現状投影)。",
        ),
        cites=sources_of(people),
    )


def _names(area: Area) -> dict[str, str]:
    return {"area": area.area_name, "pref": area.pref_name, "nation": "全国"}


_Years = dict[int, tuple[float, float]]


def by_scope(rows: pd.DataFrame) -> dict[str, _Years]:
    """Claims and index by fiscal_year, for each scope of one kind of care."""
    found: dict[str, _Years] = {scope: {} for scope in _SCOPES}
    claims, index = (
        rows[name].to_numpy("float64", na_value=math.nan).tolist() for name in ("claims_per_month", "index")
    )
    for scope, year, *figures in zip(rows["scope"], rows["fiscal_year"].tolist(), claims, index, strict=True):
        found[scope][year] = (figures[0], figures[1])
    return found


def _claims(value: float) -> str:
    return labels.number(value, "件/月")


def _index(value: float) -> str:
    return labels.number(value, digits=1, missing=labels.NOT_COMPUTABLE)


def _lead(rows: pd.DataFrame, area: Area) -> Words:
    own = {care: by_scope(rows[rows["care"] == care])["area"] for care in Care}
    first, last = int(rows["fiscal_year"].min()), int(rows["fiscal_year"].max())
    parts = [say(f"{labels.CARE[care]} ", strong(_index(one.get(last, _NOTHING)[1]))) for care, one in own.items()]
    return say(f"{area.area_name}の{last}年度の件数は、{first}年度を100とすると", joined(parts), "。")


def _figure(rows: pd.DataFrame, care: Care, area: Area, sources: Sources) -> Figure:
    names, word, every = _names(area), labels.CARE[care], by_scope(rows)
    drawn = demand_rows(
        rows.assign(scope_label=rows["scope"].map(names), text=[_claims(float(v)) for v in rows["claims_per_month"]])
    )
    ends = demand_names(drawn)
    first = int(rows["fiscal_year"].min())
    title = f"{word}のレセプト件数の見通し({first}年度 = 100)"
    twin = _twin(every, care, area, sources)
    said = _said(every["area"], area)
    others = "、".join(
        f"{names[scope]}の{(last := list(one)[-1])}年度の指数は{_index(one[last][1])}"
        for scope in _SCOPES[1:]
        if (one := every[scope])
    )
    return Figure(
        key=str(care),
        title=title,
        drawing=Chart(
            build=demand_chart, options=(demand_years(drawn), demand_room(ends)), data={ROWS: drawn, MARK: ends}
        ),
        alt=f"{word}の件数の指数の折れ線。{said}{others}。",
        twin=twin,
        note=said,
        plot=_plot(twin, names, first),
    )


def _plot(twin: Table, names: dict[str, str], first: int) -> Plot:
    series = (
        Series(name=names[scope], at=f"{scope}_index", colour=colour, dash=dash, mark=mark)
        for scope, (colour, dash, mark) in zip(_SCOPES, LINES, strict=True)
    )
    axis = f"{first}年度 = 100"
    return Plot(kind=PlotKind.LINE, table=twin, series=tuple(series), labels="year", axis=axis, spaced=True)


def _said(own: _Years, area: Area) -> str:
    """First, last and largest number of claims of the area."""
    if not own:
        return f"{area.area_name}の件数: {labels.NO_DATA}。"
    first, last = min(own), max(own)
    peak = max((year for year in own if not math.isnan(own[year][0])), key=lambda year: own[year][0])
    return (
        f"{area.area_name}: {first}年度 {_claims(own[first][0])} → {last}年度 {_claims(own[last][0])}"
        f"(指数 {_index(own[last][1])})。最も多いのは{peak}年度の{_claims(own[peak][0])}。"
    )


def _twin(every: dict[str, _Years], care: Care, area: Area, sources: Sources) -> Table:
    return index_table(f"{care}_rows", f"{labels.CARE[care]}のレセプト件数の見通しと指数", _names(area), every, sources)


def index_table(
    key: str, title: Words, names: Mapping[str, str], every: Mapping[str, _Years], sources: Sources
) -> Table:
    """A row per year: claims and index of each scope, by its name. `every`: `by_scope`."""
    columns = [Column(name="year", label="年度", kind=Kind.PLAIN_NUMBER)]
    for scope, name in names.items():
        columns += [
            Column(name=scope, label=name, unit="件/月", kind=Kind.NUMBER),
            Column(name=f"{scope}_index", label=f"{name}の指数", kind=Kind.NUMBER, digits=1, missing=labels.NOT_COMPUTABLE),
        ]  # fmt: skip
    body = [
        (year, *(figure for scope in names for figure in every[scope].get(year, _NOTHING)))
        for year in sorted({year for one in every.values() for year in one})
    ]
    return table(key, title, columns, body, sources)


def _people(people: Sourced, area: Area, years: PopulationYears) -> Words:
    """People to come and the change until then, of area, prefecture and nation."""
    names, parts = _names(area), []
    for _, row in people.frame.iterrows():
        one = profile.population(row)
        parts.append(
            f"{names[row['scope']]} {labels.number(one.population_2040, '人')}({labels.signed_percent(one.change)})"
        )
    return say(f"{years.later}年の人口({years.now}年からの変化): ", joined(parts, " ・ "))
