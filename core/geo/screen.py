"""The map as a screen draws it: planar whole numbers, far islands moved beside the mainland, shared borders stored once.

The browser then neither projects nor clips a sphere, and one TopoJSON file of a third of the size serves every view.
Units are 1/2000 degree of longitude; y runs downwards. An area with far islands stands twice in the file: `view` is
`japan` with the islands moved (the nation on one screen) and `pref` with all parts in place; other areas have `view` `all`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from shapely.geometry import Polygon

from core.geo.topology import Areas

MAP_FILE = "map.json"
FRAMES_FILE = "map_frames.json"
PREFECTURES_MAP_FILE = "map_prefectures.json"

_UNITS = 2000
_WEST, _NORTH = 128.0, 45.8

_MARGIN = 0.03

Point = tuple[int, int]
Edge = frozenset[Point]


@dataclass(frozen=True, slots=True)
class Inset:
    """Islands inside a box (degrees west, south, east, north) move east and up by `shift` (degrees of the screen)."""

    box: tuple[float, float, float, float]
    shift: tuple[float, float]

    def holds(self, part: Polygon) -> bool:
        west, south, east, north = part.bounds
        left, bottom, right, top = self.box
        return bool(left < west and bottom < south and east < right and north < top)


#: 南西諸島 south of 屋久島 go to the empty sea north-west of 本州, 小笠原 goes east of the 伊豆 islands.
INSETS = (Inset((120, 20, 132, 30.1), (5.35, 19.6)), Inset((140.5, 20, 146, 29), (0.2, 4.6)))


def planar(lon: np.ndarray, lat: np.ndarray, shift: tuple[float, float] = (0.0, 0.0)) -> np.ndarray:
    """Screen coordinates (n × 2, whole numbers) of degrees, in Mercator's projection."""
    north = np.degrees(np.log(np.tan(np.pi / 4 + np.radians(lat) / 2)))
    top = np.degrees(np.log(np.tan(np.pi / 4 + np.radians(_NORTH) / 2)))
    dx, dy = shift
    return np.column_stack([np.rint((lon + dx - _WEST) * _UNITS), np.rint((top - north - dy) * _UNITS)]).astype(int)


def screen_files(areas: Areas, prefectures: Areas) -> dict[str, bytes]:
    """The maps of the areas and of the prefectures (TopoJSON, one object `map`: outlines with their code, prefecture borders, frame
    of the inset), and `map_frames.json` (x0, y0, x1, y1 by prefecture), which holds for both."""
    document, frames = _drawn_on_screen(areas)
    return {
        MAP_FILE: document,
        PREFECTURES_MAP_FILE: _drawn_on_screen(prefectures)[0],
        FRAMES_FILE: (json.dumps(frames, indent=1) + "\n").encode(),
    }


def _drawn_on_screen(areas: Areas) -> tuple[bytes, dict[str, list[int]]]:
    topology = _Topology()
    shown = list(_shown(areas))
    drawn = [[_rings(part, shift) for part, shift in parts] for _, _, parts in shown]
    for (code, _, _), polygons in zip(shown, drawn, strict=True):
        for polygon in polygons:
            for ring in polygon:
                topology.claim(ring, code)
    geometries: list[dict[str, object]] = [
        {
            "type": "MultiPolygon",
            "arcs": [[topology.arcs_of(ring) for ring in polygon] for polygon in polygons if polygon],
            "properties": {"kind": "area", "code": code, "pref": code[:2], "view": view},
        }
        for (code, view, _), polygons in zip(shown, drawn, strict=True)
    ]
    borders = topology.arcs_where(lambda owners: len({o[:2] for o in owners}) > 1)
    frames = _frames(shown, drawn)
    insets = [topology.add(line) for line in _inset_lines(shown, drawn)]
    document = {
        "type": "Topology",
        # One object for all: a Vega-Lite chart fetches and parses the file once per object it draws.
        "objects": {
            "map": {
                "type": "GeometryCollection",
                "geometries": [*geometries, _lines("border", borders), _lines("inset", insets)],
            }
        },
        # Readers take arcs as steps from point to point only where a transform is stated.
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [_delta(arc) for arc in topology.arcs],
    }
    return json.dumps(document, separators=(",", ":")).encode(), frames


def _shown(areas: Areas) -> Iterator[tuple[str, str, list[tuple[Polygon, tuple[float, float]]]]]:
    """(code, view, parts with their shift) of everything that is drawn."""
    for code, area in sorted(areas.items()):
        moved = [(p, next((i.shift for i in INSETS if i.holds(p)), (0.0, 0.0))) for p in area.geoms]
        if any(shift != (0.0, 0.0) for _, shift in moved):
            yield code, "japan", moved
            yield code, "pref", [(p, (0.0, 0.0)) for p in area.geoms]
        else:
            yield code, "all", moved


