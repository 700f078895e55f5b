"""Sections of 制度と支援: national supports, 伴走支援, criteria, roles."""

from __future__ import annotations

import streamlit as st

from core.content import load_criteria, load_roles, load_supports
from core.ui import draw, navigation
from core.ui.policy.state import PolicyState
from core.ui.state import Controls
from core.views.policy import criteria as criteria_view
from core.views.policy import roles as roles_view
from core.views.policy import supports as supports_view
from core.views.section import Section, together
from core.vocabulary.routes import Route


def support_cards(here: Route = "/policy", phases: tuple[str, ...] = (), users: tuple[str, ...] = ()) -> Section:
    """Six cards: what the state offers and where this dashboard serves it; `here` is the page that shows them and ends them."""
    section = supports_view.national(load_supports(), phases, users)
    draw.opening(section)
    for start in range(0, len(section.topics), 3):
        for column, topic in zip(st.columns(3, gap="small"), section.topics[start : start + 3], strict=False):
            with column, st.container(border=True, height="stretch", gap="small"):
                draw.topic(topic, here=here, scope="support")
    return section


def supports(page: Controls[PolicyState]) -> None:
    """The six national supports under their heading, then all supports by phase and by who has use of them."""
    draw.heading(supports_view.national(load_supports()), level=2)
    left, right = st.columns(2)
    phases = page.pills("phase", "段階", place=left)
    users = page.pills("who", "だれが使うか", place=right)
    cards = support_cards(phases=phases, users=users)
    section = supports_view.matrix(load_supports(), phases, users)
    draw.heading(section, level=2)
    draw.opening(section)
    if section.table("matrix").rows:
        draw.table(section.table("matrix"))
    draw.ending(together(cards, section), "国の支援と段階", key="support_matrix")


def accompany() -> None:
    """技術的支援 and 財政的支援 of モデル推進区域."""
    shelf = load_supports()
    technical, financial = supports_view.technical(shelf), supports_view.financial(shelf)
    st.header("モデル推進区域への伴走支援 — 技術的支援と財政的支援", anchor="accompany")
    left, right = st.columns([7, 5], gap="medium")
    with left:
        draw.heading(technical, 3, anchored=False)
        draw.opening(technical)
        for topic in technical.topics:
            said, place = st.columns([7, 4], vertical_alignment="center", gap="small")
            said.markdown(f"- {_line(topic.lines, draw.topic_markdown(topic))}")
            with place:
                for link in topic.links:
                    draw.place(link, key=f"technical_{topic.key}", here="/policy")
    with right:
        draw.heading(financial, 3, anchored=False)
        draw.opening(financial)
        for topic in financial.topics:
            draw.topic(topic)
        st.page_link(navigation.SIMULATOR, label="支援額を試算する", icon=":material/arrow_forward:")
    merits = supports_view.merits(shelf)
    draw.heading(merits, level=2)
    draw.opening(merits)
    for topic in merits.topics:
        draw.topic(topic, bold=False)
    draw.ending(together(technical, financial, merits), "伴走支援と設定のメリット", key="accompany")


def _line(lines: tuple[object, ...], shown: str) -> str:
    """A passage on one line of a list."""
    return shown.replace("\n\n", " — ") if lines else shown


def criteria() -> None:
    """Criteria ①–④ of 推進区域 and the examples of モデル推進区域."""
    rules = load_criteria()
    whole = criteria_view.notes(rules)
    draw.heading(whole)
    draw.opening(whole)
    for column, section in zip(
        st.columns([7, 5], gap="medium"), (criteria_view.suishin(rules), criteria_view.model(rules)), strict=True
    ):
        with column:
            _criteria(section)
    for topic in whole.topics:
        draw.topic(topic)
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
    draw.opening(section)
    draw.table(section.table("roles"))
    for topic in section.topics:
        draw.topic(topic)
    draw.ending(section, "主体と年度ごとの取組", key="roles")
