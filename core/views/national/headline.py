"""Headline figures: total and four functions against 必要量, change since the base year, areas over and under."""

from __future__ import annotations

from typing import Final

import pandas as pd

from core import parameters
from core.content.cautions import official_sentences
from core.data.bed_names import bed_names
from core.data.queries import beds
from core.data.reader import Read
from core.measures import national
from core.views import cells
from core.views.national.scope import Scope, within
from core.views.origins import places_of
from core.views.section import Section
from core.views.sources import sources_of
from core.views.stated import Beds
from core.views.table import Card, Cards
from core.views.words import say, strong
from core.vocabulary import labels
from core.vocabulary.terms import BedFunction

#: From here on beds are written in 万床.
_MANY: Final = 100_000


def section(read: Read, scope: Scope) -> Section:
    """Five cards of the scope in its year, and its areas' report rate."""
    compared = within(read(beds.comparison, scope.year), scope)
    found = {f: national.headline(compared.frame, f) for f in BedFunction}
    total, stands = found[BedFunction.TOTAL], _origins(read, scope)
    return Section(
        anchor="headline",
        title=f"{scope.name}の報告病床数と{parameters.words('{required_year}年')}の必要量({labels.wareki(scope.year)}の実績)",
        lead=say(
            f"{scope.name}の報告病床数は",
            strong(labels.beds(total.reported)),
            f"で、必要量との差は{labels.signed(total.gap, '床')}({labels.signed_percent(total.gap_rate)})。",
            f"必要量を上回る区域は{total.over}、下回る区域は{total.under}。",
        ),
        cards=(
            Cards(
                key="headline",
                cards=tuple(_card(h, scope.year, stands[f]) for f, h in found.items()),
                sources=sources_of(compared),
            ),
        ),
        notes=(_report_rate(compared.frame, scope),),
        cautions=official_sentences(),
    )


def _origins(read: Read, scope: Scope) -> dict[BedFunction, str]:
    """By function the cells that are added up, of the reports and of 必要量."""
    columns = cells.reported_and_required(scope.year).values()
    stated = {f: [Beds(scope.pref_code, f, *key) for key in columns] for f in BedFunction}
    known = places_of(read, [part for parts in stated.values() for part in parts])
    return {
        f: "、".join(f"{labels.SERIES[p.series]} {cells.text(*known[p])}" for p in parts if p in known)
        for f, parts in stated.items()
    }


def _card(figure: national.Headline, year: int, origin: str) -> Card:
    lines = [
        f"必要量との差 {labels.signed(figure.gap, '床')}({labels.signed_percent(figure.gap_rate)})",
        f"必要量 {labels.beds(figure.required)}",
        f"{parameters.words('{base_year}年比')} {labels.signed(figure.change_2015, '床')}({labels.signed_percent(figure.change_rate_2015)})",
        f"上回る {figure.over}・下回る {figure.under}区域" + (f"(同数 {figure.equal})" if figure.equal else ""),
    ]
    if figure.missing:
        lines.append(f"報告の数値がない {figure.missing}区域を除く")
    many = figure.reported >= _MANY
    return Card(
        label=bed_names(year)[figure.bed_function],
        value=labels.man_beds(figure.reported) if many else labels.beds(figure.reported),
        lines=tuple(lines),
        origin=origin,
    )


def _report_rate(compared: pd.DataFrame, scope: Scope) -> str:
    """The report rate of the scope's areas: fewer reports make fewer beds."""
    rates = compared.drop_duplicates("area_code")["report_rate"].dropna().astype("float64")
    if rates.empty:
        return f"報告率({scope.year}年): {labels.NO_DATA}。"
    below = int((rates < 1).sum())
    return (
        f"報告率({scope.year}年、{scope.name}{len(rates)}区域): 中央値 {labels.percent(float(rates.median()))}、"
        f"最低 {labels.percent(float(rates.min()))}、100%未満 {below}区域。年により報告率が異なる。"
    )
