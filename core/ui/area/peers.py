"""The area beside others: the most similar ones, its prefecture's, or those picked by hand."""

from __future__ import annotations

from contextlib import nullcontext

import streamlit as st

from core.area import peers
from core.data.sourced import row_at
from core.ui import cached, draw, navigation, state
from core.ui.area.state import PEERS, PEERS_AS, AreaState
from core.ui.area.view import AreaView
from core.ui.state import Controls
from core.views.area import comparison
from core.vocabulary import labels

#: More links than these would push the section off one screen.
_IN_SIGHT = 12


def show(view: AreaView) -> None:
    """Choice of areas, picture or table, links."""
    one, two, three = st.columns([3.7, 5.6, 1], vertical_alignment="bottom")
    page = state.page(AreaState)
    mode = page.segments("peers", "比べる区域", text=PEERS.__getitem__, place=one)
    form = page.segments("peers_as", "見せ方", text=PEERS_AS.__getitem__, place=three)
    with two:
        if mode == "similar":
            choice = comparison.similar(cached.query, view, _features(page))
        elif mode == "pref":
            choice = comparison.of_prefecture(cached.query, view)
        else:
            choice = comparison.by_hand(_pick(view, page))
    section = comparison.section(cached.query, view, choice)
    if not section.tables:
        draw.info(section.sentences[0])
        return
    draw.opening(section)
    if form == "chart":
        with st.container(key="peer_rates"):  # as wide as its columns: on a narrow window it moves, not the page
            draw.figure(
                section.figure("rates"), scope=view.key("peers"), twin=False
            )  # its rows stand in the other form
    else:
        draw.table(section.table("comparison"), height=300)
    many = len(choice.area_codes) > _IN_SIGHT
    with st.container(horizontal=True, gap="small"):
        with st.popover("比べた区域を開く") if many else nullcontext():
            _links(choice.area_codes)
        if section.has("likeness"):
            with st.popover("似ている度合いの表"):
                draw.table(section.table("likeness"))
    draw.ending(section, f"{view.stem}_比較", key=view.key("peers"))


def _features(page: Controls[AreaState]) -> tuple[str, ...]:
    """Choice of what makes areas similar."""
    return page.pills(
        "features",
        "似ている度合いを決める特徴(1つ以上)",
        text=lambda k: peers.FEATURES[k].label,
        key="peer_features",
    )


def _pick(view: AreaView, page: Controls[AreaState]) -> list[str]:
    areas = cached.area_list().set_index("area_code")
    others = [c for c in areas.index if c != view.area_code]
    told = zip(others, areas.loc[others, "area_name"], areas.loc[others, "pref_name"], strict=True)
    picked = page.gathered(
        "picked",
        f"比べる区域({peers.PICK_MIN}〜{peers.PICK_MAX}か所)",
        entries=[(code, f"{labels.area(name, pref)} {code}") for code, name, pref in told],
        value=tuple(peers.picked(page.value.picked, others, view.area_code)),
        limit=peers.PICK_MAX,
        placeholder="区域名・都道府県・コード",
        key=view.key("picked"),
    )
    return list(picked)


def _links(codes: tuple[str, ...]) -> None:
    areas = cached.area_list().set_index("area_code")
    for code in codes:
        area = row_at(areas, code)
        navigation.area_link(code, f"{labels.area(area['area_name'], area['pref_name'])}を開く")
