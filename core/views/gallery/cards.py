"""The cases at a glance: who, where, with what result, by which tactics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.content.base import GRADE_LABEL
from core.content.cases import Case, Tactic
from core.content.changes import Change, changes_of
from core.views.section import Section
from core.views.sources import Sources
from core.views.topic import Link, Topic
from core.views.words import strong

CHANGED = "資料の後に変わったこと"
QUOTED = "「」の見出しは資料のまま、ほかの文は要約。"


def section(cases: Sequence[Case], total: int, tactics: Sequence[Tactic], area_names: Mapping[str, str]) -> Section:
    """One passage per case, in the shelf's order. `cases`: at least one; `total`: how many there are without filters."""
    labels = {t.id: t.label for t in tactics}
    return Section(
        anchor="cards",
        title="事例",
        lead=f"{len(cases)}/{total}事例を表示。{as_of(cases)}。",
        topics=tuple(_card(case, labels, area_names) for case in cases),
        notes=(QUOTED,),
        cites=cited(cases),
    )


def _card(case: Case, labels: Mapping[str, str], area_names: Mapping[str, str]) -> Topic:
    area = area_names.get(case.area_code, case.area_code)
    return Topic(
        key=case.id,
        heading=case.name,
        later=f"{case.kind_label} / {case.municipality}({area}構想区域) / カードリーダー {case.card_readers.count}台",
        lines=(strong(f"「{case.headline}」"), case.point),
        listed=False,
        tags=tuple(labels[t] for t in case.tactics),
        links=(Link("詳しく見る", "/gallery", f"case={case.id}"),),
        note="".join(f"{CHANGED}: {change_words(c)}" for c in changes_of(case)[:1]),
    )


def change_words(change: Change) -> str:
    """Since when what holds instead, and how sure that is."""
    return f"{change.when}、{change.now}({GRADE_LABEL[change.grade]})。"


def sources(cases: Sequence[Case]) -> Sources:
    """Sources of the cases, each once."""
    return Sources(tuple(dict.fromkeys(c.source_id for c in cases)))


def cited(cases: Sequence[Case]) -> Sources:
    """Sources of the cases and of what has changed since, each once."""
    changed = dict.fromkeys(change.source_id for case in cases for change in changes_of(case))
    return sources(cases) | Sources(tuple(changed)) if changed else sources(cases)


def as_of(cases: Sequence[Case]) -> str:
    """`2024年5月31日時点(群馬県健康福祉部)` for every date and publisher among the cases."""
    stamps = dict.fromkeys((c.as_of, c.publisher) for c in cases)
    return "、".join(f"{d.year}年{d.month}月{d.day}日時点({publisher})" for d, publisher in stamps)
