"""The area beside others, its prefecture and the nation: the table that officials make by hand, and its picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core import parameters
from core.area import peers
from core.area.comparison import Place, PlaceBeds, Stated, compared
from core.data.bed_names import bed_names
from core.data.queries import area as area_queries
from core.data.queries import areas, beds, places
from core.data.reader import Read
from core.data.schema import POPULATION_CENSUS, POPULATION_LATER, PopulationYears
from core.data.sourced import Sourced
from core.parameters import Key
from core.views import cells
from core.views.area import comparison_figure
from core.views.area.flow import ndb
from core.views.area.place import Area
from core.views.section import Section
from core.views.sources import Sources, sources_of
from core.views.stated import Beds
from core.views.table import Cell, Column, Kind, Status, Table, cell_of, table
from core.views.words import Words, joined, say, strong
from core.vocabulary import labels
from core.vocabulary.terms import BedFunction, Series, ValueStatus

ANCHOR: Final = "peers"
TITLE: Final = "ほかの区域と比べる"
_NONE: Final = Status("―")


@dataclass(frozen=True, slots=True)
class Choice:
    """The areas to compare with, in order. `features`: what makes them alike, where they were found by likeness."""

    area_codes: tuple[str, ...]
    features: tuple[str, ...] = ()
    #: What to say where there is none.
    nothing: str = ""


def similar(read: Read, area: Area, features: Sequence[str]) -> Choice:
    """The most similar areas by the chosen features. Raises UserError as `peers.nearest`."""
    found = peers.nearest(read(area_queries.features).frame.set_index("area_code"), area.area_code, features)
    return Choice(tuple(found["area_code"]), tuple(features))


def of_prefecture(read: Read, area: Area) -> Choice:
    """The other areas of the prefecture in code order."""
    rows = read(areas.areas).frame
    codes = rows.loc[rows["pref_code"] == area.pref_code, "area_code"]
    return Choice(
        tuple(c for c in codes if c != area.area_code),
        nothing=f"{area.pref_name}の構想区域は{area.area_name}だけです。「似ている区域」か「自分で選ぶ」で比べられます。",
    )


def by_hand(area_codes: Sequence[str]) -> Choice:
    """Areas that a person picked."""
    return Choice(tuple(area_codes), nothing=f"{peers.PICK_MIN}か所以上を選ぶと、並べて表示します。")


def section(read: Read, area: Area, choice: Choice) -> Section:
    """Picture and table of the area, the chosen ones, the prefecture and the nation; how alike they are, where asked for."""
    if not choice.area_codes:
        return Section(anchor=ANCHOR, title=TITLE, sentences=(choice.nothing,))
    codes = (area.area_code, *choice.area_codes)
    year = read(beds.reported_years)[-1]
    found = read(places.beds, codes, area.pref_code, parameters.whole(Key.BASE_YEAR), year)
    people, flows = read(places.people, codes, area.pref_code), read(places.flow_rates, codes)
    rows = compared(found.frame, people.frame, flows.frame, codes)
    years = read(areas.population_years)
    names = _names(rows)
    made_of = sources_of(found, people)
    made = _table(rows, names, year, years, sources_of(found, people, flows), ndb(read).name)
    tables = [_with_cells(read, made, rows, year)]
    if choice.features:
        tables.append(_likeness(read, area, choice, names, people))
    return Section(
        anchor=ANCHOR,
        title=TITLE,
        lead=_lead(rows, names, year),
        figures=(comparison_figure.figure(rows, names, area.label, year, made_of),),
        tables=tuple(tables),
        notes=(f"人口10万人あたりの床数は{years.census}年の人口による。",),
    )


def _names(rows: Sequence[PlaceBeds]) -> dict[Place, str]:
    """Each place as it is called: areas with their prefecture, since names repeat."""
    return {
        b.place: labels.area(b.place.name, b.place.pref_name) if b.place.scope == "area" else b.place.name for b in rows
    }


def _lead(rows: Sequence[PlaceBeds], names: dict[Place, str], year: int) -> Words:
    total = [b for b in rows if b.bed_function is BedFunction.TOTAL]
    own, sums = total[0], [b for b in total if b.place.scope != "area"]

    def said(b: PlaceBeds) -> str:
        return f"{names[b.place]} {labels.number(b.reported_rate, '床', missing=labels.NOT_COMPUTABLE)}(乖離率 {labels.signed_percent(b.gap_rate)})"

    return say(
        f"人口10万人あたりの報告病床数(合計、{year}年)は",
        strong(said(own)),
        "、",
        joined([said(b) for b in sums]),
        "。",
    )


def _table(
    rows: Sequence[PlaceBeds],
    names: dict[Place, str],
    year: int,
    years: PopulationYears,
    sources: Sources,
    flow_basis: str,
) -> Table:
    flow = f"高度急性期+急性期の入院患者の率({flow_basis})。公表資料の「全体」の率はこれと同じ値"
    columns = (
        Column(name="function", label="機能"),
        Column(name="place", label="区域"),
        Column(name="base", label=parameters.words("{base_year}年"), unit="床", kind=Kind.NUMBER),
        Column(name="reported", label=f"{year}年", unit="床", kind=Kind.NUMBER),
        Column(name="required", label=labels.SERIES["required"], unit="床", kind=Kind.NUMBER),
        Column(name="gap", label="差", unit="床", kind=Kind.SIGNED, missing=labels.NOT_COMPUTABLE, help=f"{year}年の報告 − 必要量"),
        Column(name="gap_rate", label="乖離率", kind=Kind.SIGNED_PERCENT, digits=1, missing=labels.NOT_COMPUTABLE, help="差 ÷ 必要量"),
        Column(name="reported_rate", label="報告10万対", unit="床", kind=Kind.NUMBER, digits=1, missing=labels.NOT_COMPUTABLE, help=f"{year}年の報告 ÷ {years.census}年の人口 × 10万"),
        Column(name="required_rate", label="必要量10万対", unit="床", kind=Kind.NUMBER, digits=1, missing=labels.NOT_COMPUTABLE, help=f"必要量 ÷ {years.census}年の人口 × 10万"),
        Column(name=POPULATION_CENSUS, label=f"人口{years.census}年", unit="人", kind=Kind.NUMBER),
        Column(name=POPULATION_LATER, label=f"人口{years.later}年", unit="人", kind=Kind.NUMBER, help="推計"),
        Column(name="inflow", label="流入率", kind=Kind.PERCENT, digits=1, help=flow),
        Column(name="outflow", label="流出率", kind=Kind.PERCENT, digits=1, help=flow),
    )  # fmt: skip
    called = bed_names(parameters.whole(parameters.Key.BASE_YEAR), year)
    body = [
        (
            called[b.bed_function],
            names[b.place],
            _cell(b.base),
            _cell(b.reported),
            _cell(b.required),
            b.gap,
            b.gap_rate,
            b.reported_rate,
            b.required_rate,
            b.place.population_2020,
            b.place.population_2040,
            _cell(b.place.inflow),
            _cell(b.place.outflow),
        )
        for b in rows
    ]
    note = (
        f"流入率・流出率は高度急性期+急性期({flow_basis})。「―」: 公表は構想区域ごとで、都道府県・全国の率はない。"
        f"{_lacking(rows, names, year)}"
    )
    sums = [n for n, b in enumerate(rows) if b.place.scope != "area"]
    return table("comparison", f"機能別の比較({year}年の報告と必要量)", columns, body, sources, sums=sums, note=note)


def _with_cells(read: Read, made: Table, rows: Sequence[PlaceBeds], year: int) -> Table:
    """The table with the places of the figures of beds: of an area its cell, of a prefecture or the nation those that are added up."""
    base = parameters.whole(Key.BASE_YEAR)
    stated = cells.stating_gap(made, [(b.place.code, b.bed_function) for b in rows], year)
    past = [() if b.base.value is None else (Beds(b.place.code, b.bed_function, Series.REPORTED, base),) for b in rows]
    return cells.found(read, cells.stating(stated, {"base": past}))


def _cell(stated: Stated | None) -> Cell:
    if stated is None:
        return _NONE
    if stated.value is not None:
        return stated.value
    return None if stated.status == ValueStatus.OBSERVED else Status(labels.VALUE_STATUS[stated.status])


def _lacking(rows: Sequence[PlaceBeds], names: dict[Place, str], year: int) -> str:
    """Which sums lack an area, in words; empty where none does."""
    parts = [
        f"{names[b.place]}の{bed_names(year)[b.bed_function]}の{word}は、値のない{stated.missing}区域を除く合計。"
        for b in rows
        for word, stated in (
            (parameters.words("{base_year}年"), b.base),
            (f"{year}年", b.reported),
            (labels.SERIES["required"], b.required),
        )
        if stated.missing and stated.value is not None
    ]
    return "".join(parts)


def _likeness(read: Read, area: Area, choice: Choice, names: dict[Place, str], people: Sourced) -> Table:
    features = read(area_queries.features)
    years = read(areas.population_years)
    indexed = features.frame.set_index("area_code")
    near = peers.nearest(indexed, area.area_code, choice.features)
    distances: dict[str, Cell] = dict(zip(near["area_code"], near["distance"], strict=True))
    columns = [
        Column(name="place", label="区域"),
        Column(name="distance", label="距離", kind=Kind.NUMBER, digits=2),
        *(_feature_column(peers.FEATURES[key], years) for key in choice.features),
    ]
    called = {p.code: name for p, name in names.items() if p.scope == "area"}
    own: Cell = Status("この区域")
    body = [
        (called[code], distances.get(code, own), *(cell_of(indexed[k][code]) for k in choice.features))
        for code in (area.area_code, *choice.area_codes)
    ]
    return table(
        "likeness",
        "似ている度合いと特徴の値",
        columns,
        body,
        sources_of(features, people),
        sums=(0,),
        note=_how_alike(choice.features, years),
    )


def _feature_column(feature: peers.Feature, years: PopulationYears) -> Column:
    percent = Kind.SIGNED_PERCENT if feature.key == "decline" else Kind.PERCENT
    share = feature.unit == "%"
    return Column(
        name=feature.key,
        label=feature.label,
        unit="" if share else feature.unit,
        kind=percent if share else Kind.NUMBER,
        digits=feature.digits,
        help=feature.measured(years),
    )


def _how_alike(features: Sequence[str], years: PopulationYears) -> str:
    values = "、".join(f"{peers.FEATURES[k].label} = {peers.FEATURES[k].measured(years)}" for k in features)
    return (
        f"似ている区域の特徴の値: {values}。距離 = 特徴をそれぞれ全国の区域の平均0・標準偏差1にそろえた差の二乗平均の平方根"
        "(1なら、平均して標準偏差1つ分違う)。区域別の高齢化率は手元の公表資料になく、人口の変化率で代えている。"
    )
