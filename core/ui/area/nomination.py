"""Evidence that a ④ nomination can cite, on the page."""

from __future__ import annotations

import streamlit as st

from core.ui import cached, draw
from core.ui.area.view import AreaView
from core.views.area import nomination


def show(view: AreaView) -> None:
    """What is met first in words, then the whole table, reasons on demand."""
    section = cached.made(nomination.section, view)
    draw.opening(section)
    draw.table(section.table("evidence"))
    with st.expander("なぜ根拠になるか"):
        draw.table(section.table("reasons"))
    draw.ending(section, f"{view.stem}_④の根拠", key=view.key("evidence"), numbered=True)
