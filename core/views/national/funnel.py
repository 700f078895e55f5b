"""Which areas stand out from what all areas share: a funnel plot of all of them, one prefecture or area named in it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from core.charts.funnel import (
    beyond_note,
    funnel_chart,
    funnel_lines,
    funnel_rows,
    funnel_span,
    highlighted,
    left_out,
)
from core.charts.named import MARK, ROWS
from core.data.reader import Read
from core.data.sourced import Sourced
from core.data.store import Store
from core.measures.funnel import limits
from core.measures.noise import Spread
from core.views.figure import Chart, Figure
from core.views.national.scope import Scope, measured
from core.views.section import Section
from core.views.sources import sources_of
from core.views.table import Column, Kind, Table, table_from
from core.views.words import Words, say, strong
from core.vocabulary import labels
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
    return Funnel(found.frame, rows, lines, span, _twin(found), noise_note(found.frame), note)


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
    )


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


def _twin(rows: Sourced) -> Table:
    frame = rows.frame
    ordered = frame.sort_values("z", ascending=False, na_position="last", kind="stable")
    above, below = _beyond(frame)
    limit = limits()[0]
    note = f"z が +{limit} 以上 {above}区域、−{limit} 以下 {below}区域。{noise_note(frame)}"
    return table_from(
        "funnel_rows", _TITLE, _COLUMNS, ordered, sources_of(rows), status={"reported": "reported_status"}, note=note
    )


def _alt(frame: pd.DataFrame, drawn: pd.DataFrame, title: str, named: str) -> str:
    above, below = _beyond(frame)
    limit = limits()[0]
    noise = labels.NOISE[frame.attrs["spread"].noise]
    text = f"{title}。{noise}でみて、z が +{limit} 以上は{above}区域、−{limit} 以下は{below}区域。"
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
