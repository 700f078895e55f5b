"""The scatter chart of an office program that says the same as a picture of points on two axes."""

from __future__ import annotations

from dataclasses import dataclass

from core.views.plot import Mark
from core.views.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloud:
    """Points of one kind, or the corners of one line, as (across, up).

    `names`: what stands beside each point, empty for none; `joined`: a line without marks, `dash` as office programs name it;
    `filled`: whether the mark is; `size`: of the mark in points; `named`: stands in the legend.
    """

    name: str
    points: tuple[tuple[float, float], ...]
    colour: str
    mark: Mark = Mark.CIRCLE
    size: int = 5
    filled: bool = False
    joined: bool = False
    dash: str = "solid"
    names: tuple[str, ...] = ()
    named: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A logarithmic axis: its title, the base of its steps, its ends, and the number format of its steps in office programs."""

    title: str
    base: int
    low: float
    high: float
    steps: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scatter:
    """Clouds on two axes, the first one lowest. `note`: in the place of the figure's, where that one speaks of what only the screen
    does."""

    clouds: tuple[Cloud, ...]
    across: Axis
    up: Axis
    note: Words | None = None
