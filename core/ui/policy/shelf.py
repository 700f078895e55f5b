"""Sections of 制度と支援: national supports, 伴走支援, criteria, roles."""

from __future__ import annotations

import streamlit as st

from core.content import load_criteria, load_roles, load_supports
from core.ui import draw, navigation
from core.views.policy import criteria as criteria_view
from core.views.policy import roles as roles_view
from core.views.policy import supports as supports_view
from core.views.section import Section
from core.vocabulary.routes import Route


def support_cards(here: Route = "/policy") -> None:
    """Six cards: what the state offers and where this dashboard serves it; `here` is the page that shows them."""
    section = supports_view.national(load_supports())
    for start in range(0, len(section.topics), 3):
        for column, topic in zip(st.columns(3, gap="small"), section.topics[start : start + 3], strict=True):
            with column, st.container(border=True, height="stretch", gap="small"):
                draw.topic(topic, here=here, scope="support")
    draw.ending(section, "国の支援", key=f"supports_{here}")


def supports() -> None:
    """The six national supports under their heading."""
    draw.heading(supports_view.national(load_supports()))
    support_cards()


def accompany() -> None:
    """技術的支援 and 財政的支援 of モデル推進区域."""
    shelf = load_supports()
    technical, financial = supports_view.technical(shelf), supports_view.financial(shelf)
    st.header("モデル推進区域への伴走支援 — 技術的支援と財政的支援", anchor="accompany")
    left, right = st.columns([7, 5], gap="medium")
    with left:
        draw.heading(technical, 3, anchored=False)
        st.markdown("\n".join(f"- {_line(topic.lines, draw.topic_markdown(topic))}" for topic in technical.topics))
        draw.ending(technical, "技術的支援", key="technical")
    with right:
        draw.heading(financial, 3, anchored=False)
        for topic in financial.topics:
            draw.topic(topic)
        st.page_link(navigation.SIMULATOR, label="支援額を試算する", icon=":material/arrow_forward:")
        draw.ending(financial, "財政的支援", key="financial")


def _line(lines: tuple[object, ...], shown: str) -> str:
    """A passage on one line of a list."""
    return shown.replace("\n\n", " — ") if lines else shown


def criteria() -> None:
    """Criteria ①–④ of 推進区域 and the examples of モデル推進区域."""
    rules = load_criteria()
    whole = criteria_view.notes(rules)
    draw.heading(whole)
    for column, section in zip(
        st.columns([7, 5], gap="medium"), (criteria_view.suishin(rules), criteria_view.model(rules)), strict=True
    ):
        with column:
            _criteria(section)
    draw.ending(whole, "設定の考え方", key="criteria")


def _criteria(section: Section) -> None:
    draw.heading(section, 3, anchored=False)
    draw.opening(section)
    for topic in section.topics:
        draw.topic(topic)
    draw.caption(*section.notes)
    if section.anchor == "model":
        st.page_link(navigation.SIMULATOR, label="シミュレーターで条件を動かす", icon=":material/arrow_forward:")


def roles() -> None:
    """Actor × fiscal year as one table."""
    section = roles_view.section(load_roles())
    draw.heading(section)
    draw.table(section.table("roles"))
    for topic in section.topics:
        draw.topic(topic)
    draw.ending(section, "主体と年度ごとの取組", key="roles")
