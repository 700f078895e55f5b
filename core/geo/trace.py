"""Traces the borders between areas on the labelled grid: marching squares for many labels, crossings by bisection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.geo.grid import Grid, IndexArray
from core.geo.labels import FloatArray, IntArray

BISECTIONS = 6

#: The area numbers of many points.
AreaMany = Callable[[FloatArray, FloatArray], IntArray]


@dataclass(frozen=True, slots=True)
class Crossings:
    """Border points on grid edges: for each the two nodes it lies between and its coordinates (n × 2, degrees)."""

    first: IndexArray
    second: IndexArray
    points: FloatArray


def edges_between_areas(areas: IntArray) -> tuple[IndexArray, IndexArray]:
    """Node indices of all horizontal, then all vertical grid edges whose ends lie in different areas."""
    rows, columns = areas.shape
    index = np.arange(rows * columns).reshape(rows, columns)
    across = areas[:, :-1] != areas[:, 1:]
    up = areas[:-1, :] != areas[1:, :]
    first = np.concatenate([index[:, :-1][across], index[:-1, :][up]])
    second = np.concatenate([index[:, 1:][across], index[1:, :][up]])
    return first, second


def place_crossings(
    grid: Grid, areas: IntArray, first: IndexArray, second: IndexArray, area_many: AreaMany
) -> Crossings:
    """Halve each edge `BISECTIONS` times towards the border. A third area in between counts as the far side."""
    low, high = np.zeros(len(first)), np.ones(len(first))
    own = areas.ravel()[first]
    lon0, lat0 = grid.lon(first), grid.lat(first)
    dlon, dlat = grid.lon(second) - lon0, grid.lat(second) - lat0
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        same = area_many(lon0 + middle * dlon, lat0 + middle * dlat) == own
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    middle = (low + high) / 2
    return Crossings(first, second, np.column_stack([lon0 + middle * dlon, lat0 + middle * dlat]))


def border_segments(grid: Grid, crossings: Crossings) -> FloatArray:
    """Line segments (n × 2 × 2) inside the grid cells.

    A cell with two crossings gets one segment; a cell where three or four meet gets one from each to their mean, so
    all faces close at a shared point.
    """
    cell, point = _crossings_of_cells(grid, crossings)
    order = np.argsort(cell, kind="stable")
    cell, point = cell[order], point[order]
    _, start, count = np.unique(cell, return_index=True, return_counts=True)

    two = start[count == 2]
    pairs = np.stack([crossings.points[point[two]], crossings.points[point[two + 1]]], axis=1)

    stars: list[npt.NDArray[np.float64]] = []
    for n in (3, 4):
        begin = start[count == n]
        if not len(begin):
            continue
        ends = crossings.points[point[begin[:, None] + np.arange(n)]]
        centre = np.broadcast_to(ends.mean(axis=1, keepdims=True), ends.shape)
        stars.append(np.stack([ends, centre], axis=2).reshape(-1, 2, 2))
    return np.concatenate([pairs, *stars])


def _crossings_of_cells(grid: Grid, crossings: Crossings) -> tuple[IndexArray, IndexArray]:
    """Each crossing twice: once for either cell beside its edge. A cell is named by its lower left node."""
    number = np.arange(len(crossings.first))
    horizontal = crossings.second == crossings.first + 1
    beside = np.where(horizontal, crossings.first - grid.columns, crossings.first - 1)
    return np.concatenate([crossings.first, beside]), np.concatenate([number, number])
