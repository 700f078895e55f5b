"""Which areas stand out from what all areas share: a funnel plot of all of them, one prefecture or area named in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from core.charts.funnel import (
    ACROSS,
    UP,
    beyond_note,
    funnel_chart,
    funnel_lines,
    funnel_rows,
    funnel_span,
    highlighted,
    left_out,
    limit_dash,
    limit_name,
)
from core.charts.named import MARK, ROWS
from core.data.reader import Read
from core.data.sourced import Sourced
from core.data.store import Store
from core.measures.funnel import limits
from core.measures.noise import Spread
from core.views.figure import Chart, Figure
from core.views.national.ranking import stating
from core.views.national.scope import Scope, measured
from core.views.plot import Mark
from core.views.scatter import Axis, Cloud, Scatter
from core.views.section import Section
from core.views.sources import sources_of
from core.views.table import Column, Kind, Table, table_from
from core.views.words import Words, say, strong
from core.vocabulary import labels, palette
from core.vocabulary.terms import BedFunction, Noise

NOTE: Final = (
    "見込み = 必要量 × 全国の(報告 ÷ 必要量)。曲線の外は、全国に共通する報告のされ方だけでは説明しにくい大きさ。"
    "差があるだけで過不足とは決まらない。"
)
#: Until the picture has its own.
_TITLE: Final = "ファンネルプロット"
_COLUMNS: Final = (
    Column(name="area_code", label="コード"),
    Column(name="area_name", label="区域"),
    Column(name="pref_name", label="都道府県"),
    Column(name="reported", label="報告病床数", unit="床", kind=Kind.NUMBER),
    Column(name="expected", label="見込み", unit="床", kind=Kind.NUMBER, missing=labels.NOT_COMPUTABLE),
    Column(name="required", label=labels.SERIES["required"], unit="床", kind=Kind.NUMBER),
    Column(name="z", label="標準化残差 z", kind=Kind.SIGNED, digits=2, missing=labels.NOT_COMPUTABLE),
)


def section(read: Read, scope: Scope) -> Section:
    """All areas, those of the scope's prefecture in the key colour and named."""
    funnel = read(shared, scope.year, scope.function)
    title = f"{scope.function_label}の偏りを見る図(ファンネルプロット、{scope.year}年)"
    figure = funnel_figure(funnel, title, highlight=scope.pref_code, highlight_name=scope.name, height=440)
    return Section(
        anchor="funnel",
        title=title,
        lead=_lead(funnel.measured, scope),
        figures=(figure,),
        notes=(say(NOTE, funnel.noise_note, funnel.figure_note),),
    )


@dataclass(frozen=True, slots=True)
class Funnel:
    """What every funnel of one year and function has in common, whichever area is looked at.

    `measured`: `gap.measured`; `rows`, `lines`, `span`: `core.charts.funnel`, nobody chosen; `twin` lacks its title. `noise_note`:
    what the curves and z count as one event; `figure_note`: what the picture does not show in its place (areas beyond its axis,
    and those without a place on it).
    """

    measured: pd.DataFrame
    rows: pd.DataFrame
    lines: pd.DataFrame
    span: tuple[float, float]
    twin: Table
    noise_note: str
    figure_note: str


def shared(store: Store, year: int, function: BedFunction) -> Funnel:
    """The funnel of all areas, as a query of the store."""
    found = measured(store, year, function)
    lines = funnel_lines(found.frame, found.frame.attrs["spread"])
    span = funnel_span(found.frame, lines)
    rows = funnel_rows(found.frame, span)
    note = beyond_note(rows) + left_out(found.frame).note
    return Funnel(found.frame, rows, lines, span, _twin(found, Scope(function, year)), noise_note(found.frame), note)


def funnel_figure(funnel: Funnel, title: str, *, highlight: str, highlight_name: str, height: int) -> Figure:
    """`highlight`: a pref_code or an area_code, empty for none."""
    drawn, span = funnel.rows, funnel.span
    if highlight:
        drawn = highlighted(drawn, funnel.measured, span, highlight)
    named = bool(drawn["chosen"].any())
    return Figure(
        key="funnel",
        title=title,
        drawing=Chart(
            build=funnel_chart,
            options=(span,),
            settings={"highlighted": named, "height": height},
            title=f"濃い点: {highlight_name}" if named else "",
            data={ROWS: drawn, MARK: funnel.lines},
        ),
        alt=_alt(funnel.measured, drawn, title, highlight_name if named else ""),
        twin=replace(funnel.twin, title=title),
        plot=_scatter(drawn, funnel.lines, span, highlight_name if named else ""),
    )


