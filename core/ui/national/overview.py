"""The part of 全国概況 that the four choices redraw: map and headline side by side, then ranking, trend and funnel."""

from __future__ import annotations

import streamlit as st

from core.data.bed_names import bed_names
from core.measures.gap import MEASURES, GapMeasure
from core.ui import cached, draw, lazy, state
from core.ui.faults import part
from core.ui.national import indicators, ranking
from core.ui.national import map as national_map
from core.ui.national.state import NationalState
from core.views.national import funnel, headline, trend
from core.views.national.scope import NATION, Scope, scope_of
from core.views.section import together
from core.vocabulary import labels


def _choices(prefectures: dict[str, str]) -> NationalState:
    """Measure, bed function, year and prefecture."""
    page = state.page(NationalState)
    one, two, three, four = st.columns([5.6, 5, 2.1, 2.1])
    page.segments("measure", "指標", text=lambda k: MEASURES[k].label, place=one)
    page.segments("function", "病床機能", text=bed_names(page.value.year).__getitem__, place=two)
    page.listed("year", "年(実績)", text=labels.wareki, place=three)
    page.listed("pref", "都道府県", text=lambda p: prefectures.get(p, NATION), place=four)
    return page.value


def show() -> None:
    """Choices → sections."""
    prefectures: dict[str, str] = dict(cached.prefectures()[["pref_code", "pref_name"]].itertuples(index=False))
    chosen = _choices(prefectures)
    indicators.follow(chosen.pref)
    measure = MEASURES[chosen.measure]
    scope = scope_of(cached.query, chosen.function, chosen.year, chosen.pref, chosen.level)
    _first_view(scope, measure)
    lazy.body("national_ranking", 0, lambda: _below(scope, measure))
    lazy.body("national_charts", 1, lambda: _funnel(scope))


@part
def _first_view(scope: Scope, measure: GapMeasure) -> None:
    """Map and national figures side by side, with one ending: both are of the same publications."""
    left, right = st.columns([7, 5], gap="medium")
    with left:
        placed = national_map.show(scope, measure)
    with right:
        told = cached.made(headline.section, scope.every_function)
        draw.heading(told)  # its sentence says what the first of the figures and that above the map say
        draw.card_list(told.card_row("headline"), told.title)
    stem = f"{scope.name}_病床数と必要量_{scope.function_label}_{scope.year}年"
    draw.ending(together(told, placed), stem, key="headline")


def _below(scope: Scope, measure: GapMeasure) -> None:
    one, two = st.columns([6, 5], gap="medium")
    with one:
        ranked = ranking.show(scope, measure)
    with two:
        moved = cached.made(trend.section, scope.every_function)
        draw.heading(moved)
        draw.opening(moved)
        for figure in moved.figures:
            draw.figure(figure, scope="national_trend")
    stem = f"区域の順位と推移_{scope.name}_{scope.function_label}_{scope.year}年"
    draw.ending(together(ranked, moved), stem, key="ranking")


def _funnel(scope: Scope) -> None:
    section = cached.made(funnel.section, scope)
    draw.heading(section)
    draw.opening(section)
    draw.figure(section.figure("funnel"), scope="national", titled=False)
    draw.ending(section, f"ファンネル_{scope.function_label}_{scope.year}年", key="national_funnel")
