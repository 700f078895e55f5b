"""Documents of a scenario: what the panel 「文書を保存」 of the simulator offers."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from core.exports import pack
from core.exports.documents import WORD, ZIP, written
from core.exports.paper import Made, Paper, Progress
from core.rules.engine import Result
from core.text.outside import Outside
from core.ui import cached, draw, papers
from core.ui import state as url_state
from core.ui.papers import Content, Document
from core.ui.simulator import runs
from core.ui.simulator.view_state import SimulatorState
from core.views.simulator import deck, reasons
from core.views.simulator import form as answers
from core.views.words import say

_NATION = "全国(選ばれた区域)"


def menu(result: Result) -> None:
    """The panel; 選定理由書 is about the prefecture that the page shows until another is chosen, 推薦調書 about its area."""
    papers.menu(
        {
            "reasons": Document(
                name=reasons.TITLE,
                says="シナリオの条件、区域ごとの理由と事項①〜④、モデル推進区域、わかっていないこと、出典。",
                make=partial(_reasons, result),
                ask=_prefecture,
            ),
            "form": _answer_of(result, partial(_area, result)),
            "pack": Document(
                name=papers.PACK,
                says="A4の資料(Word)、スライド(PowerPoint)、数値の表(Excel)と、注意・出典の文を1つの ZIP に。画面で選んでいる県・区域について。",
                make=partial(_pack, result),
                forms=(ZIP,),
            ),
        },
        key="sim_papers",
    )


def answer_menu(result: Result, area_code: str) -> None:
    """The panel beside 推薦調書 of one area."""
    papers.menu({"form": _answer_of(result, lambda: area_code)}, key="sim_form_papers")


def _answer_of(result: Result, ask: Any) -> Document:
    return Document(
        name=answers.NAME,
        says="群馬県の回答様式に沿った推薦調書。入れた理由と公表値の判定。まだ書いていない欄は「未記入」。",
        make=partial(_answer, result),
        ask=ask,
    )


def _reasons(result: Result, pref_code: str, form: str) -> Content:
    names = _names()
    return papers.of_sections(
        reasons.sections(result, pref_code),
        title=reasons.title(result, pref_code),
        stem=f"{reasons.TITLE}_{names[pref_code] if pref_code else '全国'}_{result.scenario.name[:40]}",
        mark=reasons.MARK,
    )


def _answer(result: Result, area_code: str, form: str) -> Content:
    section = answers.section(result, area_code)

    def write(form: str, paper: Paper, progress: Progress) -> Made:
        book = cached.sources_by_id()
        if form != WORD:
            return Made(content=written(form, (section,), book, paper, progress))
        from core.exports.word_form import form as filled  # large, and asked for only when a button is pressed

        return Made(content=filled(section, book, paper))

    name = result.facts.areas["area_name"][area_code]
    return Content(title=section.title, stem=f"{answers.NAME}_{area_code}_{name}", write=write)


def _pack(result: Result, asked: Any, form: str) -> Content:
    """Of the prefecture and the area that the views are open at."""
    scenario, page, book = result.scenario, url_state.page(SimulatorState).value, cached.sources_by_id()
    stem = f"推進区域シミュレーション_{scenario.name[:40]}"

    def write(_: str, paper: Paper, progress: Progress) -> Made:
        contents = pack.of_scenario(
            result,
            runs.back_test(scenario),
            runs.fitted(scenario),
            runs.reliability(scenario),
            book,
            paper,
            pref_code=page.pref,
            area_code=page.area or "",
        )
        return pack.packed(contents, draw.file_stem(stem), book, paper, progress)

    return Content(
        title=say("推進区域の試算: ", Outside(scenario.name)),
        stem=f"{stem}_{papers.PACK}",
        write=write,
        mark=deck.MARK,
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


def _area(result: Result) -> str:
    """The area of the page, else the first that the scenario nominates or selects."""
    codes, areas = list(result.facts.areas.index), result.facts.areas
    named = [n.area_code for n in result.scenario.nominations] or list(result.selected_codes())
    start = url_state.page(SimulatorState).value.area or (named[0] if named else codes[0])
    chosen: str = st.selectbox(
        "調書を作る区域",
        codes,
        index=codes.index(start) if start in codes else 0,
        format_func=lambda code: f"{code} {areas['area_name'][code]}({areas['pref_name'][code]})",
        key="sim_papers_area",
        on_change=url_state.own_part,
    )
    return chosen
