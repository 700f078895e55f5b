"""Drawings for a room: charts as SVG that fill their place, links as codes."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from core.charts.scale import FACTOR, scaled
from core.data.reader import reader
from core.data.store import Store
from core.exports.picture import svg
from core.exports.qr import qr_svg
from core.measures.gap import MEASURES
from core.views.area import beds
from core.views.area.place import area_of
from core.views.figure import Chart
from core.views.national import map as national_map
from core.views.national.scope import scope_of
from core.vocabulary.terms import BedFunction


def test_a_chart_fills_its_place_and_its_words_grow(real_store: Store) -> None:
    read = reader(real_store)
    drawing = beds.trend(read, area_of(read, "1005")).figure("trend").drawing
    assert isinstance(drawing, Chart)
    plain, larger = svg(drawing), svg(drawing, text=2)
    for drawn in (plain, larger):
        root = ET.fromstring(drawn)
        assert root.get("width") is None
        assert root.get("viewBox")
    sizes = [{float(s) for s in re.findall(r'font-size="([\d.]+)px"', drawn)} for drawn in (plain, larger)]
    assert sizes[1] == {2 * s for s in sizes[0]}


def test_a_map_comes_without_the_margins_whose_words_the_page_says(real_store: Store) -> None:
    read = reader(real_store)
    section = national_map.section(read, scope_of(read, BedFunction.TOTAL, 2025), MEASURES["gap_rate"])
    drawing = section.figure("map").drawing
    assert isinstance(drawing, Chart)
    _, top, _, height = (float(v) for v in ET.fromstring(svg(drawing)).get("viewBox", "").split())
    assert (top, height) == (48, national_map.HEIGHT)


def test_sizes_of_text_are_scaled_wherever_they_stand_and_rows_and_expressions_are_not() -> None:
    spec = {"config": {"axis": {"labelFontSize": 13}}, "layer": [{"mark": {"fontSize": {"expr": "datum.size"}, "limit": 90}}],
            "datasets": {"rows": [{"fontSize": 9}]}, "height": 200}  # fmt: skip
    assert scaled(spec, 2) == {
        "config": {"axis": {"labelFontSize": 26}}, "layer": [{"mark": {"fontSize": {"expr": "datum.size"}, "limit": 180}}],
        "datasets": {"rows": [{"fontSize": 9}]}, "height": 200,
    }  # fmt: skip
    assert scaled(spec)["config"]["axis"]["labelFontSize"] == {"expr": f"13 * {FACTOR}"}


def test_a_link_is_a_code_and_one_too_long_for_a_code_is_none() -> None:
    code = ET.fromstring(qr_svg("http://example.invalid/area?area=1005&mode=meeting&at=flow"))
    assert code.get("viewBox")
    assert code.get("width") is None
    longer = ET.fromstring(qr_svg("http://example.invalid/?s=" + "x" * 1000))
    sides = [int(c.get("viewBox", "").split()[-1]) for c in (code, longer)]
    assert sides[0] < sides[1]
    assert qr_svg("x" * 3000) == ""
