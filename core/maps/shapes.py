"""Shapes of marks that are told apart without their colour; each covers as much as a disc of radius 1.

One drawing for the picture (`atlas`, an address that WebGL loads as a texture) and for its key (`mark_svg`).
"""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

#: Half the side of the square that holds any of the shapes with its outline.
HALF: Final = 1.75
#: Pixels of that square in the picture of all marks.
_CELL: Final = 112
_SVG: Final = "http://www.w3.org/2000/svg"
_SIDE: Final = math.sqrt(math.pi) / 2
_ARM: Final = math.sqrt(math.pi / 5) / 2
_EDGE: Final = math.sqrt(4 * math.pi / math.sqrt(3))
_TOP: Final = _EDGE / math.sqrt(3)
_TIP: Final = math.sqrt(math.pi / 2)


def _polygon(*corners: tuple[float, float]) -> str:
    return "M" + "L".join(f"{x:.4f} {y:.4f}" for x, y in corners) + "Z"


#: SVG paths around 0, 0 by the names that the charts use.
PATHS: Final[dict[str, str]] = {
    "circle": "M-1 0A1 1 0 1 1 1 0A1 1 0 1 1 -1 0Z",
    "square": _polygon((-_SIDE, -_SIDE), (_SIDE, -_SIDE), (_SIDE, _SIDE), (-_SIDE, _SIDE)),
    "triangle-up": _polygon((0, -_TOP), (_EDGE / 2, _TOP / 2), (-_EDGE / 2, _TOP / 2)),
    "diamond": _polygon((0, -_TIP), (_TIP, 0), (0, _TIP), (-_TIP, 0)),
    "cross": _polygon(
        *((x * _ARM, y * _ARM) for x, y in (
            (-1, -3), (1, -3), (1, -1), (3, -1), (3, 1), (1, 1), (1, 3), (-1, 3), (-1, 1), (-3, 1), (-3, -1), (-1, -1)
        ))
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape with its colours; `opacity` is of the filling, so that marks that cover each other are seen."""

    shape: str
    fill: str
    stroke: str
    opacity: float = 1.0


def mark_svg(mark: Mark) -> str:
    """One mark as a drawing of its own."""
    return _svg(_drawn(mark, HALF), 2 * HALF, 2 * HALF, 1)


def atlas(marks: Mapping[str, Mark]) -> tuple[str, dict[str, dict[str, Any]]]:
    """All marks side by side: address of the picture, and where in it each stands, as deck.gl's `IconLayer` takes them.

    A mark of the size s is drawn in a square of the side s: a disc of the radius r needs s = 2 · `HALF` · r.
    """
    cells = [_drawn(mark, HALF * (2 * n + 1)) for n, mark in enumerate(marks.values())]
    drawn = _svg("".join(cells), 2 * HALF * len(cells), 2 * HALF, _CELL / (2 * HALF))
    places = {
        name: {"x": n * _CELL, "y": 0, "width": _CELL, "height": _CELL, "mask": False} for n, name in enumerate(marks)
    }
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}", places


def _drawn(mark: Mark, x: float) -> str:
    return (
        f'<path transform="translate({x:g} {HALF:g})" d="{PATHS[mark.shape]}" fill="{mark.fill}" fill-opacity="{mark.opacity:g}" '
        f'stroke="{mark.stroke}" stroke-width="0.18" stroke-linejoin="round"/>'
    )


def _svg(inside: str, width: float, height: float, scale: float) -> str:
    size = f'width="{width * scale:g}" height="{height * scale:g}" viewBox="0 0 {width:g} {height:g}"'
    return f'<svg xmlns="{_SVG}" {size}>{inside}</svg>'
