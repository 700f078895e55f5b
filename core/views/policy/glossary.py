"""用語集 with readings, and what some words find on the whole shelf."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from core.content.glossary import Glossary, GlossaryTerm
from core.content.shelf_search import Found
from core.text.outside import Outside
from core.text.search import holds
from core.views.section import Section
from core.views.sources import OURS, Sources, short_names
from core.views.table import Column, table
from core.views.topic import Link, Topic
from core.views.words import Words, say, strong
from core.vocabulary.routes import PAGE_TITLE

_COLUMNS = (
    Column(name="term", label="用語"),
    Column(name="reading", label="よみ", wide=True),
    Column(name="meaning", label="意味", wide=True),
    Column(name="pages", label="出てくる画面", wide=True),
    Column(name="basis", label="説明の根拠"),
)


def section(glossary: Glossary, words: Outside, named: str = "") -> Section:
    """All terms in reading order, narrowed by `words`; the term `named` (an id) stands first as a passage of its own."""
    chosen = glossary.get(named)
    terms = [t for t in glossary.sorted() if holds(words.raw, " ".join((t.term, t.reading, t.meaning, *t.aliases)))]
    rows = [(t.term, t.reading, _meaning(t), "、".join(PAGE_TITLE[r] for r in t.pages), t.basis) for t in terms]
    sources = Sources((*dict.fromkeys(t.source_id for t in glossary.terms if t.source_id), OURS))
    return Section(
        anchor="glossary",
        title=f"用語集({len(glossary.terms)}語、読みの順)",
        lead=_lead(len(terms), words) if terms else "",
        topics=(term_topic(chosen),) if chosen else (),
        sentences=() if terms else ("この言葉を含む用語はありません。",),
        tables=(table("glossary", "用語集", _COLUMNS, rows, sources),) if terms else (),
        cites=sources,
        notes=(
            (
                "「資料」は出典の資料の説明を要約したもの、「一般の説明」は制度の一般的な説明、"
                f"「このダッシュボード」はこの画面での決めごと。{glossary.reviewed}に見直し。"
            ),
        ),
    )


def _lead(found: int, words: Outside) -> Words:
    """How many terms stand below."""
    if words.raw:
        return say("「", words, "」が出てくる用語は", strong(f"{found}語"), "。")
    return say("画面に出てくる用語", strong(f"{found}語"), "の意味と、どの画面に出てくるか。")


def term_topic(term: GlossaryTerm) -> Topic:
    """One term with the pages it occurs on."""
    links = tuple(Link(PAGE_TITLE[route], route) for route in term.pages if route != "/policy")
    return Topic(
        key=term.id,
        heading=say(strong(term.term), f"({term.reading})"),
        lines=(term.meaning,),
        listed=False,
        links=links,
    )


def _meaning(term: GlossaryTerm) -> str:
    return term.meaning + (f"(別の書き方: {'、'.join(term.aliases)})" if term.aliases else "")


def results(words: Outside, hits: Sequence[Found]) -> Section:
    """What the words find on the shelf, in the council's opinions, the glossary and the gallery."""
    ids = tuple(dict.fromkeys(h.document.source_id for h in hits if h.document.source_id))
    kinds = Counter(h.document.kind for h in hits)
    return Section(
        anchor="results",
        title=say("「", words, f"」の検索結果({len(hits)}件)"),
        lead=say(strong("・".join(f"{kind} {n}件" for kind, n in kinds.items())), "に出てくる。") if hits else "",
        sentences=() if hits else ("見つかりません。ことばを短くするか、ひらがなで試してください。",),
        topics=tuple(
            Topic(
                key=f"hit{number}",
                heading=hit.document.title,
                tags=(hit.document.kind,),
                links=(Link(hit.document.title, hit.document.route, hit.document.query),),
                note=f"{hit.snippet}({_paper(hit)})" if hit.document.source_id else hit.snippet,
            )
            for number, hit in enumerate(hits)
        ),
        cites=Sources(ids) if ids else None,
    )


def _paper(hit: Found) -> str:
    """Which paper says it, and where in the paper."""
    [name] = short_names(Sources((hit.document.source_id,)))
    return " ".join(filter(None, (name, hit.document.place)))
