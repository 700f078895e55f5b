"""The national map on the page: click an area → summary card → 「この区域を開く」."""

from __future__ import annotations

import html

import pandas as pd
import streamlit as st

from core.data.sourced import Sourced
from core.maps.choropleth import ROWS, SELECTION, colour_of_level, map_rows, national_map_spec
from core.maps.classes import NOT_COMPUTABLE, legend, levels
from core.maps.columns import SHORTAGE, SURPLUS, column_deck, column_rows
from core.measures.gap import GapMeasure
from core.ui import cached, components, deck, geometry, navigation, state
from core.vocabulary import labels, palette

HEIGHT = 580
#: Width in pixels that the first view of the columns must fit in, on a screen of 1280.
_NARROWEST = 440
_CHOSEN = "map_chosen"
_SEEN = "map_seen_click"
_ROUND = "map_round"

#: Ways to draw the map, by key in the URL.
_VIEWS = {"flat": "平面", "columns": "立体(乖離を柱で)"}

COLUMNS_NOTE = "柱の高さは乖離(報告病床数 − 必要量)の床数に比例する。乖離が0または算出不可の区域に柱はない。ドラッグで移動、Ctrl+ドラッグで回転。"
NOTE = (
    "区域の境は概形であり、面積や距離は測れない。全国の図では屋久島より南の島と小笠原を移して描いている。"
    "階級の境は年と病床機能によらず同じ(比は倍率で対称)。境ちょうどの値は中央寄りの階級に入る。"
)


@st.fragment
def show(measured: Sourced, measure: GapMeasure, function: str, year: int, pref: str, scope: str) -> None:
    """Map, legend and card. `measured`: all 339 areas (`cached.measured`); `pref` zooms in and may be empty."""
    heading = st.container()
    columns = state.segments("図", list(_VIEWS), key="view", default="flat", text=_VIEWS.__getitem__) == "columns"
    what = "乖離(床)" if columns else measure.label
    heading.subheader(f"{scope}の{labels.BED_FUNCTION[function]}の{what}({year}年)", anchor="map")
    inside = measured.frame[measured.frame["pref_code"] == pref] if pref else measured.frame
    left, right = st.columns([7, 3], gap="small")
    with left, st.container(key="map"):
        chart = st.session_state.setdefault(_ROUND, 0)
        if columns:
            _columns(inside, f"columns_{chart}")
        else:
            _flat(measured.frame, measure, pref, f"map_chart_{chart}")
    with right:
        _card(measured.frame, measure, st.session_state.get(_CHOSEN))
        st.html(_columns_legend() if columns else _legend_html(measure, levels(inside[measure.key], measure.key)))
    if columns:
        with st.expander("表で見る"):
            st.dataframe(_gap_table(inside), hide_index=True, height=300)
    components.source_footer(measured.source_ids, f"{geometry.attribution()}。{COLUMNS_NOTE if columns else NOTE}")


def _flat(frame: pd.DataFrame, measure: GapMeasure, pref: str, key: str) -> None:
    _take(_picked_on_map(st.session_state.get(key)), frame)
    spec = national_map_spec(geometry.url("map.json"), geometry.frames()[pref or "japan"], HEIGHT, pref)
    st.vega_lite_chart(
        spec=spec | {"datasets": {ROWS: map_rows(frame, measure, st.session_state.get(_CHOSEN))}},
        theme=None,
        width="stretch",
        on_select="rerun",
        selection_mode=SELECTION,
        key=key,
    )


def _columns(frame: pd.DataFrame, key: str) -> None:
    _take(_picked_column(st.session_state.get(key)), frame)
    rows = column_rows(frame, cached.area_list())
    deck.show(column_deck(rows, geometry.url("ground.json"), _NARROWEST, HEIGHT), key, HEIGHT, selectable=True)


def _picked_on_map(event: object) -> str | None:
    """Area code of a click on the flat map; Streamlit gives `{}` in place of the list before the first click."""
    picked = event.get("selection", {}).get(SELECTION) if isinstance(event, dict) else None
    return picked[0].get("code") if isinstance(picked, list) and picked else None


def _picked_column(event: object) -> str | None:
    objects = event.get("selection", {}).get("objects", {}) if isinstance(event, dict) else {}
    found = [*objects.get(SURPLUS, []), *objects.get(SHORTAGE, [])]
    return found[0].get("area_code") if found else None


def _take(code: str | None, frame: pd.DataFrame) -> None:
    """A click counts once: afterwards the chosen area may be changed or cleared by other means."""
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
        f'<tr><td><span style="display:inline-block;width:1.1em;height:1.1em;border:1px {"dashed" if e.level == NOT_COMPUTABLE else "solid"};'
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


def _columns_legend() -> str:
    marks = ((palette.EXCESS[2], "六角の柱: 必要量を上回る"), (palette.SHORTAGE[2], "四角の柱: 必要量を下回る"))
    rows = "".join(
        f'<tr><td><span style="display:inline-block;width:0.8em;height:1.3em;background:{colour}"></span></td><td>{text}</td></tr>'
        for colour, text in marks
    )
    return f'<div style="font-size:0.85rem;line-height:1.5"><table>{rows}</table></div>'


def _gap_table(frame: pd.DataFrame) -> pd.DataFrame:
    ordered = frame.sort_values("gap", ascending=False, na_position="last")
    return pd.DataFrame(
        {
            "区域": [labels.area(n, p) for n, p in zip(ordered["area_name"], ordered["pref_name"], strict=True)],
            "乖離": [labels.signed(v, "床", missing=labels.NOT_COMPUTABLE) for v in ordered["gap"]],
            "報告病床数": [labels.beds(v) for v in ordered["reported"]],
            "必要量": [labels.beds(v) for v in ordered["required"]],
        }
    )
