"""Scatter charts of slides that Office can edit: points and lines on two logarithmic axes, with their figures in them."""

from __future__ import annotations

from typing import Any

from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_AXIS_CROSSES, XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.chart import XL_TICK_LABEL_POSITION as LABELS
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Pt

from core.exports.cells import clean
from core.exports.slide_chart import SIZE, axis_title, placed, unnamed
from core.exports.slide_style import Box, chart_face, rgb
from core.exports.word_style import FACE
from core.views.figure import Figure
from core.views.scatter import Axis, Cloud, Scatter
from core.vocabulary import palette

_LINE, _OUTLINE = 1.25, 1.0  # points


def add(slide: Slide, figure: Figure, scatter: Scatter, box: Box) -> None:
    """The chart of a figure in its place, with its alt sentence."""
    data: Any = XyChartData()  # type: ignore[no-untyped-call]
    for cloud in scatter.clouds:
        series = data.add_series(clean(cloud.name))
        for across, up in cloud.points:
            series.add_data_point(across, up)
    chart = placed(slide, figure, XL_CHART_TYPE.XY_SCATTER, data, box)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    unnamed(chart.legend, [number for number, cloud in enumerate(scatter.clouds) if not cloud.named])
    for drawn, wanted in ((chart.category_axis, scatter.across), (chart.value_axis, scatter.up)):
        _axis(drawn, wanted)
    for cloud, series in zip(scatter.clouds, chart.plots[0].series, strict=True):
        _look(series, cloud)


def _axis(drawn: Any, wanted: Axis) -> None:
    drawn.minimum_scale, drawn.maximum_scale = wanted.low, wanted.high
    drawn._element.find(qn("c:scaling")).insert(0, parse_xml(f'<c:logBase {nsdecls("c")} val="{wanted.base}"/>'))
    drawn.major_unit = wanted.base  # without it LibreOffice counts in tens on every axis
    drawn.has_major_gridlines, drawn.has_minor_gridlines = True, False
    drawn.major_gridlines.format.line.color.rgb = rgb(palette.GRID)
    drawn.format.line.color.rgb = rgb(palette.LINE)
    drawn.crosses = XL_AXIS_CROSSES.MINIMUM
    drawn.tick_labels.number_format, drawn.tick_labels.number_format_is_linked = wanted.steps, False
    drawn.tick_label_position = LABELS.LOW
    drawn.has_title = True
    axis_title(drawn, wanted.title)


def _look(series: Any, cloud: Cloud) -> None:
    line = series.format.line
    if cloud.joined:
        line.color.rgb, line.width = rgb(cloud.colour), Pt(_LINE)
        line._get_or_add_ln().append(parse_xml(f'<a:prstDash {nsdecls("a")} val="{cloud.dash}"/>'))
    else:
        line.fill.background()
    marker = series.marker
    marker.style = XL_MARKER_STYLE.from_xml(cloud.mark.value)
    if cloud.mark.name != "NONE":
        marker.size = cloud.size
        marker.format.line.color.rgb, marker.format.line.width = rgb(cloud.colour), Pt(_OUTLINE)
        if cloud.filled:
            marker.format.fill.solid()
            marker.format.fill.fore_color.rgb = rgb(cloud.colour)
        else:
            marker.format.fill.background()
    for number, name in enumerate(cloud.names):
        if name:
            _name(series.points[number].data_label, name, cloud.colour)


def _name(label: Any, text: str, colour: str) -> None:
    label.position = XL_LABEL_POSITION.RIGHT
    frame = label.text_frame
    frame.text = clean(text)
    run = frame.paragraphs[0].runs[0]
    run.font.size, run.font.bold, run.font.name = Pt(SIZE), True, FACE
    run.font.color.rgb = rgb(colour)
    chart_face(run._r.rPr)
