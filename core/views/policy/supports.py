"""What the state offers: the six national supports, 技術的支援 and 財政的支援 of モデル推進区域."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from core.content.policy import PHASES, FinancialSupport, NationalSupport, Supports, TechnicalSupport
from core.views.section import Section
from core.views.sources import OURS, Sources, said_in
from core.views.table import Column, table
from core.views.topic import Link, Topic
from core.views.words import say, strong
from core.vocabulary.routes import PAGE_TITLE

NONE: Final = "この段階とだれがの組み合わせに当たる支援はありません。選択を減らしてください。"


def national(shelf: Supports, phases: Collection[str] = (), users: Collection[str] = ()) -> Section:
    """Passages of the six: what is offered, when, for whom, and where this dashboard serves it. Only those of any of the phases and users asked for."""
    items = [item for item in shelf.national if _chosen(item, phases, users)]
    places = dict.fromkeys(PAGE_TITLE[place.route] for item in items for place in item.served)
    return Section(
        anchor="supports",
        title=shelf.national_title,
        lead=say(strong(f"{len(items)}つの支援"), f"に要る資料は、{'・'.join(places)}の画面にあります。")
        if items
        else NONE,
        topics=tuple(_national(item) for item in items),
        notes=("題は資料の表記、説明は要約。",),
        cites=Sources(tuple(dict.fromkeys(i.source_id for i in shelf.national))),
    )


def _national(item: NationalSupport) -> Topic:
    return Topic(
        key=item.id,
        heading=f"{item.number} {item.title.as_written}",
        later=f"現在の名称: {item.title.later}" if item.title.later else "",
        lines=("。".join(item.offers) + "。",),
        listed=False,
        tags=(*item.phases, *item.users),
        links=tuple(Link(place.label, place.route, place.query) for place in item.served),
        note="この画面では: " + "。".join(place.what for place in item.served) + f"。{said_in(item)}",
    )


def _chosen(item: NationalSupport | TechnicalSupport, phases: Collection[str], users: Collection[str]) -> bool:
    return (not phases or bool(set(phases) & set(item.phases))) and (not users or bool(set(users) & set(item.users)))


def matrix(shelf: Supports, phases: Collection[str] = (), users: Collection[str] = ()) -> Section:
    """Support × phase, in each cell who has use of it, with the page of this dashboard that serves it."""
    items: list[NationalSupport | TechnicalSupport] = [*shelf.national, *shelf.technical]
    shown = [i for i in items if _chosen(i, phases, users)]
    columns = (
        Column(name="support", label="支援", wide=True),
        *(Column(name=f"phase_{n}", label=phase) for n, phase in enumerate(PHASES)),
        Column(name="served", label="この画面", wide=True),
        Column(name="source", label="資料とその箇所", wide=True),
    )
    rows = [
        (
            f"{i.number} {i.title.as_written}" if isinstance(i, NationalSupport) else f"技術的支援: {i.label}",
            *("・".join(i.users) if phase in i.phases else "–" for phase in PHASES),
            "、".join(dict.fromkeys(s.label for s in i.served)) or "なし",
            said_in(i).removeprefix("資料: "),
        )
        for i in shown
    ]
    sources = Sources(tuple(dict.fromkeys(i.source_id for i in items)) + (OURS,))
    title = f"支援 × 段階 × だれが({len(shown)}/{len(items)}件)"
    return Section(
        anchor="matrix",
        title=title,
        lead=say(
            "段階ごとに使える支援は、",
            strong("、".join(f"{p} {sum(p in i.phases for i in shown)}件" for p in PHASES)),
            "。",
        )
        if shown
        else "",
        sentences=() if shown else (NONE,),
        tables=(table("matrix", title, columns, rows, sources),),
        notes=(
            "段階(分析・設定・策定・実施)とだれが使うかは、このダッシュボードの区分。「–」はその段階の支援ではない。技術的支援の画面は「伴走支援」から開く。",
        ),
    )


def technical(shelf: Supports) -> Section:
    """技術的支援, those named as new marked so."""
    new = sum(t.is_new for t in shelf.technical)
    return Section(
        anchor="technical",
        title=f"技術的支援({len(shelf.technical)}項目、うち「新」{new}項目)",
        lead=say("モデル推進区域が受けられる支援のうち、新しく加わるのは", strong("、".join(_new(shelf))), "。"),
        topics=tuple(_technical(item) for item in shelf.technical),
        notes=(shelf.technical_note, f"{said_in(shelf.technical[0])}"),
        cites=Sources(tuple(dict.fromkeys(i for t in shelf.technical for i in (t.source_id, t.new_source_id) if i))),
    )


def _new(shelf: Supports) -> list[str]:
    return [t.label for t in shelf.technical if t.is_new]


def _technical(item: TechnicalSupport) -> Topic:
    return Topic(
        key=item.id,
        heading=item.label,
        mark="新" if item.is_new else "",
        lines=(item.detail,) if item.detail else (),
        listed=False,
        links=tuple(Link(place.label, place.route, place.query) for place in item.served),
    )


def financial(shelf: Supports) -> Section:
    """財政的支援 and how far each part is settled."""
    return Section(
        anchor="financial",
        title="財政的支援",
        lead=say(
            strong("、".join(f.label for f in shelf.financial[:2])), "。割合や増加率の数値は、資料に示されていない。"
        ),
        topics=tuple(_financial(item) for item in shelf.financial),
        notes=(shelf.financial_note,),
        cites=Sources(tuple(dict.fromkeys(f.source_id for f in shelf.financial))),
    )


def _financial(item: FinancialSupport) -> Topic:
    return Topic(
        key=item.id, heading=item.label, lines=(item.detail,), listed=False, note=f"{item.status}。{said_in(item)}"
    )


def merits(shelf: Supports) -> Section:
    """What a designation brings, as the prefecture's slide puts it."""
    return Section(
        anchor="merits",
        title=shelf.merits_title,
        lead=say(strong(shelf.merits[1].meaning), "。"),
        topics=tuple(
            Topic(key=m.id, heading=f"「{m.official}」", note=f"{m.meaning}。" if m.meaning else "")
            for m in shelf.merits
        ),
        notes=("「」は資料の文のまま、下の小さい字は読み方。", said_in(shelf.merits[0])),
        cites=Sources(tuple(dict.fromkeys(m.source_id for m in shelf.merits))),
    )
