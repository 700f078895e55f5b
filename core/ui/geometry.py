"""Serves `data/geo/` to the browser.

Streamlit serves files of the app only from a folder `static/` beside the script, but the geometry is data and lives in
`data/geo/`. A declared component has a folder of its own that is served at `/component/<name>/<file>`; ours is never put on
a page, it only lends the folder its URL. The media file manager would do too, but holds a copy in memory per session.
"""

from __future__ import annotations

import streamlit as st
from streamlit.components.v1 import declare_component

from core.maps.frames import GEO_DIR, readable


@st.cache_resource(show_spinner=False)
def _component_name() -> str:
    return declare_component("geometry", path=GEO_DIR).name


def url(name: str) -> str:
    """URL path of a file in `data/geo/`, with the server's base path and a mark that changes with the file.

    Raises UserError where it is damaged.
    """
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    prefix = f"/{base}" if base else ""
    return f"{prefix}/component/{_component_name()}/{name}?v={readable(name):x}"
