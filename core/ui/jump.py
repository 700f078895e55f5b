"""Links to a place of the app, also to another tab of the page that is open.

On the open page itself a button follows the link: the page is drawn anew without being left.
"""

from __future__ import annotations

from urllib.parse import parse_qsl

import streamlit as st

from core.ui import navigation, state
from core.ui.policy.state import PolicyState
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
    """Show the page as the link says."""
    state.follow(PolicyState, wanted)


def leave_glossary() -> None:
    """Show the search results over the whole shelf: they stand on every tab but the glossary, which they would only narrow."""
    state.change(PolicyState, tab="supports")
