"""Beds over the years against 見込量 and 必要量, of the nation or a prefecture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from core import parameters
from core.charts.named import MARK, ROWS
from core.charts.trend import trend_chart, trend_names, trend_rows, trend_years
from core.data.bed_names import bed_names
from core.data.queries import beds
from core.data.reader import Read
from core.data.sourced import years_of
from core.views import cells
from core.views.figure import Chart, Figure
from core.views.national.scope import Scope
from core.views.plot import Mark, Plot, PlotKind
from core.views.plot import Series as Line
from core.views.section import Section
from core.views.sources import Sources, sources_of
from core.views.stated import Beds, Parts
from core.views.table import Column, Kind, Table, table
from core.views.words import Words, say, strong
from core.vocabulary import labels, palette
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction, Series

#: Shapes of points as Vega names them, and as office programs do.
_MARKS: Final = {"circle": "circle", "square": "square", "triangle-up": "triangle", "cross": "x"}
_AXIS: Final = "合計の縦軸は0から始まらない。"


def section(read: Read, scope: Scope) -> Section:
    """Four functions in one picture, the total in another (their sizes differ too much for one axis)."""
    found = read(beds.scope_beds, scope.pref_code)
    sources = sources_of(found)
    in_man_beds = not scope.pref_code
    unit = "万床" if in_man_beds else "床"
    return Section(
        anchor="trend",
        title=f"{scope.name}の病床数の推移と{parameters.words('{required_year}年')}の必要量",
        lead=_lead(found.frame, scope.name),
        figures=(
            _figure("functions", f"機能別({unit})", found.frame, FOUR_FUNCTIONS, in_man_beds, 260, sources, scope),
            _figure("total", f"合計({unit})", found.frame, (BedFunction.TOTAL,), in_man_beds, 150, sources, scope),
        ),
        notes=(f"{trend_key(found.frame, '最新の見込量')}{_AXIS}",),
    )


def _figure(
    key: str,
    title: str,
    rows: pd.DataFrame,
    functions: tuple[BedFunction, ...],
    in_man_beds: bool,
    height: int,
    sources: Sources,
    scope: Scope,
) -> Figure:
    drawn = trend_rows(rows, functions, in_man_beds=in_man_beds)
    title_of_rows = f"{scope.name}の病床数の推移 {title.split('(')[0]}"
    twin = trend_table(rows, functions, sources, key=f"{key}_rows", title=title_of_rows, place=scope.pref_code)
    return Figure(
        key=key,
        title=title,
        drawing=Chart(
            build=trend_chart,
            options=(trend_years(drawn), functions, in_man_beds, height),
            data={ROWS: drawn, MARK: trend_names(drawn, height)} if len(functions) > 1 else {ROWS: drawn},
        ),
        alt=trend_alt(rows, functions, scope.name),
        twin=twin,
        plot=trend_plot(twin, functions),
    )


def trend_plot(twin: Table, functions: Sequence[BedFunction]) -> Plot:
    """The rows of `trend_table` as lines: what is reported with points, 見込量 as diamonds, 必要量 as dashed levels."""
    lines, called = [], bed_names(*(int(c.name) for c in twin.columns if c.numeric))
    for row, (function, series) in enumerate(zip(twin.column("function"), twin.column("series"), strict=True)):
        drawn = next((f for f in functions if called[f] == function), None)
        if drawn is not None:
            lines.append(_line(drawn, called[drawn], next(s for s in Series if labels.SERIES[s] == series), row))
    return Plot(
        kind=PlotKind.LINE,
        table=twin,
        series=tuple(lines),
        across=tuple(c.name for c in twin.columns if c.numeric),
        axis="病床数(床)",
        floor=0.0 if len(functions) > 1 else None,
        spaced=True,
    )


def _line(function: BedFunction, name: str, series: Series, row: int) -> Line:
    colour = palette.BED_FUNCTION[function]
    match series:
        case Series.REQUIRED:
            return Line(
                name=f"{name} {labels.SERIES[series]}", at=row, colour=colour, level=True, dash="dash", named=False
            )
        case Series.PLANNED:
            planned = f"{name} {labels.SERIES[series]}"
            return Line(
                name=planned,
                at=row,
                colour=colour,
                newest=True,
                joined=False,
                mark=Mark.DIAMOND,
                named=False,
            )
        case _:
            return Line(name=name, at=row, colour=colour, mark=Mark(_MARKS[palette.FUNCTION_SHAPE[function]]))


def trend_key(rows: pd.DataFrame, planned: str) -> str:
    """How to read the lines, and which years between the first and the last report are in no publication."""
    lines = f"実線と点 = 実績、ひし形 = {planned}、破線 = {parameters.words('{required_year}年')}の必要量。"
    reported = years_of(rows, Series.REPORTED)
    absent = [y for y in range(min(reported), max(reported)) if y not in reported] if reported else []
    return f"{lines}{'・'.join(map(str, absent))}年はこの公表資料にない。" if absent else lines


def trend_alt(rows: pd.DataFrame, functions: Sequence[BedFunction], name: str) -> str:
    """First and last reported beds of each function beside 必要量, in words."""
    parts = []
    every, called = _series(rows), bed_names(*(int(y) for y in rows["year"]))
    for function in functions:
        reported, required = (_known(every, function, s) for s in (Series.REPORTED, Series.REQUIRED))
        if not reported:
            parts.append(f"{called[function]}は{labels.NO_DATA}")
            continue
        need = labels.beds(required[-1][1]) if required else labels.NO_DATA
        (first, beds_first), (last, beds_last) = reported[0], reported[-1]
        parts.append(
            f"{called[function]}は{first}年 {labels.beds(beds_first)}から"
            f"{last}年 {labels.beds(beds_last)}、必要量 {need}"
        )
    return f"{name}の病床数の推移の折れ線。{'。'.join(parts)}。"


def trend_table(
    rows: pd.DataFrame,
    functions: Sequence[BedFunction],
    sources: Sources,
    *,
    key: str,
    title: str,
    place: str,
) -> Table:
    """Years across: one row per function × 実績 / 見込量 / 必要量. A missing figure stands as the word of its status.

    `place`: code of the area, or of the prefecture (of the nation: none) whose areas are added up.
    """
    years = sorted({int(y) for y in rows["year"]})
    columns = [
        Column(name="function", label="病床機能"),
        Column(name="series", label="系列"),
        *(Column(name=str(y), label=f"{y}年", unit="床", kind=Kind.NUMBER, missing="―") for y in years),
    ]
    every, body, called = _series(rows), [], bed_names(*years)
    stated = dict[str, list[Parts]]((str(y), []) for y in years)
    for function in functions:
        for series in Series:
            values = every.get((function, series), {})
            if values:
                figures = [None if (count := values.get(y)) is None else int(count) for y in years]
                body.append((called[function], labels.SERIES[series], *figures))
                for y in years:
                    stated[str(y)].append((Beds(place, function, series, y),) if y in values else ())
    made = table(key, title, columns, body, sources, note="「―」は、その年の数値がこの公表資料にないこと。")
    return cells.stating(made, stated)


def _lead(rows: pd.DataFrame, name: str) -> Words:
    reported = _known(_series(rows), BedFunction.TOTAL, Series.REPORTED)
    if len(reported) < 2:
        return ""
    (first, before), (last, now) = reported[0], reported[-1]
    change = now - before
    return say(
        f"{name}の報告病床数の合計は{first}年から{last}年までに",
        strong(f"{labels.signed(change, '床')}({labels.signed_percent(change / before)})"),
        "。",
    )


_Beds = dict[tuple[str, str], dict[int, float | None]]


def _series(rows: pd.DataFrame) -> _Beds:
    """Beds by year, None where missing, for each function and series."""
    found: _Beds = {}
    columns = (rows[name].tolist() for name in ("bed_function", "series", "year", "beds"))
    for function, series, year, count in zip(*columns, strict=True):
        found.setdefault((function, series), {})[int(year)] = None if pd.isna(count) else float(count)
    return found


def _known(every: _Beds, function: BedFunction, series: Series) -> list[tuple[int, float]]:
    """Years with beds of one function and series, ascending."""
    return sorted((year, count) for year, count in every.get((function, series), {}).items() if count is not None)