def _scatter(drawn: pd.DataFrame, lines: pd.DataFrame, span: tuple[float, float], highlighted: str) -> Scatter | None:
    """The same rows for an office program: all areas, those beyond the axis at its edge, the middle and the limits as lines,
    last the highlighted ones with their names. None where no area has a place."""
    if drawn.empty:
        return None
    low, high = float(drawn["expected"].min()), float(drawn["expected"].max())
    chosen, rest = drawn[drawn["chosen"]], drawn[~drawn["chosen"]]
    within, beyond = rest[rest["edge"] == "within"], rest[rest["edge"] != "within"]
    # Points first: where a line comes first, LibreOffice draws no line at all.
    clouds = [Cloud(name="ほかの区域" if highlighted else "区域", points=_points(within, "at"), colour=palette.MARK)]
    if len(beyond):
        edge = _points(beyond, "at")
        clouds.append(
            Cloud(name="縦軸の範囲の外の区域(端に置いた)", points=edge, colour=palette.MARK, mark=Mark.TRIANGLE)
        )
    clouds.append(_line("見込みどおり(1倍)", [(low, 1.0), (high, 1.0)], palette.MARK_PALE, "solid", named=False))
    curves = limits()
    for z in curves:
        name = limit_name(z)
        for number, (_, side) in enumerate(lines[lines["限界"] == name].groupby("side", sort=True)):
            clouds.append(_line(name, _points(side, "ratio"), palette.MARK, limit_dash(z, curves), named=number == 0))
    if highlighted:
        points, names = _points(chosen, "at"), tuple(chosen["name"])
        clouds.append(Cloud(name=highlighted, points=points, colour=palette.KEY, size=9, filled=True, names=names))
    begins = 10.0 ** math.floor(math.log10(low))
    across = Axis(title=ACROSS, base=10, low=begins, high=_above(max(high, 10 * begins)), steps="#,##0")
    ends = (2.0 ** math.floor(math.log2(span[0])), 2.0 ** math.ceil(math.log2(span[1])))
    up = Axis(title=UP, base=2, low=ends[0], high=ends[1], steps="General")
    return Scatter(clouds=tuple(clouds), across=across, up=up)


def _line(name: str, points: Sequence[tuple[float, float]], colour: str, dash: str, *, named: bool) -> Cloud:
    return Cloud(name=name, points=tuple(points), colour=colour, mark=Mark.NONE, joined=True, dash=dash, named=named)


def _points(rows: pd.DataFrame, up: str) -> tuple[tuple[float, float], ...]:
    return tuple((float(x), float(y)) for x, y in zip(rows["expected"], rows[up], strict=True))


def _above(value: float) -> float:
    """The next of 1, 2, 5, 10, 20 … that is not below."""
    whole = 10.0 ** math.floor(math.log10(value))
    return next(whole * step for step in (1, 2, 5, 10) if whole * step >= value)


def noise_note(frame: pd.DataFrame) -> str:
    """What the curves and z count as one event, with the estimates of `gap.measured`."""
    spread: Spread = frame.attrs["spread"]
    counted = {
        Noise.WARD: "病床は病棟ごとにまとまって増減するとみる。シミュレーターの既定と同じ",
        Noise.BED: "病床は1床ずつ増減するとみる",
    }
    return (
        f"曲線と z は{labels.NOISE[spread.noise]}による({counted[spread.noise]})。"
        f"ばらつき = √(φ ÷ (見込み + ½) + τ²)、全区域から推定した φ は {spread.phi:.1f}、τ は {math.sqrt(spread.tau2):.3f}。"
    )


def _beyond(frame: pd.DataFrame) -> tuple[int, int]:
    """Areas above and below the inner limit."""
    limit = limits()[0]
    return int((frame["z"] >= limit).sum()), int((frame["z"] <= -limit).sum())


def _twin(rows: Sourced, scope: Scope) -> Table:
    frame = rows.frame
    ordered = frame.sort_values("z", ascending=False, na_position="last", kind="stable")
    above, below = _beyond(frame)
    limit = limits()[0]
    note = f"z が +{limit} 以上 {above}区域、-{limit} 以下 {below}区域。{noise_note(frame)}"
    made = table_from(
        "funnel_rows", _TITLE, _COLUMNS, ordered, sources_of(rows), status={"reported": "reported_status"}, note=note
    )
    return stating(scope, made, ordered)


def _alt(frame: pd.DataFrame, drawn: pd.DataFrame, title: str, named: str) -> str:
    above, below = _beyond(frame)
    limit = limits()[0]
    noise = labels.NOISE[frame.attrs["spread"].noise]
    text = f"{title}。{noise}でみて、z が +{limit} 以上は{above}区域、-{limit} 以下は{below}区域。"
    chosen = frame[frame["area_code"].isin(drawn.loc[drawn["chosen"], "area_code"])].dropna(subset=["z"])
    if named and len(chosen):
        zs = "、".join(
            f"{name} {labels.signed(float(z), '', 2)}" for name, z in zip(chosen["area_name"], chosen["z"], strict=True)
        )
        text += f"{named}の z: {zs}。"
    return text


def _lead(frame: pd.DataFrame, scope: Scope) -> Words:
    above, below = _beyond(frame)
    inside = frame[frame["pref_code"] == scope.pref_code] if scope.pref_code else frame
    up, down = _beyond(inside)
    start = f"全国に共通する報告のされ方から大きく離れている(|z| ≥ {limits()[0]})区域は"
    if not scope.pref_code:
        return say(start, strong(f"多い側{above}、少ない側{below}"), "。")
    return say(start, f"{scope.name}に", strong(f"多い側{up}、少ない側{down}"), f"(全国は{above}と{below})。")
