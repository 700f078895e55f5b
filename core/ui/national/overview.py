"""The part of 全国概況 that the four choices redraw: map and headline side by side, then ranking, trend and funnel."""

from __future__ import annotations

import streamlit as st

from core.measures.gap import MEASURES
from core.ui import cached, draw, lazy, state
from core.ui.national import map as national_map
from core.ui.national import ranking
from core.ui.national.state import NationalState
from core.views.national import funnel, headline, trend
from core.views.national.scope import NATION, Scope, scope_of
from core.vocabulary import labels


def _choices(prefectures: dict[str, str]) -> NationalState:
    """Measure, bed function, year and prefecture."""
    page = state.page(NationalState)
    one, two, three, four = st.columns([5.6, 5, 2.1, 2.1])
    page.segments("measure", "指標", text=lambda k: MEASURES[k].label, place=one)
    page.segments("function", "病床機能", text=labels.BED_FUNCTION.__getitem__, place=two)
    page.select("year", "年(実績)", text=labels.wareki, place=three)
    page.select("pref", "都道府県", text=lambda p: prefectures.get(p, NATION), place=four)
    return page.value


def show() -> None:
    """Choices → sections."""
    prefectures: dict[str, str] = dict(cached.prefectures()[["pref_code", "pref_name"]].itertuples(index=False))
    chosen = _choices(prefectures)
    measure = MEASURES[chosen.measure]
    scope = scope_of(cached.query, chosen.function, chosen.year, chosen.pref, chosen.level)
    left, right = st.columns([7, 5], gap="medium")
    with left:
        national_map.show(scope, measure)
    with right:
        _headline(scope)

    def below() -> None:
        one, two = st.columns([6, 5], gap="medium")
        with one:
            ranking.show(scope, measure)
        with two:
            _trend(scope)

    lazy.body("national_ranking", 0, below)
    lazy.body("national_charts", 1, lambda: _funnel(scope))


def _headline(scope: Scope) -> None:
    """The national figures beside the map; official cautions and source follow them."""
    section = headline.section(cached.query, scope)
    draw.heading(section)
    draw.card_list(section.card_row("headline"), section.title)
    draw.ending(section, f"{scope.name}_病床数と必要量_{scope.year}年", key="headline")


def _trend(scope: Scope) -> None:
    section = trend.section(cached.query, scope)
    draw.heading(section)
    draw.opening(section)
    for figure in section.figures:
        draw.figure(figure, scope="national_trend")
    draw.ending(section, f"{scope.name}_病床数の推移", key="national_trend")


def _funnel(scope: Scope) -> None:
    section = funnel.section(cached.query, scope)
    draw.heading(section)
    draw.opening(section)
    draw.figure(section.figure("funnel"), scope="national", titled=False)
    draw.ending(section, f"ファンネル_{scope.function_label}_{scope.year}年", key="national_funnel")
