"""Links to a place of the app, also to another tab of the page that is open.

A plain link to the open page would change the URL but not the widgets that hold its tab and search words, so there a button
sets those widgets.
"""

from __future__ import annotations

from urllib.parse import parse_qsl

import streamlit as st

from core.ui import navigation
from core.vocabulary.routes import Route

#: Route → page file, from the one list of pages.
PAGE_OF: dict[str, str] = {f"/{route}": file for file, (_, route) in navigation.PAGES.items()}
_ICON = ":material/arrow_forward:"


def link(route: Route, query: str, label: str, *, key: str, here: Route | None = "/policy") -> None:
    """A link on the page `here` to `route?query`; `key` tells equal labels apart."""
    wanted = dict(parse_qsl(query))
    if route == here == "/policy":
        st.button(label, key=f"jump_{key}", type="tertiary", icon=_ICON, on_click=_open_tab, args=(wanted,))
    else:
        st.page_link(PAGE_OF[route], label=label, query_params=wanted, icon=_ICON, width="content")


def _open_tab(wanted: dict[str, str]) -> None:
    """Put tab, term and empty search words where the page's widgets read them."""
    if "tab" in wanted:
        st.session_state["segments_tab"] = wanted["tab"]
    st.session_state["text_q"] = ""
    if "term" in wanted:
        st.query_params["term"] = wanted["term"]


def leave_glossary() -> None:
    """Show the search results over the whole shelf: they stand on every tab but the glossary, which they would only narrow."""
    st.session_state["segments_tab"] = "supports"
