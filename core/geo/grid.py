"""The regular grid of nodes that the outlines are traced on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.geo.labels import FloatArray

IndexArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Grid:
    """`columns` × `rows` nodes from (`west`, `south`) at `step` degrees; a node's index is row × columns + column."""

    west: float
    south: float
    step: float
    columns: int
    rows: int

    @property
    def size(self) -> int:
        return self.columns * self.rows

    def lon(self, index: IndexArray) -> FloatArray:
        return np.asarray(self.west + (index % self.columns) * self.step, dtype=np.float64)

    def lat(self, index: IndexArray) -> FloatArray:
        return np.asarray(self.south + (index // self.columns) * self.step, dtype=np.float64)

    def nearest(self, lon: FloatArray, lat: FloatArray) -> IndexArray:
        """Index of the node nearest to each point; points outside the grid are dropped."""
        column = np.rint((lon - self.west) / self.step).astype(np.int64)
        row = np.rint((lat - self.south) / self.step).astype(np.int64)
        inside = (column >= 0) & (column < self.columns) & (row >= 0) & (row < self.rows)
        return (row * self.columns + column)[inside]

    def block(self, index: IndexArray, reach: int) -> IndexArray:
        """The nodes and all nodes up to `reach` columns and rows away, sorted, without repetition."""
        column, row = index % self.columns, index // self.columns
        offsets = range(-reach, reach + 1)
        found = []
        for dy in offsets:
            for dx in offsets:
                inside = (column + dx >= 0) & (column + dx < self.columns) & (row + dy >= 0) & (row + dy < self.rows)
                found.append(((row + dy) * self.columns + column + dx)[inside])
        return np.unique(np.concatenate(found))


#: All of Japan that has a 構想区域, from 与那国島 to 知床 and 小笠原.
JAPAN_FINE = Grid(west=122.8025, south=23.9025, step=0.005, columns=4700, rows=4380)
JAPAN_COARSE = Grid(west=122.8025, south=23.9025, step=0.02, columns=1175, rows=1095)
