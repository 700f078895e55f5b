"""選定結果: the list or the order inside a prefecture, beside the map; what must be known about it below."""

from __future__ import annotations

from functools import partial
from typing import Final, Literal

import streamlit as st

from core.rules import official_list
from core.rules.engine import Result
from core.ui import cached, draw
from core.ui import state as url_state
from core.ui.simulator.view_state import SimulatorState
from core.views.section import Section, together
from core.views.simulator import headline, selection
from core.views.table import Table
from core.views.topic import Topic

_NATION = "全国"
_WIDTHS: Final[dict[str, int | Literal["large"]]] = {"pref_name": 90, "areas": "large"}
#: Height of a long list (px), and the number of areas from which on the order of a prefecture is one.
_TALL: Final = 520
_MANY: Final = 13


def show(result: Result) -> None:
    """List and map side by side, which a prefecture narrows; below them the big figures and one ending with the official cautions."""
    listed = cached.prefectures()
    prefectures: dict[str, str] = dict(zip(listed["pref_code"].tolist(), listed["pref_name"].tolist(), strict=True))
    page = url_state.page(SimulatorState)
    left, right = st.columns([7, 5] if page.value.pref else [5, 6], gap="medium")
    with left:
        pref = page.select("pref", "都道府県", text=lambda p: prefectures.get(p, _NATION))
        section = selection.section(result, pref, headline.section(result))
        draw.heading(section)
        draw.opening(section)
        found = section.table("list")
        if pref:  # reasons are sentences: a grid would cut them off at the width of their cells
            draw.table(_beside_the_map(found), height=_TALL if len(found.rows) > _MANY else None)
        else:
            draw.grid(found, key="sim_list_", height=_TALL, widths=_WIDTHS)
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
    draw.cards(section.card_row("headline"), section.title)
    draw.ending(together(section, placed), f"推進区域_{prefectures.get(pref, _NATION)}", key="sim_list")
    _notices(selection.notices(result))
    draw.folded(
        "一覧を文字で写す(国の資料と同じ並び・【】の形)",
        "sim_list_copy",
        lambda: draw.copied(official_list.text(result), "推進区域の一覧", "sim_list_text"),
    )


def _beside_the_map(order: Table) -> Table:
    """All but the rule by which an area is in or out, for which there is no room; it stands in 判定表 and 区域の理由."""
    return order.narrowed(lambda name: name != "basis")


def _notices(section: Section) -> None:
    draw.warning(*section.sentences)
    for topic in section.topics:
        draw.folded(draw.markdown(topic.heading), f"sim_notice_{topic.key}", partial(_notice, topic))


def _notice(topic: Topic) -> None:
    draw.caption(topic.note)
    draw.points(topic.lines)
