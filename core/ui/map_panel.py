"""The national map on the page: click an area → summary card → 「この区域を開く」."""

from __future__ import annotations

import html

import pandas as pd
import streamlit as st

from core import labels, palette
from core.gap_measures import GapMeasure
from core.maps.choropleth import ROWS, SELECTION, colour_of_level, map_rows, national_map_spec
from core.maps.classes import legend
from core.queries.sourced import Sourced
from core.ui import components, geometry, navigation

HEIGHT = 580
_CHOSEN = "map_chosen"
_SEEN = "map_seen_click"
_ROUND = "map_round"

NOTE = (
    "区域の境は概形であり、面積や距離は測れない。全国の図では屋久島より南の島と小笠原を移して描いている。"
    "階級の境は年と病床機能によらず同じ(比は倍率で対称)。境ちょうどの値は中央寄りの階級に入る。"
)


@st.fragment
def show(measured: Sourced, measure: GapMeasure, function: str, year: int, pref: str, scope: str) -> None:
    """Map, legend and card. `measured`: all 339 areas (`cached.measured`); `pref` zooms in and may be empty."""
    title = f"{scope}の{labels.BED_FUNCTION[function]}の{measure.label}({year}年)"
    st.subheader(title, anchor="map")
    clicks = st.session_state.setdefault(_ROUND, 0)
    _take_click(st.session_state.get(f"map_chart_{clicks}"), measured.frame)
    chosen = st.session_state.get(_CHOSEN)
    rows = map_rows(measured.frame, measure, chosen)
    left, right = st.columns([7, 3], gap="small")
    with left, st.container(key="map"):
        spec = national_map_spec(geometry.url("map.json"), geometry.frames()[pref or "japan"], HEIGHT, pref)
        st.vega_lite_chart(
            spec=spec | {"datasets": {ROWS: rows}},
            theme=None,
            width="stretch",
            on_select="rerun",
            selection_mode=SELECTION,
            key=f"map_chart_{clicks}",
        )
    with right:
        _card(measured.frame, measure, chosen)
        inside = rows[measured.frame["pref_code"] == pref] if pref else rows
        st.html(_legend_html(measure, inside["level"].tolist()))
    components.source_footer(measured.source_ids, f"{geometry.attribution()}。{NOTE}")


def _take_click(event: object, frame: pd.DataFrame) -> None:
    """A click counts once: afterwards the chosen area may be changed or cleared by other means."""
    picked = event.get("selection", {}).get(SELECTION) if isinstance(event, dict) else None
    code = picked[0].get("code") if isinstance(picked, list) and picked else None  # `{}` before the first click
    if code and code != st.session_state.get(_SEEN) and (frame["area_code"] == code).any():
        st.session_state[_SEEN] = st.session_state[_CHOSEN] = code


def _clear() -> None:
    st.session_state[_CHOSEN] = st.session_state[_SEEN] = None
    # A fresh chart forgets its selection, so that the same area can be clicked again.
    st.session_state[_ROUND] += 1


def _card(frame: pd.DataFrame, measure: GapMeasure, chosen: str | None) -> None:
    with st.container(border=True, key="map_card"):
        if not chosen:
            st.markdown("**区域を選ぶ**")
            st.caption(
                "地図の区域を押すと、ここに数値が出ます。小さな区域は、上の「都道府県」で拡大すると押しやすくなります。"
            )
            return
        row = frame[frame["area_code"] == chosen].iloc[0]
        designation = row["designation"]
        st.markdown(f"**{labels.area(row['area_name'], row['pref_name'])}** {chosen}")
        reported = labels.beds(row["reported"], labels.VALUE_STATUS.get(row["reported_status"], labels.NO_DATA))
        lines = [
            f"{measure.label} **{measure.text(row[measure.key])}**",
            f"報告病床数 {reported} / 必要量 {labels.beds(row['required'])}",
        ]
        if isinstance(designation, str):
            lines.append(f"指定: {labels.DESIGNATION[designation]}")
        st.markdown("  \n".join(lines))
        navigation.area_link(chosen, "この区域を開く")
        st.button("選択を解除", on_click=_clear, key="map_clear")


def _legend_html(measure: GapMeasure, levels: list[int]) -> str:
    """Legend as a table: swatch, range, number of areas; the two outlines below."""
    rows = "".join(
        f'<tr><td><span style="display:inline-block;width:1.1em;height:1.1em;border:1px solid;'
        f'vertical-align:-0.2em;background:{colour_of_level(e.level)}"></span></td>'
        f'<td>{html.escape(e.text)}</td><td style="text-align:right">{e.count}区域</td></tr>'
        for e in legend(measure, levels)
    )
    outlines = "".join(
        f'<tr><td><span style="display:inline-block;width:1.1em;height:1.1em;border:{width}px solid {palette.DESIGNATION[key]};'
        f'vertical-align:-0.2em"></span></td><td colspan="2">{labels.DESIGNATION[key]}(太線の枠)</td></tr>'
        for key, width in (("suishin", 2), ("model", 3))
    )
    return (
        f'<div style="font-size:0.85rem;line-height:1.4"><b>{html.escape(measure.label)}</b>'
        f'<table class="tabular">{rows}{outlines}</table></div>'
    )
