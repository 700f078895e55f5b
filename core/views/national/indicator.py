"""One indicator of all areas or prefectures: a sentence, its map, the table behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from core.charts.named import ROWS
from core.data.bed_names import bed_names
from core.data.queries import areas
from core.data.queries import indicators as queries
from core.data.reader import Read
from core.data.schema import PopulationYears
from core.data.sourced import Sourced
from core.data.store import Store
from core.maps.choropleth import SELECTION
from core.maps.frames import attribution, frame_of
from core.maps.indicator_map import Entry, basis, indicator_map_spec, indicator_rows, key
from core.maps.words import WORDS, word_rows
from core.measures import indicators
from core.measures.indicators import INDICATORS, Choice, Form, Indicator
from core.views.figure import GEOMETRY, Chart, Figure, Swatch
from core.views.national.indicator_cells import stating
from core.views.section import Section
from core.views.sources import Sources, sources_by_id, sources_of
from core.views.table import Column, Kind, Table, table_from
from core.views.topic import Link, Topic
from core.views.words import Words, say, strong
from core.vocabulary import labels
from core.vocabulary.terms import BedFunction, Level

HEIGHT: Final = 580
_PREF_CODE: Final = 2
ANCHOR: Final = "indicators"
#: Heading of its place on the page, which stands before a choice is known.
HEADING: Final = "ほかの指標の地図(需要、人口、流出入、見込量比、病床利用率など)"
NOTE: Final = "区域の境は概形であり、面積や距離は測れない。階級の境は年と病床機能によらず同じ。"
SUM_NOTE: Final = "都道府県の値は区域の合計から計算する。値がない区域が1つでもあれば、合計は出さない。"
_MEASURE: Final = {"ambulances": "ambulance_arrivals", "anaesthesia": "general_anaesthesia_operations"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: an indicator and, where it takes them, bed function and year; `pref_code` empty for the nation.
    `picked`: code of an area or a prefecture that is looked at."""

    key: str
    function: BedFunction
    year: int
    level: Level = Level.AREA
    pref_code: str = ""
    name: str = "全国"
    picked: str = ""

    @property
    def indicator(self) -> Indicator:
        """The indicator."""
        return INDICATORS[self.key]

    @property
    def shown(self) -> Level:
        """What one row is: an area where the indicator cannot be summed."""
        return self.level if self.indicator.summed else Level.AREA

    @property
    def chosen(self) -> str:
        """The code of the row that is looked at, empty for none; of prefectures that of the page unless another is picked."""
        if self.shown is Level.PREFECTURE:
            return self.picked if len(self.picked) == _PREF_CODE else self.pref_code
        return self.picked if len(self.picked) != _PREF_CODE else ""


def years(store: Store, name: str) -> list[int]:
    """The years that an indicator can be asked for, ascending; none where it has one year of its own."""
    match name:
        case "home_care" | "outpatient":
            return queries.demand_years(store)
        case "against_plan":
            return queries.planned_years(store)
        case "year_change":
            return queries.followed_years(store)
        case "utilization":
            return queries.utilization_years(store)
        case _:
            return []


def first_year(name: str, offered: list[int], later: int) -> int:
    """The year that is shown before one is chosen: of demand that of the projection of people (`later`), else the newest."""
    if name in ("home_care", "outpatient") and later in offered:
        return later
    return offered[-1] if offered else 0


def rows(store: Store, name: str, function: BedFunction, year: int) -> Sourced:
    """What the values of all areas are made of (`core.data.queries.indicators`). KeyError for an unknown indicator."""
    match name:
        case "home_care" | "outpatient":
            return queries.demand(store, name, year)
        case "population":
            return queries.population(store)
        case "inflow":
            return queries.inflow(store)
        case "against_plan":
            return queries.against_plan(store, function, year)
        case "year_change":
            return queries.against_last_year(store, function, year)
        case "utilization":
            return queries.utilization(store, function, year)
        case _ if name.startswith("own_"):
            return queries.own_share(store, name.removeprefix("own_"))
        case _:
            return queries.largest(store, _MEASURE[name])