def _rings(polygon: Polygon, shift: tuple[float, float]) -> list[list[Point]]:
    """Closed rings without repeated points; empty if the exterior is too small for the screen's units."""
    result = []
    for ring in (polygon.exterior, *polygon.interiors):
        lon, lat = np.array(ring.coords).T
        points = [(int(x), int(y)) for x, y in planar(lon, lat, shift)]
        kept = [p for p, before in zip(points, [None, *points], strict=False) if p != before]
        if len(kept) >= 4:
            result.append(kept)
        elif ring is polygon.exterior:
            return []
    return result


class _Topology:
    """Cuts rings into arcs where the pair of areas beside a border changes, and keeps each arc once."""

    def __init__(self) -> None:
        self.arcs: list[list[Point]] = []
        self._owners: dict[Edge, set[str]] = defaultdict(set)
        self._edges_at: dict[Point, set[Edge]] = defaultdict(set)
        self._number: dict[tuple[Point, ...], int] = {}
        self._arc_owners: list[set[str]] = []

    def claim(self, ring: list[Point], code: str) -> None:
        for a, b in pairwise(ring):
            edge = frozenset((a, b))
            self._owners[edge].add(code)
            self._edges_at[a].add(edge)
            self._edges_at[b].add(edge)

    def add(self, arc: list[Point], owners: set[str] | None = None) -> int:
        self.arcs.append(arc)
        self._arc_owners.append(owners or set())
        return len(self.arcs) - 1

    def arcs_of(self, ring: list[Point]) -> list[int]:
        """Numbers of the arcs that make up the ring; ~number is an arc run backwards."""
        open_ring = ring[:-1]
        cuts = [i for i, p in enumerate(open_ring) if self._is_junction(p)]
        start = cuts[0] if cuts else open_ring.index(min(open_ring))
        turned = open_ring[start:] + open_ring[:start] + [open_ring[start]]
        ends = [i for i, p in enumerate(turned) if i and (i == len(turned) - 1 or self._is_junction(p))]
        numbers, begin = [], 0
        for end in ends:
            numbers.append(self._arc(turned[begin : end + 1]))
            begin = end
        return numbers

    def arcs_where(self, wanted: object) -> list[int]:
        return [n for n, owners in enumerate(self._arc_owners) if owners and wanted(owners)]  # type: ignore[operator]

    def _is_junction(self, point: Point) -> bool:
        edges = list(self._edges_at[point])
        return len(edges) != 2 or self._owners[edges[0]] != self._owners[edges[1]]

    def _arc(self, points: list[Point]) -> int:
        forward, backward = tuple(points), tuple(reversed(points))
        if forward in self._number:
            return self._number[forward]
        if backward in self._number:
            return ~self._number[backward]
        number = self.add(points, self._owners[frozenset(points[:2])])
        self._number[forward] = number
        return number


def _lines(kind: str, arcs: list[int]) -> dict[str, object]:
    return {"type": "MultiLineString", "arcs": [[n] for n in arcs], "properties": {"kind": kind}}


def _delta(arc: list[Point]) -> list[list[int]]:
    points = np.array(arc)
    steps: list[list[int]] = np.vstack([points[:1], np.diff(points, axis=0)]).tolist()
    return steps


Shown = list[tuple[str, str, list[tuple[Polygon, tuple[float, float]]]]]
Drawn = list[list[list[list[Point]]]]


def _inset_lines(shown: Shown, drawn: Drawn) -> list[list[Point]]:
    """For each inset the lower and right side of a box around its islands."""
    lines = []
    for inset in INSETS:
        points = [
            p
            for (_, view, parts), polygons in zip(shown, drawn, strict=True)
            for (_, shift), polygon in zip(parts, polygons, strict=True)
            if view == "japan" and shift == inset.shift
            for ring in polygon[:1]
            for p in ring
        ]
        if points:
            x0, y0, x1, y1 = _padded(np.array([[*p, *p] for p in points]))
            lines.append([(x0, y1), (x1, y1), (x1, y0)])
    return lines


def _frames(shown: Shown, drawn: Drawn) -> dict[str, list[int]]:
    """Screen box of `japan` and of each prefecture: every area's largest part, so far islets do not shrink the view."""
    boxes: dict[str, list[list[int]]] = defaultdict(list)
    for (code, view, _), polygons in zip(shown, drawn, strict=True):
        if view != "pref":
            boxes["japan"] += [_box(p) for p in polygons if p]
        if view != "japan":
            boxes[code[:2]].append(_box(polygons[0]))
    return {key: _padded(np.array(group)) for key, group in sorted(boxes.items())}


def _box(polygon: list[list[Point]]) -> list[int]:
    points = np.array(polygon[0])
    return [*points.min(axis=0).tolist(), *points.max(axis=0).tolist()]


def _padded(boxes: np.ndarray) -> list[int]:
    x0, y0 = boxes[:, :2].min(axis=0)
    x1, y1 = boxes[:, 2:].max(axis=0)
    margin = _MARGIN * max(x1 - x0, y1 - y0)
    return [round(float(v)) for v in (x0 - margin, y0 - margin, x1 + margin, y1 + margin)]
