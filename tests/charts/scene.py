"""What Vega really draws: a spec and its rows become the list of marks with their place, colour, text and tooltip.

Vega-Lite in the version that Altair writes is compiled and run without a browser (`vl_convert`), so a test can ask where a point
lies instead of what a spec says. Text is measured with the face that travels with the project, so that every machine finds the
same (and in half of the time that a search through all of its fonts takes); positions of data do not depend on it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import altair as alt
import vl_convert

from core.exports.picture import FONT_DIR, VEGALITE, faced, inlined, plain

#: Width of a chart in half of a page of 1280 pixels.
WIDTH = 590
#: Specs, without their rows, that are known to keep to the schema.
_SEEN: set[str] = set()


@dataclass(frozen=True, slots=True)
class Mark:
    """One drawn item. Positions in pixels of the plot (0, 0 = upper left corner), None where Vega has none (log of 0).

    `layer`: number of the layer in drawing order; `said`: what its description names (the fields of tooltip and axes);
    `key`: the value of the field asked for; `path`: the outline of a shape in SVG's words.
    """

    kind: str
    layer: int
    x: float | None
    y: float | None
    width: float
    height: float
    size: float | None
    shape: str
    fill: str | None
    stroke: str | None
    stroke_width: float
    dash: tuple[float, ...]
    opacity: float
    text: str
    align: str
    path: str
    key: str
    said: dict[str, str]
    tooltip: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """Marks of the data, texts of axes, legends, headings, and the layers without any mark."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    axis_texts: tuple[str, ...]
    legend_texts: tuple[str, ...]
    titles: tuple[str, ...]
    empty_layers: tuple[str, ...]

    def of(self, kind: str, **wanted: Any) -> list[Mark]:
        """Marks of a kind (symbol, rect, line, text, shape, rule), narrowed by equal attributes."""
        return [m for m in self.marks if m.kind == kind and all(getattr(m, k) == v for k, v in wanted.items())]

    def texts(self) -> list[str]:
        """All texts drawn as marks."""
        return [m.text for m in self.marks if m.kind == "text"]


def drawn(
    chart: alt.TopLevelMixin | dict[str, Any],
    datasets: dict[str, Any] | None = None,
    *,
    width: float | None = WIDTH,
    key: str | None = None,
) -> Scene:
    """Draw a chart as the page does (`theme=None`, as wide as its column) with its named data sets.

    `key`: a field of the rows that each mark brings along. Geometry asked for by URL is taken from `data/geo/`.
    """
    spec = dict(chart if isinstance(chart, dict) else _valid(chart))
    named = {**spec.pop("datasets", {}), **plain(datasets or {})}
    if width is not None and "facet" not in spec:
        spec["width"] = width
        spec.setdefault("autosize", {"type": "fit", "contains": "padding"})
    _register_face()
    vega = json.loads(_compiled(json.dumps(inlined(faced(spec))), tuple(named)))
    for source in vega["data"]:
        if source["name"] in named:
            source["values"] = named[source["name"]]
    tooltips = dict(_described(vega["marks"], key))
    return _scene(vl_convert.vega_to_scenegraph(json.dumps(vega)), tooltips)


@cache
def _register_face() -> None:
    vl_convert.register_font_directory(str(FONT_DIR))


