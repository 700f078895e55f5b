"""Charts as PNG for documents and as SVG for a screen in a room: drawn without a browser, and without asking any host for anything."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

import altair as alt
import pandas as pd

from core.charts.scale import scaled
from core.exports.painter import PAINTER
from core.maps import words
from core.maps.choropleth import national_map_spec
from core.maps.class_map import class_map_spec
from core.maps.frames import GEO_DIR, whole
from core.maps.words import WORDS
from core.views.figure import Chart, Figure
from core.vocabulary import palette

#: `6.4` of `v6.4.1`: the Vega-Lite that Altair writes for.
VEGALITE: Final = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
#: Faces that travel with the project, so that a server without Japanese ones draws the same (`data/fonts/README.md`).
FONT_DIR: Final = GEO_DIR.parent / "fonts"
FAMILY: Final = "Suishin Sans JP"
#: Width in pixels of a chart that asks for the width of its column, and in mm on paper.
WIDTH: Final = 620
_PAPER: Final = 130.0
#: Share of the height of a page that a picture takes at most.
_TALLEST: Final = 0.58
_BLEED: Final = 12
#: Dots for each pixel, so that print is crisp.
SCALE: Final = 2.0
_SIZE: Final = re.compile(r'width="(?P<width>[\d.]+)" height="(?P<height>[\d.]+)" viewBox="[^"]*"')
#: Pictures that are kept, some 200 kB each: those of the documents that a meeting of one area takes.
_KEPT: Final = 40
#: Draws beside who writes the document; the converter draws one picture at a time.
_HAND: Final = ThreadPoolExecutor(max_workers=1, thread_name_prefix="picture")
#: What builds the maps that have their words in margins (`core.maps.words`).
_MAPS: Final = (national_map_spec, class_map_spec)


def png(chart: Chart, *, bare: bool = False) -> bytes:
    """The chart with its rows as PNG, `SCALE` dots a pixel. `bare`: a map without the words in its margins, for a page that
    says them itself."""
    try:
        return _drawn(_wanted(chart, bare)).result()
    except Exception:
        _drawn.cache_clear()  # what failed is tried again the next time
        raise


def ahead(figures: Iterable[Figure], *, bare: bool = False) -> None:
    """Begin to draw the charts of the figures, one after the other, while the document is written."""
    for figure in figures:
        if isinstance(figure.drawing, Chart):
            _drawn(_wanted(figure.drawing, bare))


def prepare() -> Future[bytes] | None:
    """Have the converter begin, which takes a second of the first picture; None where it is there."""
    return None if PAINTER.awake else _HAND.submit(_begun)


def _begun() -> bytes:
    spec = {"data": {"values": [{}]}, "mark": {"type": "text", "text": "床", "font": FAMILY}}
    return PAINTER.draw("vegalite_to_png", json.dumps(spec), FONT_DIR, vl_version=VEGALITE)


def wide(png: bytes, most: float, page: float = math.inf) -> float:
    """Width in mm of a picture on paper, so that its words are as large as small print; `most`: the width of the text.

    `page`: height of its text. A picture leaves room there for what it is shown with, or both stand on half-empty pages.
    """
    across, down = int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
    return min(most, across / SCALE * _PAPER / WIDTH, _TALLEST * page * across / down)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A picture by its content, so that what draws it is asked once for all documents of a save."""

    content: tuple[Hashable, ...]
    chart: Chart = field(compare=False)
    bare: bool = field(compare=False)


def _wanted(chart: Chart, bare: bool) -> _Wanted:
    bare = bare and WORDS in dict(chart.data)  # all else is one picture for paper and slides
    return _Wanted((chart.key, chart.title, chart.rows, bare), chart, bare)


@lru_cache(maxsize=_KEPT)
def _drawn(wanted: _Wanted) -> Future[bytes]:
    return _HAND.submit(_draw, wanted)


def _draw(wanted: _Wanted) -> bytes:
    spec = _whole(wanted.chart, bare=wanted.bare)
    rows = spec.pop("datasets")  # no fonts stand there, and an outline has more numbers than all else together
    told = json.dumps({**faced(spec), "datasets": rows})
    return PAINTER.draw("vegalite_to_png", told, FONT_DIR, vl_version=VEGALITE, scale=SCALE)


