"""Charts of slides that Office can edit: drawn by Office from the figures of a plot, which travel with the chart as a sheet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.chart import XL_TICK_LABEL_POSITION as LABELS
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Pt

from core.exports.cells import clean
from core.exports.slide_style import Box, chart_face, described, rgb
from core.exports.word_style import FACE
from core.exports.xlsx import number_format
from core.views.figure import Figure
from core.views.plot import Plot, PlotKind, Series
from core.views.table import Kind
from core.views.words import raw_text
from core.vocabulary import palette

_KINDS: Final = {
    PlotKind.LINE: XL_CHART_TYPE.LINE_MARKERS,
    PlotKind.BAR: XL_CHART_TYPE.BAR_CLUSTERED,
    PlotKind.STACKED: XL_CHART_TYPE.BAR_STACKED,
}
#: Points of the letters of a chart.
SIZE: Final = 12.0
#: Room in inches that legend and axis take from the bars.
_AROUND: Final = 0.8
#: A part of a bar narrower than this share of the longest bar has no room for its number.
_NARROW: Final = 0.05


def add(slide: Slide, figure: Figure, plot: Plot, box: Box) -> None:
    """The chart of a figure in its place, with its alt sentence."""
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = [clean(c) for c in plot.categories()]
    for series in plot.series:
        data.add_series(series.name, plot.values(series), number_format(plot.column(series)))
    chart = placed(slide, figure, _KINDS[plot.kind], data, box)
    _legend(chart, plot)
    _axes(chart, plot)
    if plot.kind is PlotKind.LINE:
        _lines(chart, plot)
        return
    named = chart.category_axis.tick_labels.font
    named.size, named.name = Pt(SIZE), FACE
    chart_face(named._rPr)
    _bars(chart, plot, SIZE, close=len(plot.categories()) > most(box.high) / 2)


def most(high: float) -> int:
    """How many bars stand below each other in so many inches, so that the name and number of none touches the next."""
    return max(1, math.floor((high - _AROUND) * 72 / SIZE))


def placed(slide: Slide, figure: Figure, kind: XL_CHART_TYPE, data: Any, box: Box) -> Any:
    """A chart of Office in its place, with its alt sentence and the Japanese face in its text."""
    frame: Any = slide.shapes.add_chart(kind, *box.emu, data)
    described(frame, raw_text(figure.title), figure.alt)
    chart = frame.chart
    chart.has_title = False
    chart.font.size, chart.font.name = Pt(SIZE), FACE
    chart.font.color.rgb = rgb(palette.TEXT)
    chart_face(chart._chartSpace.txPr.p_lst[0].pPr.find(qn("a:defRPr")))
    language = parse_xml(f'<c:lang {nsdecls("c")} val="ja-JP"/>')
    chart._chartSpace.find(qn("c:chart")).addprevious(language)
    return chart


def _legend(chart: Any, plot: Plot) -> None:
    chart.has_legend = len(plot.series) > 1
    if not chart.has_legend:
        return
    legend = chart.legend
    legend.position = XL_LEGEND_POSITION.RIGHT if plot.kind is PlotKind.LINE else XL_LEGEND_POSITION.TOP
    legend.include_in_layout = False
    unnamed(legend, [number for number, series in enumerate(plot.series) if not series.named])


def unnamed(legend: Any, numbers: Sequence[int]) -> None:
    """Series that the legend does not name."""
    position = legend._element.find(qn("c:legendPos"))
    for number in reversed(numbers):
        position.addnext(
            parse_xml(f'<c:legendEntry {nsdecls("c")}><c:idx val="{number}"/><c:delete val="1"/></c:legendEntry>')
        )


def _axes(chart: Any, plot: Plot) -> None:
    values, categories = chart.value_axis, chart.category_axis
    column = plot.column(plot.series[0])
    values.has_major_gridlines, values.has_minor_gridlines = True, False
    values.major_gridlines.format.line.color.rgb = rgb(palette.GRID)
    values.format.line.color.rgb = categories.format.line.color.rgb = rgb(palette.LINE)
    values.minimum_scale = _floor(plot) if plot.floor is None else plot.floor
    if plot.top is not None:
        values.maximum_scale = plot.top
    share = column.kind in (Kind.PERCENT, Kind.SIGNED_PERCENT)
    values.tick_labels.number_format = "0%" if share else "0.0" if plot.top == 1.0 else "#,##0"
    values.tick_labels.number_format_is_linked = False
    values.has_title = bool(plot.axis)
    if plot.axis:
        axis_title(values, plot.axis)
    if plot.kind is not PlotKind.LINE:  # the first bar stands at the top, the axis of values below
        categories.reverse_order = True
        values._element.find(qn("c:crosses")).set("val", "max")
    categories.tick_label_position = LABELS.LOW
    every = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>')  # no name of a category is left out
    categories._element.find(qn("c:noMultiLvlLbl")).addprevious(every)
    if plot.spaced:
        chart._chartSpace.find(qn("c:chart")).find(qn("c:dispBlanksAs")).set("val", "span")


def _floor(plot: Plot) -> float:
    """Where an axis begins that need not begin at 0: the round number below the lowest figure, as large as they differ."""
    known = [v for series in plot.series for v in plot.values(series) if v is not None]
    if not known or min(known) == max(known):
        return 0.0
    step = 10.0 ** math.floor(math.log10(max(known) - min(known)))
    return math.floor(min(known) / step - 0.5) * step


def axis_title(axis: Any, text: str) -> None:
    """The title of an axis, with the Japanese face."""
    frame = axis.axis_title.text_frame
    frame.text = clean(text)
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold, font.name = Pt(SIZE), False, FACE
    chart_face(frame.paragraphs[0].runs[0]._r.rPr)


def _lines(chart: Any, plot: Plot) -> None:
    for series, drawn in zip(plot.series, chart.plots[0].series, strict=True):
        drawn.smooth = False
        line = drawn.format.line
        if series.joined:
            line.color.rgb, line.width = rgb(series.colour), Pt(1.75 if series.level else 2.5)
            line._get_or_add_ln().append(parse_xml(f'<a:prstDash {nsdecls("a")} val="{series.dash}"/>'))
        else:
            line.fill.background()
        marker = drawn.marker
        marker.style = XL_MARKER_STYLE.from_xml(series.mark.value)
        if series.mark.name != "NONE":
            marker.size = 11 if series.newest else 8
            marker.format.fill.solid()
            marker.format.fill.fore_color.rgb = rgb(series.colour)
            marker.format.line.color.rgb, marker.format.line.width = rgb(series.colour), Pt(1.75)


def _bars(chart: Any, plot: Plot, size: float, *, close: bool) -> None:
    drawn = chart.plots[0]
    drawn.gap_width = 15 if close else 45  # so that the numbers stand on their bars
    # Bars of which each category has one alone stand in one row.
    alone = any(s.only for s in plot.series)
    drawn.overlap = 100 if alone or plot.kind is PlotKind.STACKED else -5
    longest = max((sum(v or 0 for v in row) for row in zip(*map(plot.values, plot.series), strict=True)), default=0)
    for series, bars in zip(plot.series, drawn.series, strict=True):
        bars.format.fill.solid()
        bars.format.fill.fore_color.rgb = rgb(series.colour)
        bars.format.line.color.rgb, bars.format.line.width = rgb(palette.MARK if alone else palette.GROUND), Pt(0.75)
        bars.invert_if_negative = False
        _numbers(bars, plot, series, longest, size)


def _numbers(bars: Any, plot: Plot, series: Series, longest: float, size: float) -> None:
    """The figure at or on each bar; on a part of a bar only where it has room."""
    shown = bars.data_labels
    shown.show_value, shown.number_format_is_linked = True, False
    shown.number_format = number_format(plot.column(series))
    stacked = plot.kind is PlotKind.STACKED
    shown.position = XL_LABEL_POSITION.CENTER if stacked else XL_LABEL_POSITION.OUTSIDE_END
    shown.font.size, shown.font.name = Pt(size), FACE
    shown.font.color.rgb = rgb(palette.text_on(series.colour) if stacked else palette.TEXT)
    chart_face(shown._element.find(qn("c:txPr")).find(qn("a:p")).find(qn("a:pPr")).find(qn("a:defRPr")))
    if not stacked:
        return
    for place, value in reversed(list(enumerate(plot.values(series)))):
        if value is not None and value < _NARROW * longest:
            shown._element.insert(
                0, parse_xml(f'<c:dLbl {nsdecls("c")}><c:idx val="{place}"/><c:delete val="1"/></c:dLbl>')
            )
