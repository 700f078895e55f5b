"""The map as a screen draws it: planar whole numbers, 沖縄県 moved beside the mainland, shared borders stored once.

The browser then neither projects nor clips a sphere, and one TopoJSON file of a third of the size serves every view.
Units are 1/2000 degree of longitude; y runs downwards.
"""

from __future__ import annotations

import json
from collections import defaultdict

import numpy as np
from shapely.geometry import MultiPolygon, Polygon

from core.geo.topology import Areas

MAP_FILE = "map.json"
FRAMES_FILE = "map_frames.json"

_UNITS = 2000
_WEST, _NORTH = 128.0, 45.8
OKINAWA = "47"
#: 沖縄県 is drawn in the empty sea north-west of 本州: degrees east, and degrees north on the stretched axis.
_OKINAWA_SHIFT = (5.35, 20.1)
_MARGIN = 0.06

Point = tuple[int, int]
Edge = frozenset[Point]


def planar(lon: np.ndarray, lat: np.ndarray, moved: bool) -> np.ndarray:
    """Screen coordinates (n × 2, whole numbers) of degrees: Mercator, 沖縄県 shifted."""
    north = np.degrees(np.log(np.tan(np.pi / 4 + np.radians(lat) / 2)))
    top = np.degrees(np.log(np.tan(np.pi / 4 + np.radians(_NORTH) / 2)))
    dx, dy = _OKINAWA_SHIFT if moved else (0.0, 0.0)
    return np.column_stack([np.rint((lon + dx - _WEST) * _UNITS), np.rint((top - north - dy) * _UNITS)]).astype(int)


def screen_files(areas: Areas) -> dict[str, bytes]:
    """`map.json` (TopoJSON: objects areas, borders, coast, inset) and `map_frames.json` (x0, y0, x1, y1 by prefecture)."""
    rings = {code: [_rings(p, code[:2] == OKINAWA) for p in area.geoms] for code, area in sorted(areas.items())}
    frames = _frames(areas)
    topology = _Topology()
    for code, polygons in rings.items():
        for polygon in polygons:
            for ring in polygon:
                topology.claim(ring, code)
    geometries = [
        {
            "type": "MultiPolygon",
            "arcs": [[topology.arcs_of(ring) for ring in polygon] for polygon in polygons if polygon],
            "properties": {"code": code, "pref": code[:2]},
        }
        for code, polygons in rings.items()
    ]
    document = {
        "type": "Topology",
        "objects": {
            "areas": {"type": "GeometryCollection", "geometries": geometries},
            "borders": _lines(topology.arcs_where(lambda owners: len({o[:2] for o in owners}) > 1)),
            "coast": _lines(topology.arcs_where(lambda owners: len(owners) == 1)),
            "inset": _lines([topology.add(_inset_line(frames[OKINAWA]))]),
        },
        "arcs": [_delta(arc) for arc in topology.arcs],
    }
    return {
        MAP_FILE: json.dumps(document, separators=(",", ":")).encode(),
        FRAMES_FILE: (json.dumps(frames, indent=1) + "\n").encode(),
    }


def _rings(polygon: Polygon, moved: bool) -> list[list[Point]]:
    """Closed rings without repeated points; empty if the exterior is too small for the screen's units."""
    result = []
    for ring in (polygon.exterior, *polygon.interiors):
        lon, lat = np.array(ring.coords).T
        points = [(int(x), int(y)) for x, y in planar(lon, lat, moved)]
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
        for a, b in zip(ring, ring[1:], strict=False):
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


def _lines(arcs: list[int]) -> dict[str, object]:
    return {"type": "MultiLineString", "arcs": [[n] for n in arcs], "properties": {}}


def _delta(arc: list[Point]) -> list[list[int]]:
    points = np.array(arc)
    return np.vstack([points[:1], np.diff(points, axis=0)]).tolist()


def _inset_line(frame: list[int]) -> list[Point]:
    x0, y0, x1, y1 = frame
    return [(x0, y1), (x1, y1), (x1, y0)]


def _frames(areas: Areas) -> dict[str, list[int]]:
    """Screen box of `japan` and of each prefecture: every area's largest part, so far islets do not shrink the view."""
    boxes: dict[str, list[np.ndarray]] = defaultdict(list)
    for code, area in sorted(areas.items()):
        box = _box(MultiPolygon([area.geoms[0]]), code[:2] == OKINAWA)
        boxes[code[:2]].append(box)
        boxes["japan"].append(_box(area, code[:2] == OKINAWA))
    return {key: _padded(np.array(group)) for key, group in sorted(boxes.items())}


def _box(area: MultiPolygon, moved: bool) -> np.ndarray:
    west, south, east, north = area.bounds
    return planar(np.array([west, east]), np.array([north, south]), moved).ravel()


def _padded(boxes: np.ndarray) -> list[int]:
    x0, y0 = boxes[:, :2].min(axis=0)
    x1, y1 = boxes[:, 2:].max(axis=0)
    margin = _MARGIN * max(x1 - x0, y1 - y0)
    return [round(x0 - margin), round(y0 - margin), round(x1 + margin), round(y1 + margin)]
