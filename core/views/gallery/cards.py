"""The cases at a glance: who, where, with what result, by which tactics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from core.content.base import GRADE_LABEL
from core.content.cases import Case, Tactic
from core.content.changes import Change, changes_of
from core.views.section import Section
from core.views.sources import Sources
from core.views.topic import Link, Topic
from core.views.words import say, strong

CHANGED = "資料の後に変わったこと"
QUOTED = "「」の見出しは資料のまま、ほかの文は要約。「明日からの一歩」はこのダッシュボードの提案。"


def section(cases: Sequence[Case], total: int, tactics: Sequence[Tactic], area_names: Mapping[str, str]) -> Section:
    """One passage per case, in the shelf's order. `cases`: at least one; `total`: how many there are without filters."""
    labels = {t.id: t.label for t in tactics}
    shared = _shared(cases)
    [(most, times)] = Counter(t for c in cases for t in c.tactics).most_common(1)
    return Section(
        anchor="cards",
        title="事例",
        lead=f"{len(cases)}/{total}事例を表示。最も多い取組は{labels[most]}({times}事例)。{as_of(cases)}。",
        topics=tuple(_card(case, labels, area_names, shared) for case in cases),
        notes=(*(f"{CHANGED}({_whose(c, cases)}): {change_words(c)}" for c in shared), QUOTED),
        cites=cited(cases),
    )


def _shared(cases: Sequence[Case]) -> list[Change]:
    """What changed for several of the cases; it is said once, below them."""
    found = [change for case in cases for change in _dated(case)]
    times = Counter(change.id for change in found)
    return list({change.id: change for change in found if times[change.id] > 1}.values())


def _whose(change: Change, cases: Sequence[Case]) -> str:
    named = [case.name for case in cases if change.concerns(case)]
    return f"{len(cases)}事例とも" if len(named) == len(cases) else "、".join(named)


def _card(case: Case, labels: Mapping[str, str], area_names: Mapping[str, str], shared: Sequence[Change] = ()) -> Topic:
    area = area_names.get(case.area_code, case.area_code)
    basis, result = result_of(case)
    return Topic(
        key=case.id,
        heading=case.name,
        later=f"{case.kind_label} / {case.municipality}({area}構想区域) / カードリーダー {case.card_readers.count}台",
        lines=(
            strong(headline(case)),
            say(strong(basis), f": {result}"),
            say(strong("明日からの一歩"), f": {case.tomorrow}"),
        ),
        listed=False,
        tags=tuple(labels[t] for t in case.tactics),
        links=(Link("詳しく見る", "/gallery", f"case={case.id}"),),
        note=f"{CHANGED}: {''.join(change_words(c) for c in dated)}"
        if (dated := [c for c in _dated(case) if c not in shared])
        else "",
    )


def _dated(case: Case) -> list[Change]:
    """The changes whose day a paper states; the others stand with the case itself."""
    return [c for c in changes_of(case) if c.since is not None]


def headline(case: Case) -> str:
    """The paper's headline as printed; one that no longer holds says so."""
    return aged(f"「{case.headline}」", changes_of(case))


def result_of(case: Case) -> tuple[str, str]:
    """What the paper calls the effect, and the first one that still holds; an aim where it names no effect."""
    changes = changes_of(case)
    holding = [e for e in case.effects if not any(c.outdates(e.text) for c in changes)]
    for basis, label in (("stated", "効果"), ("aim", "ねらい")):
        for effect in holding:
            if effect.basis == basis:
                return label, effect.text
    return "効果", "資料に記載なし"


def change_words(change: Change) -> str:
    """Since when what holds instead, and how sure that is."""
    return f"{change.when}、{change.now}({GRADE_LABEL[change.grade]})。"


def aged(sentence: str, changes: Sequence[Change]) -> str:
    """A sentence of the paper; one that no longer holds says so."""
    since = next((c for c in changes if c.outdates(sentence)), None)
    return sentence if since is None else f"{sentence}(資料の時点。{since.when}は当てはまらない)"


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
