"""The policy shelf as it stands on 全国概況."""

from __future__ import annotations

import streamlit as st

from core.ui import draw, navigation
from core.ui.policy import shelf


def show() -> None:
    """The six national supports as cards, and the ways to checklist and glossary."""
    section = shelf.support_cards(here="/")
    with st.container(horizontal=True):
        for tab, label in (("checklist", "取組チェックリスト"), ("glossary", "用語集")):
            st.page_link(
                navigation.POLICY,
                label=label,
                query_params={"tab": tab},
                icon=":material/arrow_forward:",
                width="content",
            )
    draw.ending(section, "国の支援", key="supports")
