"""Charts as PNG for documents: drawn without a browser, and without asking any host for anything."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import altair as alt
import pandas as pd
import vl_convert

from core.maps.frames import GEO_DIR
from core.maps.words import WORDS
from core.views.figure import Chart
from core.vocabulary import palette

#: `6.4` of `v6.4.1`: the Vega-Lite that Altair writes for.
VEGALITE: Final = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
#: Faces that travel with the project, so that a server without Japanese ones draws the same (`data/fonts/README.md`).
FONT_DIR: Final = GEO_DIR.parent / "fonts"
FAMILY: Final = "Suishin Sans JP"
#: Width in pixels of a chart that asks for the width of its column; at 13 cm on paper its words are as large as small print.
WIDTH: Final = 620
_BLEED: Final = 12
#: Dots for each pixel, so that print is crisp.
SCALE: Final = 2.0


def png(chart: Chart, *, bare: bool = False) -> bytes:
    """The chart with its rows as PNG, `SCALE` dots a pixel. `bare`: a map without the words in its margins, for a page that
    says them itself."""
    _register()
    spec = dict(faced(inlined(chart.located(lambda name: name).spec())))
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
    return vl_convert.vegalite_to_png(spec, vl_version=VEGALITE, scale=SCALE, allowed_base_urls=[])


def faced(node: Any) -> Any:
    """A spec with our own face in the place of the fonts of a screen (`palette.FONT`)."""
    if isinstance(node, dict):
        return {k: faced(v) for k, v in node.items()}
    if isinstance(node, list):
        return [faced(v) for v in node]
    return f"'{FAMILY}'" if isinstance(node, str) and node == palette.FONT else node


@cache
def _register() -> None:
    vl_convert.register_font_directory(str(FONT_DIR))


def plain(datasets: Mapping[str, Any]) -> dict[str, Any]:
    """Rows as the browser gets them: missing values null, dates as text."""
    return {
        name: json.loads(rows.to_json(orient="records", date_format="iso")) if isinstance(rows, pd.DataFrame) else rows
        for name, rows in datasets.items()
    }


def inlined(node: Any) -> Any:
    """A spec with the files of `data/geo/` in the place of their addresses; any other address is an error."""
    if isinstance(node, dict):
        if isinstance(node.get("url"), str):
            return {k: v for k, v in node.items() if k != "url"} | {"values": _geometry(node["url"].split("/")[-1])}
        return {k: inlined(v) for k, v in node.items()}
    return [inlined(v) for v in node] if isinstance(node, list) else node


@cache
def _geometry(name: str) -> Any:
    return json.loads((GEO_DIR / name).read_text(encoding="utf-8"))
