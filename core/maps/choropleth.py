"""The national map as a Vega-Lite spec: geometry by URL, one row per area beside it.

The spec depends only on the frame on screen (Japan or a prefecture). Measure, function and year change the rows alone, and
Streamlit then replaces the rows in the running view: no geometry is fetched or parsed again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from core.maps.classes import NOT_COMPUTABLE, levels
from core.measures.gap import GapMeasure
from core.vocabulary import labels, palette

ROWS: Final = "rows"
#: Not every prefecture has published its areas, so this says no more than what was found.
NO_DESIGNATION: Final = "確認できたものはない"
#: Name of the click selection in the event that Streamlit returns.
SELECTION: Final = "area"

_LOOKED_UP: Final = ["code", "level", "name", "pref", "value", "reported", "required", "designation", "chosen"]
_TOOLTIP: Final = (
    ("name", "構想区域"),
    ("pref", "都道府県"),
    ("value", "指標"),
    ("reported", "報告病床数"),
    ("required", "必要量"),
    ("designation", "指定"),
)


def colour_of_level(level: int) -> str:
    """Fill colour of a class level."""
    if level == NOT_COMPUTABLE:
        return palette.NO_DATA
    if level == 0:
        return palette.NEUTRAL
    return palette.EXCESS[level - 1] if level > 0 else palette.SHORTAGE[-level - 1]


LEVELS: Final = (-4, -3, -2, -1, 0, 1, 2, 3, 4, NOT_COMPUTABLE)


def map_rows(measured: pd.DataFrame, measure: GapMeasure, chosen: str | None = None) -> pd.DataFrame:
    """One row per area for the map.

    `measured`: rows of `gap_measures.measured`. Columns: code, level (class), name, pref, value, reported, required,
    designation (all as text for the hover), chosen (drawn with a thick outline).
    """
    status = measured["reported_status"].map(labels.VALUE_STATUS)
    return pd.DataFrame(
        {
            "code": measured["area_code"],
            "level": levels(measured[measure.key], measure.key),
            "name": measured["area_name"],
            "pref": measured["pref_name"],
            "value": [f"{measure.label} {measure.text(v)}" for v in measured[measure.key]],
            "reported": [
                labels.beds(v, missing=word)
                for v, word in zip(measured["reported"], status.fillna(labels.NO_DATA), strict=True)
            ],
            "required": [labels.beds(v) for v in measured["required"]],
            "designation": measured["designation"]
            .map(labels.DESIGNATION)
            .astype(object)
            .where(measured["designation"].notna(), NO_DESIGNATION),
            "chosen": measured["area_code"] == (chosen or ""),
        }
    )


def national_map_spec(geometry_url: str, frame: Sequence[int], height: int, pref_code: str = "") -> dict[str, Any]:
    """Spec without its rows: give them as the dataset `ROWS` (`map_rows`).

    `frame`: x0, y0, x1, y1 of `map_frames.json`; areas outside `pref_code` (two digits, empty for the nation) are drawn white.
    """
    data = {"url": geometry_url, "format": {"type": "topojson", "feature": "map"}}
    look_up = {"lookup": "properties.code", "from": {"data": {"name": ROWS}, "key": "code", "fields": _LOOKED_UP}}
    view = "pref" if pref_code else "japan"  # far islands in place, or moved beside the mainland
    own_view = (
        f"datum.properties.kind === 'area' && (datum.properties.view === 'all' || datum.properties.view === '{view}')"
    )
    areas = {"data": data, "transform": [{"filter": own_view}, look_up]}
    shape = {"type": "geoshape", "filled": False, "strokeJoin": "round", "tooltip": None}

    def outlined(test: str, colour: str, width: float) -> dict[str, Any]:
        transform = [*areas["transform"], {"filter": test}]
        return {"data": data, "transform": transform, "mark": shape | {"stroke": colour, "strokeWidth": width}}

    not_computable = outlined(f"datum.level === {NOT_COMPUTABLE}", palette.TEXT_MUTED, 1.4)
    not_computable["mark"]["strokeDash"] = [4, 3]

    def lines(kind: str, colour: str, width: float) -> dict[str, Any]:
        transform = [{"filter": f"datum.properties.kind === '{kind}'"}]
        return {"data": data, "transform": transform, "mark": shape | {"stroke": colour, "strokeWidth": width}}

    fill = areas | {
        "params": [{"name": SELECTION, "select": {"type": "point", "fields": ["code"], "on": "click", "clear": False}}],
        "mark": {"type": "geoshape", "stroke": palette.MARK, "strokeWidth": 0.35, "cursor": "pointer"},
        "encoding": {
            "color": {
                "field": "level",
                "type": "ordinal",
                "scale": {"domain": list(LEVELS), "range": [colour_of_level(level) for level in LEVELS]},
                "legend": None,
            },
            "tooltip": [{"field": field, "type": "nominal", "title": title} for field, title in _TOOLTIP],
        },
    }
    if pref_code:  # neighbours without any class colour: a paler blue or a grey would read as a class
        own = f"datum.properties.pref === '{int(pref_code):02d}'"
        encoding = fill["encoding"]
        encoding["color"] = {"condition": {"test": own, **encoding["color"]}, "value": palette.GROUND}  # type: ignore[index]
    x0, y0, x1, y1 = frame
    suishin, model = (labels.DESIGNATION[d] for d in ("suishin", "model"))
    return {
        "height": height,
        "padding": 0,
        "autosize": {"type": "none"},
        "usermeta": {"embedOptions": {"renderer": "canvas"}},
        "config": {"view": {"stroke": None}, "background": palette.GROUND},
        "params": [
            {"name": "zoom", "expr": f"min(width / {x1 - x0}, height / {y1 - y0})"},
        ],
        "projection": {
            "type": "identity",
            "scale": {"expr": "zoom"},
            "translate": {"expr": f"[(width - zoom * {x0 + x1}) / 2, (height - zoom * {y0 + y1}) / 2]"},
        },
        "layer": [
            fill,
            not_computable,
            lines("border", palette.TEXT, 0.8),
            outlined(f"datum.designation === '{suishin}'", palette.DESIGNATION["suishin"], 1.4),
            outlined(f"datum.designation === '{model}'", palette.DESIGNATION["model"], 1.8),
            *([] if pref_code else [lines("inset", palette.MARK, 0.8)]),
            outlined("datum.chosen", palette.GROUND, 6.5),  # a white rim, so that the blue stands out on a blue class
            outlined("datum.chosen", palette.KEY, 3.4),
        ],
    }