def _valid(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """The chart's spec, checked against Vega-Lite's schema the first time that it is seen: the rows are no part of it."""
    spec: dict[str, Any] = chart.to_dict(validate=False)
    content = json.dumps({k: v for k, v in spec.items() if k != "datasets"}, sort_keys=True)
    if content not in _SEEN:
        chart.to_dict()
        _SEEN.add(content)
    return spec


@lru_cache(maxsize=64)
def _compiled(spec: str, names: tuple[str, ...]) -> str:
    """Vega of a spec whose named data sets are still empty; the rows never change what Vega-Lite writes."""
    whole = json.loads(spec)
    whole["datasets"] = whole.get("datasets", {}) | {name: [] for name in names}
    return json.dumps(vl_convert.vegalite_to_vega(whole, vl_version=VEGALITE))


def _described(marks: list[dict[str, Any]], key: str | None) -> Iterator[tuple[str, bool]]:
    """Name of each mark and whether it answers the pointer; its description is extended by the key."""
    for mark in marks:
        if mark.get("type") == "group":
            yield from _described(mark.get("marks", []), key)
            continue
        update = mark.get("encode", {}).get("update", {})
        hover = update.get("tooltip", {"value": None})
        yield mark.get("name", ""), "signal" in hover or hover.get("value") is not None
        said = update.get("description", {"value": ""})
        words = said["signal"] if "signal" in said else json.dumps(said.get("value", ""), ensure_ascii=False)
        own = f"isValid(datum[{json.dumps(key)}]) ? '' + datum[{json.dumps(key)}] : ''" if key else "''"
        update["description"] = {"signal": f"[{own}, {words}]"}


def _scene(graph: dict[str, Any], tooltips: dict[str, bool]) -> Scene:
    marks: list[Mark] = []
    texts: dict[str, list[str]] = defaultdict(list)
    empty: list[str] = []
    names: list[str] = []

    def walk(mark: dict[str, Any], x: float, y: float) -> None:
        role, items = str(mark.get("role") or ""), mark.get("items", [])
        if mark["marktype"] == "group":
            for item in items:
                for child in item.get("items", []):
                    walk(child, x + (item.get("x") or 0), y + (item.get("y") or 0))
            return
        if role == "mark":
            name = str(mark.get("name"))
            if name not in names:
                names.append(name)
            if not items:
                empty.append(name)
            marks.extend(_mark(mark["marktype"], names.index(name), i, x, y, tooltips[name]) for i in items)
        elif mark["marktype"] == "text":
            kind = "axis" if role.startswith("axis") else "legend" if role.startswith("legend") else "title"
            texts[kind] += [_text(i) for i in items if i.get("opacity", 1)]

    walk(graph["scenegraph"], 0.0, 0.0)
    root = graph["scenegraph"]["items"][0]
    return Scene(
        root.get("width", graph["width"]),
        root.get("height", graph["height"]),
        tuple(marks),
        tuple(texts["axis"]),
        tuple(texts["legend"]),
        tuple(texts["title"]),
        tuple(empty),
    )


def _text(item: dict[str, Any]) -> str:
    text = item.get("text", "")
    return "\n".join(map(str, text)) if isinstance(text, list) else str(text)


def _extent(item: dict[str, Any], start: str, name: str) -> float:
    if item.get(name) is None and f"{start}2" in item:
        return float((item[f"{start}2"] or 0.0) - (item.get(start) or 0.0))
    return float(item.get(name) or 0.0)


def _mark(kind: str, layer: int, item: dict[str, Any], x: float, y: float, tooltip: bool) -> Mark:
    key, said = item.get("description") or ["", ""]
    pairs = [part.split(": ", 1) for part in str(said).split("; ") if ": " in part]
    return Mark(
        kind,
        layer,
        None if item.get("x") is None and "x" in item else x + (item.get("x") or 0.0),
        None if item.get("y") is None and "y" in item else y + (item.get("y") or 0.0),
        _extent(item, "x", "width"),
        _extent(item, "y", "height"),
        item.get("size"),
        str(item.get("shape") or "") if kind == "symbol" else "",
        item.get("fill"),
        item.get("stroke"),
        float(item.get("strokeWidth") or 0.0),
        tuple(item.get("strokeDash") or ()),
        float(item.get("opacity", 1.0)) * float(item.get("fillOpacity", 1.0)),
        _text(item) if kind == "text" else "",
        str(item.get("align") or ""),
        str(item.get("shape") or "") if kind == "shape" else "",
        str(key),
        {k: v for k, v in pairs},
        tooltip,
    )
