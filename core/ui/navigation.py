"""The pages, listed once, and the ways to reach an area."""

from __future__ import annotations

from typing import Final

import streamlit as st

from core.state import page_state
from core.state.page_state import PageState
from core.text.outside import Outside
from core.ui import state
from core.ui.area.state import AreaState
from core.vocabulary.routes import PAGE_TITLE

NATIONAL: Final = "pages/national.py"
AREA: Final = "pages/area.py"
SIMULATOR: Final = "pages/simulator.py"
REVIEW: Final = "pages/review.py"
GALLERY: Final = "pages/gallery.py"
POLICY: Final = "pages/policy.py"
SOURCES: Final = "pages/sources.py"

_FILES: Final = (NATIONAL, AREA, SIMULATOR, REVIEW, GALLERY, POLICY, SOURCES)
#: file → (title, route).
PAGES: Final[dict[str, tuple[str, str]]] = {
    file: (title, route.removeprefix("/")) for file, (route, title) in zip(_FILES, PAGE_TITLE.items(), strict=True)
}


def pages() -> list[st.Page]:
    """The pages for `st.navigation`, the first one at `/`."""
    return [
        st.Page(file, title=title, url_path=route or None, default=not route) for file, (title, route) in PAGES.items()
    ]


def choose() -> st.Page:
    """The page that the URL names, with the bar of pages drawn; call once per run."""
    return st.navigation(pages(), position="top")


def nothing() -> None:
    """The same pages without a bar, for those who may not see them: each link must lead to the door."""
    st.navigation(pages(), position="hidden")


_SOUGHT: Final = "institutions_sought"


def open_area(area_code: str, hospital: str = "") -> None:
    """Show the page of an area, in the view in which the area page was left; not for callbacks.

    `hospital`: the institution to show, by its name as published. Its section comes into sight, and no filter hides it.
    """
    wanted = state.current(AreaState).of_area(area_code)
    if hospital:
        wanted = page_state.changed(wanted, hospital=Outside(hospital), has="", role="")
        st.session_state[_SOUGHT] = institutions_sought() + 1
    go(wanted)


def institutions_sought() -> int:
    """How many times an institution was chosen in this session; the page that shows it goes there once for each."""
    return int(st.session_state.get(_SOUGHT, 0))


def area_link(area_code: str, label: str) -> None:
    """A link to `/area?area=CODE`."""
    st.page_link(AREA, label=label, query_params={"area": area_code})


def go(wanted: PageState) -> None:
    """Show a page in another state: another page is left for it, the page on screen is drawn anew. Not for callbacks."""
    if wanted.route == state.shown_route():
        state.show(wanted)
        st.rerun()  # without the wait of a tenth of a second that leaving a page takes
    st.switch_page(_file(wanted), query_params=page_state.link(wanted))


def page_link(wanted: PageState, label: str, *, icon: str | None = None) -> None:
    """A link to a page in some state; the link says it whole."""
    st.page_link(_file(wanted), label=label, icon=icon, query_params=page_state.link(wanted), width="content")


def _file(wanted: PageState) -> str:
    return next(file for file, (_, route) in PAGES.items() if route == wanted.route)
