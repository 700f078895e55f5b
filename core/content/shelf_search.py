"""Search across policy shelf, council opinions, glossary and gallery: plain words, all of them must occur."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.content.cases import Case, Tactic, load_cases, load_tactics
from core.content.cautions import load_cautions
from core.content.checklist import load_checklist
from core.content.council import Council, council_areas, load_council
from core.content.glossary import load_glossary
from core.content.new_vision import load_new_vision
from core.content.policy import ACTOR_LABEL, load_criteria, load_roles, load_supports
from core.content.schedule import LANE_LABEL, load_schedule
from core.content.survey import load_survey
from core.text.normal import sought, words
from core.text.search import holds
from core.vocabulary import labels
from core.vocabulary.routes import Route

_SNIPPET_BEFORE, _SNIPPET_LENGTH = 18, 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One findable item: what it is, its words, where the app shows it (`route` with URL query), and the place in its paper."""

    kind: str
    title: str
    text: str
    route: Route
    query: str
    source_id: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A found document with the passage around the first word."""

    document: Document
    snippet: str


def case_text(case: Case, tactics: Iterable[Tactic] = ()) -> str:
    """Every word of a case, for the free-text filter."""
    labels = {t.id: t.label for t in tactics}
    parts = [case.name, case.kind_label, case.headline, case.point, case.tomorrow, case.address, case.municipality]
    parts += [case.person.role, case.person.name, case.card_readers.placement, case.publisher, case.website]
    for measure in case.measures:
        parts += [measure.heading, *measure.details, *(labels.get(t, "") for t in measure.tactics)]
    for posting in case.postings:
        parts += [posting.what, posting.where, posting.wording]
    parts += [case.talk.who, case.talk.how, case.talk.wording]
    parts += [e.text for e in case.effects] + [p.caption for p in case.photos]
    return " ".join(p for p in parts if p)


def documents() -> tuple[Document, ...]:
    """Everything that can be found, shelf first, gallery last."""
    return (*_shelf(), *_councils(), *_glossary(), *_cases())


def find(query: str, among: Iterable[Document] | None = None) -> tuple[Found, ...]:
    """Documents that hold every word; those with a word in the title come first. An empty query finds nothing."""
    wanted = words(query)
    if not wanted:
        return ()
    found = [d for d in (documents() if among is None else among) if holds(query, f"{d.title} {d.text}")]
    found.sort(key=lambda d: not any(word in sought(d.title) for word in wanted))
    return tuple(Found(d, snippet(d.text, wanted)) for d in found)


def snippet(text: str, wanted: tuple[str, ...]) -> str:
    """The passage around the first word found; the beginning of the text where the word stands only in the title."""
    where = sought(text)
    # The comparable form may be a little shorter or longer; the position then is close enough for a passage.
    places = [where.find(word) for word in wanted if word in where]
    start = max(0, min(places) - _SNIPPET_BEFORE) if places else 0
    end = start + _SNIPPET_LENGTH
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def _shelf() -> Iterable[Document]:
    supports = load_supports()
    for n in supports.national:
        yield Document(kind="国の支援", title=f"{n.number}{n.title.both}", text=" ".join((*n.offers, *(s.what for s in n.served))),
                       route="/policy", query="tab=supports", source_id=n.source_id, place=n.source_note)  # fmt: skip
    for t in supports.technical:
        yield Document(kind="技術的支援", title=t.label, text=" ".join((t.detail, "新" if t.is_new else "")),
                       route="/policy", query="tab=accompany", source_id=t.source_id, place=t.source_note)  # fmt: skip
    for f in supports.financial:
        yield Document(kind="財政的支援", title=f.label, text=f"{f.detail} {f.status}",
                       route="/policy", query="tab=accompany", source_id=f.source_id, place=f.source_note)  # fmt: skip
    criteria = load_criteria()
    for title, note, tab, paper in (
        ("技術的支援の「新」の印", supports.technical_note, "accompany", supports.technical[0]),
        ("財政的支援の対象", supports.financial_note, "accompany", supports.financial[0]),
        ("「取扱注意」の表示", criteria.handling_note, "criteria", criteria.model[0]),
        ("病床利用率の式", criteria.occupancy_formula, "criteria", criteria.model[0]),
    ):
        yield Document(kind="資料の注", title=title, text=note, route="/policy", query=f"tab={tab}",
                       source_id=paper.source_id, place=paper.source_note)  # fmt: skip
    for name, c in (
        *((labels.DESIGNATION["suishin"], c) for c in criteria.suishin),
        *((labels.DESIGNATION["model"], c) for c in criteria.model),
    ):
        yield Document(kind="設定の考え方", title=f"{name}の考え方{c.number}",
                       text=f"{c.official} {c.meaning} {c.data}",
                       route="/policy", query="tab=criteria", source_id=c.source_id, place=c.source_note)  # fmt: skip
    for m in supports.merits:
        yield Document(kind="資料の文", title=supports.merits_title, text=f"「{m.official}」{m.meaning}",
                       route="/policy", query="tab=accompany", source_id=m.source_id, place=m.source_note)  # fmt: skip
    said = criteria.assessment
    yield Document(kind="資料の文", title=said.title, text="".join(f"「{s}」" for s in said.sentences),
                   route="/policy", query="tab=criteria", source_id=said.source_id, place=said.source_note)  # fmt: skip
    model = criteria.model[0]
    yield Document(kind="資料の文", title=f"{labels.DESIGNATION['model']}の考え方の一文", text=f"「{criteria.model_sentence}」",
                   route="/policy", query="tab=criteria", source_id=model.source_id, place=model.source_note)  # fmt: skip
    for caution in load_cautions():
        yield Document(kind="資料の文", title=f"国の注意書き({caution.label})", text=f"「{caution.sentence}」",
                       route="/policy", query="tab=criteria", source_id=caution.source_id, place=caution.source_note)  # fmt: skip
    for printed in load_schedule().tables:
        cells = (*printed.columns, *(c for row in printed.rows for c in (row.who, *row.cells)))
        yield Document(kind="資料の表", title=printed.title, text=" ".join(cells),
                       route="/policy", query="tab=schedule", source_id=printed.source_id, place=printed.source_note)  # fmt: skip
    survey = load_survey()
    counts = (f"{i.label} {i.areas}区域" for i in (*survey.issues, *survey.relation, *survey.plans))
    notes = (survey.issues_footnote, survey.plans_footnote, *survey.relation_examples)
    yield Document(kind="国の調査", title=survey.title, text=" ".join((survey.status_note, *counts, *notes)),
                   route="/", query="all=1", source_id=survey.source_id, place=survey.source_note)  # fmt: skip
    duties = load_roles()
    for kind, sentences in (
        ("どの年度も続けること", duties.common),
        ("踏まえること", duties.background),
        ("通知の注", duties.notes),
    ):
        for sentence in sentences:
            yield Document(kind="役割", title=kind, text=sentence,
                           route="/policy", query="tab=roles", source_id=duties.source_id, place=duties.source_note)  # fmt: skip
    for r in duties.roles:
        yield Document(kind="役割", title=f"{ACTOR_LABEL[r.actor]}({r.fiscal_year}年度)", text="。".join(r.does),
                       route="/policy", query="tab=roles", source_id=r.source_id, place=r.source_note)  # fmt: skip
    bridge = load_new_vision()
    for step in bridge.steps:
        for x in step.lines:
            yield Document(kind="新たな構想", title=x.text, text=f"{step.number}{step.label} {x.when} {x.who}",
                           route="/policy", query="tab=bridge", source_id=x.source_id, place=x.source_note)  # fmt: skip
    for x in bridge.also:
        yield Document(kind="新たな構想", title=x.text, text=f"{x.when} {x.who}",
                       route="/policy", query="tab=now", source_id=x.source_id, place=x.source_note)  # fmt: skip
    for e in load_schedule().events:
        yield Document(kind="日程", title=f"{e.label}({e.when})", text=f"{LANE_LABEL[e.lane]} {e.detail} {e.happened.text if e.happened else ''}",
                       route="/policy", query="tab=schedule", source_id=e.source_id, place=e.source_note)  # fmt: skip
    for group in load_checklist().groups:
        for s in group.steps:
            yield Document(kind="チェック項目", title=s.text, text=f"{group.label} {s.fiscal_year} {s.help}",
                           route="/policy", query="tab=checklist", source_id=s.source_id, place=s.source_note)  # fmt: skip


def _councils() -> Iterable[Document]:
    for code in council_areas():
        council = load_council(code)
        if council is None:
            continue
        yield from _nomination(council, code)
        for row in council.rows:
            yield Document(kind="協議会の意見と回答", title=f"{row.label}({council.council} {council.body})",
                           text=" ".join(("意見:", *(p.text for p in row.opinions), "回答:", *(p.text for p in row.replies))),
                           route="/area", query=f"area={code}&topic={row.id}", source_id=row.source_id, place=row.source_note)  # fmt: skip


def _nomination(council: Council, code: str) -> Iterable[Document]:
    """Why the area was put forward, what a member computed with, and the hospitals that are named."""
    where = f"{council.council} {council.body}"
    if (reasons := council.nomination) is not None:
        figures = (f"{f.label} {f.value}({f.basis})" for f in reasons.figures)
        yield Document(kind="推薦の理由", title=f"推薦の理由(要約、{reasons.criterion})", text=" ".join((reasons.reason, *figures)),
                       route="/area", query=f"area={code}", source_id=reasons.source_id, place=reasons.source_note)  # fmt: skip
    if (sums := council.calculation) is not None:
        yield Document(kind="委員の計算", title=f"住民が利用する病床の計算({where})",
                       text=f"{sums.says} {sums.caution} 議題の資料: {sums.agenda}",
                       route="/area", query=f"area={code}", source_id=sums.source_id, place=sums.source_note)  # fmt: skip
    if (beds := council.hospitals) is not None:
        names = "、".join(f"{h.name}(公立)" if h.is_public else h.name for h in beds.names)
        yield Document(kind="医療機関", title=f"{beds.place}({where})", text=names,
                       route="/area", query=f"area={code}", source_id=beds.source_id, place=beds.source_note)  # fmt: skip


def _glossary() -> Iterable[Document]:
    for g in load_glossary().sorted():
        yield Document(kind="用語", title=f"{g.term}({g.reading})", text=" ".join((g.meaning, *g.aliases)),
                       route="/policy", query=f"tab=glossary&term={g.id}", source_id=g.source_id)  # fmt: skip


def _cases() -> Iterable[Document]:
    tactics = load_tactics()
    for c in load_cases().cases:
        yield Document(kind="好事例", title=f"{c.name}({c.municipality})", text=case_text(c, tactics),
                       route="/gallery", query=f"case={c.id}", source_id=c.source_id, place=c.source_note)  # fmt: skip
