"""Finds the land: a coarse flood fill from the hospitals and the island seeds, then the fine nodes around it.

A lookup costs some 15 µs on land and 400 µs at sea, so the sea is never swept: the coarse fill goes two nodes out to
find islands near a coast, the fine one stops at the first sea node.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from core.geo.grid import Grid, IndexArray
from core.geo.labels import SEA, UNKNOWN, FloatArray, IntArray

#: Labels many points; the build passes one that shares the work between processes.
LabelMany = Callable[[FloatArray, FloatArray], IntArray]

_SEED_REACH = 3
_SEA_REACH = 2


def scan_coarse(grid: Grid, lon: FloatArray, lat: FloatArray, label_many: LabelMany) -> IndexArray:
    """Land nodes of the coarse grid that can be reached from the seed points."""
    labels = np.full(grid.size, UNKNOWN, dtype=np.int32)
    sea_steps = np.zeros(grid.size, dtype=np.int8)
    frontier = grid.block(grid.nearest(lon, lat), _SEED_REACH)
    while len(frontier):
        labels[frontier] = label_many(grid.lon(frontier), grid.lat(frontier))
        land = frontier[labels[frontier] != SEA]
        sea = frontier[(labels[frontier] == SEA) & (sea_steps[frontier] < _SEA_REACH)]
        around_land = grid.block(land, 1)
        around_sea = grid.block(sea, 1)
        around_sea = around_sea[labels[around_sea] == UNKNOWN]
        sea_steps[around_sea] = _SEA_REACH
        fresh = around_land[labels[around_land] == UNKNOWN]
        sea_steps[fresh] = 1
        frontier = np.union1d(fresh, around_sea)
    return np.flatnonzero(labels > SEA)


def scan_fine(
    grid: Grid, coarse: Grid, coarse_land: IndexArray, lon: FloatArray, lat: FloatArray, label_many: LabelMany
) -> IntArray:
    """Labels of the fine grid, shape rows × columns: all land reachable from the coarse land or the seed points, and
    the sea nodes beside it; UNKNOWN is sea farther out.
    """
    labels = np.full(grid.size, UNKNOWN, dtype=np.int32)
    ratio = round(coarse.step / grid.step)
    frontier = np.union1d(
        grid.block(grid.nearest(coarse.lon(coarse_land), coarse.lat(coarse_land)), ratio // 2),
        grid.block(grid.nearest(lon, lat), 1),
    )
    while len(frontier):
        labels[frontier] = label_many(grid.lon(frontier), grid.lat(frontier))
        around = grid.block(frontier[labels[frontier] != SEA], 1)
        frontier = around[labels[around] == UNKNOWN]
    return labels.reshape(grid.rows, grid.columns)
