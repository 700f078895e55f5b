"""The areas that are looked at together, and the three views of them."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from core.ui import cached, draw, lazy, navigation, state
from core.ui.review import added
from core.ui.review.state import ReviewState, members
from core.ui.state import Controls
from core.views.review import acute, check, elder, facts, join
from core.views.review.chosen import FEWEST, MOST, chosen
from core.views.section import Section
from core.views.words import raw_text
from core.vocabulary import labels
from core.vocabulary.terms import PatientGroup

_WIDTHS: Final = {"name": 240}
#: How many of the areas with the largest flows are offered.
_OFFERED: Final = 4


def show(view: str) -> None:
    """Choice of areas, then one view of them."""
    page = state.page(ReviewState)
    codes = _chosen(page)
    if not codes:
        st.info("構想区域を選ぶと、ここに表示します。上の欄に区域名・よみ・都道府県名を入れてください。")
        return
    if view == "join":
        _join(page, codes)
    elif view == "acute":
        _acute(page, codes)
    else:
        picked = chosen(cached.query, codes)
        section = elder.section(cached.query, picked, added.held("areas"))
        draw.heading(section)
        draw.opening(section)
        draw.table(section.table("elder"))
        for column, figure in zip(st.columns(2, gap="medium"), section.figures, strict=False):
            with column:
                draw.figure(figure, scope="review_elder")
        added.show("areas", picked)
        draw.ending(section, f"高齢者救急・在宅_{'+'.join(codes)}", key="review_elder")


def _chosen(page: Controls[ReviewState]) -> tuple[str, ...]:
    """The box that gathers areas; its entries are found by name, prefecture and reading."""
    names = cached.query(facts.names)
    codes = members(page.value)
    page.gathered(
        "areas",
        f"構想区域({MOST}区域まで)",
        key="review_areas",
        entries=tuple(names.items()),
        value=codes,
        limit=MOST,
        placeholder="区域名・よみ・都道府県名",
    )
    return codes


def _join(page: Controls[ReviewState], codes: tuple[str, ...]) -> None:
    left, right = st.columns([3, 9], vertical_alignment="center")
    name = facts.SHORT
    group = PatientGroup(
        page.segments("group", "患者区分", text=lambda g: name[PatientGroup(g)], hidden=True, place=left)
    )
    near = cached.made(join.partners, codes, group)
    with right:
        _add(codes, near)
    if len(codes) < FEWEST:
        draw.points((check.sentence_of(cached.query, codes[0]),))
        _partners(codes, near)
        return
    short = cached.made(join.brief, codes, group)
    _in_short(short)
    lazy.body(f"review_join_{'_'.join(codes)}_{group}", 0, partial(_in_full, codes, short, near), soon=True)


def _partners(codes: tuple[str, ...], near: Section) -> None:
    draw.heading(near, 3 if len(codes) >= FEWEST else 2)
    draw.opening(near)
    if near.tables:
        draw.table(near.table("partners"))
    draw.ending(near, f"行き来の多い区域_{'+'.join(codes)}", key="review_partners")


def _add(codes: tuple[str, ...], near: Section) -> None:
    """Buttons that put one of the areas with the largest flows to those chosen, beside the choice that they change."""
    if not near.tables:
        return
    if len(codes) >= MOST:
        st.caption(f"{MOST}区域まで。ほかの区域を合わせるには、上の欄から1つ外してください。")
        return
    listed = cached.area_list().set_index("area_code")[["area_name", "pref_name"]]
    at_home = set(listed.loc[list(codes), "pref_name"])
    offered = list(dict.fromkeys(map(str, near.table("partners").column("area_code"))))[:_OFFERED]
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption("行き来の多い順:", width="content")
        for code, name, pref in listed.loc[offered].itertuples():
            label = name if pref in at_home else labels.area(name, pref)
            st.button(f"{label}を合わせる", key=f"review_add_{code}", on_click=_added, args=(codes, code))


def _added(codes: tuple[str, ...], code: str) -> None:
    state.change(ReviewState, areas=(*codes, code))
    state.own_part()


def _in_short(section: Section) -> None:
    draw.heading(section)
    draw.opening(section)
    with st.container(key="review_people"):
        draw.table(section.table("people"))
    left, right = st.columns(2, gap="medium")
    with left, st.container(key="review_stay"):
        draw.figure(section.figure("stays"), scope="review")
        draw.table(section.table("matrix"), titled=True)
    with right, st.container(key="review_move"):
        draw.figure(section.figure("between"), scope="review")


def _in_full(codes: tuple[str, ...], short: Section, near: Section) -> None:
    """The longer tables and what the areas exchange with others; half of what there is to make and draw, so they come after the rest."""
    section = join.whole(short, cached.made(join.more, codes))
    for key in ("beds", "institutions", "demand"):
        draw.table(section.table(key), titled=True)
    draw.ending(section, f"合わせて見る_{'+'.join(codes)}", key="review_join")
    with st.container(horizontal=True, gap="small"):
        for row in chosen(cached.query, codes).rows:
            navigation.area_link(row.area_code, f"{row.area_name}のページを開く")
    _partners(codes, near)


def _acute(page: Controls[ReviewState], codes: tuple[str, ...]) -> None:
    measure = page.segments("sort", "並べる数", text=acute.label)
    picked = chosen(cached.query, codes)
    section = acute.section(cached.query, picked, measure, added.held("institutions"))
    draw.heading(section)
    draw.opening(section)
    if not section.tables:
        draw.ending(section, "急性期の協議資料", key="review_acute")
        return
    with st.container(key="review_curve"):
        for figure in section.figures:
            draw.figure(figure, scope="review_acute")
    table = section.table("institutions")
    draw.grid(table, key=f"review_institutions_{measure}", height=draw.fitted(table, 430), widths=_WIDTHS, worded=True)
    if section.has("institutions_before"):
        _earlier(section, measure)
    added.show("institutions", picked)
    draw.ending(section, f"急性期の協議資料_{'+'.join(codes)}", key="review_acute")


def _earlier(section: Section, measure: str) -> None:
    table = section.table("institutions_before")
    key, height = f"review_institutions_before_{measure}", draw.fitted(table, 430)
    draw.folded(
        raw_text(table.title),
        "review_institutions_before",
        lambda: draw.grid(table, key=key, height=height, worded=True),
    )
