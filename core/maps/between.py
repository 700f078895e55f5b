"""Patient flow between a few areas as arcs, each as wide as its share, on their outlines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd
import pydeck as pdk

from core.maps.ground import area_layer, corners, deck, ground_layer, rgba, view_of
from core.vocabulary import labels, palette

_WIDTH_PER_SHARE: Final = 60.0
_PITCH: Final = 38.0


def between_rows(
    shares: Mapping[str, Mapping[str, float]], places: Mapping[str, tuple[str, float, float]]
) -> pd.DataFrame:
    """One row per listed flow from one of `places` to another: from_lon, from_lat, to_lon, to_lat, share, width (px), text.

    `shares`: share (0–1) of an area's resident inpatients by the area of treatment; `places`: name, longitude, latitude by code.
    """
    marks = [
        {
            "from_lon": places[home][1],
            "from_lat": places[home][2],
            "to_lon": places[other][1],
            "to_lat": places[other][2],
            "share": share,
            "width": max(1.5, _WIDTH_PER_SHARE * share),
            "text": f"{places[home][0]} → {places[other][0]}\n{places[home][0]}に住む入院患者の {labels.percent(share)}",
        }
        for home in places
        for other, share in shares.get(home, {}).items()
        if other in places and other != home
    ]
    return pd.DataFrame(marks, columns=["from_lon", "from_lat", "to_lon", "to_lat", "share", "width", "text"])


def between_deck(
    rows: pd.DataFrame,
    features: Sequence[dict[str, Any]],
    places: Sequence[tuple[str, float, float]],
    prefectures_url: str,
    width: int,
    height: int,
) -> pdk.Deck:
    """`between_rows` on the outlines of the areas (`features`, at least one): pale where a patient lives, strong where treated.

    `places`: name, longitude and latitude of each area, written on it.
    """
    arcs = pdk.Layer(
        "ArcLayer",
        data=rows,
        id="between",
        get_source_position=["from_lon", "from_lat"],
        get_target_position=["to_lon", "to_lat"],
        get_width="width",
        get_source_color=rgba(palette.KEY, 0.25),
        get_target_color=rgba(palette.KEY, 0.95),
        get_tilt=12,
        pickable=True,
        auto_highlight=True,
    )
    names = pdk.Layer(
        "TextLayer",
        data=[{"text": name, "place": [lon, lat]} for name, lon, lat in places],
        id="names",
        get_position="place",
        get_text="text",
        get_size=13,
        get_color=rgba(palette.TEXT),
        character_set=pdk.types.String("auto"),
        font_family=pdk.types.String(palette.FONT),
        font_weight=700,
        outline_width=3,
        outline_color=rgba(palette.GROUND),
        font_settings={"sdf": True},
        get_pixel_offset=[0, 12],
        parameters={"depthTest": False},  # else the tilted ground cuts the lower half of every letter off
        pickable=False,
    )
    points = [point for feature in features for point in corners(feature)]
    return deck(
        [ground_layer(prefectures_url), area_layer(*features), arcs, names],
        view_of(points, width, height, _PITCH),
        height,
    )
