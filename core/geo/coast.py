"""Thins the coast more than the borders between areas: hospitals lie beside borders, and most vertices lie on coasts."""

from __future__ import annotations

import heapq
from collections import defaultdict
from itertools import pairwise

from shapely.geometry import MultiPolygon, Polygon

from core.geo.topology import Areas, as_multi

Point = tuple[float, float]


def thin_coast(areas: Areas, tolerance: float) -> Areas:
    """Drop coast vertices whose triangle with their neighbours is smaller than `tolerance`² (Visvalingam–Whyatt).

    Vertices of a border shared with another area stay, so neighbours keep one border. A polygon that would become
    invalid keeps its coast.
    """
    owners: dict[frozenset[Point], int] = defaultdict(int)
    for area in areas.values():
        for polygon in area.geoms:
            for ring in (polygon.exterior, *polygon.interiors):
                for edge in pairwise(ring.coords):
                    owners[frozenset(edge)] += 1
    return {code: as_multi(MultiPolygon([_thin(p, owners, tolerance) for p in a.geoms])) for code, a in areas.items()}


def _thin(polygon: Polygon, owners: dict[frozenset[Point], int], tolerance: float) -> Polygon:
    rings = [_thin_ring(list(r.coords), owners, tolerance) for r in (polygon.exterior, *polygon.interiors)]
    thinned = Polygon(rings[0], rings[1:])
    return thinned if thinned.is_valid else polygon


def _thin_ring(ring: list[Point], owners: dict[frozenset[Point], int], tolerance: float) -> list[Point]:
    points = ring[:-1]
    count = len(points)
    before = [(i - 1) % count for i in range(count)]
    after = [(i + 1) % count for i in range(count)]
    free = [
        owners[frozenset((points[i], points[before[i]]))] == 1 and owners[frozenset((points[i], points[after[i]]))] == 1
        for i in range(count)
    ]

    def size(i: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = points[before[i]], points[i], points[after[i]]
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2

    heap = [(size(i), i) for i in range(count) if free[i]]
    heapq.heapify(heap)
    alive = [True] * count
    left = count
    while heap and left > 4:
        area, i = heapq.heappop(heap)
        if area > tolerance**2:
            break
        if not alive[i] or area != size(i):
            continue  # removed, or its neighbours changed since
        alive[i] = False
        left -= 1
        after[before[i]], before[after[i]] = after[i], before[i]
        for neighbour in (before[i], after[i]):
            if free[neighbour]:
                heapq.heappush(heap, (size(neighbour), neighbour))
    kept = [p for p, keep in zip(points, alive, strict=True) if keep]
    return [*kept, kept[0]]
