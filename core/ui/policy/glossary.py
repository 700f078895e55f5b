"""用語集 with readings; `?term=ID` puts one term first."""

from __future__ import annotations

import streamlit as st

from core.content import load_glossary
from core.content.shelf_search import find
from core.text.outside import Outside
from core.ui import draw, jump
from core.views.policy import glossary


def show(query: Outside, term: str | None) -> None:
    """All terms in reading order, narrowed by the words of the search box, `term` (an id) first; sources below."""
    section = glossary.section(load_glossary(), query, term or "")
    draw.heading(section)
    for topic in section.topics:
        with st.container(border=True):
            draw.topic(topic, here="/policy", scope="term")
    if query.raw:
        st.button(
            f"「{draw.markdown(query)}」を制度・意見・好事例でも探す({len(find(query.raw))}件)",
            type="tertiary",
            icon=":material/arrow_forward:",
            on_click=jump.leave_glossary,
            key="glossary_wider",
        )
    if not section.tables:
        draw.info(section.sentences[0])
        return
    with st.container(key="glossary_table"):  # as tall as the window leaves
        draw.table(section.table("glossary"), height=440)
    draw.ending(section, "用語集", key="glossary")


def results(query: Outside) -> None:
    """What the words find on the shelf, in the council's opinions, the glossary and the gallery."""
    section = glossary.results(query, find(query.raw))
    draw.heading(section)
    for sentence in section.sentences:
        draw.info(sentence)
    for topic in section.topics:
        kind, title, passage = st.columns([2, 5, 7], vertical_alignment="center", gap="small")
        with kind:
            draw.caption(*topic.tags)
        with title:
            for link in topic.links:
                draw.place(link, key=topic.key, here="/policy")
        with passage:
            draw.caption(topic.note)
    draw.ending(section, "検索結果", key="results", files=False)
