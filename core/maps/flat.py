"""What the flat maps share: the geometry by URL, areas joined to their rows, outlines, border lines, the frame on screen.

A flat map is a Vega-Lite spec that depends only on the frame (Japan or a prefecture); its rows come apart.

The pointer: Vega gives it to the topmost mark under it, and Vega-Lite fills a mark without filling with a transparent colour that
counts. So outlines are drawn with `fill: null`, and as their wide strokes would still cover a small area, the outlined areas lie on
top once more, not drawn (`opacity: 0`), to answer for themselves. All areas there would cost a third of the redraw.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from core.charts.named import ROWS
from core.maps.words import PADDING, word_layers
from core.vocabulary import palette

#: Added to an outline's width for the white rim under it (0.9 px on either side), which sets it off from a dark class.
RIM: Final = 1.8


@dataclass(frozen=True, slots=True)
class Areas:
    """The areas of one map. `fields`: columns that the rows bring; `tooltip`: (column, title) of the hover, in order."""

    geometry_url: str
    pref_code: str
    fields: tuple[str, ...]
    tooltip: tuple[tuple[str, str], ...]

    @property
    def data(self) -> dict[str, Any]:
        """The one geometry, fetched once however many layers draw it."""
        return {"url": self.geometry_url, "format": {"type": "topojson", "feature": "map"}}

    @property
    def own(self) -> str:
        """Test of an area that lies in the prefecture of the map."""
        return f"datum.properties.pref === '{int(self.pref_code):02d}'"

    def joined(self, test: str = "") -> dict[str, Any]:
        """Data and transform of a layer over the areas with their rows, narrowed by a test."""
        view = "pref" if self.pref_code else "japan"  # far islands in place, or moved beside the mainland
        drawn = f"datum.properties.view === 'all' || datum.properties.view === '{view}'"
        source = {"data": {"name": ROWS}, "key": "code", "fields": list(self.fields)}
        transform: list[dict[str, Any]] = [
            {"filter": f"datum.properties.kind === 'area' && ({drawn})"},
            {"lookup": "properties.code", "from": source},
        ]
        return {"data": self.data, "transform": [*transform, *([{"filter": test}] if test else [])]}

    def hover(self) -> list[dict[str, str]]:
        """The tooltip of an area."""
        return [{"field": field, "type": "nominal", "title": title} for field, title in self.tooltip]

    def pointed(self, test: str) -> dict[str, Any]:
        """The areas with an outline, to answer the pointer above it; must lie on top of all that is drawn of the geometry."""
        mark = {"type": "geoshape", "opacity": 0, "stroke": None, "cursor": "pointer", "clip": True}
        return self.joined(test) | {"mark": mark, "encoding": {"tooltip": self.hover()}}

    def outline(self, test: str, colour: Any, width: Any, **mark: Any) -> dict[str, Any]:
        """A layer of outlines of the areas that pass a test. `colour` and `width`: values, or encodings by datum."""
        encoding: dict[str, Any] = {"tooltip": self.hover()}
        drawn: dict[str, Any] = {**_LINE, **mark}
        for channel, value in (("stroke", colour), ("strokeWidth", width)):
            (encoding if isinstance(value, dict) else drawn)[channel] = value
        return self.joined(test) | {"mark": drawn, "encoding": encoding}

    def signs(self, test: str, **mark: Any) -> dict[str, Any]:
        """A small mark in the middle of each area that passes a test; it answers no pointer. `mark`: its shape, size and stroke."""
        joined = self.joined(test)
        middle = {"calculate": "geoCentroid('projection', datum)", "as": "middle"}
        drawn = {"type": "point", "filled": False, "fill": None, "opacity": 1, "tooltip": None}
        place = {axis: {"expr": f"datum.middle[{i}] + 0 * zoom"} for i, axis in enumerate("xy")}
        return joined | {"transform": [*joined["transform"], middle], "mark": drawn | place | mark}

    def lines(self, kind: str, colour: str, width: float) -> dict[str, Any]:
        """Border or inset lines of the geometry; they belong to no area and have no hover."""
        test = {"filter": f"datum.properties.kind === '{kind}'"}
        mark = {**_LINE, "stroke": colour, "strokeWidth": width, "tooltip": None}
        return {"data": self.data, "transform": [test], "mark": mark}


_LINE: Final[dict[str, Any]] = {
    "type": "geoshape",
    "filled": False,
    "fill": None,
    "strokeJoin": "round",
    "clip": True,
}


def flat_spec(frame: Sequence[int], height: int, layers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The map of some layers with its words. `frame`: x0, y0, x1, y1 of `map_frames.json`; `height`: of the map in pixels.

    Give the rows as the datasets `ROWS` and `WORDS` (`core.maps.words.word_rows`).
    """
    x0, y0, x1, y1 = frame
    return {
        "height": height,
        "padding": PADDING,
        "autosize": {"type": "none"},
        "usermeta": {"embedOptions": {"renderer": "canvas"}},
        "config": {"view": {"stroke": None}, "background": palette.GROUND},
        "params": [{"name": "zoom", "expr": f"min(width / {x1 - x0}, height / {y1 - y0})"}],
        "projection": {
            "type": "identity",
            "scale": {"expr": "zoom"},
            "translate": {"expr": f"[(width - zoom * {x0 + x1}) / 2, (height - zoom * {y0 + y1}) / 2]"},
        },
        "layer": [*layers, *word_layers()],
    }
