"""One case: everything the paper says about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.content.cases import EFFECT_BASIS_LABEL, LOCATION_BASIS_LABEL, Case, Measure, Tactic
from core.content.changes import Change, changes_of
from core.views.gallery.cards import CHANGED, QUOTED, aged, as_of, change_words, cited, headline, sources
from core.views.gallery.places import place_figure
from core.views.section import Section
from core.views.sources import Sources, short_names
from core.views.table import Column, table
from core.views.topic import Link, Topic
from core.views.words import Words, say, strong

NOT_STATED = "資料に記載なし"


def section(case: Case, tactics: Sequence[Tactic], area_names: Mapping[str, str]) -> Section:
    """POINT, measures with their tactics, postings, how people speak, effects; the plain facts as a table; the place."""
    labels = {t.id: t.label for t in tactics}
    area = area_names.get(case.area_code, case.area_code)
    changes = changes_of(case)
    measures = tuple(_measure(n, m, labels, changes) for n, m in enumerate(case.measures, start=1))
    columns = (Column(name="item", label="項目"), Column(name="content", label="内容", wide=True))
    return Section(
        anchor="case",
        title=headline(case),
        lead=say(strong("POINT"), " ", point(case), f"(取組: {'・'.join(labels[t] for t in case.tactics)})"),
        sentences=(say(strong("明日からの一歩"), f" {case.tomorrow}"),),
        topics=(*_changes(changes), *measures, _postings(case), _talk(case, changes), _effects(case, changes)),
        figures=(
            place_figure(
                (case,),
                area_names,
                height=280,
                note=f"点は{LOCATION_BASIS_LABEL[case.location.basis]}({case.location.note})。",
            ),
        ),
        tables=(table("facts", f"{case.name}の概要", columns, facts(case, area), sources((case,))),),
        cites=cited((case,)),
        notes=(f"{as_of((case,))}。{case.source_note}。{QUOTED}",),
    )


def point(case: Case) -> str:
    """POINT in our words, the same on screen and paper; one that rests on what no longer holds says so."""
    return aged(case.point, changes_of(case))


def facts(case: Case, area_name: str) -> tuple[tuple[str, str], ...]:
    """Label and value of the plain facts, the same on screen and paper."""
    readers = f"{case.card_readers.count}台"
    readers += f"({case.card_readers.placement})" if case.card_readers.placement else "(設置場所の記載なし)"
    address = f"〒{case.postal_code} {case.address}" if case.postal_code else case.address
    return (
        (case.person.role, case.person.name),
        ("顔認証付きカードリーダー", readers),
        ("所在地", address),
        ("構想区域", f"{area_name}({case.municipality})"),
        ("ウェブサイト", case.website or "記載なし"),
    )


def area_link(case: Case, area_names: Mapping[str, str]) -> Link:
    """The way to the case's area."""
    area = area_names.get(case.area_code, case.area_code)
    return Link(f"{area}構想区域を開く", "/area", f"area={case.area_code}")


def _changes(changes: Sequence[Change]) -> tuple[Topic, ...]:
    """What of the paper no longer holds, first of all: whoever copies the case must not copy that."""
    if not changes:
        return ()
    lines = tuple(f"{c.before} → {change_words(c)}" for c in changes)
    named = "、".join(short_names(Sources(tuple(dict.fromkeys(c.source_id for c in changes)))))
    return (Topic(key="changes", heading=CHANGED, lines=lines, note=f"この項の出典: {named}。"),)


def _measure(number: int, measure: Measure, labels: Mapping[str, str], changes: Sequence[Change]) -> Topic:
    """One measure with the paper's own words that bear its tags out."""
    words = "、".join(f"{labels[t]}「{measure.words[t]}」" for t in measure.tactics)
    return Topic(
        key=f"measure_{number}",
        heading=measure.heading,
        mark="成果" if measure.is_result else "",
        lines=tuple(aged(line, changes) for line in measure.details),
        tags=tuple(labels[t] for t in measure.tactics),
        note=f"根拠とした資料の語: {words}" if words else "",
    )


def _postings(case: Case) -> Topic:
    lines: list[Words] = [f"{p.what} — {p.where}" + (f"「{p.wording}」" if p.wording else "") for p in case.postings]
    return Topic(key="postings", heading="掲示・案内", lines=tuple(lines or [NOT_STATED]))


def _talk(case: Case, changes: Sequence[Change]) -> Topic:
    who = case.talk.who or "話しかける人についての明記はない"
    return Topic(
        key="talk", heading="患者への話しかけ", lines=(f"だれが: {who}", f"どのように: {aged(case.talk.how, changes)}")
    )


def _effects(case: Case, changes: Sequence[Change]) -> Topic:
    lines = [f"{aged(e.text, changes)}({EFFECT_BASIS_LABEL[e.basis]})" for e in case.effects]
    return Topic(key="effects", heading="効果・ねらい", lines=tuple(lines or [NOT_STATED]))
