"""Where the area stands in the nation: funnel plot, z and what it means."""

from __future__ import annotations

import streamlit as st

from core.area.position import position, sentence
from core.charts.funnel import beyond_note, funnel_chart, funnel_lines, funnel_rows, funnel_span, left_out
from core.data.queries import area as queries
from core.data.sourced import Sourced
from core.ui import cached, components, state, tables
from core.ui.area.state import AreaState
from core.ui.area.view import AreaView
from core.vocabulary import labels
from core.vocabulary.terms import BedFunction


def show(view: AreaView) -> None:
    """Funnel plot of the chosen function, a sentence per function, and the table behind."""
    one, two = st.columns([5, 2], vertical_alignment="bottom")
    page = state.page(AreaState)
    page.segments("function", "病床機能", text=labels.BED_FUNCTION.__getitem__, place=one)
    page.select("year", "年(実績)", text=labels.wareki, place=two)
    function, year = page.value.function, page.value.year
    places = [position(cached.measured(year, f).frame, view.area_code) for f in BedFunction]
    chosen = next(p for p in places if p.bed_function == function)
    measured = cached.measured(year, function)
    left, right = st.columns([6, 5], gap="medium")
    with left:
        _plot(view, measured)
    with right:
        st.markdown(f"**{sentence(chosen)}**")
        tables.figures(
            ("機能", "報告", "必要量", "乖離", "乖離率", "z"),
            [
                (
                    labels.BED_FUNCTION[p.bed_function],
                    labels.beds(p.reported),
                    labels.beds(p.required),
                    labels.signed(p.gap, "床", missing=labels.NOT_COMPUTABLE),
                    labels.signed_percent(p.gap_rate),
                    labels.signed(p.z, "", 2, labels.NOT_COMPUTABLE),
                )
                for p in places
            ],
        )
        st.caption(
            "乖離 = 報告 − 必要量(様式⑥とは符号が逆)。z は、同じ必要量の区域の全国的な報告のされ方からの離れ方を、区域間のばらつきを"
            "単位に測った値です。差が大きいだけで過不足とは決まりません。"
        )
        rate = cached.query(queries.report_rates, view.area_code).frame.set_index("year")["rate"]
        if year in rate.index and rate[year] < 1:
            st.caption(
                f"※ {year}年の報告率は{labels.percent(float(rate[year]))}です。未報告の分だけ報告病床数は少なく出ます。"
            )


def _plot(view: AreaView, measured: Sourced) -> None:
    lines = funnel_lines(measured.frame, measured.frame.attrs["tau2"])
    span = funnel_span(measured.frame, lines)
    rows = funnel_rows(measured.frame, span, view.area_code)
    named, title = bool(rows["chosen"].any()), f"濃い点: {view.label}"
    components.draw_rows(
        ("area_funnel", span, named, title),
        lambda: funnel_chart(span, highlighted=named, title=title if named else "", height=330),
        rows,
        lines,
    )
    components.source_footer(
        measured.source_ids,
        "見込み = 必要量 × 全国の(報告 ÷ 必要量)。曲線の外は、全国に共通する報告のされ方だけでは説明しにくい大きさ。"
        f"{beyond_note(rows)}{left_out(measured.frame).note}",
    )
