"""The simulation map on screen, with its legend in words."""

from __future__ import annotations

import html
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.charts.named import ROWS
from core.maps.simulator_map import MapClass, simulator_key, simulator_map_spec
from core.maps.words import WORDS, word_rows
from core.ui import components, geometry
from core.vocabulary import palette


def show(
    rows: pd.DataFrame,
    classes: Sequence[MapClass],
    *,
    key: str,
    title: str,
    subtitle: str,
    source_ids: Sequence[str],
    pref: str = "",
    real: bool = False,
    height: int = 520,
) -> None:
    """Map and legend. `rows`: `core.maps.simulator_map.*_rows`; `pref` zooms in; `real` explains the red outline.

    `title` and `subtitle` stand in the saved picture.
    """
    frames = geometry.frames()
    spec = simulator_map_spec(geometry.url("map.json"), frames.get(pref, frames["japan"]), classes, height, pref)
    entries = simulator_key(classes, rows, pref_code=pref, real=real)
    note = f"{geometry.attribution()}。区域の境は概形。"
    drawn = word_rows(title, subtitle, entries, components.source_names(source_ids), note)
    st.vega_lite_chart(spec=spec | {"datasets": {ROWS: rows, WORDS: drawn}}, theme=None, width="stretch", key=key)
    inside = rows[rows["code"].str.startswith(pref)] if pref else rows
    parts = [
        f'<span style="white-space:nowrap;margin-right:1.2em"><span style="display:inline-block;width:1em;height:1em;'
        f'border:1px solid {palette.TEXT_MUTED};background:{c.fill};vertical-align:-0.15em"></span> '
        f"{html.escape(c.name)} {int((inside['word'] == c.word).sum())}区域</span>"
        for c in classes
    ]
    if real:
        parts.append(
            f'<span style="white-space:nowrap"><span style="display:inline-block;width:1em;height:1em;'
            f'border:2px solid {palette.ALERT};vertical-align:-0.15em"></span> '
            f"実際の指定(確認できた区域) {int((inside['real'] != '').sum())}区域</span>"
        )
    st.html(f'<div style="font-size:0.85rem;line-height:1.9">{"".join(parts)}</div>')
    components.source_footer(source_ids, note)
