"""Documents of an area: what the panel 「文書を保存」 of its page offers."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from core.exports import pack
from core.exports.documents import EXCEL, SLIDES, ZIP
from core.exports.paper import Made, Paper, Progress
from core.ui import cached, draw, papers, state
from core.ui.area import shown
from core.ui.area.state import AreaState
from core.ui.area.view import AreaView
from core.ui.papers import Content, Document
from core.views.area import papers as area_papers
from core.views.area import policy_draft, sheet
from core.views.area.chapters import Shown


def menu(view: AreaView) -> None:
    """The panel; the sections are as the page shows them."""
    papers.menu(
        {
            "sheet": Document(
                name="区域シート",
                says="A4で2ページ。概況、様式⑥、病床数の推移、流入。",
                make=partial(_sheet, view),
                beds=True,
            ),
            "draft": Document(
                name=policy_draft.TITLE,
                says="国の通知の様式のうち、確認できた部分。公表値を入れ、県が書く欄は空けてある。ほかの部分は「様式未確認」。",
                make=partial(_draft, view),
                beds=True,
            ),
            "meeting": Document(
                name="会議資料",
                says="選んだ節を、画面の順に、いま画面で選んでいる年・機能のまま1つの文書にする。Excel は表のすべて。",
                make=partial(_meeting, view),
                beds=True,
                ask=partial(_picked, view),
            ),
            "pack": Document(
                name=papers.PACK,
                says="区域シート(Word)、すべての節のスライド(PowerPoint)、数値の表(Excel)と、注意・出典の文を1つの ZIP に。",
                make=partial(_pack, view),
                beds=True,
                forms=(ZIP,),
            ),
        },
        key="area_papers",
    )


def _sheet(view: AreaView, asked: Any, form: str) -> Content:
    now = _shown(view)
    return papers.of_sections(
        sheet.sections(cached.query, view, now.form_year, now.form_plan),
        title=f"区域シート {view.label}",
        stem=f"{view.stem}_区域シート",
    )


def _draft(view: AreaView, asked: Any, form: str) -> Content:
    now = _shown(view)
    return papers.of_sections(
        policy_draft.sections(cached.query, view, now.form_year, now.form_plan),
        title=f"{policy_draft.TITLE} {view.label}",
        stem=f"{view.stem}_区域対応方針下書き",
    )


def _meeting(view: AreaView, asked: tuple[str, ...], form: str) -> Content:
    sections = area_papers.sections(cached.query, view, _shown(view), asked)
    if form == EXCEL:
        sections = area_papers.whole(cached.query, view, sections)
    elif form == SLIDES:
        sections = area_papers.for_slides(sections)
    return papers.of_sections(sections, title=f"会議資料 {view.label}", stem=f"{view.stem}_会議資料")


def _pack(view: AreaView, asked: Any, form: str) -> Content:
    now, book, stem = _shown(view), cached.sources_by_id(), draw.file_stem(view.stem)

    def write(_: str, paper: Paper, progress: Progress) -> Made:
        return pack.packed(pack.of_area(cached.query, view, now, book, paper), stem, book, paper, progress)

    return Content(title=f"会議用資料 {view.label}", stem=f"{view.stem}_{papers.PACK}", write=write)


def _picked(view: AreaView) -> tuple[str, ...] | None:
    """Keys of the picked chapters, None while there is none."""
    offered = area_papers.offered(cached.query, view, _shown(view))
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
    return shown.of_page(view, state.page(AreaState).value)
