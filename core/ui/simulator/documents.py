"""Documents of a scenario: what the panel 「文書を保存」 of the simulator offers."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core.rules.engine import Result
from core.ui import cached, papers
from core.ui import state as url_state
from core.ui.papers import Content, Document
from core.ui.simulator.view_state import SimulatorState
from core.views.simulator import reasons

_NATION = "全国(選ばれた区域)"


def menu(result: Result) -> None:
    """The panel; 選定理由書 is about the prefecture that the page shows until another is chosen."""
    papers.menu(
        {
            "reasons": Document(
                name=reasons.TITLE,
                says="シナリオの条件、区域ごとの理由と事項①〜④、モデル推進区域、わかっていないこと、出典。",
                make=partial(_reasons, result),
                ask=_prefecture,
            )
        },
        key="sim_papers",
    )


def _reasons(result: Result, pref_code: str, form: str) -> Content:
    names = _names()
    return Content(
        title=reasons.title(result, pref_code),
        stem=f"{reasons.TITLE}_{names[pref_code] if pref_code else '全国'}_{result.scenario.name[:40]}",
        sections=reasons.sections(result, pref_code),
        mark=reasons.MARK,
    )


def _names() -> dict[str, str]:
    listed = cached.prefectures()
    return {"": _NATION, **dict(zip(listed["pref_code"], listed["pref_name"], strict=True))}


def _prefecture() -> str:
    names = _names()
    chosen: str = st.selectbox(
        "都道府県",
        list(names),
        index=list(names).index(url_state.page(SimulatorState).value.pref),
        format_func=names.__getitem__,
        key="sim_papers_pref",
        on_change=url_state.own_part,
    )
    return chosen
