"""Documents of an area: what the panel 「文書を保存」 of its page offers."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from core.area import peers
from core.exports.documents import EXCEL
from core.ui import cached, papers, state, worksheets
from core.ui.area.state import AreaState
from core.ui.area.view import AreaView
from core.ui.papers import Content, Document
from core.views.area import comparison, policy_draft, sheet
from core.views.area import papers as area_papers
from core.views.area.papers import Shown
from core.vocabulary.terms import BedFunction, PatientGroup


def menu(view: AreaView) -> None:
    """The panel; the sections are as the page shows them."""
    papers.menu(
        {
            "sheet": Document(
                name="区域シート",
                says="A4で2ページ。概況、様式⑥、病床数の推移、流入。",
                make=partial(_sheet, view),
            ),
            "draft": Document(
                name=policy_draft.TITLE,
                says="国の通知の様式のうち、確認できた部分。公表値を入れ、県が書く欄は空けてある。ほかの部分は「様式未確認」。",
                make=partial(_draft, view),
            ),
            "meeting": Document(
                name="会議資料",
                says="選んだ節を、画面の順に、いま画面で選んでいる年・機能のまま1つの文書にする。Excel は表のすべて。",
                make=partial(_meeting, view),
                ask=partial(_picked, view),
            ),
        },
        key=view.key("papers"),
    )


def _sheet(view: AreaView, asked: Any, form: str) -> Content:
    return Content(
        title=f"区域シート {view.label}",
        stem=f"{view.stem}_区域シート",
        sections=sheet.sections(cached.query, view),
    )


def _draft(view: AreaView, asked: Any, form: str) -> Content:
    shown = _shown(view)
    return Content(
        title=f"{policy_draft.TITLE} {view.label}",
        stem=f"{view.stem}_区域対応方針下書き",
        sections=policy_draft.sections(cached.query, view, shown.form_year, shown.form_plan),
    )


def _meeting(view: AreaView, asked: tuple[str, ...], form: str) -> Content:
    return Content(
        title=f"会議資料 {view.label}",
        stem=f"{view.stem}_会議資料",
        sections=area_papers.sections(cached.query, view, _shown(view), asked, whole=form == EXCEL),
    )


def _picked(view: AreaView) -> tuple[str, ...] | None:
    """Keys of the picked sections, None while there is none."""
    offered = area_papers.offered(view, _shown(view))
    picked = st.multiselect(
        "入れる節",
        list(offered),
        default=[k for k in area_papers.USUAL if k in offered],
        format_func=offered.__getitem__,
        placeholder="節を選ぶ",
        key=view.key("papers_sections"),
        on_change=state.own_part,
    )
    return tuple(picked) or None


def _shown(view: AreaView) -> Shown:
    """What the page shows, as the sections take it."""
    now = state.page(AreaState).value
    numbers = (now.beds_used, now.inflow_share, now.standard_beds)
    return Shown(
        function=BedFunction(now.function),
        year=now.year,
        group=PatientGroup(now.group),
        form_year=now.form_year,
        form_plan=now.form_plan,
        council=area_papers.started(cached.query, view, now.inflow, numbers),
        peers=_peers(view, now),
        worksheet=worksheets.worksheet_of(view.area_code),
        gap_function=BedFunction(now.gap_function),
    )


def _peers(view: AreaView, now: AreaState) -> comparison.Choice:
    if now.peers == "pref":
        return comparison.of_prefecture(cached.query, view)
    if now.peers == "pick":
        others = [c for c in cached.area_list()["area_code"] if c != view.area_code]
        return comparison.by_hand(peers.picked(now.picked, others, view.area_code))
    return comparison.similar(cached.query, view, now.features)