def section(read: Read, asked: Asked) -> Section:
    """The indicator for the nation or a prefecture; at the level of prefectures all of them, the chosen one outlined."""
    indicator = asked.indicator
    found = read(rows, asked.key, asked.function, asked.year)
    level = asked.shown
    by_pref = level is Level.PREFECTURE
    frame = indicators.by_prefecture(found.frame, indicator) if by_pref else found.frame
    every = indicators.valued(frame, indicator)
    narrowed = asked.pref_code if not by_pref else ""
    inside = every[every["pref_code"] == narrowed] if narrowed else every
    title = _title(asked, read(areas.population_years), by_pref)
    named = sources_of(found)
    entries = key(inside, indicator, level)
    counted = "県" if by_pref else "区域"
    swatches = tuple(_swatch(e, counted) for e in entries)
    words = word_rows(
        title,
        f"{indicator.label} = {indicator.formula}。",
        [s.entry for s in swatches],
        [source.short for source in read(sources_by_id).of(named)],
        f"{attribution()}。区域の境は概形。",
    )
    lead = _lead(inside, indicator, by_pref)
    geometry = "map_prefectures.json" if by_pref else "map.json"
    figure = Figure(
        key="indicator",
        title=title,
        drawing=Chart(
            build=indicator_map_spec,
            options=(f"{GEOMETRY}{geometry}", frame_of(narrowed), HEIGHT, narrowed, level),
            data={ROWS: indicator_rows(every, indicator, level, asked.chosen), WORDS: words},
            selection=SELECTION,
        ),
        alt=f"{title}の地図。" + "".join(_sentences(inside, indicator, by_pref)),
        twin=stating(read, _twin(inside, indicator, title, named, by_pref), asked.key, asked.function, asked.year),
        legend=swatches,
    )
    only = (
        ""
        if indicator.summed or asked.level is Level.AREA
        else "この指標は区域の値を足し合わせられないので、区域で示す。"
    )
    return Section(
        anchor=ANCHOR,
        title=title,
        lead=lead,
        figures=(figure,),
        topics=_card(every, asked),
        notes=(
            f"{indicator.label} = {indicator.formula}。{indicator.note}{only}{SUM_NOTE if by_pref else ''}",
            f"{attribution()}。{NOTE}",
        ),
    )


def _title(asked: Asked, people: PopulationYears, by_pref: bool) -> str:
    indicator = asked.indicator
    when = f"{asked.year}年" if asked.year else ""
    if indicator.key in ("home_care", "outpatient", "utilization"):
        when = f"{asked.year}年度"
    if indicator.key == "population":
        when = f"{people.now}→{people.later}年"
    inside = "、".join(filter(None, (when, "都道府県別" if by_pref else "")))
    function = f"{bed_names(asked.year)[asked.function]}の" if Choice.FUNCTION in indicator.choices else ""
    return f"{'全国' if by_pref else asked.name}の{function}{indicator.label}" + (f"({inside})" if inside else "")


def _sentences(inside: pd.DataFrame, indicator: Indicator, by_pref: bool) -> tuple[str, str, str]:
    """The two ends, the middle, and how many have no value."""
    counted = "都道府県" if by_pref else "区域"
    known = inside.dropna(subset=["value"]).sort_values("value", kind="stable")
    missing = len(inside) - len(known)
    without = f"値がないのは{missing}{counted}。" if missing else ""
    if known.empty:
        return "値のある" + counted + "はない。", "", without

    def named(row: pd.Series) -> str:
        place = row["pref_name"] if by_pref else f"{row['area_name']}({row['pref_name']})"
        return f"{place}{indicator.text(row['value'])}"

    ends = f"最も大きいのは{named(known.iloc[-1])}、最も小さいのは{named(known.iloc[0])}。"
    return ends, f"中央値は{indicator.text(float(known['value'].median()))}。", without