def svg(chart: Chart, *, text: float = 1.0) -> str:
    """The chart with its rows as SVG without a size of its own, so that it fills its place; `text`: how much larger its words are.

    A map is given without its margins, whose words the page says. The words are set in the faces of the screen.
    """
    spec = json.dumps(scaled(_whole(chart), text))
    drawn = PAINTER.draw("vegalite_to_svg", spec, FONT_DIR, vl_version=VEGALITE).decode()
    size = _SIZE.search(drawn)
    if size is None:
        raise ValueError("the drawing does not say how large it is")
    width, height = float(size["width"]), float(size["height"])
    top, bottom = (words.TOP, words.BOTTOM) if chart.build in _MAPS else (0, 0)
    frame = f'viewBox="0 {top} {width:g} {height - top - bottom:g}"'
    return drawn[: size.start()] + frame + drawn[size.end() :]


def _whole(chart: Chart, *, bare: bool = False) -> dict[str, Any]:
    spec = dict(inlined(chart.located(lambda name: name).spec()))
    # Nobody reads a picture mark by mark: without names for each it is drawn in less time.
    spec["config"] = {**spec.get("config", {}), "aria": False}
    data = dict(chart.data)
    if bare and WORDS in data:
        data[WORDS], spec["padding"] = data[WORDS].iloc[:0], 4
    spec["datasets"] = {**spec.get("datasets", {}), **plain(data)}
    if "facet" not in spec and spec.get("width", "container") == "container":
        spec["width"] = WIDTH
        spec.setdefault("autosize", {"type": "fit", "contains": "padding"})
    if "projection" in spec and isinstance(spec.get("height"), int):
        # Shapes end a little outside the picture; whole ones of a country around a prefecture take many times as long.
        ends = [[-_BLEED, -_BLEED], [WIDTH + _BLEED, spec["height"] + _BLEED]]
        spec["projection"] = {**spec["projection"], "clipExtent": ends}
        spec["layer"] = _framed(spec["layer"], WIDTH, spec["height"])
    return spec


def _framed(layers: Sequence[Mapping[str, Any]], width: int, height: int) -> list[dict[str, Any]]:
    """The layers of a map of that size with what bleeds covered below its words, not cut: each cut took the converter as long as
    all shapes together. What only answers a pointer is left out."""
    drawn = [
        {**layer, "mark": {**layer["mark"], "clip": False}} for layer in layers if layer["mark"].get("opacity") != 0
    ]
    said = next((n for n, layer in enumerate(drawn) if layer["data"].get("name") == WORDS), len(drawn))
    low, right, foot = -2 * _BLEED, width + 2 * _BLEED, height + 2 * _BLEED
    strips = ((low, low, right, 0), (low, height, right, foot), (low, 0, 0, height), (width, 0, right, height))
    cover = {
        "data": {"values": [dict(zip(("x", "y", "x2", "y2"), strip, strict=True)) for strip in strips]},
        "mark": {"type": "rect", "fill": palette.GROUND, "opacity": 1, "stroke": None, "tooltip": None}
        | {side: {"expr": f"datum.{side}"} for side in ("x", "y", "x2", "y2")},
    }
    return [*drawn[:said], cover, *drawn[said:]]


def faced(node: Any) -> Any:
    """A spec with our own face in the place of the fonts of a screen (`palette.FONT`)."""
    if isinstance(node, dict):
        return {k: faced(v) for k, v in node.items()}
    if isinstance(node, list):
        return [faced(v) for v in node]
    return f"'{FAMILY}'" if isinstance(node, str) and node == palette.FONT else node


def plain(datasets: Mapping[str, Any]) -> dict[str, Any]:
    """Rows as the browser gets them: missing values null, dates as text."""
    return {
        name: json.loads(rows.to_json(orient="records", date_format="iso")) if isinstance(rows, pd.DataFrame) else rows
        for name, rows in datasets.items()
    }


def inlined(spec: Mapping[str, Any]) -> dict[str, Any]:
    """A spec with the files of `data/geo/` in the place of their addresses; any other address is an error.

    Each stands there once, whatever number of layers draws it: written out for each, a map took twice as long.
    """
    files: dict[str, Any] = {}
    named: dict[str, Any] = _named(dict(spec), files)
    return named | {"datasets": {**named.get("datasets", {}), **files}} if files else named


def _named(node: Any, files: dict[str, Any]) -> Any:
    if isinstance(node, dict):
        if isinstance(node.get("url"), str):
            file = node["url"].split("/")[-1]
            name = f"{file} {json.dumps(node.get('format'), sort_keys=True)}"  # what is taken out of it belongs to its name
            files[name] = whole(file)
            return {k: v for k, v in node.items() if k != "url"} | {"name": name}
        return {k: _named(v, files) for k, v in node.items()}
    return [_named(v, files) for v in node] if isinstance(node, list) else node
