"""From border segments to simplified area and prefecture polygons that share their borders."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from core.errors import UserError
from core.geo.grid import Grid
from core.geo.labels import FloatArray, IntArray
from core.geo.trace import Crossings

DECIMALS = 4

#: Islets and ponds below this size (square degrees, about 0.5 km²) are left out: no hospital stands on one and no screen
#: shows one.
_SPECK = 0.5 / (111.3 * 91)

#: A gap of sea between areas up to this size (square degrees, about 3 km²) is a fault between two coast lines.
_SLIVER = 3 / (111.3 * 91)

Areas = dict[str, MultiPolygon]


def faces_by_area(grid: Grid, areas: IntArray, crossings: Crossings, segments: FloatArray) -> Areas:
    """Closed faces of the segments, grouped by area code. Raises ValueError if a face holds nodes of two areas."""
    lines: np.ndarray = np.asarray(shapely.linestrings(segments))
    faces = shapely.get_parts(shapely.polygonize(lines))
    nodes = np.unique(np.concatenate([crossings.first, crossings.second]))
    tree = shapely.STRtree(faces)
    # Every face holds at least one end of a crossed edge, so these nodes are enough to name all faces.
    node, face = tree.query(shapely.points(grid.lon(nodes), grid.lat(nodes)), predicate="within")
    values = areas.ravel()[nodes[node]]
    lowest = np.full(len(faces), np.iinfo(np.int32).max)
    highest = np.full(len(faces), -1)
    np.minimum.at(lowest, face, values)
    np.maximum.at(highest, face, values)
    if (lowest != highest).any():
        raise ValueError(f"{int((lowest != highest).sum())} faces hold nodes of more than one area")
    filled = _fill_slivers(faces, highest)
    parts: dict[str, list[Polygon]] = defaultdict(list)
    for polygon, area in zip(faces, filled.tolist(), strict=True):
        if area > 0:
            parts[f"{area:04d}"].append(polygon)
    return {code: as_multi(shapely.union_all(parts[code])) for code in sorted(parts)}


def _fill_slivers(faces: np.ndarray, area_of_face: np.ndarray) -> np.ndarray:
    """Give small enclosed sea faces to the neighbour with the longest common border."""
    filled = area_of_face.copy()
    tree = shapely.STRtree(faces)
    for number in np.flatnonzero((area_of_face == 0) & (shapely.area(faces) <= _SLIVER)):
        neighbours = [n for n in tree.query(faces[number], predicate="touches") if area_of_face[n] > 0]
        if neighbours:
            shared = shapely.length(shapely.intersection(faces[number].boundary, shapely.boundary(faces[neighbours])))
            filled[number] = area_of_face[neighbours[int(np.argmax(shared))]]
    return filled


def simplify(areas: Areas, tolerance: float) -> Areas:
    """Simplify all areas together, so that neighbours keep one common border, then round the coordinates."""
    codes = sorted(areas)
    simplified = shapely.coverage_simplify(np.array([areas[c] for c in codes], dtype=object), tolerance)
    return {code: _without_specks(_rounded(p, code)) for code, p in zip(codes, simplified, strict=True)}


def _without_specks(area: MultiPolygon) -> MultiPolygon:
    kept = [p for i, p in enumerate(area.geoms) if i == 0 or p.area >= _SPECK]  # the largest part comes first
    return as_multi(
        MultiPolygon([Polygon(p.exterior, [r for r in p.interiors if Polygon(r).area >= _SPECK]) for p in kept])
    )


def dissolve_prefectures(areas: Areas) -> Areas:
    """Prefecture outlines from the finished areas, keyed by two-digit code, so that the borders agree."""
    groups: dict[str, list[MultiPolygon]] = defaultdict(list)
    for code in sorted(areas):
        groups[code[:2]].append(areas[code])
    return {pref: _rounded(shapely.union_all(group), pref) for pref, group in sorted(groups.items())}


def _rounded(geometry: BaseGeometry, code: str) -> MultiPolygon:
    moved = shapely.transform(geometry, lambda xy: np.round(xy, DECIMALS))
    if not moved.is_valid:
        moved = shapely.make_valid(moved, method="structure", keep_collapsed=False)
        moved = shapely.transform(moved, lambda xy: np.round(xy, DECIMALS))
    if not moved.is_valid:
        moved = shapely.set_precision(moved, 10**-DECIMALS)
    if moved.is_empty or not moved.is_valid:
        raise UserError(f"区域 {code} の形を整えられません。", "簡略化の許容差(--tolerance)を小さくしてください。")
    return as_multi(moved)


def as_multi(geometry: BaseGeometry) -> MultiPolygon:
    """The polygons of a geometry in a stable order (largest first), rings clockwise outside and normalised."""
    polygons = [p for p in shapely.get_parts(geometry) if isinstance(p, Polygon) and not p.is_empty]
    ordered = sorted((shapely.normalize(p) for p in polygons), key=lambda p: (-p.area, p.wkb))
    return MultiPolygon([_clockwise(p) for p in ordered])


def _clockwise(polygon: Polygon) -> Polygon:
    """Exterior clockwise, holes the other way: what d3, and so Vega, takes as the inside."""
    exterior = polygon.exterior.coords[:] if not polygon.exterior.is_ccw else polygon.exterior.coords[::-1]
    holes = [r.coords[:] if r.is_ccw else r.coords[::-1] for r in polygon.interiors]
    return Polygon(exterior, holes)
