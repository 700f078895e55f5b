"""The picture of the area beside others: panels of bars on screen and paper, one chart of stacked bars in an office program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from core.area.comparison import Place, PlaceBeds
from core.charts.area_comparison import comparison_chart, comparison_rows
from core.charts.named import ROWS
from core.data.bed_names import bed_names
from core.views.figure import Chart, Figure
from core.views.plot import Plot, PlotKind, Series
from core.views.sources import Sources
from core.views.table import Column, Kind, table
from core.vocabulary import labels, palette
from core.vocabulary.terms import FOUR_FUNCTIONS

#: Up to so many places have wide bars, so that either number fits a screen.
_FEW: Final = 14
_STEP, _NARROW_STEP = 17, 15


def figure(rows: Sequence[PlaceBeds], names: dict[Place, str], own: str, year: int, sources: Sources) -> Figure:
    """Reported beds and 必要量 per 100,000 people by function; `own`: the name of the area, which is marked."""
    shown = [b for b in rows if b.bed_function in FOUR_FUNCTIONS]
    rates = pd.DataFrame(
        {
            "name": [names[b.place] for b in shown],
            "bed_function": [str(b.bed_function) for b in shown],
            "reported": [b.reported_rate for b in shown],
            "required": [b.required_rate for b in shown],
            "pale": [b.place.scope != "area" for b in shown],
        }
    )
    title = f"人口10万人あたりの機能別病床数({year}年、床)"
    columns = (
        Column(name="function", label="機能"),
        Column(name="place", label="区域"),
        Column(name="reported", label="報告", unit="床/10万人", kind=Kind.NUMBER, missing=labels.NOT_COMPUTABLE),
        Column(
            name="required",
            label=labels.SERIES["required"],
            unit="床/10万人",
            kind=Kind.NUMBER,
            missing=labels.NOT_COMPUTABLE,
        ),
    )
    functions = bed_names(year)
    body = [(functions[b.bed_function], names[b.place], b.reported_rate, b.required_rate) for b in shown]
    called = {place: f"▶ {name}" if name == own else name for place, name in names.items()}
    drawn = rates.assign(name=[called[b.place] for b in shown])
    count = len(names)
    return Figure(
        key="rates",
        title=title,
        drawing=Chart(
            build=comparison_chart,
            options=(count, _STEP if count <= _FEW else _NARROW_STEP, year),
            data={ROWS: comparison_rows(drawn, year)},
        ),
        alt=_alt(shown, names, functions),
        twin=table("rates_rows", title, columns, body, sources),
        note="▶ = この区域。棒 = 報告、縦の線 = 必要量、右の数字 = 報告 / 必要量。薄い棒 = 都道府県と全国。",
        plot=_plot(shown, called, functions, title, sources) if count <= _FEW else None,
    )


def _plot(
    shown: Sequence[PlaceBeds], names: dict[Place, str], functions: dict[str, str], title: str, sources: Sources
) -> Plot:
    """Two bars a place, reported beds and 必要量, with the functions one after the other; more places have no room for them."""
    kinds = ("報告", labels.SERIES["required"])
    columns = (
        Column(name="place", label="区域"),
        *(Column(name=f, label=functions[f], unit="床/10万人", kind=Kind.NUMBER, missing=labels.NOT_COMPUTABLE) for f in FOUR_FUNCTIONS),
    )  # fmt: skip
    rates = {(b.place, b.bed_function): b for b in shown}
    rows = [
        (f"{name} {kind}", *values)
        for place, name in names.items()
        for kind, values in zip(
            kinds,
            zip(*((rates[place, f].reported_rate, rates[place, f].required_rate) for f in FOUR_FUNCTIONS), strict=True),
            strict=True,
        )
    ]
    return Plot(
        kind=PlotKind.STACKED,
        table=table("rates_bars", title, columns, rows, sources),
        series=tuple(Series(name=functions[f], at=f, colour=palette.BED_FUNCTION[f]) for f in FOUR_FUNCTIONS),
        labels="place",
        floor=0.0,
        note="▶ = この区域。区域ごとに、上の棒 = 報告、下の棒 = 必要量。",
    )


def _alt(rows: Sequence[PlaceBeds], names: dict[Place, str], functions: dict[str, str]) -> str:
    parts = []
    for function in FOUR_FUNCTIONS:
        mine = [b for b in rows if b.bed_function is function]
        told = [mine[0], *(b for b in mine if b.place.scope != "area")]
        texts = [
            f"{names[b.place]} {labels.number(b.reported_rate, '床', missing=labels.NOT_COMPUTABLE)}" for b in told
        ]
        known = sorted((b for b in mine if not np.isnan(b.reported_rate)), key=lambda b: b.reported_rate)
        ends = f"、最も多いのは{names[known[-1].place]} {labels.number(known[-1].reported_rate, '床')}" if known else ""
        parts.append(f"{functions[function]}は{'、'.join(texts)}{ends}")
    return f"人口あたりの報告病床数を機能ごとに並べた横棒。{'。'.join(parts)}。"
