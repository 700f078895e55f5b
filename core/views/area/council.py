"""調整会議の視点: whose beds are these, and what was said and answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from core.area.council import ResidentUse, across_prefecture, resident_use
from core.area.flows import Interval
from core.content.council import Council, CouncilTopic, load_council
from core.data.queries import beds, flows
from core.data.reader import Read
from core.data.sourced import Sourced
from core.views.area.flow import bounds, ndb
from core.views.area.place import Area
from core.views.section import Section
from core.views.sources import USER, Sources, sources_of
from core.views.table import Card, Cards, Column, Table, table
from core.views.topic import Topic
from core.views.words import Words, say, strong
from core.vocabulary import labels
from core.vocabulary.terms import BedFunction, Direction, PatientGroup, Series

TITLE: Final = "調整会議の視点"
OPINIONS_TITLE: Final = "協議会の意見と回答"
#: Keys of bases besides the patient groups; they stand in links.
STATED, ALL, OWN = "stated", "all", "own"
EXPLANATION: Final = say(strong("住民が利用する病床の計算"), " 病床数 ×(1 − 流入割合)を基準病床数と比べます。")
_NO_COUNCIL: Final = "この区域の協議会の意見と回答は登録されていません。data/content/council/ に区域コードの名前のファイルを加えると、ここに表示されます。"
_STANDARD_NOTE: Final = "基準病床数は必要量とは別の数。"


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a share of inflow is from. `share` (0–1) is None where a person types it; `start`: percent to begin with."""

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


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the calculation is made with: beds and 基準病床数 (床), key of a `Basis`, share (percent). None: not typed yet."""

    beds: int | None
    basis: str
    share: float | None
    standard_beds: int | None


def has_opinions(area: Area) -> bool:
    """Whether opinions and replies of the area's council are at hand."""
    return load_council(area.area_code) is not None


def bases(read: Read, area: Area) -> tuple[Basis, ...]:
    """Shares to begin with, the council's own first; last the one that a person types."""
    found = []
    council = load_council(area.area_code)
    if council is not None and council.calculation is not None:
        stated = council.calculation
        share = Interval(stated.inflow_share, stated.inflow_share)
        found.append(Basis(STATED, "協議会の委員が使った割合", share, (stated.source_id,)))
    totals, newest = read(flows.totals, area.area_code), ndb(read)
    rows = totals.frame
    overall = rows[(rows["direction"] == Direction.INFLOW) & (rows["basis"] == newest.key)]["share"].dropna()
    acute = labels.PATIENT_GROUP[PatientGroup.ACUTE]
    if len(overall):
        rate = float(overall.iloc[0])
        found.append(
            Basis(ALL, f"区域外すべて({newest.name}、{acute}の流入率)", Interval(rate, rate), totals.source_ids)
        )
    flow = read(flows.flow, area.area_code)
    inflow = flow.frame[flow.frame["direction"] == Direction.INFLOW]
    for group in PatientGroup:
        part = inflow[inflow["patient_group"] == group]
        if len(part):
            across = across_prefecture(part, area.pref_code)
            label = f"ほかの都道府県({newest.name}、{labels.PATIENT_GROUP[group]}、{bounds(across)})"
            found.append(Basis(str(group), label, across, flow.source_ids))
    return (*found, Basis(OWN, "自分で入れる", None, (USER,)))


def start(read: Read, area: Area) -> Start:
    """The council's own figures where a member computed, else the reported beds of the newest year."""
    council = load_council(area.area_code)
    if council is not None and council.calculation is not None:
        stated = council.calculation
        note = f"最初に入っている値: {stated.says}。{stated.caution}。"
        return Start(stated.beds, stated.standard_beds, note, (stated.source_id,))
    rows = read(beds.area_beds, area.area_code)
    reported = _reported(rows)
    if reported is None:
        note = f"報告病床数の合計は{labels.NO_DATA}。病床数と基準病床数を入力してください。"
        return Start(None, None, note, rows.source_ids)
    year, count = reported
    note = (
        f"最初に入っている病床数は{year}年の報告病床数の合計です。"
        "基準病床数は医療計画の数で、この資料にはないため入力してください。"
    )
    return Start(count, None, note, rows.source_ids)


def _reported(rows: Sourced) -> tuple[int, int] | None:
    """Year and beds (床) of the newest reported total."""
    frame = rows.frame
    total = frame[(frame["bed_function"] == BedFunction.TOTAL) & (frame["series"] == Series.REPORTED)]
    known = total.dropna(subset=["beds"]).sort_values("year")
    return None if known.empty else (int(known.iloc[-1]["year"]), int(known.iloc[-1]["beds"]))


