"""選定結果: the list or the order inside a prefecture, beside the map; what must be known about it below."""

from __future__ import annotations

from typing import Final, Literal

import streamlit as st

from core.rules import official_list
from core.rules.engine import Result
from core.ui import cached, draw
from core.ui import state as url_state
from core.ui.simulator.view_state import SimulatorState
from core.views.section import Section, together
from core.views.simulator import headline, selection

_NATION = "全国"
_WIDTHS: Final[dict[str, int | Literal["large"]]] = {"pref_name": 90, "areas": "large", "rank": 50, "why": "large"}


def show(result: Result) -> None:
    """List and map side by side, which a prefecture narrows; below them the big figures and one ending with the official cautions."""
    listed = cached.prefectures()
    prefectures: dict[str, str] = dict(zip(listed["pref_code"], listed["pref_name"], strict=True))
    left, right = st.columns([5, 6], gap="medium")
    with left:
        pref = url_state.page(SimulatorState).select("pref", "都道府県", text=lambda p: prefectures.get(p, _NATION))
        section = selection.section(result, pref, headline.section(result))
        draw.heading(section)
        draw.opening(section)
        draw.grid(section.table("list"), key=f"sim_list_{pref}", height="content" if pref else 520, widths=_WIDTHS)
    with right:
        placed = selection.map_section(result, pref)
        draw.heading(placed)
        draw.opening(placed)
        with st.container(key="sim_map"):
            shown = placed.figure("map")
            draw.figure(
                shown, scope="sim", titled=False, key_at="none", twin=False, key=f"sim_map_{pref}", height="stretch"
            )
        draw.legend(shown)
        draw.twin(shown, "sim")
    draw.cards(section.card_row("headline"))
    draw.ending(together(section, placed), f"推進区域_{prefectures.get(pref, _NATION)}", key="sim_list")
    _notices(selection.notices(result))
    with st.expander("一覧を文字で写す(国の資料と同じ並び・【】の形)"):
        st.code(official_list.text(result), language=None)


def _notices(section: Section) -> None:
    draw.warning(*section.sentences)
    for topic in section.topics:
        with st.expander(draw.markdown(topic.heading)):
            draw.caption(topic.note)
            draw.points(topic.lines)
