"""Patient flow between areas as arcs: where the area's inpatients come from and where its residents go."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import pydeck as pdk

from core.data.sourced import rows_of
from core.maps.ground import area_layer, corners, deck, ground_layer, rgba, view_of
from core.vocabulary import labels, palette
from core.vocabulary.terms import Direction

COLOUR: Final[dict[str, str]] = {Direction.INFLOW: palette.KEY, Direction.OUTFLOW: palette.EXCESS[2]}
_WIDTH_PER_SHARE: Final = 60.0
_PITCH: Final = 38.0


def arc_rows(flow: pd.DataFrame, area_code: str, area_name: str, at: tuple[float, float]) -> pd.DataFrame:
    """One row per listed partner outside the area: from_lon, from_lat, to_lon, to_lat, share, width (px), direction, name, text.

    `flow`: direction, partner_area_code, partner_name, partner_pref_name, partner_lon, partner_lat, share (0–1) of one patient
    group; `at`: longitude and latitude of the area. The own area's row is no arc; partners below the publication's threshold
    are not in the data.
    """
    outside = flow[(flow["partner_area_code"] != area_code)].dropna(subset=["partner_lon", "partner_lat", "share"])
    marks: list[dict[str, Any]] = []
    for row in rows_of(outside):
        partner, inward = (row.partner_lon, row.partner_lat), row.direction == Direction.INFLOW
        start, end = (partner, at) if inward else (at, partner)
        name = labels.area(row.partner_name, row.partner_pref_name)
        way = f"{name} → {area_name}" if inward else f"{area_name} → {name}"
        marks.append(
            {
                "from_lon": start[0],
                "from_lat": start[1],
                "to_lon": end[0],
                "to_lat": end[1],
                "share": row.share,
                "width": max(1.5, _WIDTH_PER_SHARE * row.share),
                "direction": str(row.direction),
                "name": name,
                "text": f"{labels.DIRECTION[row.direction]} {way}\n入院患者の {labels.percent(row.share)}",
            }
        )
    columns = ["from_lon", "from_lat", "to_lon", "to_lat", "share", "width", "direction", "name", "text"]
    return pd.DataFrame(marks, columns=columns)


def flow_arc_deck(
    rows: pd.DataFrame, area_feature: dict[str, Any], prefectures_url: str, width: int, height: int
) -> pdk.Deck:
    """`arc_rows` on the prefectures; inflow blue, outflow orange, leaning to either side, as wide as their share."""
    arcs = [
        pdk.Layer(
            "ArcLayer",
            data=rows[rows["direction"] == direction],
            id=str(direction),
            get_source_position=["from_lon", "from_lat"],
            get_target_position=["to_lon", "to_lat"],
            get_width="width",
            get_source_color=rgba(COLOUR[direction], 0.35),
            get_target_color=rgba(COLOUR[direction], 0.95),
            get_tilt=tilt,
            pickable=True,
            auto_highlight=True,
        )
        for direction, tilt in ((Direction.INFLOW, 12), (Direction.OUTFLOW, -12))
    ]
    places = [*corners(area_feature)]
    for ends in (["from_lon", "from_lat"], ["to_lon", "to_lat"]):
        places += list(rows[ends].itertuples(index=False))
    return deck(
        [ground_layer(prefectures_url), area_layer(area_feature), *arcs], view_of(places, width, height, _PITCH), height
    )
