"""An area's institutions as points: sized by beds, coloured by main function."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

import pandas as pd
import pydeck as pdk

from core.data.bed_names import bed_names
from core.maps.ground import area_layer, corners, deck, ground_layer, rgba, view_of
from core.vocabulary import labels, palette
from core.vocabulary.terms import FOUR_FUNCTIONS, LocationBasis

_PLACES: Final = [str(basis) for basis in LocationBasis if basis.is_place]
_SMALLEST_M, _PER_ROOT_BED_M = 150.0, 34.0


_FUNCTIONS: Final = [str(f) for f in FOUR_FUNCTIONS]


def main_function(beds: Sequence[float]) -> str | None:
    """The function with the most beds (the more acute one in a tie); None without any stated bed. `beds`: in function order."""
    stated = [0.0 if math.isnan(v) else v for v in beds]
    return _FUNCTIONS[stated.index(max(stated))] if max(stated) > 0 else None


def point_rows(facilities: pd.DataFrame, *years: int) -> pd.DataFrame:
    """Marks of the map: one per institution found on the map, one per municipality for the others; none without a place.

    `facilities`: facility_name, municipality, lon, lat, location_basis and beds by function (columns named like
    `BedFunction`, NaN where not stated). Columns: lon, lat, radius (m), fill, line (RGBA), text, institutions (count). `years`: of the report.
    """
    placed, called = facilities.dropna(subset=["lon", "lat"]), bed_names(*years)
    found = placed["location_basis"].isin(_PLACES)
    own, rest = placed[found], placed[~found]
    beds = own[_FUNCTIONS].astype("float64").to_numpy().tolist()
    places = own[["facility_name", "lon", "lat"]].to_numpy().tolist()
    marks = [_mark(name, lon, lat, stated, called) for (name, lon, lat), stated in zip(places, beds, strict=True)]
    marks += [_municipality_mark(str(name), group) for name, group in rest.groupby("municipality")]
    columns = ["lon", "lat", "radius", "fill", "line", "text", "institutions"]
    rows = pd.DataFrame(marks, columns=columns)
    return rows.sort_values("radius", ascending=False, ignore_index=True)  # small marks stay on top of large ones


def _radius(beds: float | None) -> float:
    return max(_SMALLEST_M, _PER_ROOT_BED_M * math.sqrt(beds or 0.0))  # the disc's size is in proportion to the beds


def _total(beds: Sequence[float]) -> float | None:
    stated = [v for v in beds if not math.isnan(v)]
    return sum(stated) if stated else None


def _mark(name: str, lon: float, lat: float, beds: list[float], called: dict[str, str]) -> dict[str, Any]:
    function, total = main_function(beds), _total(beds)
    parts = "、".join(f"{called[f]} {labels.beds(v)}" for f, v in zip(_FUNCTIONS, beds, strict=True) if v > 0)
    said = labels.beds(total, missing=labels.VALUE_STATUS["not_reported"])
    return {
        "lon": lon,
        "lat": lat,
        "radius": _radius(total),
        "fill": rgba(palette.BED_FUNCTION[function] if function else palette.NO_DATA, 0.75),
        "line": rgba(palette.GROUND),
        "text": f"{name}\n{said}({parts})" if parts else f"{name}\n{said}",
        "institutions": 1,
    }


def _municipality_mark(municipality: str, group: pd.DataFrame) -> dict[str, Any]:
    total = _total(group[_FUNCTIONS].astype("float64").to_numpy().ravel().tolist())
    names = "、".join(group["facility_name"].head(4)) + (" ほか" if len(group) > 4 else "")
    return {
        "lon": float(group["lon"].iloc[0]),
        "lat": float(group["lat"].iloc[0]),
        "radius": _radius(total),
        "fill": rgba(palette.GROUND, 0.35),
        "line": rgba(palette.TEXT_MUTED),
        "text": f"{municipality}(代表点に集約){len(group)}施設 計 {labels.beds(total, missing=labels.VALUE_STATUS['not_reported'])}\n{names}",
        "institutions": len(group),
    }


def area_points_deck(
    rows: pd.DataFrame, area_feature: dict[str, Any], prefectures_url: str, width: int, height: int
) -> pdk.Deck:
    """`point_rows` on the area's outline. `area_feature`: its GeoJSON feature of `areas.json`."""
    layer = pdk.Layer(
        "ScatterplotLayer",
        data=rows,
        id="facilities",
        get_position=["lon", "lat"],
        get_radius="radius",
        radius_min_pixels=4,
        get_fill_color="fill",
        get_line_color="line",
        stroked=True,
        line_width_min_pixels=1.2,
        pickable=True,
        auto_highlight=True,
    )
    places = [*corners(area_feature), *rows[["lon", "lat"]].itertuples(index=False)]
    return deck(
        [ground_layer(prefectures_url), area_layer(area_feature), layer], view_of(places, width, height), height
    )
