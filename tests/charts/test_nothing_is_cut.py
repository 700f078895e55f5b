"""No word of a picture is cut: neither by the edge of its canvas nor by a limit of its own, on a telephone as on a table computer."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from functools import cache
from typing import Any, Final, NamedTuple

import pytest
import vl_convert
from PIL import ImageFont

from core.charts.order import order_chart
from core.charts.schedule import schedule_chart
from core.data.reader import reader
from core.data.store import Store
from core.exports.picture import FONT_DIR, VEGALITE, faced, inlined, plain
from core.maps.case_map import case_map
from core.maps.words import WORDS
from core.rules import engine
from core.rules.content import load_presets, preset_scenario
from core.rules.facts import from_store
from core.views.figure import Chart
from core.views.national import funnel
from core.views.national.scope import scope_of
from core.views.section import Section
from core.vocabulary.terms import BedFunction
from tests.views import every_section

#: What a window of 390 and of 768 pixels leaves for a picture.
TELEPHONE, TABLE = 358, 736
#: Width of the pictures that move by themselves in a narrow window (`screen.css.jinja`).
_OWN: Final = {"tactic_matrix": 640}
#: Pictures of the same builder that differ in their rows alone: so many of them are drawn.
_ALIKE: Final = 2
#: Pixels by which a face of another machine may be wider.
_CLOSE: Final = 1.5


class Text(NamedTuple):
    """A line of text as drawn: where it begins and ends on the canvas, and whether a limit cuts it."""

    role: str
    text: str
    left: float
    right: float
    limited: bool


@cache
def _face(size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(next(FONT_DIR.glob("*.otf"))), round(size * 10))


@cache
def _ready() -> None:
    vl_convert.register_font_directory(str(FONT_DIR))


def texts_of(chart: Chart, width: int) -> tuple[float, list[Text]]:
    """Width of the canvas and every line of text on it."""
    _ready()
    spec: dict[str, Any] = chart.located(lambda name: name).spec()
    if chart.build is not case_map and "projection" in spec:
        # The shapes of a map have no words.
        spec["layer"] = [x for x in spec["layer"] if x["data"].get("name") == WORDS]
    spec = dict(inlined(spec))
    spec["datasets"] = {**spec.get("datasets", {}), **plain(dict(chart.data))}
    own = "facet" in spec or spec.get("width", "container") != "container"
    if not own:
        spec["width"] = width
        spec.setdefault("autosize", {"type": "fit", "contains": "padding"})
    graph = vl_convert.vegalite_to_scenegraph(json.dumps(faced(spec)), vl_version=VEGALITE)
    left = graph["origin"][0]
    return (graph["width"] + 2 * left if own else width), list(_lines(graph["scenegraph"], left))


def _lines(mark: dict[str, Any], left: float) -> Iterator[Text]:
    for item in mark.get("items", []):
        if mark["marktype"] == "text" and item.get("opacity", 1):
            text = item.get("text", "")
            for line in map(str, text if isinstance(text, list) else [text]):
                yield _line(mark.get("role", ""), line, item, left)
        for child in item.get("items", []):
            yield from _lines(child, left + (item.get("x") or 0))


def _line(role: str, line: str, item: dict[str, Any], left: float) -> Text:
    size, limit = item.get("fontSize", 11), item.get("limit") or math.inf
    whole = _face(size).getlength(line) / 10
    along = abs(math.cos(math.radians(item.get("angle") or 0)))
    wide = min(whole, limit) * along
    begin = left + (item.get("x") or 0) + (item.get("dx") or 0)
    begin -= {"left": 0.0, "center": 0.5, "right": 1.0}[item.get("align", "left")] * wide
    return Text(role, line, begin, begin + wide, whole > limit + _CLOSE)


def _sections(store: Store) -> Iterator[Section]:
    read = reader(store)
    scenario = next(preset_scenario(p) for p in load_presets() if p.id == "gunma")
    result = engine.run(from_store(store), scenario)
    for code in ("1005", "0104"):
        yield from every_section.of_area(read, code)
    for pref in ("", "10"):
        yield from every_section.of_overview(read, pref)
    yield from (funnel.section(read, scope_of(read, f, 2025, "")) for f in BedFunction)
    yield from every_section.of_review(read)
    yield from every_section.of_simulator(read, result)
    yield from every_section.of_scenarios(result.facts)
    yield from every_section.of_money(result)
    yield from every_section.of_shelf(read)


def _charts(store: Store) -> Iterator[Chart]:
    """A few of each builder: those whose words are longest."""
    found: dict[str, dict[object, Chart]] = {}
    for section in _sections(store):
        for figure in section.figures:
            if isinstance(figure.drawing, Chart):
                same = found.setdefault(figure.drawing.build.__qualname__, {})
                same[figure.drawing.key, figure.drawing.rows] = figure.drawing
    for same in found.values():
        yield from sorted(same.values(), key=_wordy, reverse=True)[:_ALIKE]


def _wordy(chart: Chart) -> int:
    words = (str(v) for rows in chart.data.values() for c in rows.columns for v in rows[c].head(40))
    return max((len(w) for w in words), default=0)


def _faults(chart: Chart, width: int) -> list[Text]:
    width = max(width, _OWN.get(chart.build.__name__, 0))
    canvas, lines = texts_of(chart, width)
    out = [t for t in lines if t.left < -_CLOSE or t.right > canvas + _CLOSE or t.limited]
    if chart.build is order_chart and width == TELEPHONE:
        # The names of many areas end in 「…」 there; the table below the chart has them whole.
        out = [t for t in out if not (t.limited and t.role == "mark")]
    return out


def test_no_word_of_any_picture_is_cut(real_store: Store) -> None:
    """Failed before on a telephone: the last letter of the funnel's axis, names of marks, lines of legends, sources of maps."""
    charts = list(_charts(real_store))
    assert len({c.build for c in charts}) > 15
    faults = {
        (chart.build.__name__, width): found[:3]
        for chart in charts
        for width in (TELEPHONE, TABLE)
        # On a telephone its events are lists (`reach.css.jinja`).
        if not (chart.build is schedule_chart and width == TELEPHONE) and (found := _faults(chart, width))
    }
    assert faults == {}


@pytest.mark.parametrize("width", [TELEPHONE, TABLE])
def test_a_word_that_is_cut_is_found(width: int) -> None:
    assert [t.role for t in _faults(Chart(build=_too_wide), width)] == ["axis-title"]
    assert [t.limited for t in _faults(Chart(build=_limited), width)] == [True]


def _too_wide() -> dict[str, Any]:
    title = "全国の報告のされ方から見込まれる病床数" * 6
    return {
        "data": {"values": [{"a": 1}]},
        "mark": "point",
        "encoding": {"x": {"field": "a", "type": "quantitative", "title": title, "axis": {"titleLimit": 0}}},
    }


def _limited() -> dict[str, Any]:
    y = {"field": "a", "type": "nominal", "title": None, "axis": {"labelLimit": 40}}
    return {"data": {"values": [{"a": "独立行政法人"}]}, "mark": "point", "encoding": {"y": y}}