def _lead(inside: pd.DataFrame, indicator: Indicator, by_pref: bool) -> Words:
    ends, middle, without = _sentences(inside, indicator, by_pref)
    return say(strong(ends), middle, without)


def _card(every: pd.DataFrame, asked: Asked) -> tuple[Topic, ...]:
    """The place that is looked at: its value with the figures it is made of, its place among all, the way to its page."""
    found = every[every["area_code"] == asked.chosen]
    if found.empty:
        return ()
    row, indicator, by_pref = found.iloc[0], asked.indicator, asked.shown is Level.PREFECTURE
    lines: list[Words] = [say(f"{indicator.label} ", strong(row["why"] or indicator.text(row["value"])))]
    if indicator.whole:
        lines.append(basis(row["part"], row["whole"], indicator))
    known = every["value"].dropna()
    if not row["why"]:
        unit = "都道府県" if by_pref else "区域"
        lines.append(f"値のある{len(known)}{unit}の中で大きいほうから{int((known > row['value']).sum()) + 1}番目")
    if by_pref and row["missing_areas"]:
        lines.append(f"値がない区域: {row['missing_areas']}。合計は出さない。")
    name = row["pref_name"] if by_pref else labels.area(row["area_name"], row["pref_name"])
    query = f"pref={asked.chosen}&other={asked.key}" + (f"&other_year={asked.year}" if asked.year else "")
    link = Link("区域を見る", "/", query) if by_pref else Link("この区域を開く", "/area", f"area={asked.chosen}")
    heading = say(strong(name), f" {asked.chosen}")
    return (Topic(key="card", heading=heading, lines=tuple(lines), listed=False, links=(link,)),)


def _swatch(entry: Entry, counted: str) -> Swatch:
    return Swatch(
        text=entry.text,
        fill=entry.fill,
        dashed=entry.missing,
        count=f"{entry.count}{counted}",
        sign=entry.sign,
        size=8 + 2 * abs(entry.level) if entry.sign else 0,
    )


def _twin(inside: pd.DataFrame, indicator: Indicator, title: str, sources: Sources, by_pref: bool) -> Table:
    """From the largest value to the smallest; those without a value stand last, with the word for it."""
    ordered = inside.sort_values("value", ascending=False, na_position="last", kind="stable")
    kind = Kind.SIGNED_PERCENT if indicator.form is Form.CHANGE else Kind.NUMBER if indicator.unit else Kind.PERCENT
    digits = 0 if indicator.unit else 1
    places = (
        (Column(name="pref_code", label="コード"), Column(name="pref_name", label="都道府県"))
        if by_pref
        else (
            Column(name="area_code", label="コード"),
            Column(name="area_name", label="区域"),
            Column(name="pref_name", label="都道府県"),
        )
    )
    parts = (
        ()
        if indicator.form is Form.PLAIN
        else tuple(
            Column(name=name, label=label.rsplit("(", 1)[0], unit=label.rsplit("(", 1)[1][:-1], kind=Kind.NUMBER)
            for name, label in (("part", indicator.part), ("whole", indicator.whole))
        )
    )
    counts = tuple(
        Column(name=name, label=label, kind=Kind.NUMBER)
        for name, label in (("withheld", "非公表の医療機関"), ("unreported", "未報告の医療機関"))
        if name in ordered
    )
    missing = (Column(name="missing_areas", label="値がない区域", wide=True),) if by_pref else ()
    columns = (
        *places,
        Column(
            name="value",
            label=indicator.label,
            unit=indicator.unit,
            kind=kind,
            digits=digits,
            missing=labels.NOT_COMPUTABLE,
        ),
        *parts,
        *counts,
        Column(name="why", label="値がない理由"),
        *missing,
    )
    note = "".join(_sentences(inside, indicator, by_pref))
    return table_from("indicator_rows", title, columns, ordered, sources, note=note)