def section(read: Read, area: Area, given: Inputs) -> Section:
    """The calculation with the given inputs. Raises UserError for impossible ones, KeyError for an unknown basis."""
    begun = start(read, area)
    basis = {b.key: b for b in bases(read, area)}[given.basis]
    share = None if given.share is None else given.share / 100
    result = None if given.beds is None or share is None else resident_use(given.beds, share, given.standard_beds)
    notes = [begun.note, _STANDARD_NOTE]
    if not has_opinions(area):
        notes.append(_NO_COUNCIL)
    return Section(
        anchor="council",
        title=TITLE,
        lead=_lead(result),
        sentences=(EXPLANATION, *_range(given, basis)),
        cards=(Cards(key="use", cards=_cards(given, result), sources=_sources(given, begun, basis)),),
        notes=tuple(notes),
    )


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
    residents, others, difference = "住民が利用する病床", "区域外の患者が利用する病床", "基準病床数との差"
    if result is None or given.share is None:
        lacking = "病床数が未入力" if given.beds is None else "流入割合が未入力"
        return tuple(Card(label=label, value=lacking) for label in (residents, others, difference))
    gap = result.against_standard
    share, count = f"{given.share:.1f}%", labels.beds(result.beds)
    return (
        Card(
            label=residents,
            value=labels.beds(round(result.residents)),
            lines=(f"{count} × (1 − {share}) = {result.residents:,.1f}床",),
        ),
        Card(label=others, value=labels.beds(round(result.others)), lines=(f"{count} × {share}",)),
        Card(label=difference, value="基準病床数が未入力")
        if gap is None or result.standard_beds is None
        else Card(
            label=difference,
            value=labels.signed(round(gap), "床"),
            lines=(f"{result.residents:,.1f}床 − 基準病床数 {labels.beds(result.standard_beds)}",),
        ),
    )


def opinions(area: Area, topic: str = "") -> Section:
    """Opinions and replies of the area's council: one of its topics (`topics`), or all. Raises KeyError without a council."""
    council = _council(area)
    shown = tuple(t for t in council.topics if topic in ("", t.id))
    sources = Sources((council.source_id,)) | Sources(tuple(t.source_id for t in shown))
    noted = f"{council.source_note}({shown[0].source_note})" if topic else council.source_note
    return Section(
        anchor="opinions",
        title=OPINIONS_TITLE,
        lead=_opinions_lead(council),
        sentences=_nomination(council),
        topics=tuple(part for t in shown for part in _passages(t)),
        tables=(_listed(area, shown, sources),),
        notes=(noted,),
        cites=sources | Sources((council.nomination.source_id,)) if council.nomination else sources,
    )


def topics(area: Area) -> dict[str, str]:
    """Labels of the council's topics by id, in their order."""
    return {t.id: t.label for t in _council(area).topics}


def _council(area: Area) -> Council:
    council = load_council(area.area_code)
    if council is None:
        raise KeyError(area.area_code)
    return council


def _opinions_lead(council: Council) -> Words:
    said, answered = (sum(len(part) for part in parts) for parts in _parts(council))
    silent = sum(not t.replies for t in council.topics)
    ending = f"(回答の記載がない論点 {silent})" if silent else ""
    return say(
        strong(council.council),
        f"({council.meeting}、{council.form}、{council.year}。要約): ",
        f"{len(council.topics)}の論点に意見{said}件、回答{answered}件{ending}。",
    )


def _parts(council: Council) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    return [t.opinions for t in council.topics], [t.replies for t in council.topics]


def _nomination(council: Council) -> tuple[Words, ...]:
    if council.nomination is None:
        return ()
    nomination = council.nomination
    figures = "、".join(f"{f.label} {f.value}({f.basis})" for f in nomination.figures)
    return (f"推薦の理由: {nomination.criterion}。{nomination.reason} {figures}",)


def _passages(topic: CouncilTopic) -> tuple[Topic, Topic]:
    """What was said and what was answered."""
    return (
        Topic(key=f"{topic.id}_opinions", heading=f"{topic.label}: 意見", lines=topic.opinions),
        Topic(
            key=f"{topic.id}_replies",
            heading=f"{topic.label}: 回答",
            lines=topic.replies,
            quotes=tuple(f"「{quote}」" for quote in topic.quotes),
            note="" if topic.replies else "この意見への回答は資料に記載がありません。",
        ),
    )


def _listed(area: Area, shown: tuple[CouncilTopic, ...], sources: Sources) -> Table:
    """One row per opinion, reply and quotation."""
    columns = (
        Column(name="topic", label="論点"),
        Column(name="kind", label="区分"),
        Column(name="text", label="内容", wide=True),
    )
    rows = [
        (topic.label, kind, text)
        for topic in shown
        for kind, texts in (("意見", topic.opinions), ("回答", topic.replies), ("資料の言葉", topic.quotes))
        for text in texts
    ]
    return table("opinions", f"{area.label}の協議会の意見と回答", columns, rows, sources)
