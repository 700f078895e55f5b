"""Funnel plot of all areas, the chosen prefecture highlighted."""

from __future__ import annotations

import streamlit as st

from core.charts.funnel import beyond_note, funnel_chart, funnel_lines, funnel_rows, funnel_span, left_out
from core.data.sourced import Sourced
from core.ui import components
from core.vocabulary import labels
from core.vocabulary.terms import BedFunction

NOTE = (
    "見込み = 必要量 × 全国の(報告 ÷ 必要量)。曲線の外は、全国に共通する報告のされ方だけでは説明しにくい大きさ。"
    "差があるだけで過不足とは決まらない。"
)


def show(measured: Sourced, function: BedFunction, year: int, pref: str, scope: str) -> None:
    """`measured`: all areas (`cached.measured`); `pref` may be empty for the whole nation."""
    st.subheader(f"{labels.BED_FUNCTION[function]}の偏りを見る図(ファンネルプロット、{year}年)", anchor="funnel")
    lines = funnel_lines(measured.frame, measured.frame.attrs["tau2"])
    span = funnel_span(measured.frame, lines)
    rows = funnel_rows(measured.frame, span, pref or None)
    named, title = bool(rows["chosen"].any()), f"濃い点: {scope}" if pref else ""
    components.draw_rows(
        ("funnel", span, named, title, 440),
        lambda: funnel_chart(span, highlighted=named, title=title, height=440),
        rows,
        lines,
    )
    components.source_footer(measured.source_ids, f"{NOTE}{beyond_note(rows)}{left_out(measured.frame).note}")
