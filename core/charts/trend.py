"""Beds over the years against 見込量 and 必要量."""

from __future__ import annotations

import math

import altair as alt
import numpy as np
import pandas as pd

from core.charts.named import MARK, named
from core.charts.names import beside, room_for
from core.data.bed_names import bed_names
from core.vocabulary import labels, palette
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction, Series

_MAN = 10_000
#: Height of axis and margins around the plot.
_AROUND = 70


def trend_rows(
    rows: pd.DataFrame, functions: tuple[BedFunction, ...] = FOUR_FUNCTIONS, *, in_man_beds: bool = False
) -> pd.DataFrame:
    """Rows of `trend_chart`: what is reported, the newest 見込量, 必要量. A missing figure stays a row without a value.

    `rows`: bed_function, series, year, beds (one row each). `in_man_beds`: `value` in 万床 instead of 床.
    Columns: series, year, value, 機能, 系列, 表示 (beds in words).
    """
    columns = (rows[name].tolist() for name in ("bed_function", "series", "year", "beds"))
    every = [
        (function, series, int(year), None if pd.isna(beds) else float(beds))
        for function, series, year, beds in zip(*columns, strict=True)
    ]
    newest = max((y for _, series, y, beds in every if series == Series.PLANNED and beds is not None), default=None)
    drawn = [
        (function, series, year, beds)
        for function, series, year, beds in every
        if function in functions and (series != Series.PLANNED or (beds is not None and year == newest))
    ]
    called = bed_names(*{year for _, series, year, _ in drawn if series != Series.REQUIRED})
    values = [math.nan if beds is None else beds for *_, beds in drawn]
    return pd.DataFrame(
        {
            "series": [str(series) for _, series, _, _ in drawn],
            "year": [year for _, _, year, _ in drawn],
            "value": np.array(values, dtype="float64") / (_MAN if in_man_beds else 1),
            "機能": [called[function] for function, *_ in drawn],
            "系列": [labels.SERIES[series] for _, series, _, _ in drawn],
            "表示": [labels.beds(beds) for *_, beds in drawn],
        }
    )


def trend_years(rows: pd.DataFrame) -> tuple[int, ...]:
    """Years on the axis of `trend_rows`: those reported and that of the 見込量."""
    told = zip(rows["series"].tolist(), rows["year"].tolist(), strict=True)
    return tuple(sorted({int(year) for series, year in told if series != Series.REQUIRED}))


def trend_names(rows: pd.DataFrame, height: int = 300) -> pd.DataFrame:
    """Names at the ends of the lines of `trend_rows`: 機能, at (in the unit of `value`). A line without a value has none.

    A name stands beside the newest value, be it reported or planned. `height`: of the chart in pixels.
    """
    columns = (rows[name].tolist() for name in ("year", "機能", "series", "value"))
    known = [row for row in zip(*columns, strict=True) if not math.isnan(row[3])]
    ends: dict[str, float] = {}
    for _, name, series, value in sorted(known, key=lambda row: row[0]):
        if series != Series.REQUIRED:
            ends[name] = value
    top = max((row[3] for row in known), default=1.0)
    return pd.DataFrame({"機能": list(ends), "at": beside(list(ends.values()), 0.0, top, height - _AROUND)})


def trend_chart(
    years: tuple[int, ...],
    functions: tuple[BedFunction, ...] = FOUR_FUNCTIONS,
    in_man_beds: bool = False,
    height: int = 300,
) -> alt.LayerChart | alt.FacetChart:
    """Reported beds by year as lines, 見込量 as a hollow mark, 必要量 as a line in the colour and the dash of its function.

    The rows are `trend_rows`, `years` those of the axis (`trend_years`). Several functions differ in colour and in the shape of
    their points, and each has its name at its end (mark `trend_names`); a single one needs none.
    """
    several, called = len(functions) > 1, bed_names(*years)
    room = room_for([called[f] for f in functions]) if several else 12
    end = f"width - {room}"
    x = alt.X(
        "year:Q",
        title="年",
        axis=alt.Axis(format="d", values=list(years), labelOverlap=True),
        scale=alt.Scale(nice=False, domain=[years[0], years[-1]], range=[0, alt.ExprRef(end)]),
    )
    y = alt.Y(
        "value:Q",
        title=f"病床数({'万床' if in_man_beds else '床'})",
        scale=alt.Scale(zero=several),
        axis=alt.Axis(format=",.4~f", tickCount=6),
    )
    color = alt.Color("機能:N", scale=palette.function_scale(functions, called), legend=None)
    shape = alt.Shape("機能:N", scale=palette.shape_scale(functions, called), legend=None)
    dash = alt.StrokeDash("機能:N", scale=palette.dash_scale(functions, called), legend=None)
    tooltip = [
        alt.Tooltip("機能:N"),
        alt.Tooltip("系列:N"),
        alt.Tooltip("year:Q", title="年", format="d"),
        alt.Tooltip("表示:N", title="病床数"),
    ]

    def of(series: Series) -> alt.Chart:
        return alt.Chart(named()).transform_filter(f"datum.series === '{series}'")

    reported = of(Series.REPORTED)
    lines = reported.mark_line().encode(x=x, y=y, color=color)
    points = reported.mark_point(size=45, filled=True, opacity=1).encode(
        x=x, y=y, color=color, shape=shape, tooltip=tooltip
    )
    plans = (
        of(Series.PLANNED)
        .mark_point(size=90, filled=False, shape="diamond", strokeWidth=2)
        .encode(x=x, y=y, color=color, tooltip=tooltip)
    )
    need = (
        of(Series.REQUIRED)
        .mark_rule(strokeWidth=1.6)
        .encode(x=alt.value(0), x2=alt.value(alt.ExprRef(end)), y=y, color=color, strokeDash=dash, tooltip=tooltip)
    )
    layers = [need, lines, points, plans]
    if several:
        names = alt.Chart(named(MARK)).encode(y=alt.Y("at:Q"))
        marks = names.mark_point(x=alt.ExprRef(f"{end} + 14"), size=45, filled=True, opacity=1, tooltip=None)
        texts = names.mark_text(x=alt.ExprRef(f"{end} + 22"), align="left", color=palette.TEXT, tooltip=None)
        layers += [marks.encode(color=color, shape=shape), texts.encode(text="機能:N")]
    return alt.layer(*layers).properties(height=height)
