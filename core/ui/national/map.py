"""The national map on the page: click an area → summary card → 「この区域を開く」."""

from __future__ import annotations

import streamlit as st

from core.exports import html
from core.maps.columns import SHORTAGE, SURPLUS
from core.measures.gap import GapMeasure
from core.ui import cached, draw, state
from core.ui.national import clicked
from core.ui.national.state import MAP_VIEWS, NationalState
from core.views.national import map as national_map
from core.views.national.scope import LEVEL, Scope
from core.views.section import Section
from core.vocabulary.terms import Level


def show(scope: Scope, measure: GapMeasure) -> Section:
    """Map, legend and card. Drawn in a part of the page that it redraws; its ending is left to who draws what stands beside it."""
    heading, ways = st.columns([6, 7], vertical_alignment="center")
    page = state.page(NationalState)
    by_pref = scope.level is Level.PREFECTURE
    with ways, st.container(horizontal=True, wrap=False, horizontal_alignment="right", gap="small", key="map_ways"):
        page.segments("level", "単位", text=LEVEL.__getitem__, hidden=True)
        columns = not by_pref and page.segments("view", "図", text=MAP_VIEWS.__getitem__, hidden=True) == "columns"
    chosen = scope.pref_code if by_pref else page.value.picked
    kind = "columns" if columns else "prefectures" if by_pref else "map_chart"
    key = f"{kind}_{clicked.number('map', chosen)}"
    section = cached.made(national_map.section, scope, measure, chosen, columns=columns)
    with heading:
        draw.heading(section)
    draw.opening(section)
    [figure] = section.figures
    left, right = st.columns([7, 3], gap="small")
    with left, st.container(key="map"):
        draw.figure(
            figure,
            scope="map",
            titled=False,
            key_at="none",
            twin=False,
            key=key,
            height="stretch",
            on_select=lambda: clicked.take(
                "map", key, _picked_column if columns else clicked.area_of, "pref" if by_pref else "picked"
            ),
        )
    with right, st.container(key="map_beside"):
        st.html(html.legend_html("" if columns else measure.label, figure.legend))
        _card(section, scope)
    draw.twin(figure, "map")
    return section


def _picked_column(event: object) -> str | None:
    objects = event.get("selection", {}).get("objects", {}) if isinstance(event, dict) else {}
    found = [*objects.get(SURPLUS, []), *objects.get(SHORTAGE, [])]
    return found[0].get("area_code") if found else None


def _card(section: Section, scope: Scope) -> None:
    """What is known of the chosen area; the list chooses one without a mouse."""
    page = state.page(NationalState)
    by_pref = scope.level is Level.PREFECTURE
    with st.container(border=True, key="map_card"):
        if not by_pref:
            areas = clicked.areas_by_prefecture(scope.pref_code, page.value.picked)
            page.long_list("picked", "一覧から選ぶ", [("", [("", "(選んでいない)")]), *areas])
        if not section.has_topic("card"):
            st.markdown(f"**{scope.unit}を選ぶ**")
            st.caption(
                "地図の都道府県を押すか、ページの上の「都道府県」で選ぶと、ここと推移にその数値が出ます。"
                if by_pref
                else "地図の区域を押すか、上の一覧から選ぶと、ここに数値が出ます。小さな区域は、ページの上の「都道府県」で拡大すると押しやすくなります。"
            )
            return
        card = section.topic("card")
        st.markdown("  \n".join((draw.markdown(card.heading), *(draw.markdown(line) for line in card.lines))))
        for link in card.links:
            draw.place(link, key="map_card")
        st.button("選択を解除", on_click=clicked.clear, args=("pref" if by_pref else "picked",), key="map_clear")
