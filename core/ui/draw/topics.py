"""Passages on the page, with their links to places of the app."""

from __future__ import annotations

import streamlit as st

from core.ui import jump
from core.ui.draw.words import caption, markdown
from core.views.topic import Link, Topic
from core.views.words import raw_text, runs_of, strong
from core.vocabulary.routes import Route


def topic(shown: Topic, *, here: Route | None = None, scope: str = "", bold: bool = True) -> None:
    """Heading with its marks, lines, quotations, links, note. `here`: the page it stands on, `scope` keeps its keys apart."""
    st.markdown(topic_markdown(shown, bold=bold))
    for quote in shown.quotes:
        st.markdown(f"> {markdown(quote)}")
    if shown.links:
        with st.container(horizontal=True, gap="small"):
            for link in shown.links:
                place(link, key=f"{scope}_{shown.key}_{raw_text(link.label)}", here=here)
    caption(shown.note)


def topic_markdown(shown: Topic, *, bold: bool = True) -> str:
    """Heading and lines as Markdown; a heading of several runs says itself which of them are bold."""
    mark = f":blue-badge[{markdown(shown.mark)}] " if shown.mark else ""
    tags = "".join(f" :gray-badge[{markdown(tag)}]" for tag in shown.tags)
    whole = shown.heading if isinstance(shown.heading, tuple) or not bold else strong(raw_text(shown.heading))
    head = f"{mark}{markdown(whole)}{tags}"
    later = f"  \n:gray[{markdown(shown.later)}]" if runs_of(shown.later) else ""
    if shown.listed:
        return "\n".join((head + later, *(f"- {markdown(line)}" for line in shown.lines)))
    return "\n\n".join((head + later, *(markdown(line) for line in shown.lines)))


def tags(words: tuple[str, ...]) -> None:
    """Small grey labels in a row."""
    if words:
        st.markdown(" ".join(f":gray-badge[{markdown(word)}]" for word in words))


def place(link: Link, *, key: str, here: Route | None = None) -> None:
    """A link to a place of the app."""
    jump.link(link.route, link.query, markdown(link.label), key=key, here=here)
