"""Names beside marks: moved apart along a line, or left out where they would cover each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

#: Pixels between the end of the lines and a name, with the mark of its line between.
MARK_ROOM: Final = 22


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


def room_for(texts: Sequence[str], size: float = 16.0) -> int:
    """Pixels that the names at the ends of lines take, with their mark, in steps of 20 (so that few specs arise)."""
    widest = max((sum(size * (0.58 if ord(c) < 128 else 1.0) for c in text) for text in texts), default=0.0)
    return 20 * -int(-(widest + MARK_ROOM) // 20)


def beside(values: Sequence[float], low: float, high: float, plot: float, line: float = 20.0) -> list[float]:
    """Where names of lines that end at `values` stand, a text line apart and inside the axis.

    `low`, `high`: ends of the axis as far as known (a chart may round them outwards); `plot`: height of the plot in pixels.
    """
    gap = line * (high - low or 1.0) / max(plot, 1.0)
    placed = apart(values, gap)
    order = sorted(range(len(placed)), key=placed.__getitem__)
    floor, ceiling = low, high
    for i in order:
        placed[i] = max(placed[i], floor)
        floor = placed[i] + gap
    for i in reversed(order):
        placed[i] = min(placed[i], ceiling)
        ceiling = placed[i] - gap
    return placed
