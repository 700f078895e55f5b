"""全国の中の位置: the area in the funnel of all areas, and what its z means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from core.area.position import Position, position
from core.data.bed_names import bed_names
from core.data.queries import area as queries
from core.data.reader import Read
from core.data.sourced import Sourced, row_at
from core.measures import funnel
from core.views import cells
from core.views.area.place import Area
from core.views.figure import Figure
from core.views.national.funnel import Funnel, funnel_figure, shared
from core.views.national.scope import measured
from core.views.section import Section
from core.views.sources import sources_of
from core.views.table import Cell, Column, Kind, Status, Table, table
from core.views.words import Words, say, strong
from core.vocabulary import labels
from core.vocabulary.terms import BedFunction, Noise

TITLE: Final = "全国の中の位置"
NOTE: Final = (
    "見込み = 必要量 × 全国の(報告 ÷ 必要量)。曲線の外は、全国に共通する報告のされ方だけでは説明しにくい大きさ。"
)
Z_NOTE: Final = (
    f"乖離 = 報告 − 必要量(様式⑥とは符号が逆)。z は、同じ必要量の区域の全国的な報告のされ方からの離れ方を、{labels.NOISE[Noise.WARD]}を"
    "単位に測った値です。差が大きいだけで過不足とは決まりません。"
)
_HEIGHT: Final = 300
#: Fewer beds than this between report and expectation are no difference in whole beds.
_HALF: Final = 0.5


def section(read: Read, area: Area, function: BedFunction, year: int) -> Section:
    """The funnel of one function, the five functions beside each other, and the report rate where it is not full."""
    rows = {f: read(measured, year, f) for f in BedFunction}
    places = [position(rows[f].frame, area.area_code) for f in BedFunction]
    chosen = next(p for p in places if p.bed_function == function)
    rates = read(queries.report_rates, area.area_code)
    rate = rates.frame.loc[rates.frame["year"] == year, "rate"].dropna()
    notes = [Z_NOTE]
    if len(rate) and float(rate.iloc[0]) < 1:
        notes.append(
            f"{year}年の報告率は{labels.percent(float(rate.iloc[0]))}です。未報告の分だけ報告病床数は少なく出ます。"
        )
    return Section(
        anchor="position",
        title=TITLE,
        lead=sentence(chosen, year),
        figures=(_picture(read(shared, year, function), area, function, year, chosen),),
        tables=(cells.found(read, _functions(rows, places, area, year)),),
        notes=tuple(notes),
        cites=sources_of(rates),
    )


def sentence(place: Position, *years: int) -> Words:
    """What z means here, in plain words. A large value asks for a look; it settles nothing. `years`: of the report."""
    name = bed_names(*years)[place.bed_function]
    if place.z is None or place.reported is None or place.expected is None:
        return f"{name}: 報告または必要量の数値がないため、全国の中の位置は{labels.NOT_COMPUTABLE}です。"
    more = place.reported - place.expected
    share = f"({abs(more) / place.expected:.0%})" if place.expected > 0 else ""
    difference = f"{abs(more):,.0f}床{share}{'多い' if more > 0 else '少ない'}" if abs(more) >= _HALF else "ほぼ同じ"
    return say(
        strong(f"{name}: 同じ必要量の区域の全国的な報告のされ方と比べて、{difference}報告です"),
        f"(見込み {place.expected:,.0f}床、報告 {place.reported:,.0f}床)。",
        f"z = {labels.signed(place.z, '', 2)}、{place.ranked}区域中、大きいほうから{place.rank}番目。{_reading(place.z)}",
    )


def _reading(z: float) -> str:
    near, far = funnel.limits()
    if abs(z) < near:
        return f"区域のおよそ{funnel.share_within(near)}が入る範囲の中で、とくに離れてはいません。"
    share = funnel.share_within(near if abs(z) < far else far)
    return (
        f"およそ{share}の区域が入る範囲の外({'多い側' if z > 0 else '少ない側'})です。"
        "要確認で、説明できるかどうかは差異分析ワークシートで確かめます。"
    )


def _picture(found: Funnel, area: Area, function: BedFunction, year: int, place: Position) -> Figure:
    name = bed_names(year)[function]
    figure = funnel_figure(
        found,
        f"全区域の{name}の報告と見込み(ファンネルプロット、{year}年)",
        highlight=area.area_code,
        highlight_name=area.label,
        height=_HEIGHT,
    )
    note = say(NOTE, found.noise_note, found.figure_note)
    return replace(figure, alt=f"{figure.alt}{_own(place, area)}", note=note)


def _own(place: Position, area: Area) -> str:
    """The area in the picture, in words; the rows of the picture hold the same figures."""
    if place.z is None:
        return f"{area.label}は{labels.NOT_COMPUTABLE}のため図にない。"
    where = "" if place.expected else "(見込みが0のため図にない)"
    return f"{area.label}は報告 {labels.beds(place.reported)}、見込み {labels.beds(place.expected)}{where}。"


def _functions(rows: Mapping[BedFunction, Sourced], places: Sequence[Position], area: Area, year: int) -> Table:
    missing = labels.NOT_COMPUTABLE
    columns = (
        Column(name="function", label="機能"),
        Column(name="reported", label="報告", unit="床", kind=Kind.NUMBER),
        Column(name="required", label=labels.SERIES["required"], unit="床", kind=Kind.NUMBER),
        Column(name="gap", label="乖離", unit="床", kind=Kind.SIGNED, missing=missing),
        Column(name="gap_rate", label="乖離率", kind=Kind.SIGNED_PERCENT, digits=1, missing=missing),
        Column(name="z", label="z", kind=Kind.SIGNED, digits=2, missing=missing),
    )
    body, called = [], bed_names(year)
    for (function, found), place in zip(rows.items(), places, strict=True):
        reported: Cell = place.reported
        if reported is None:
            own = row_at(found.frame.set_index("area_code"), area.area_code)
            reported = Status(labels.VALUE_STATUS[own["reported_status"]])
        body.append((called[function], reported, place.required, place.gap, place.gap_rate, place.z))
    title = f"{area.label}の機能別の乖離と z({year}年)"
    made = table("functions", title, columns, body, sources_of(*rows.values()))
    return cells.stating_gap(made, [(area.area_code, f) for f in rows], year)
