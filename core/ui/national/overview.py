"""The part of 全国概況 that the four choices redraw: headline, map, ranking, trend and funnel."""

from __future__ import annotations

import streamlit as st

from core.data.queries import beds
from core.data.sourced import Sourced
from core.measures.gap import MEASURES, GapMeasure
from core.ui import cached, components, lazy, map_panel, state
from core.ui.national import funnel, headline, ranking, trend
from core.vocabulary import labels
from core.vocabulary.terms import BedFunction

NATION = "全国"


def _choices(prefectures: dict[str, str]) -> tuple[GapMeasure, BedFunction, int, str]:
    """Measure, bed function, year and pref_code (empty for the nation), all from the URL."""
    years = cached.reported_years()
    one, two, three, four = st.columns([5.6, 5, 2.1, 2.1])
    with one:
        measure = state.segments(
            "指標", list(MEASURES), key="measure", default="gap_rate", text=lambda k: MEASURES[k].label
        )
    with two:
        function = state.segments(
            "病床機能",
            [str(f) for f in BedFunction],
            key="function",
            default=str(BedFunction.TOTAL),
            text=labels.BED_FUNCTION.__getitem__,
        )
    with three:
        year = state.select("年(実績)", years[::-1], key="year", default=years[-1], text=labels.wareki)
    with four:
        pref = state.select(
            "都道府県", ["", *prefectures], key="pref", default="", text=lambda p: prefectures.get(p, NATION)
        )
    return MEASURES[measure], BedFunction(function), year, pref


def show() -> None:
    """Choices → data → sections."""
    prefectures: dict[str, str] = dict(cached.prefectures()[["pref_code", "pref_name"]].itertuples(index=False))
    measure, function, year, pref = _choices(prefectures)
    scope = prefectures.get(pref, NATION)

    comparison: Sourced = cached.query(beds.comparison, year)
    measured = cached.measured(year, function)
    in_scope, shown = comparison, measured
    if pref:
        in_scope = Sourced(comparison.frame[comparison.frame["pref_code"] == pref], comparison.source_ids)
        shown = Sourced(measured.frame[measured.frame["pref_code"] == pref], measured.source_ids)

    headline.show(in_scope, year, scope, cached.query(beds.report_rates).frame)
    components.cautions()
    left, right = st.columns([6, 5], gap="medium")
    with left:
        map_panel.show(measured, measure, function, year, pref, scope)
    with right:
        # The table's part of the front end is large; the map is painted first.
        lazy.body("national_ranking", 0, lambda: ranking.show(shown, measure, function, year, cached.readings()))

    def charts() -> None:
        one, two = st.columns(2, gap="medium")
        with one:
            trend.show(cached.query(beds.national_beds))
        with two:
            funnel.show(measured, function, year, pref, scope)

    lazy.body("national_charts", 1, charts)
