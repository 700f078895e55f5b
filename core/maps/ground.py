"""What all pydeck views share: our own outlines as ground, colours as numbers, a view that fits the points.

No base map is asked for: `map_provider=None` and no `map_style` argument. With an explicit `map_style=None` the front end
would fetch its theme's style from outside.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from typing import Any

import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from core.vocabulary import palette

#: Colours as deck.gl takes them: red, green, blue, opacity (0–255).
Rgba = list[int]


def rgba(colour: str, opacity: float = 1.0) -> Rgba:
    """A palette colour (`#rrggbb`) as four numbers."""
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)] + [round(255 * opacity)]


def ground_layer(prefectures_url: str) -> pdk.Layer:
    """Prefecture outlines fetched from our own server; never pickable, so that it costs nothing on a click."""
    return pdk.Layer(
        "GeoJsonLayer",
        data=prefectures_url,
        id="ground",
        filled=True,
        get_fill_color=rgba(palette.NEUTRAL),
        get_line_color=rgba(palette.MARK_PALE),
        line_width_min_pixels=0.7,
        pickable=False,
    )


def area_layer(*features: dict[str, Any]) -> pdk.Layer:
    """The outlines of the areas that the view is about."""
    return pdk.Layer(
        "GeoJsonLayer",
        data={"type": "FeatureCollection", "features": list(features)},
        id="area",
        filled=True,
        get_fill_color=rgba(palette.KEY_PALE),
        get_line_color=rgba(palette.KEY),
        line_width_min_pixels=1.5,
        pickable=False,
    )


def view_of(points: Iterable[Sequence[float]], width: int, height: int, pitch: float = 0.0) -> pdk.ViewState:
    """View state that shows all points (longitude, latitude) on a canvas of at least `width` × `height` pixels."""
    lon, lat = zip(*((p[0], p[1]) for p in points), strict=True)
    north, south = (math.degrees(math.log(math.tan(math.pi / 4 + math.radians(v) / 2))) for v in (max(lat), min(lat)))
    span_x, span_y = max(max(lon) - min(lon), 0.05), max(north - south, 0.05)
    per_degree = min(width / span_x, height / span_y) * 0.75
    return pdk.ViewState(
        longitude=(max(lon) + min(lon)) / 2,
        latitude=(max(lat) + min(lat)) / 2,
        zoom=round(min(11.0, math.log2(per_degree * 360 / 512)), 2),
        pitch=pitch,
    )


def corners(feature: dict[str, Any]) -> list[Sequence[float]]:
    """All exterior points of the largest part of a MultiPolygon feature (it comes first), for `view_of`."""
    exterior: list[Sequence[float]] = feature["geometry"]["coordinates"][0][0]
    return exterior


class _Deck(pdk.Deck):  # type: ignore[misc]
    """A deck whose JSON has no blanks: pydeck sets each number of an outline on a line of its own, at a depth of a dozen blanks."""

    def to_json(self) -> str:
        return json.dumps(self, sort_keys=True, default=default_serialize, separators=(",", ":"))


def deck(layers: list[pdk.Layer], view: pdk.ViewState, height: int) -> pdk.Deck:
    """A deck without base map; every pickable row carries its hover as `text`."""
    return _Deck(
        layers=layers,
        initial_view_state=view,
        map_provider=None,
        height=height,
        tooltip={"text": "{text}", "style": {"fontFamily": palette.FONT, "fontSize": "13px"}},
    )
