"""Funnel plot: every area's reported beds against what the shared reporting pattern would give."""

from __future__ import annotations

import math
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import altair as alt
import numpy as np
import pandas as pd

from core.charts.named import MARK, constant, named
from core.charts.names import Box, free
from core.measures import funnel
from core.measures.noise import Spread
from core.vocabulary import labels, palette

#: Ends that the ratio axis may have, from the middle outwards; the narrowest that hold nearly all areas are taken.
_LOWS: Final = (0.5, 0.33, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002)
_HIGHS: Final = (2.0, 3.0, 4.0, 5.0, 7.0, 10.0)
#: Part of the areas that may lie beyond either end; they stand on the edge as triangles.
_BEYOND: Final = 0.02
#: The outer limit is in sight unless it lies farther out than this.
_IN_SIGHT: Final = 5.0
_TICKS: Final = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.33, 0.5, 0.67, 1, 1.5, 2, 3, 4, 5, 7, 10)
ACROSS: Final = "全国の報告のされ方から見込まれる病床数(床、対数目盛)"
UP: Final = "報告 ÷ 見込み(倍)"
_DASHES: Final = {"solid": [1, 0], "dash": [6, 4], "sysDot": [2, 3]}
#: Areas beyond the axis that are named with their ratio.
_TOLD: Final = 4
#: Names right of this part of the axis would be cut; they stand left of their point.
_NEAR_RIGHT_EDGE: Final = 0.8
#: Plot of the narrowest figure and size of a name, in pixels, to tell which names would cover each other.
_PLOT: Final = (440.0, 240.0)
_NAME: Final = (13.0, 15.0)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Areas (with prefecture) that have no place in the figure: nothing is expected of them, or a figure is missing."""

    zero: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def note(self) -> str:
        """The sentence that must stand beside the figure; empty when every area is drawn."""
        said = (
            ("見込みが0(必要量が0)のため図にない区域", self.zero),
            ("報告または必要量の数値がないため図にない区域", self.missing),
        )
        return "".join(f"{why}({len(names)}): {'、'.join(names)}。" for why, names in said if names)


def left_out(measured: pd.DataFrame) -> LeftOut:
    """Which areas `funnel_rows` does not hold. `measured`: `core.measures.gap.measured`."""
    names = pd.Series(
        [labels.area(a, p) for a, p in zip(measured["area_name"], measured["pref_name"], strict=True)], measured.index
    )
    missing = measured["z"].isna()
    return LeftOut(tuple(names[~missing & (measured["expected"] <= 0)]), tuple(names[missing]))


def _placed(measured: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series]:
    """Areas with a place on both logarithmic axes, and their (B + ½) / (E + ½)."""
    data = measured[measured["z"].notna() & (measured["expected"] > 0)]
    return data, (data["reported"] + 0.5) / (data["expected"] + 0.5)


def funnel_lines(
    measured: pd.DataFrame, spread: Spread, limits: tuple[float, ...] | None = None, points: int = 60
) -> pd.DataFrame:
    """The limits over the beds that the figure covers: expected, ratio, side (lower, upper), 限界, one row per point.

    `measured`: `core.measures.gap.measured`; `spread`: its `attrs["spread"]`; `limits`: |z| of each line, those
    of the rules unless given.
    """
    columns = ["expected", "ratio", "side", "限界"]
    expected = _placed(measured)[0]["expected"]
    if expected.empty:
        return pd.DataFrame(columns=columns)
    grid = np.geomspace(float(expected.min()), float(expected.max()) * 1.05, points)
    lines = funnel.funnel_limits(grid, spread, limits)
    names = [limit_name(z) for z in lines["limit"]]
    sides = {side: lines[side].to_numpy() for side in ("lower", "upper")}
    return pd.DataFrame(
        {
            "expected": np.tile(lines["expected"].to_numpy(), 2),
            "ratio": np.concatenate(list(sides.values())),
            "side": np.repeat(list(sides), len(lines)),
            "限界": names * 2,
        }
    )


def funnel_span(measured: pd.DataFrame, lines: pd.DataFrame) -> tuple[float, float]:
    """Ends of the ratio axis: the narrowest steps that hold all but a few areas, and the limits where they are not far out."""
    ratio = np.sort(_placed(measured)[1].to_numpy(dtype="float64"))
    if len(ratio) == 0:
        return _LOWS[0], _HIGHS[0]
    widest = lines[lines["expected"] == lines["expected"].max()]["ratio"]  # where the funnel is narrowest
    spare = int(_BEYOND * len(ratio))
    low, high = (
        min(ratio[spare], max(widest.min(), 1 / _IN_SIGHT)),
        max(ratio[-1 - spare], min(widest.max(), _IN_SIGHT)),
    )
    return next((v for v in _LOWS if v <= low), _LOWS[-1]), next((v for v in _HIGHS if v >= high), _HIGHS[-1])


def funnel_rows(measured: pd.DataFrame, span: tuple[float, float], highlight: str | None = None) -> pd.DataFrame:
    """One row per area that has a place (`left_out` names the others), in code order.

    `measured`: `core.measures.gap.measured`; `span`: `funnel_span`; `highlight`: a pref_code or an area_code.
    Columns: area_code, expected (床), at (ratio, kept inside the span), edge (within, above, below), chosen, name (of a
    chosen area, empty where it would cover another), left (the name stands left of the point), and the texts of the hover:
    区域, 報告, 見込み, 必要量, 比, 残差.
    """
    data, ratio = _placed(measured)
    low, high = span
    rows = pd.DataFrame(
        {
            "area_code": data["area_code"],
            "expected": data["expected"],
            "at": ratio.clip(low, high),
            "edge": np.select([ratio > high, ratio < low], ["above", "below"], "within"),
            "chosen": False,
            "区域": [labels.area(a, p) for a, p in zip(data["area_name"], data["pref_name"], strict=True)],
            "報告": [labels.beds(v) for v in data["reported"]],
            "見込み": [labels.beds(v) for v in data["expected"]],
            labels.SERIES["required"]: [labels.beds(v) for v in data["required"]],
            "比": [labels.number(v, "倍", 2) for v in ratio],
            "残差": [labels.signed(v, "", 2) for v in data["z"]],
        }
    )
    rows = rows.assign(left=_across(data) > _NEAR_RIGHT_EDGE, name="")
    return highlighted(rows, measured, span, highlight) if highlight else rows


def highlighted(rows: pd.DataFrame, measured: pd.DataFrame, span: tuple[float, float], highlight: str) -> pd.DataFrame:
    """`funnel_rows` without a highlight (`measured` and `span` as there), with the areas of a pref_code or an area_code chosen."""
    data = _placed(measured)[0]
    chosen = (data["pref_code"] == highlight) | (data["area_code"] == highlight)
    return rows.assign(chosen=chosen, name=_names(data, rows["at"], _across(data), span, highlight))


def _across(data: pd.DataFrame) -> np.ndarray:
    """Where the areas stand between the ends of the horizontal axis (0–1)."""
    place = np.log(data["expected"].to_numpy())
    across: np.ndarray = (place - place.min(initial=np.inf)) / (np.ptp(place) or 1.0) if len(place) else place
    return across


def _names(
    data: pd.DataFrame, at: pd.Series, across: np.ndarray, span: tuple[float, float], highlight: str | None
) -> list[str]:
    """Names of the chosen areas, empty where one would cover another; those that stand out most come first."""
    low, high = (math.log(v) for v in span)
    names, z, height = data["area_name"].tolist(), data["z"].abs().tolist(), np.log(at.to_numpy())
    chosen = [i for i, codes in enumerate(zip(data["pref_code"], data["area_code"], strict=True)) if highlight in codes]
    chosen.sort(key=lambda i: -z[i])
    boxes = []
    for i in chosen:
        width, x = _NAME[0] * (len(names[i]) + 1), float(across[i]) * _PLOT[0]
        y = (high - float(height[i])) / (high - low) * _PLOT[1]
        start = x - width if across[i] > _NEAR_RIGHT_EDGE else x
        boxes.append(Box(start, y - _NAME[1] / 2, start + width, y + _NAME[1] / 2))
    said = {i for i, kept in zip(chosen, free(boxes), strict=True) if kept}
    return [name if i in said else "" for i, name in enumerate(names)]


def beyond_note(rows: pd.DataFrame) -> str:
    """Sentence on the areas that stand on the edge of the figure (`funnel_rows`); empty without any."""
    beyond = rows[rows["edge"] != "within"]
    if beyond.empty:
        return ""
    named = "、".join(f"{name} {ratio}" for name, ratio in zip(beyond["区域"][:_TOLD], beyond["比"], strict=False))
    more = "など" if len(beyond) > _TOLD else ""
    return f"△▽は図の縦軸の範囲の外にある{len(beyond)}区域({named}{more})。"


def limit_name(z: float) -> str:
    """Name of the line at ±z: `95%の範囲`."""
    return f"{funnel.share_within(z)}の範囲"


def limit_dash(z: float, limits: tuple[float, ...]) -> str:
    """How the line at ±z is dashed, as office programs name it: the outermost is whole."""
    return "solid" if z == max(limits) else "dash" if z == min(limits) else "sysDot"


def funnel_chart(
    span: tuple[float, float],
    limits: tuple[float, ...] | None = None,
    *,
    highlighted: bool = False,
    height: int = 360,
) -> dict[str, Any]:
    """One point per area: expected beds against reported ÷ expected, both logarithmic, with a line for each limit.

    The rows are `funnel_rows`, the mark is `funnel_lines`. Points beyond the span are triangles on the edge. `highlighted`:
    some rows are chosen; they are drawn larger, in the key colour and named.
    """
    low, high = span
    spec = deepcopy(_without_span(funnel.limits() if limits is None else limits, highlighted, height))
    for layer in spec["layer"]:
        upward = layer["encoding"]["y"]
        if upward.get("field") == "at":
            upward["scale"]["domain"] = [low, high]
            upward["axis"]["values"] = [v for v in _TICKS if low <= v <= high]
    return spec


@lru_cache(maxsize=8)
def _without_span(limits: tuple[float, ...], highlighted: bool, height: int) -> dict[str, Any]:
    """The picture but for the ends of its ratio axis, which alone differ from function to function: building it is half of what a
    change of the function costs."""
    x = alt.X(
        "expected:Q",
        title=ACROSS.replace("(", "\n(").split("\n"),  # one line is wider than a telephone
        scale=alt.Scale(type="log", nice=False, padding=8),
        axis=alt.Axis(format=",", grid=False, values=[1, 3, 10, 30, 100, 300, 1000, 3000, 10000, 30000]),
    )
    y = alt.Y(
        "at:Q",
        title=UP,
        scale=alt.Scale(type="log", nice=False),
        axis=alt.Axis(format=".3~f", labelOverlap=True),
    )
    names = [limit_name(z) for z in limits]
    dashes = [_DASHES[limit_dash(z, limits)] for z in limits]
    lines = (
        alt.Chart(named(MARK))
        .mark_line(color=palette.MARK, strokeWidth=1.2, clip=True)
        .encode(
            x=x,
            y=alt.Y("ratio:Q"),
            detail="side:N",
            strokeDash=alt.StrokeDash(
                "限界:N",
                title=None,
                scale=alt.Scale(domain=names, range=dashes),
                legend=alt.Legend(orient="top", symbolType="stroke"),
            ),
            tooltip=alt.Tooltip("限界:N", title="曲線"),
        )
    )
    one = (
        alt.Chart(constant())
        .mark_rule(color=palette.MARK_PALE, tooltip=None)
        .encode(y=alt.datum(1.0, type="quantitative"))
    )
    shape = alt.Shape(
        "edge:N",
        scale=alt.Scale(domain=["within", "above", "below"], range=["circle", "triangle-up", "triangle-down"]),
        legend=None,
    )
    points = alt.Chart(named()).encode(
        x=x,
        y=y,
        shape=shape,
        tooltip=[
            alt.Tooltip("区域:N"),
            alt.Tooltip("報告:N"),
            alt.Tooltip("見込み:N"),
            alt.Tooltip("必要量:N"),
            alt.Tooltip("比:N", title="報告 ÷ 見込み"),
            alt.Tooltip("残差:N", title="標準化残差 z"),
        ],
    )
    rest = points.transform_filter("!datum.chosen").mark_point(
        size=34, filled=False, stroke=palette.MARK, strokeWidth=1.3, opacity=0.9
    )
    layers: list[alt.Chart] = [one, lines, rest]
    if highlighted:
        chosen = points.transform_filter("datum.chosen")
        layers.append(chosen.mark_point(size=90, filled=True, color=palette.KEY, opacity=1))
        layers.append(
            alt.Chart(named())
            .transform_filter("datum.chosen && datum.name !== ''")
            .mark_text(
                align=alt.ExprRef("datum.left ? 'right' : 'left'"),
                dx=alt.ExprRef("datum.left ? -8 : 8"),
                color=palette.KEY,
                fontSize=13,
                tooltip=None,
            )
            .encode(x=x, y=y, text="name:N")
        )
    spec: dict[str, Any] = alt.layer(*layers).properties(height=height).to_dict(validate=False)
    return spec
