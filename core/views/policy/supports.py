"""What the state offers: the six national supports, 技術的支援 and 財政的支援 of モデル推進区域."""

from __future__ import annotations

from core.content.policy import FinancialSupport, NationalSupport, Supports, TechnicalSupport
from core.views.section import Section
from core.views.sources import Sources, said_in
from core.views.topic import Link, Topic


def national(shelf: Supports) -> Section:
    """Six passages: what is offered, and where this dashboard serves it."""
    return Section(
        anchor="supports",
        title=shelf.national_title,
        topics=tuple(_national(item) for item in shelf.national),
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
        links=tuple(Link(place.label, place.route, place.query) for place in item.served),
        note="この画面では: " + "。".join(place.what for place in item.served) + f"。{said_in(item)}",
    )


def technical(shelf: Supports) -> Section:
    """技術的支援, those named as new marked so."""
    new = sum(t.is_new for t in shelf.technical)
    return Section(
        anchor="technical",
        title=f"技術的支援({len(shelf.technical)}項目、うち「新」{new}項目)",
        topics=tuple(_technical(item) for item in shelf.technical),
        notes=(shelf.technical_note, f"{said_in(shelf.technical[0])}"),
        cites=Sources(tuple(dict.fromkeys(i for t in shelf.technical for i in (t.source_id, t.new_source_id) if i))),
    )


def _technical(item: TechnicalSupport) -> Topic:
    return Topic(
        key=item.id,
        heading=item.label,
        mark="新" if item.is_new else "",
        lines=(item.detail,) if item.detail else (),
        listed=False,
    )


def financial(shelf: Supports) -> Section:
    """財政的支援 and how far each part is settled."""
    return Section(
        anchor="financial",
        title="財政的支援",
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
        topics=tuple(
            Topic(key=m.id, heading=f"「{m.official}」", note=f"{m.meaning}。" if m.meaning else "")
            for m in shelf.merits
        ),
        notes=("「」は資料の文のまま、下の小さい字は読み方。", said_in(shelf.merits[0])),
        cites=Sources(tuple(dict.fromkeys(m.source_id for m in shelf.merits))),
    )
