"""The pages, listed once, and the ways to reach an area."""

from __future__ import annotations

from typing import Final

import streamlit as st

from core.vocabulary.routes import PAGE_TITLE

NATIONAL: Final = "pages/national.py"
AREA: Final = "pages/area.py"
SIMULATOR: Final = "pages/simulator.py"
GALLERY: Final = "pages/gallery.py"
POLICY: Final = "pages/policy.py"
SOURCES: Final = "pages/sources.py"

_FILES: Final = (NATIONAL, AREA, SIMULATOR, GALLERY, POLICY, SOURCES)
#: file → (title, route).
PAGES: Final[dict[str, tuple[str, str]]] = {
    file: (title, route.removeprefix("/")) for file, (route, title) in zip(_FILES, PAGE_TITLE.items(), strict=True)
}


def pages() -> list[st.Page]:
    """The pages for `st.navigation`, the first one at `/`."""
    return [
        st.Page(file, title=title, url_path=route or None, default=not route) for file, (title, route) in PAGES.items()
    ]


_SHOWN: Final = "shown_page"


def choose() -> st.Page:
    """The page that the URL names, with the bar of pages drawn; call once per run."""
    page = st.navigation(pages(), position="top")
    st.session_state[_SHOWN] = page.url_path
    return page


def open_area(area_code: str) -> None:
    """Show `/area?area=CODE`: another page is left, the area page itself only takes the new area."""
    if st.session_state.get(_SHOWN) == PAGES[AREA][1]:
        st.query_params.from_dict({"area": area_code})
        st.rerun()  # without the wait of a tenth of a second that leaving a page takes
    st.switch_page(AREA, query_params={"area": area_code})


def area_link(area_code: str, label: str) -> None:
    """A link to `/area?area=CODE`."""
    st.page_link(AREA, label=label, query_params={"area": area_code})
