"""An area's institutions as marks: sized by beds, with the shape and the colour of their main function."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

import pandas as pd
import pydeck as pdk

from core.data.bed_names import bed_names
from core.maps.ground import area_layer, corners, deck, ground_layer, view_of
from core.maps.shapes import HALF, Mark, atlas
from core.vocabulary import labels, palette
from core.vocabulary.terms import FOUR_FUNCTIONS, LocationBasis

_PLACES: Final = [str(basis) for basis in LocationBasis if basis.is_place]
_SMALLEST_M, _PER_ROOT_BED_M = 150.0, 34.0


_FUNCTIONS: Final = [str(f) for f in FOUR_FUNCTIONS]
#: A mark without any stated bed, and the one for all institutions of a municipality that have no place of their own.
NO_BEDS, GATHERED = "none", "gathered"
#: Every mark by its name. Shapes are those of the function's line in the charts; the dark outline tells each from the ground.
MARKS: Final[dict[str, Mark]] = {
    **{str(f): Mark(palette.FUNCTION_SHAPE[f], palette.BED_FUNCTION[f], palette.TEXT, 0.85) for f in FOUR_FUNCTIONS},
    NO_BEDS: Mark("diamond", palette.NO_DATA, palette.TEXT),
    GATHERED: Mark("circle", palette.GROUND, palette.TEXT),
}
#: Side of the smallest mark's square in pixels: its disc has a radius of 5.
_SMALLEST_PX: Final = 10 * HALF


def main_function(beds: Sequence[float]) -> str | None:
    """The function with the most beds (the more acute one in a tie); None without any stated bed. `beds`: in function order."""
    stated = [0.0 if math.isnan(v) else v for v in beds]
    return _FUNCTIONS[stated.index(max(stated))] if max(stated) > 0 else None


def point_rows(facilities: pd.DataFrame, *years: int) -> pd.DataFrame:
    """Marks of the map: one per institution found on the map, one per municipality for the others; none without a place.

    `facilities`: facility_name, municipality, lon, lat, location_basis and beds by function (columns named like
    `BedFunction`, NaN where not stated). Columns: lon, lat, radius (m, of a disc of the same size), mark (a name of `MARKS`),
    text, institutions (count). `years`: of the report.
    """
    placed, called = facilities.dropna(subset=["lon", "lat"]), bed_names(*years)
    found = placed["location_basis"].isin(_PLACES)
    own, rest = placed[found], placed[~found]
    beds = own[_FUNCTIONS].astype("float64").to_numpy().tolist()
    places = own[["facility_name", "lon", "lat"]].to_numpy().tolist()
    marks = [_mark(name, lon, lat, stated, called) for (name, lon, lat), stated in zip(places, beds, strict=True)]
    marks += [_municipality_mark(str(name), group) for name, group in rest.groupby("municipality")]
    columns = ["lon", "lat", "radius", "mark", "text", "institutions"]
    rows = pd.DataFrame(marks, columns=columns)
    return rows.sort_values("radius", ascending=False, ignore_index=True)  # small marks stay on top of large ones


def _radius(beds: float | None) -> float:
    return max(_SMALLEST_M, _PER_ROOT_BED_M * math.sqrt(beds or 0.0))  # the mark's size is in proportion to the beds


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
        "mark": function or NO_BEDS,
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
        "mark": GATHERED,
        "text": f"{municipality}(代表点に集約){len(group)}施設 計 {labels.beds(total, missing=labels.VALUE_STATUS['not_reported'])}\n{names}",
        "institutions": len(group),
    }


def area_points_deck(
    rows: pd.DataFrame, area_feature: dict[str, Any], prefectures_url: str, width: int, height: int
) -> pdk.Deck:
    """`point_rows` on the area's outline. `area_feature`: its GeoJSON feature of `areas.json`."""
    picture, cells = atlas(MARKS)
    layer = pdk.Layer(
        "IconLayer",
        data=rows.assign(size=2 * HALF * rows["radius"]),
        id="facilities",
        get_position=["lon", "lat"],
        get_icon="mark",
        get_size="size",
        size_units="'meters'",
        size_min_pixels=_SMALLEST_PX,
        icon_atlas=f"'{picture}'",
        icon_mapping=cells,
        pickable=True,
        auto_highlight=True,
    )
    places = [*corners(area_feature), *rows[["lon", "lat"]].itertuples(index=False)]
    return deck(
        [ground_layer(prefectures_url), area_layer(area_feature), layer], view_of(places, width, height), height
    )
