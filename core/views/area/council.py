"""調整会議の視点: whose beds are these, function by function or with one share for all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from core.area.council import ResidentUse, resident_use, summed_use
from core.data.reader import Read
from core.views import cells
from core.views.area.council_bases import (
    BY_FUNCTION,
    NOMINATED,
    STATED,
    Basis,
    ByFunction,
    Start,
    bases,
    by_function,
    nominated,
    start,
    stated,
    survey_missing,
)
from core.views.area.flow import bounds
from core.views.area.opinions import has_opinions
from core.views.area.place import Area
from core.views.section import Section
from core.views.sources import USER, Sources, sources_of
from core.views.stated import Beds, Parts
from core.views.table import Card, Cards, Cell, Column, Kind, Status, Table, table
from core.views.words import Words, say, strong
from core.vocabulary import labels
from core.vocabulary.terms import BedFunction, Series

TITLE: Final = "調整会議の視点"
EXPLANATION: Final = say(strong("住民が利用する病床の計算"), " 病床数 ×(1 − 流入割合)を基準病床数と比べます。")
BY_FUNCTION_EXPLANATION: Final = say(
    strong("住民が利用する病床の計算"),
    " 機能ごとの病床数 ×(1 − その機能の患者区分の流入率)の合計を基準病床数と比べます。",
)
_CARDS: Final = ("住民が利用する病床", "区域外の患者が利用する病床", "基準病床数との差")
_NO_COUNCIL: Final = "この区域の協議会の意見と回答は登録されていません。"
_STANDARD_NOTE: Final = "基準病床数は必要量とは別の数。"


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the calculation is made with: beds and 基準病床数 (床), key of a `Basis`, share (percent). None: not typed yet."""

    beds: int | None
    basis: str
    share: float | None
    standard_beds: int | None


def section(read: Read, area: Area, given: Inputs) -> Section:
    """The calculation with the given inputs. Raises UserError for impossible ones, KeyError for an unknown basis."""
    if given.basis == BY_FUNCTION:
        return _by_function(read, area, given)
    begun = start(read, area)
    basis = {b.key: b for b in bases(read, area)}[given.basis]
    share = None if given.share is None else given.share / 100
    result = None if given.beds is None or share is None else resident_use(given.beds, share, given.standard_beds)
    compared = _against_nomination(area) if basis.key in (STATED, NOMINATED) else ()
    return Section(
        anchor="council",
        title=TITLE,
        lead=_lead(result),
        sentences=(EXPLANATION, *_range(given, basis), *compared),
        cards=(Cards(key="use", cards=_cards(given, result), sources=_sources(given, begun, basis)),),
        notes=_notes(area, begun.note, _STANDARD_NOTE),
    )


def _notes(area: Area, *notes: Words) -> tuple[Words, ...]:
    return notes if has_opinions(area) else (*notes, _NO_COUNCIL)


def _by_function(read: Read, area: Area, given: Inputs) -> Section:
    """Each function's beds by the share of its own patients, line by line, beside what other bases come to."""
    found, begun = by_function(read, area), start(read, area)
    result = summed_use(found.lines, given.standard_beds)
    standard: tuple[str, ...] = () if given.standard_beds is None else (USER,)
    if given.standard_beds is not None and given.standard_beds == begun.standard_beds:
        standard = begun.source_ids
    sources = sources_of(found.bed_sources, found.share_sources, standard)
    notes = [_STANDARD_NOTE]
    if begun.standard_beds is not None:
        notes.insert(0, begun.note)
    return Section(
        anchor="council",
        title=TITLE,
        lead=_lead(result) if result else _lacking_lead(found),
        sentences=(BY_FUNCTION_EXPLANATION, *_against_nomination(area)),
        cards=(Cards(key="use", cards=_summed_cards(found, result), sources=sources),),
        tables=(cells.found(read, _lines(area, found, result)), _compared(read, area, given, found, begun)),
        notes=_notes(area, *notes, *filter(None, (survey_missing(read, area),))),
    )


def _lacking_lead(found: ByFunction) -> Words:
    if not found.lacking:
        return say("住民が利用する病床は", strong(labels.NOT_COMPUTABLE), "。報告病床数がどの機能も0床です。")
    return say(
        "住民が利用する病床は", strong(labels.NOT_COMPUTABLE), f"。{_lacking(found)}。ほかの根拠を選ぶと計算できます。"
    )


def _lacking(found: ByFunction) -> str:
    return f"足りない数値: {'、'.join(found.lacking)}"


