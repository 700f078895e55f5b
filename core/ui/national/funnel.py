"""Funnel plot of all areas, the chosen prefecture highlighted."""

from __future__ import annotations

import streamlit as st

from core.charts.funnel import funnel_chart
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
    components.cached_chart(
        ("funnel", year, function, pref),
        lambda: funnel_chart(
            measured.frame,
            measured.frame.attrs["tau2"],
            highlight=pref or None,
            highlight_label=scope if pref else "",
            height=440,
        ),
        measured.source_ids,
        NOTE,
    )
