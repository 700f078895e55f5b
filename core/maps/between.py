"""Patient flow between a few areas as arrows, each as wide as its share, on their outlines.

Every outline and every arrow is one row with its path, drawn as a mark of that shape: a Vega-Lite spec that depends on its height
alone. So another choice of areas changes rows in a picture that stands, without WebGL, which is slow on office machines without a
graphics card, and paper and slides show the same. What lies around is one row, no finer than it can be seen: with every corner of
the neighbours' coasts the map would take as long as all else that a sixth area changes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from core.charts.named import ROWS
from core.data.sourced import rows_of
from core.maps.frames import area_feature, area_rings, areas_within
from core.maps.ground import corners
from core.vocabulary import labels, palette

#: Width in pixels of the narrowest map that shows all of its areas at full size.
_NARROWEST: Final = 440
_WIDTH_PER_SHARE: Final = 60.0
_THINNEST: Final = 1.5
#: Part of the map's height that the areas take.
_TAKEN: Final = 0.84
#: Side way of an arrow's bend, as a part of its length: there and back lie apart.
_BEND: Final = 0.16
_STEPS: Final = 14
#: What lies around has its corners on a grid of so many pixels, a corner less where a border hardly bends, and ends so many halves of the
#: map's height from its middle (across, down: beyond what is in sight).
_GRAIN: Final = 1.2
_AROUND: Final = (3.0, 1.2)
#: Pixels from the middle of an area to the start of an arrow, and to its point.
_AWAY, _SHORT = 12.0, 10.0

#: Longitude and latitude to the plane of the picture: 1 is half of the map's height, y downwards.
_Point = tuple[float, float]


def between_rows(
    shares: Mapping[str, Mapping[str, float]], places: Mapping[str, tuple[str, float, float]]
) -> pd.DataFrame:
    """One row per listed flow from one of `places` to another, largest first: home, other (codes), share, width (px), text.

    `shares`: share (0–1) of an area's resident inpatients by the area of treatment; `places`: name, longitude, latitude by code.
    """
    marks = [
        {
            "home": home,
            "other": other,
            "share": share,
            "width": max(_THINNEST, _WIDTH_PER_SHARE * share),
            "text": f"{places[home][0]} → {places[other][0]}: {places[home][0]}に住む入院患者の {labels.percent(share)}",
        }
        for home in places
        for other, share in shares.get(home, {}).items()
        if other in places and other != home
    ]
    marks.sort(key=lambda mark: -float(str(mark["share"])))  # thin ones stay on top of wide ones
    return pd.DataFrame(marks, columns=["home", "other", "share", "width", "text"])


def between_marks(flows: pd.DataFrame, places: Mapping[str, tuple[str, float, float]], height: int) -> pd.DataFrame:
    """What the map draws, in drawing order: kind (land, area, flow, name), path, x, y, text.

    `flows`: of `between_rows`. Coordinates: 1 is half of the map's `height`, with the areas of `places` in the middle; `path` is an
    outline in them, x and y the place of a name. Land: the other areas in sight, all in one row. Raises KeyError for an unknown area.
    """
    to_plane, sight = _plane([point for code in places for point in corners(area_feature(code))], height)
    pixel = 2 / height
    around = [area_rings(code) for code in areas_within(*sight) if code not in places]
    rows: list[tuple[str, str, float, float, str]] = []
    if around:
        corners_around, lengths = (np.concatenate(parts) for parts in zip(*around, strict=True))
        if land := _coarse(corners_around, lengths, to_plane, pixel * _GRAIN):
            rows.append(("land", land, 0.0, 0.0, ""))
    rows += [("area", _outline(*area_rings(code), to_plane), 0.0, 0.0, "") for code in places]
    middle = {code: to_plane(lon, lat) for code, (_, lon, lat) in places.items()}
    for flow in rows_of(flows):
        path = _arrow(middle[flow.home], middle[flow.other], flow.width * pixel, pixel)
        rows.append(("flow", path, 0.0, 0.0, flow.text))
    rows += [("name", "", *middle[code], name) for code, (name, _, _) in places.items()]
    return pd.DataFrame(rows, columns=["kind", "path", "x", "y", "text"])


def between_map(height: int) -> dict[str, Any]:
    """The map of `between_marks` made for the same height in pixels."""
    place = {"x": {"expr": "width / 2 + unit * datum.x"}, "y": {"expr": "height / 2 + unit * datum.y"}}

    def shapes(kind: str, *, hover: bool = False, **look: Any) -> dict[str, Any]:
        encoding: dict[str, Any] = {"shape": {"field": "path", "type": "nominal", "scale": None, "legend": None}}
        if hover:
            encoding["tooltip"] = {"field": "text", "type": "nominal", "title": "行き来"}
        size = {"expr": "4 * unit * unit"}  # of the square that holds a shape from −1 to 1
        mark = {"type": "point", "filled": False, "opacity": 1, "tooltip": None, "clip": True, "size": size, **place}
        return _only(kind) | {"mark": mark | look, "encoding": encoding}

    def names(**look: Any) -> dict[str, Any]:
        mark = {"type": "text", "font": palette.FONT, "fontSize": 13, "fontWeight": "bold", "tooltip": None, **place}
        return _only("name") | {"mark": mark | look, "encoding": {"text": {"field": "text", "type": "nominal"}}}

    return {
        "height": height,
        "autosize": {"type": "none"},
        "padding": 0,
        "usermeta": {"embedOptions": {"renderer": "canvas"}},
        "config": {"view": {"stroke": None}, "background": palette.GROUND},
        "params": [{"name": "unit", "expr": f"min(height, width * {height / _NARROWEST:.4f}) / 2"}],
        "layer": [
            shapes("land", fill=palette.NEUTRAL, stroke=palette.MARK_PALE, strokeWidth=0.7),
            shapes("area", fill=palette.KEY_PALE, stroke=palette.KEY, strokeWidth=1.5),
            shapes("flow", hover=True, fill=palette.KEY, fillOpacity=0.8, stroke=palette.GROUND, strokeWidth=0.8),
            names(stroke=palette.GROUND, strokeWidth=4, strokeJoin="round", color=palette.GROUND),
            names(color=palette.TEXT),
        ],
    }


def _only(kind: str) -> dict[str, Any]:
    return {"data": {"name": ROWS}, "transform": [{"filter": f"datum.kind === '{kind}'"}]}


class _Plane:
    """Longitude and latitude (°) to the plane of one map, whose scale is true in its middle."""

    def __init__(self, middle: _Point, unit: float) -> None:
        self._lon, self._lat = middle
        self._unit, self._narrow = unit, math.cos(math.radians(self._lat))

    def __call__(self, lon: Any, lat: Any) -> tuple[Any, Any]:
        """Of one point, or of arrays of them."""
        return ((lon - self._lon) * self._narrow / self._unit, (self._lat - lat) / self._unit)


def _plane(points: Sequence[Sequence[float]], height: int) -> tuple[_Plane, tuple[float, float, float, float]]:
    """The plane that holds all points, and what is in sight of a map three times as wide as it is high: west, south, east, north."""
    lon, lat = [p[0] for p in points], [p[1] for p in points]
    west, east, south, north = min(lon), max(lon), min(lat), max(lat)
    middle = ((west + east) / 2, (south + north) / 2)
    narrow = math.cos(math.radians(middle[1]))
    unit = max(north - south, (east - west) * narrow * height / _NARROWEST, 0.05) / 2 / _TAKEN
    wide = 3 * unit / narrow
    return _Plane(middle, unit), (middle[0] - wide, middle[1] - unit, middle[0] + wide, middle[1] + unit)


def _outline(places: np.ndarray, lengths: np.ndarray, to_plane: _Plane) -> str:
    """Path of rings, holes too. `places`, `lengths`: as `frames.area_rings`."""
    rings = np.split(np.column_stack(to_plane(places[:, 0], places[:, 1])), np.cumsum(lengths)[:-1])
    return "".join(_path(map(tuple, ring.tolist())) for ring in rings)


def _coarse(places: np.ndarray, lengths: np.ndarray, to_plane: _Plane, grain: float) -> str:
    """Path of rings with their corners on a grid of `grain`, only those that can be seen; without those that have no surface.

    `places`, `lengths`: as `frames.area_rings`. Whether a corner stays is seen from it and its neighbours, so both sides of a border
    keep the same.
    """
    most = np.array([round(most / grain) for most in _AROUND])
    corners = np.rint(np.column_stack(to_plane(places[:, 0], places[:, 1])) / grain).clip(-most, most).astype("int64")
    ring = np.repeat(np.arange(len(lengths)), lengths)
    corners, ring = _kept(corners, ring, np.any(corners != corners[_beside_it(ring, 1)], axis=1))
    corners, ring = _kept(corners, ring, _bends(corners, ring, corners.sum(axis=1) % 2 == 1))
    corners, ring = _kept(corners, ring, _bends(corners, ring, corners[:, 0] % 2 == 1))
    if not len(ring):
        return ""
    first = np.flatnonzero(np.diff(ring, prepend=-1))
    wide = np.all(np.maximum.reduceat(corners, first) > np.minimum.reduceat(corners, first), axis=1).tolist()
    rings = np.split(corners * grain, first[1:])
    return "".join(_path(map(tuple, one.tolist())) for one, drawn in zip(rings, wide, strict=True) if drawn)


def _kept(corners: np.ndarray, ring: np.ndarray, stays: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return corners[stays], ring[stays]


def _beside_it(ring: np.ndarray, step: int) -> np.ndarray:
    """Place of the next (1) or last (-1) corner of the same ring, for each corner; `ring`: its number, ascending."""
    at = np.arange(len(ring)) + step
    begins = np.searchsorted(ring, ring)
    ends = np.searchsorted(ring, ring, side="right")
    found: np.ndarray = np.where(at >= ends, begins, np.where(at < begins, ends - 1, at))
    return found


def _bends(corners: np.ndarray, ring: np.ndarray, spare: np.ndarray) -> np.ndarray:
    """Corners that do not lie on the line between their neighbours; of those to spare, those more than a step away from it."""
    before = corners[_beside_it(ring, -1)]
    across, corner = corners[_beside_it(ring, 1)] - before, corners - before
    away = np.abs(across[:, 0] * corner[:, 1] - across[:, 1] * corner[:, 0])
    found: np.ndarray = away > np.where(spare, np.hypot(across[:, 0], across[:, 1]), 0)
    return found


def _path(points: Iterable[_Point]) -> str:
    return "M" + "L".join(f"{x:.3f},{y:.3f}" for x, y in points) + "Z"


def _arrow(start: _Point, end: _Point, width: float, pixel: float) -> str:
    """Outline of a bent arrow of one width (of its shaft) from near `start` to near `end`."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy) or pixel
    bent = ((start[0] + end[0]) / 2 - dy * _BEND * 2, (start[1] + end[1]) / 2 + dx * _BEND * 2)
    head = min(max(8 * pixel, width), length / 3)
    first = min(_AWAY * pixel / length, 0.3)
    tip = 1 - min(_SHORT * pixel / length, 0.2)
    neck = max(tip - head / length, first)
    at = [first + (neck - first) * n / _STEPS for n in range(_STEPS + 1)]
    left = [_beside(start, bent, end, t, width / 2) for t in at]
    right = [_beside(start, bent, end, t, -width / 2) for t in reversed(at)]
    wing = max(4.5 * pixel, width)
    point = [
        _beside(start, bent, end, neck, wing),
        _beside(start, bent, end, tip, 0.0),
        _beside(start, bent, end, neck, -wing),
    ]
    return _path([*left, *point, *right])


def _beside(start: _Point, bent: _Point, end: _Point, t: float, away: float) -> _Point:
    """The point at `t` (0–1) of a curve, moved by `away` to its side."""
    x, y = ((1 - t) ** 2 * a + 2 * t * (1 - t) * b + t**2 * c for a, b, c in zip(start, bent, end, strict=True))
    dx, dy = (2 * (1 - t) * (b - a) + 2 * t * (c - b) for a, b, c in zip(start, bent, end, strict=True))
    length = math.hypot(dx, dy) or 1.0
    return (x - dy / length * away, y + dx / length * away)