def _summed_cards(found: ByFunction, result: ResidentUse | None) -> tuple[Card, ...]:
    if result is None:
        lacking = (_lacking(found),) if found.lacking else ()
        return tuple(Card(label=label, value=labels.NOT_COMPUTABLE, lines=lacking) for label in _CARDS)
    lines = [x for x in found.lines if x.beds]
    residents, others = (
        " + ".join(labels.number(v, digits=1) for v in values)
        for values in ([x.residents for x in lines], [x.others for x in lines])
    )
    return (
        Card(
            label=_CARDS[0],
            value=labels.beds(round(result.residents)),
            lines=(f"{residents} = {result.residents:,.1f}床",),
        ),
        Card(label=_CARDS[1], value=labels.beds(round(result.others)), lines=(f"{others} = {result.others:,.1f}床",)),
        _difference(result),
    )


def _lines(area: Area, found: ByFunction, result: ResidentUse | None) -> Table:
    """One row per function, the sum last."""

    def beds_column(name: str, label: str, digits: int = 1) -> Column:
        return Column(name=name, label=label, unit="床", kind=Kind.NUMBER, digits=digits, missing=labels.NOT_COMPUTABLE)

    year = labels.NO_DATA if found.year is None else f"{found.year}年"
    columns = (
        Column(name="function", label="機能"),
        Column(name="beds", label=f"報告病床数 {year}", unit="床", kind=Kind.NUMBER),
        Column(name="group", label="流入率の患者区分"),
        Column(name="inflow", label="流入率", kind=Kind.PERCENT, digits=1),
        beds_column("residents", "住民が利用する病床"),
        beds_column("others", "区域外の患者が利用する病床"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            found.names[x.bed_function], x.beds, labels.PATIENT_GROUP[x.group], x.inflow_share, x.residents,
            x.others,
        )
        for x in found.lines
    ]  # fmt: skip
    total = labels.BED_FUNCTION[BedFunction.TOTAL]
    none = Status(labels.NOT_COMPUTABLE)
    known = [x.beds for x in found.lines if x.beds is not None]
    beds = sum(known) if len(known) == len(found.lines) else none
    rows.append(
        (total, beds, "上の行の合計", none, none, none)
        if result is None
        else (total, beds, "上の行の合計", result.inflow_share, result.residents, result.others)
    )
    made = table(
        "by_function",
        f"{area.label}の住民が利用する病床(機能ごと)",
        columns,
        rows,
        sources_of(found.bed_sources, found.share_sources),
        sums=(len(found.lines),),
        note="住民が利用する病床 = 病床数 ×(1 − 流入率)。流入率は区域外からの入院患者の割合(1 − 自区域の割合)。合計の流入率は病床数で重みを付けた平均。",
    )
    if found.year is None:
        return made
    stated = [Beds(area.area_code, x.bed_function, Series.REPORTED, found.year) for x in found.lines]
    each: list[Parts] = [(part,) for part in stated]
    return cells.stating(made, {"beds": [*each, () if beds is none else tuple(stated)]})


def _compared(read: Read, area: Area, given: Inputs, found: ByFunction, begun: Start) -> Table:
    """What each basis comes to, as it begins: one row per basis that states a share."""

    def share(name: str, label: str) -> Column:
        return Column(name=name, label=label, kind=Kind.PERCENT, digits=1, missing=labels.NOT_COMPUTABLE)

    def number(name: str, label: str, kind: Kind = Kind.NUMBER) -> Column:
        return Column(name=name, label=label, unit="床", kind=kind, missing=labels.NOT_COMPUTABLE)

    columns = (
        Column(name="basis", label="流入割合の根拠", wide=True),
        number("beds", "病床数"),
        share("share", "流入割合"),
        share("share_most", "流入割合 最大"),
        number("residents", "住民が利用する病床"),
        number("residents_least", "同 最少"),
        number("difference", "基準病床数との差", Kind.SIGNED),
    )
    rows: list[tuple[Cell, ...]] = []
    sources = sources_of(begun.source_ids, found.bed_sources, () if given.standard_beds is None else (USER,))
    for basis in bases(read, area):
        if basis.key == BY_FUNCTION:
            most = least = summed_use(found.lines, given.standard_beds)
        elif basis.share is not None:
            most, least = (
                None if begun.beds is None else resident_use(begun.beds, s, given.standard_beds)
                for s in (basis.share.low, basis.share.high)
            )
        else:
            continue  # a person's own share says nothing yet
        sources |= Sources(basis.source_ids)
        rows.append(
            (basis.label, *[None] * 6)
            if most is None or least is None
            else (
                basis.label, most.beds, most.inflow_share, least.inflow_share, round(most.residents),
                round(least.residents), _no_standard(most),
            )
        )  # fmt: skip
    note = "「最大」「最少」: 公表資料に載らない相手の区域がすべてほかの都道府県だったとき。差は「住民が利用する病床」の列の数による。"
    return table("bases", f"{area.label}の流入割合の根拠ごとの結果", columns, rows, sources, note=note)


