"""The sections of the page in order, and the line of links that stays in sight while one walks down them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

import streamlit as st

from core.ui import lazy
from core.ui.area import council, demand, flow, hospitals, maps, nomination, peers, position, utilization, worksheet
from core.ui.area.view import AreaView
from core.views.area.opinions import has_opinions
from core.vocabulary import palette


def _always(_: AreaView) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Entry:
    """One section below the first screen: anchor (part of shared links), short name for the line of links, title, body.

    `exists`: whether the area has such a section.
    """

    anchor: str
    name: str
    title: str
    body: Callable[[AreaView], None]
    exists: Callable[[AreaView], bool] = _always


SECTIONS: Final[tuple[Entry, ...]] = (
    Entry("position", "全国の中の位置", "全国の中の位置", position.show),
    Entry("hospitals", "医療機関", "医療機関", hospitals.show),
    Entry("flow", "流入・流出", "患者の流入・流出", flow.show),
    Entry("map", "地図", "地図: 医療機関と患者の流れ", maps.show),
    Entry("council", "調整会議", "調整会議の視点", council.show),
    Entry("opinions", "意見と回答", "協議会の意見と回答", council.said, has_opinions),
    Entry("utilization", "病床利用率", "病床利用率(試算)", utilization.show),
    Entry("demand", "需要", "在宅・外来の需要の見通し", demand.show),
    Entry("peers", "比較", "ほかの区域と比べる", peers.show),
    Entry("worksheet", "差異分析", "差異分析ワークシート", worksheet.show),
    Entry("evidence", "④の根拠", "④の推薦理由で引ける根拠", nomination.show),
)
_FIRST: Final = (("profile", "概況"), ("beds", "病床数"))
_STYLE: Final = (
    "<style>[data-testid=stLayoutWrapper]:has(> .st-key-area_links)"
    f"{{position:sticky;top:3.4rem;z-index:90;background:{palette.GROUND};padding:0.2rem 0}}"
    ".st-key-area_links p{font-size:0.9rem;line-height:1.5}"
    "h1,h2,h3{scroll-margin-top:5.7rem !important}</style>"
)


def sections_of(view: AreaView) -> tuple[Entry, ...]:
    """The sections that the area has."""
    return tuple(s for s in SECTIONS if s.exists(view))


def links(view: AreaView) -> None:
    """Links to every section, in reading order."""
    st.html(_STYLE)
    with st.container(key="area_links"):
        every = (*_FIRST, *((s.anchor, s.name) for s in sections_of(view)))
        st.markdown(" ・ ".join(f"[{name}](#{anchor})" for anchor, name in every))


def sections(view: AreaView) -> None:
    """All sections below the first screen."""
    for order, section in enumerate(sections_of(view)):
        st.header(section.title, anchor=section.anchor)
        lazy.body(view.key(section.anchor), order, partial(section.body, view))
