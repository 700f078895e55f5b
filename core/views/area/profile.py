"""概況: who lives in the area, what stands there, and whether it is designated."""

from __future__ import annotations

from typing import Final

import pandas as pd

from core.area import profile
from core.area.profile import Population
from core.data.queries import area as queries
from core.data.queries import areas
from core.data.reader import Read
from core.data.schema import PopulationYears
from core.data.sourced import Sourced, collect, row_at
from core.views.area.place import Area
from core.views.section import Section
from core.views.sources import sources_of
from core.views.table import Card, Cards, Column, Kind, Status, Table, table
from core.views.words import Words, say, strong
from core.vocabulary import labels
from core.vocabulary.measure_names import MEASURES
from core.vocabulary.terms import ValueStatus

DOCTORS: Final = "doctors_per_100_beds"


def designated(read: Read, area: Area) -> str:
    """`モデル推進区域(2024-07-31時点)`; empty where no designation is known."""
    if not area.designation:
        return ""
    row = read(queries.designation, area.area_code).frame.iloc[0]
    return f"{labels.DESIGNATION[row['designation']]}({row['as_of']}時点)"


def section(read: Read, area: Area) -> Section:
    """Six big figures, the roles of the area's institutions, and where they come from."""
    populations = read(queries.populations, area.area_code)
    years = read(areas.population_years)
    here, prefecture, nation = (profile.population(row) for _, row in populations.frame.iterrows())
    latest = profile.latest(read(queries.measures, area.area_code).frame)
    rates = read(queries.report_rates, area.area_code)
    doctors = read(queries.measure_of_all, DOCTORS)
    designation = read(queries.designation, area.area_code)
    measures = Sourced(latest, collect(latest))
    note = f"{years.now}年・{years.later}年の人口は需要推計表の人口で、国勢調査とは別の出典。"
    if not area.designation:
        note += "推進区域・モデル推進区域の指定は、公表資料で確認できた範囲にはない。"
    cards = (
        Card(
            label=f"人口({years.census}年)",
            value=labels.number(here.population_2020, "人"),
            lines=(
                f"{years.now}年 {labels.number(here.population_2024, '人')}",
                f"{years.later}年 {labels.number(here.population_2040, '人')}(推計)",
            ),
        ),
        Card(
            label=f"人口の変化({years.now}→{years.later}年)",
            value=labels.signed_percent(here.change),
            lines=(
                f"{area.pref_name} {labels.signed_percent(prefecture.change)}",
                f"全国 {labels.signed_percent(nation.change)}",
            ),
        ),
        Card(
            label="面積",
            value=labels.number(here.area_km2, "km²", 1),
            lines=(
                f"人口密度 {labels.number(here.density, '人/km²')}",
                f"全国 {labels.number(nation.density, '人/km²')}",
            ),
        ),
        Card(
            label="医療機関",
            value=profile.text(latest, "hospitals", "病院"),
            lines=(
                f"有床診療所 {profile.text(latest, 'clinics', '施設')}",
                _unreported(latest),
            ),
        ),
        _report_rate(rates.frame),
        _doctors(latest, doctors.frame, area),
    )
    return Section(
        anchor="profile",
        title="概況",
        lead=_lead(years, area, here, prefecture, nation, latest, rates.frame),
        sentences=(_roles_words(latest),),
        cards=(Cards(key="profile", cards=cards, sources=sources_of(populations, measures, rates, doctors)),),
        tables=(_roles(area, measures),),
        notes=(note,),
        cites=sources_of(designation) if area.designation else None,
    )


def _unreported(latest: pd.DataFrame) -> str:
    hospitals, clinics = (profile.text(latest, f"{kind}_unreported") for kind in ("hospitals", "clinics"))
    return f"未報告 病院{hospitals}・診療所{clinics}"


def _lead(
    years: PopulationYears,
    area: Area,
    here: Population,
    prefecture: Population,
    nation: Population,
    latest: pd.DataFrame,
    rates: pd.DataFrame,
) -> Words:
    beside = (
        f"({area.pref_name} {labels.signed_percent(prefecture.change)}、全国 {labels.signed_percent(nation.change)})"
    )
    reporting = f"報告のあった病院は{profile.text(latest, 'hospitals', '施設')}"
    if len(rates):
        reporting += f"、{int(rates.iloc[-1]['year'])}年の報告率は{_rate(rates.iloc[-1])}"
    return say(
        f"{years.now}年から{years.later}年までの人口の変化は",
        strong(labels.signed_percent(here.change)),
        f"{beside}。{reporting}。",
    )


def _rate(row: pd.Series) -> str:
    if row["value_status"] != ValueStatus.OBSERVED:
        return labels.VALUE_STATUS[row["value_status"]]
    return labels.percent(float(row["rate"]))


def _report_rate(rates: pd.DataFrame) -> Card:
    if rates.empty:
        return Card(label="報告率", value=labels.NO_DATA)
    last = rates.iloc[-1]
    told = zip(rates["rate"].tolist(), rates["year"].tolist(), strict=True)
    lowest = min(((float(rate), int(year)) for rate, year in told if not pd.isna(rate)), default=None)
    lines: tuple[str, ...] = ()
    if lowest is not None:
        lines = (f"最低 {labels.percent(lowest[0])}({lowest[1]}年)", "低い年は少なく出る")
    return Card(
        label=f"報告率({int(last['year'])}年)",
        value=_rate(last),
        lines=lines,
        help=f"最低は{int(rates['year'].min())}年以降。未報告の医療機関の分だけ、報告病床数は少なく出る。",
    )


def _doctors(latest: pd.DataFrame, doctors: pd.DataFrame, area: Area) -> Card:
    place = profile.rank(doctors, area.area_code)
    order = f"{place[1]}区域中 {place[0]}位(多い順)" if place else f"順位 {labels.NOT_COMPUTABLE}"
    return Card(
        label="100床あたり医師数",
        value=profile.text(latest, DOCTORS, "人", 1),
        lines=(f"全国の区域の中央値 {labels.number(float(doctors['value'].median()), '人', 1)}", order),
    )


def _roles_words(latest: pd.DataFrame) -> Words:
    parts = (f"{MEASURES[m].label} {profile.text(latest, m)}" for m in profile.ROLE_MEASURES)
    return say(strong("区域内の役割(施設数)"), f" {'・'.join(parts)}")


def _roles(area: Area, latest: Sourced) -> Table:
    """One row per role: how many institutions have it."""
    columns = (
        Column(name="role", label="役割"),
        Column(name="institutions", label="施設数", unit="施設", kind=Kind.NUMBER),
    )
    rows = []
    for measure in profile.ROLE_MEASURES:
        known = measure in latest.frame.index
        row = row_at(latest.frame, measure) if known else None
        observed = row is not None and row["value_status"] == ValueStatus.OBSERVED
        cell = int(row["value"]) if observed and row is not None else Status(profile.text(latest.frame, measure))
        rows.append((MEASURES[measure].label, cell))
    return table("roles", f"{area.label}の区域内の役割(施設数)", columns, rows, sources_of(latest))
