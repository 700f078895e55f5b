"""Sections of 制度と支援: national supports, 伴走支援, criteria, roles."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.content import load_criteria, load_roles, load_supports
from core.content.base import Term
from core.content.policy import ACTOR_LABEL, Actor, Criterion, Route, TechnicalSupport
from core.ui import components, navigation
from core.ui.policy import jump


def later_name(term: Term) -> str:
    """The later official name beside the wording of the source, as a caption; empty where none is known."""
    return f"資料の表記は「{term.as_written}」。現在の名称は「{term.later}」。" if term.later else ""


def support_cards(here: Route = "/policy") -> None:
    """Six cards: what the state offers and where this dashboard serves it; `here` is the page that shows them."""
    shelf = load_supports()
    for start in range(0, len(shelf.national), 3):
        for column, item in zip(st.columns(3, gap="small"), shelf.national[start : start + 3], strict=True):
            with column, st.container(border=True, height="stretch", gap="small"):
                later = f"  \n:gray[現在の名称: {item.title.later}]" if item.title.later else ""
                st.markdown(f"**{item.number} {item.title.as_written}**{later}")
                st.markdown("。".join(item.offers) + "。")
                with st.container(horizontal=True, gap="small"):
                    for place in item.served:
                        jump.link(place.route, place.query, place.label, key=f"{item.id}_{place.label}", here=here)
                st.caption("この画面では: " + "。".join(place.what for place in item.served) + "。")
    components.source_footer((shelf.national[0].source_id,), "題は資料の表記、説明は要約。")


def supports() -> None:
    """The six national supports under their heading."""
    st.header("国による6つの支援と、この画面で応える場所(令和6年3月28日通知)", anchor="supports")
    support_cards()


def accompany() -> None:
    """技術的支援 and 財政的支援 of モデル推進区域."""
    shelf = load_supports()
    st.header("モデル推進区域への伴走支援 — 技術的支援と財政的支援", anchor="accompany")
    left, right = st.columns([7, 5], gap="medium")
    with left:
        new = sum(t.is_new for t in shelf.technical)
        st.subheader(f"技術的支援({len(shelf.technical)}項目、うち「新」{new}項目)", anchor=False)
        st.markdown("\n".join(_technical(item) for item in shelf.technical))
        st.caption(shelf.technical_note)
        sources = dict.fromkeys(i for t in shelf.technical for i in (t.source_id, t.new_source_id) if i)
        components.source_footer(tuple(sources))
    with right:
        st.subheader("財政的支援", anchor=False)
        for support in shelf.financial:
            st.markdown(f"**{support.label}**  \n{support.detail}  \n:gray[{support.status}]")
        st.caption(shelf.financial_note)
        st.page_link(navigation.SIMULATOR, label="支援額を試算する", icon=":material/arrow_forward:")
        components.source_footer(tuple(dict.fromkeys(f.source_id for f in shelf.financial)))


def _technical(item: TechnicalSupport) -> str:
    mark = ":blue-badge[新] " if item.is_new else ""
    return f"- {mark}{item.label}" + (f" — {item.detail}" if item.detail else "")


def criteria() -> None:
    """Criteria ①–④ of 推進区域 and the examples of モデル推進区域."""
    rules = load_criteria()
    st.header("推進区域・モデル推進区域の設定の考え方", anchor="criteria")
    left, right = st.columns([7, 5], gap="medium")
    with left:
        st.subheader("推進区域", anchor=False)
        st.markdown(f"{rules.suishin_count}  \n:gray[{later_name(rules.suishin_term)}]")
        for item in rules.suishin:
            _criterion(item)
    with right:
        st.subheader("モデル推進区域", anchor=False)
        st.markdown(f"{rules.model_count}  \n:gray[{later_name(rules.model_term)}]")
        for item in rules.model:
            _criterion(item)
        st.caption(rules.occupancy_formula)
        st.page_link(navigation.SIMULATOR, label="シミュレーターで条件を動かす", icon=":material/arrow_forward:")
    components.cautions()
    components.source_footer((rules.suishin[0].source_id,), "「」は資料の文、ほかは要約。閾値は国から示されていない。")


def _criterion(item: Criterion) -> None:
    st.markdown(f"**{item.number}** 「{item.official}」  \n:gray[読み方: {item.meaning}。データ: {item.data}。]")


def roles() -> None:
    """Actor × fiscal year as one table."""
    content = load_roles()
    st.header("国・都道府県・医療機関が取り組むこと(2024年度・2025年度)", anchor="roles")
    table = pd.DataFrame(
        {
            f"{year}年度(令和{year - 2018}年度)": [
                "  \n".join(f"・{line}" for line in content.cell(actor, year).does) for actor in Actor
            ]
            for year in (2024, 2025)
        },
        index=pd.Index([ACTOR_LABEL[a] for a in Actor], name="主体"),
    )
    st.table(table)
    st.markdown("**どの年度も続けること**: " + "、".join(content.common) + "。")
    st.markdown("**踏まえること**\n" + "\n".join(f"- {line}" for line in content.background))
    st.caption("  \n".join(later_name(term) for term in content.terms))
    components.source_footer((content.source_id,), content.source_note)
