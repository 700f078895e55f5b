"""Pictures as values: a chart or a map with its title, an alt sentence and its rows as a table.

A drawing names the function that builds it and what that function is given, and nothing is drawn yet: a drawer builds the spec
once per content. So the cache key of a picture is what the picture is made of, and cannot be forgotten or reused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final

import altair as alt
import pandas as pd
import pydeck as pdk

from core.maps.words import KeyEntry
from core.views.plot import Plot
from core.views.scatter import Scatter
from core.views.sources import Sources
from core.views.table import Table
from core.views.words import Words, raw_text

#: Before the name of a file of `data/geo/` in a spec; who draws it puts an address or the geometry itself there.
GEOMETRY: Final = "geometry:"
#: Specs that are kept, some 10 kB each.
_KEPT: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chart:
    """A Vega-Lite picture: `build(*options, **settings)` gives the spec, `data` the rows of the data sets it names.

    `build` is a function of a module (no lambda, no closure); options and settings are hashable, or frames: together they are
    the content of the spec. `selection`: name of the click selection, where the picture can be clicked. `title`: stands above the
    marks; the spec is the same whatever it says.
    """

    build: Callable[..., alt.TopLevelMixin | dict[str, Any]]
    options: tuple[Hashable | pd.DataFrame, ...] = ()
    settings: Mapping[str, Hashable] = field(default_factory=dict)
    data: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    selection: str = ""
    title: str = ""

    def __post_init__(self) -> None:
        name = self.build.__qualname__
        if "<" in name:
            raise ValueError(f"{name} is not a function of a module: its content cannot be told")

    @property
    def key(self) -> tuple[Hashable, ...]:
        """What the spec is made of but for its title, as a cache key."""
        named = (self.build.__module__, self.build.__qualname__)
        return (*named, *(_content(o) for o in self.options), *sorted(self.settings.items()))

    @property
    def rows(self) -> tuple[Hashable, ...]:
        """What its data sets hold, as a part of a cache key."""
        return tuple((name, _content(frame)) for name, frame in sorted(self.data.items()))

    def located(self, address: Callable[[str], str]) -> Chart:
        """The same chart with an address in the place of each geometry that its options name."""
        return replace(self, options=_located(self.options, address))

    def spec(self) -> dict[str, Any]:
        """The spec without the rows of its named data sets."""
        return self.titled(deepcopy(_built(_Spec(self.key, self))))

    def titled(self, spec: dict[str, Any]) -> dict[str, Any]:
        """A spec of the same content with this chart's title."""
        return {**spec, "title": self.title} if self.title else spec


@dataclass(frozen=True, slots=True)
class _Spec:
    """A spec by its content: screen, paper and slides take the same one, and building it is most of the work."""

    content: tuple[Hashable, ...]
    chart: Chart = field(compare=False)


@lru_cache(maxsize=_KEPT)
def _built(wanted: _Spec) -> dict[str, Any]:
    chart = wanted.chart
    built = chart.build(*chart.options, **chart.settings)
    return built if isinstance(built, dict) else built.to_dict(validate=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Swatch:
    """One line of a legend: a patch of colour (`fill`, `stroke`; `dashed` outline) with its words and, where counted, how many.

    `sign`: what stands on the colour in the picture (+, −), so that it is told apart without it; `size`: of the sign, in px.
    `twofold`: a double outline. `shape`: of the mark in the picture, where it is no plain patch (`core.maps.shapes`).
    """

    text: str
    fill: str = ""
    stroke: str = ""
    width: int = 1
    dashed: bool = False
    count: str = ""
    sign: str = ""
    size: int = 0
    twofold: bool = False
    shape: str = ""

    @property
    def entry(self) -> KeyEntry:
        """The same line in the drawing of a map."""
        text = f"{self.text} {self.count}".strip()
        return KeyEntry(text, self.fill, self.stroke, self.width, self.dashed, self.sign, self.size, self.twofold)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scene:
    """A pydeck picture: `build(*options)` gives the deck. Addresses of geometry in it begin with `GEOMETRY`."""

    build: Callable[..., pdk.Deck]
    options: tuple[Any, ...] = ()

    def deck(self, address: Callable[[str], str]) -> pdk.Deck:
        """The deck, with an address in the place of each geometry that its options name."""
        return self.build(*_located(self.options, address))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figure:
    """A picture with everything that must go with it. `alt` says what it shows in one sentence, made from its own rows.

    `twin` holds those rows as a table, with units and sources; a figure without them cannot be built. `legend`: what its
    marks mean, where the picture itself does not say it. `plot`: the chart of an office program that says the same, where there
    is one.
    """

    key: str
    title: Words
    drawing: Chart | Scene
    alt: str
    twin: Table
    note: Words = ""
    legend: tuple[Swatch, ...] = ()
    plot: Plot | Scatter | None = None

    def __post_init__(self) -> None:
        if not raw_text(self.title) or not self.alt.strip():
            raise ValueError(f"figure {self.key} needs a title and an alt sentence")

    @property
    def sources(self) -> Sources:
        """Where its rows are from."""
        return self.twin.sources


def _located(options: tuple[Any, ...], address: Callable[[str], str]) -> tuple[Any, ...]:
    def place(option: Any) -> Any:
        named = isinstance(option, str) and option.startswith(GEOMETRY)
        return address(option.removeprefix(GEOMETRY)) if named else option

    return tuple(place(option) for option in options)


def _content(option: Hashable | pd.DataFrame) -> Hashable:
    if isinstance(option, pd.DataFrame):
        digest = hashlib.sha256(pd.util.hash_pandas_object(option, index=True).to_numpy().tobytes())
        digest.update(repr(tuple(option.columns)).encode())
        return digest.hexdigest()
    hash(option)
    return option