def _no_standard(result: ResidentUse) -> Cell:
    return Status("基準病床数が未入力") if result.against_standard is None else round(result.against_standard)


def _against_nomination(area: Area) -> tuple[Words, ...]:
    """Where a member computed with one share and the nomination states another: what the difference rests on."""
    member, figure = stated(area), nominated(area)
    if member is None or figure is None or figure.inflow_share is None:
        return ()
    own, other = (
        resident_use(member.beds, s, member.standard_beds) for s in (member.inflow_share, figure.inflow_share)
    )

    def said(result: ResidentUse) -> str:
        return f"{labels.beds(round(result.residents))}(基準病床数との差 {labels.signed(round(result.against_standard or 0), '床')})"

    sentence = (
        f"委員の計算の{said(own)}は流入{labels.percent(member.inflow_share)}によるもので、"
        f"推薦の資料の{figure.label} {figure.value}({figure.basis})なら{said(other)}。"
    )
    if not member.agenda:
        return (sentence,)
    rests = (
        f"議題の資料は流入を「{member.agenda}」と書く。{labels.beds(member.residents_beds)}と基準病床数 "
        f"{labels.beds(member.standard_beds)}が「ほぼ一致」するのは流入を{labels.percent(member.inflow_share, 0)}と置いたときで、"
        f"流入が1ポイント違うと約{labels.beds(round(member.beds / 100))}動く。"
    )
    return (sentence, rests)


def _sources(given: Inputs, begun: Start, basis: Basis) -> Sources:
    """Of the numbers that stand in the calculation; one that a person changed is that person's."""
    ids: list[str] = []
    for value, first, source_ids in (
        (given.beds, begun.beds, begun.source_ids),
        (given.share, basis.start, basis.source_ids),
        (given.standard_beds, begun.standard_beds, begun.source_ids),
    ):
        if value is not None:
            ids += source_ids if value == first else (USER,)
    return sources_of(ids or (USER,))


def _lead(result: ResidentUse | None) -> Words:
    if result is None:
        return "病床数と流入割合を入れると、住民が利用する病床が出ます。"
    start_words = say("住民が利用する病床は", strong(labels.beds(round(result.residents))))
    if result.against_standard is None or result.standard_beds is None:
        return say(start_words, "。基準病床数を入れると差が出ます。")
    gap = strong(labels.signed(round(result.against_standard), "床"))
    return say(start_words, f"で、基準病床数 {labels.beds(result.standard_beds)}との差は", gap, "。")


def _range(given: Inputs, basis: Basis) -> tuple[Words, ...]:
    """Where the share is only partly published and was not changed: what that means for the result."""
    if basis.share is None or basis.share.exact or given.beds is None or given.share != basis.start:
        return ()
    most, least = (round(resident_use(given.beds, s).residents) for s in (basis.share.low, basis.share.high))
    used = f"計算には載っている分の{given.share:.1f}%を使っており、住民が利用する病床は{least:,}〜{most:,}床の間。"
    return (f"この割合は{bounds(basis.share)}(公表資料に載らない区域がある)。{used}",)


def _cards(given: Inputs, result: ResidentUse | None) -> tuple[Card, ...]:
    if result is None or given.share is None:
        lacking = "病床数が未入力" if given.beds is None else "流入割合が未入力"
        return tuple(Card(label=label, value=lacking) for label in _CARDS)
    share, count = f"{given.share:.1f}%", labels.beds(result.beds)
    return (
        Card(
            label=_CARDS[0],
            value=labels.beds(round(result.residents)),
            lines=(f"{count} × (1 − {share}) = {result.residents:,.1f}床",),
        ),
        Card(label=_CARDS[1], value=labels.beds(round(result.others)), lines=(f"{count} × {share}",)),
        _difference(result),
    )


def _difference(result: ResidentUse) -> Card:
    gap = result.against_standard
    if gap is None or result.standard_beds is None:
        return Card(label=_CARDS[2], value="基準病床数が未入力")
    line = f"{result.residents:,.1f}床 − 基準病床数 {labels.beds(result.standard_beds)}"
    return Card(label=_CARDS[2], value=labels.signed(round(gap), "床"), lines=(line,))
