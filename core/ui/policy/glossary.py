"""用語集 with readings; `?term=ID` puts one term first."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.content import load_glossary
from core.content.glossary import GlossaryTerm
from core.content.search import matches, search
from core.ui import components, navigation
from core.ui.policy import jump
from core.ui.policy.jump import PAGE_OF


def show(query: str) -> None:
    """All terms in reading order, narrowed by the words of the search box; sources below."""
    glossary = load_glossary()
    named = glossary.get(st.query_params.get("term", ""))
    st.header(f"用語集({len(glossary.terms)}語、読みの順)", anchor="glossary")
    if named is not None:
        with st.container(border=True):
            st.markdown(f"**{named.term}**({named.reading}) — {named.meaning}")
            _pages(named)
    terms = [t for t in glossary.sorted() if matches(query, " ".join((t.term, t.reading, t.meaning, *t.aliases)))]
    if query:
        st.button(
            f"「{query}」を制度・意見・好事例でも探す({len(search(query))}件)",
            type="tertiary",
            icon=":material/arrow_forward:",
            on_click=jump.leave_glossary,
            key="glossary_wider",
        )
    if not terms:
        st.info("この言葉を含む用語はありません。")
        return
    with st.container(height=440, border=False):
        st.table(
            pd.DataFrame(
                [(t.term, t.reading, _meaning(t), _titles(t), t.basis) for t in terms],
                columns=["用語", "よみ", "意味", "出てくる画面", "説明の根拠"],
            ).set_index("用語")
        )
    components.source_footer(
        tuple(dict.fromkeys(t.source_id for t in glossary.terms if t.source_id)),
        f"「資料」は出典の資料の説明を要約したもの、「一般の説明」は制度の一般的な説明、「このダッシュボード」はこの画面での決めごと。{glossary.reviewed}に見直し。",
    )


def _meaning(term: GlossaryTerm) -> str:
    return term.meaning + (f"(別の書き方: {'、'.join(term.aliases)})" if term.aliases else "")


def _titles(term: GlossaryTerm) -> str:
    return "、".join(navigation.PAGES[PAGE_OF[route]][0] for route in term.pages)


def _pages(term: GlossaryTerm) -> None:
    with st.container(horizontal=True):
        for route in term.pages:
            if route != "/policy":
                st.page_link(PAGE_OF[route], label=navigation.PAGES[PAGE_OF[route]][0], width="content")


def results(query: str) -> None:
    """What the words find on the shelf, in the council's opinions, the glossary and the gallery."""
    hits = search(query)
    st.header(f"「{query}」の検索結果({len(hits)}件)", anchor="results")
    if not hits:
        st.info("見つかりません。ことばを短くするか、ひらがなで試してください。")
        return
    for number, hit in enumerate(hits):
        found = hit.document
        kind, title, passage = st.columns([2, 5, 7], vertical_alignment="center", gap="small")
        kind.caption(found.kind)
        with title:
            jump.link(found.route, found.query, found.title, key=f"hit{number}")
        passage.caption(hit.snippet)
    components.source_footer(tuple(dict.fromkeys(h.document.source_id for h in hits if h.document.source_id)))
