"""Names beside marks: moved apart along a line, or left out where they would cover each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Box:
    """Where a text would stand, in pixels; right > left and bottom > top."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two cover a common spot."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def free(boxes: Sequence[Box]) -> list[bool]:
    """Which boxes to keep so that none meets another; the first of the sequence has the first choice."""
    kept: list[Box] = []
    chosen = []
    for box in boxes:
        chosen.append(not any(box.meets(other) for other in kept))
        if chosen[-1]:
            kept.append(box)
    return chosen


def apart(values: Sequence[float], gap: float) -> list[float]:
    """Places at least `gap` from each other, in the order of the values and as near to them as can be (least squares).

    Equal values keep the order in which they are given.
    """
    order = np.argsort(np.asarray(values, dtype="float64"), kind="stable")
    blocks: list[tuple[float, int]] = []  # mean of (value − its offset in the row), number of values
    for rank, index in enumerate(order):
        mean, count = float(values[index]) - rank * gap, 1
        while blocks and blocks[-1][0] > mean:
            before, size = blocks.pop()
            mean, count = (mean * count + before * size) / (count + size), count + size
        blocks.append((mean, count))
    placed = np.empty(len(order))
    shifted = [mean for mean, count in blocks for _ in range(count)]
    for rank, index in enumerate(order):
        placed[index] = shifted[rank] + rank * gap
    return placed.tolist()
