"""Links from any page to the glossary."""

from __future__ import annotations

import streamlit as st

from core.content.glossary import load_glossary
from core.ui import navigation
from core.vocabulary.routes import Route


def links(route: Route, *term_ids: str) -> None:
    """A closed row 「用語」: the terms of a page (or only those named) with reading and meaning, linked to the glossary."""
    glossary = load_glossary()
    named = tuple(t for t in map(glossary.get, term_ids) if t is not None)
    found = named or glossary.on_page(route)
    with st.expander(f"この画面の用語({len(found)})"):
        st.markdown("\n".join(f"- **{term.term}**({term.reading}) — {term.meaning}" for term in found))
        st.page_link(navigation.POLICY, label="用語集を開く", query_params={"tab": "glossary"})
