"""National 3D columns: how many beds each area reports above or below 必要量."""

from __future__ import annotations

import math
from typing import Final

import pandas as pd
import pydeck as pdk

from core.data.sourced import rows_of
from core.maps.ground import deck, ground_layer, rgba, view_of
from core.vocabulary import labels, palette

#: Layer id of the columns, as it stands in the selection that Streamlit returns.
SURPLUS, SHORTAGE = "surplus", "shortage"
#: Height of the tallest column and radius of 339 columns, as parts of the ground they stand on.
_TALLEST: Final = 0.3
_RADIUS: Final = 0.0045
_M_PER_DEGREE: Final = 111_000
#: 宮古 and 八重山 lie west of this; the first view leaves them to a drag so that the rest is large enough to see.
_FAR_WEST: Final = 126.0
_PITCH: Final = 40.0


def column_rows(measured: pd.DataFrame, points: pd.DataFrame) -> pd.DataFrame:
    """One row per area with a gap: area_code, lon, lat, gap (床), height and radius (m), text.

    Areas without a figure are left out. Sizes follow the ground that the rows cover, so a prefecture reads like the nation.

    `measured`: rows of `gap_measures.measured`; `points`: area_code, lon, lat of all areas.
    """
    rows = measured.dropna(subset=["gap"]).merge(points[["area_code", "lon", "lat"]], on="area_code", validate="1:1")
    tallest = float(rows["gap"].abs().max()) if len(rows) else 0.0
    ground = _ground_m(rows)
    scale = _TALLEST * ground / tallest if tallest else 0.0
    return pd.DataFrame(
        {
            "area_code": rows["area_code"],
            "lon": rows["lon"],
            "lat": rows["lat"],
            "gap": rows["gap"],
            "height": rows["gap"].abs() * scale,
            "radius": _RADIUS * ground * math.sqrt(339 / max(len(rows), 1)),
            "text": [
                f"{labels.area(r.area_name, r.pref_name)}\n乖離 {labels.signed(r.gap, '床')}"
                f"\n報告 {labels.beds(r.reported)} / 必要量 {labels.beds(r.required)}"
                for r in rows_of(rows)
            ],
        }
    )


def _ground_m(rows: pd.DataFrame) -> float:
    """Larger side of the ground in metres; a single area counts as a quarter of a degree."""
    near = rows[rows["lon"] > _FAR_WEST]
    spans = [float(near[c].max() - near[c].min()) for c in ("lon", "lat")] if len(near) else [0.0]
    return max(0.25, *spans) * _M_PER_DEGREE


def column_deck(rows: pd.DataFrame, prefectures_url: str, width: int, height: int) -> pdk.Deck:
    """Columns of `column_rows` on the prefectures: six-sided orange above 必要量, four-sided blue below it."""
    columns = [
        _columns(SURPLUS, rows[rows["gap"] > 0], rgba(palette.EXCESS[2], 0.92), 6),
        _columns(SHORTAGE, rows[rows["gap"] < 0], rgba(palette.SHORTAGE[2], 0.92), 4),
    ]
    near = rows[rows["lon"] > _FAR_WEST] if (rows["lon"] > _FAR_WEST).any() else rows
    view = view_of(near[["lon", "lat"]].itertuples(index=False), width, height, _PITCH)
    return deck([ground_layer(prefectures_url), *columns], view, height)


def _columns(layer_id: str, rows: pd.DataFrame, colour: list[int], sides: int) -> pdk.Layer:
    return pdk.Layer(
        "ColumnLayer",
        data=rows,
        id=layer_id,
        get_position=["lon", "lat"],
        get_elevation="height",
        radius=float(rows["radius"].iloc[0]) if len(rows) else 1.0,
        disk_resolution=sides,
        get_fill_color=colour,
        pickable=True,  # no auto_highlight: its redraw between press and release of a button can swallow the click
    )
