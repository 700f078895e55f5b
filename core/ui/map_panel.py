"""The national map on the page: click an area → summary card → 「この区域を開く」."""

from __future__ import annotations

import streamlit as st

from core.exports import html
from core.maps.choropleth import SELECTION
from core.maps.columns import SHORTAGE, SURPLUS
from core.measures.gap import GapMeasure
from core.ui import cached, draw, state
from core.ui.national.state import MAP_VIEWS, NationalState
from core.views.national import map as national_map
from core.views.national.scope import Scope
from core.views.section import Section

_CHOSEN = "map_chosen"
_SEEN = "map_seen_click"
_ROUND = "map_round"


@st.fragment
def show(scope: Scope, measure: GapMeasure) -> None:
    """Map, legend and card."""
    heading = st.container()
    columns = state.page(NationalState).segments("view", "図", text=MAP_VIEWS.__getitem__) == "columns"
    key = f"{'columns' if columns else 'map_chart'}_{st.session_state.setdefault(_ROUND, 0)}"
    event = st.session_state.get(key)
    _take(_picked_column(event) if columns else _picked_on_map(event))
    section = national_map.section(cached.query, scope, measure, st.session_state.get(_CHOSEN) or "", columns=columns)
    with heading:
        draw.heading(section)
    [figure] = section.figures
    left, right = st.columns([7, 3], gap="small")
    with left, st.container(key="map"):
        draw.figure(
            figure,
            scope="map",
            titled=False,
            legend="none",
            twin=False,
            key=key,
            height=national_map.HEIGHT,
            on_select="rerun",
        )
    with right:
        _card(section)
        st.html(html.legend_html("" if columns else measure.label, figure.legend))
    draw.twin(figure, "map")
    draw.ending(section, f"地図_{scope.name}_{scope.function_label}_{scope.year}年", key="map")


def _picked_on_map(event: object) -> str | None:
    """Area code of a click on the flat map; Streamlit gives `{}` in place of the list before the first click."""
    picked = event.get("selection", {}).get(SELECTION) if isinstance(event, dict) else None
    return picked[0].get("code") if isinstance(picked, list) and picked else None


def _picked_column(event: object) -> str | None:
    objects = event.get("selection", {}).get("objects", {}) if isinstance(event, dict) else {}
    found = [*objects.get(SURPLUS, []), *objects.get(SHORTAGE, [])]
    return found[0].get("area_code") if found else None


def _take(code: str | None) -> None:
    """A click counts once: afterwards the chosen area may be changed or cleared by other means."""
    if code and code != st.session_state.get(_SEEN):
        st.session_state[_SEEN] = st.session_state[_CHOSEN] = code


def _clear() -> None:
    st.session_state[_CHOSEN] = st.session_state[_SEEN] = None
    # A fresh chart forgets its selection, so that the same area can be clicked again.
    st.session_state[_ROUND] += 1


def _card(section: Section) -> None:
    with st.container(border=True, key="map_card"):
        if not section.has_topic("card"):
            st.markdown("**区域を選ぶ**")
            st.caption(
                "地図の区域を押すと、ここに数値が出ます。小さな区域は、上の「都道府県」で拡大すると押しやすくなります。"
            )
            return
        card = section.topic("card")
        st.markdown("  \n".join((draw.markdown(card.heading), *(draw.markdown(line) for line in card.lines))))
        for link in card.links:
            draw.place(link, key="map_card")
        st.button("選択を解除", on_click=_clear, key="map_clear")
