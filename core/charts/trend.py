"""Beds over the years against 見込量 and 必要量."""

from __future__ import annotations

import altair as alt
import pandas as pd

from core import labels, palette
from core.terms import FOUR_FUNCTIONS, BedFunction, Series

_MAN = 10_000


def trend_chart(
    rows: pd.DataFrame,
    functions: tuple[BedFunction, ...] = FOUR_FUNCTIONS,
    *,
    in_man_beds: bool = False,
    height: int = 300,
) -> alt.LayerChart | alt.FacetChart:
    """Reported beds by year as lines, 見込量 as a hollow mark, 必要量 as a dashed line in the colour of its function.

    `rows`: bed_function, series, year, beds (one row each; null beds leave a gap). `in_man_beds` draws 万床 instead of 床.
    """
    unit, scale = ("万床", _MAN) if in_man_beds else ("床", 1)
    data = rows[rows["bed_function"].isin(functions)].copy()
    data["beds"] = data["beds"].astype("Float64").astype("float64")
    data["value"] = data["beds"] / scale
    data["機能"] = data["bed_function"].map(labels.BED_FUNCTION)
    data["系列"] = data["series"].map(labels.SERIES)
    data["表示"] = [labels.beds(v) for v in data["beds"]]
    reported = data[data["series"] == Series.REPORTED]
    planned = data[data["series"] == Series.PLANNED].dropna(subset=["beds"])
    latest_plan = planned[planned["year"] == planned["year"].max()]
    required = data[data["series"] == Series.REQUIRED]

    years = sorted({int(y) for y in reported["year"]} | {int(y) for y in latest_plan["year"]})
    x = alt.X(
        "year:Q",
        title="年",
        axis=alt.Axis(format="d", values=years, labelOverlap=True),
        scale=alt.Scale(nice=False, domain=years[:1] + years[-1:]),
    )
    y = alt.Y(
        "value:Q",
        title=f"病床数({unit})",
        scale=alt.Scale(zero=len(functions) > 1),
        axis=alt.Axis(format=",.4~f", tickCount=6),
    )
    color = alt.Color(
        "機能:N",
        title=None,
        scale=palette.function_scale(functions, labels.BED_FUNCTION),
        legend=alt.Legend(orient="top", symbolType="stroke") if len(functions) > 1 else None,
    )
    tooltip = ["機能:N", "系列:N", alt.Tooltip("year:Q", title="年", format="d"), alt.Tooltip("表示:N", title="病床数")]
    lines = alt.Chart(reported).mark_line().encode(x=x, y=y, color=color)
    points = alt.Chart(reported).mark_point(size=45, filled=True).encode(x=x, y=y, color=color, tooltip=tooltip)
    plans = (
        alt.Chart(latest_plan)
        .mark_point(size=90, filled=False, shape="diamond", strokeWidth=2)
        .encode(x=x, y=y, color=color, tooltip=tooltip)
    )
    need = alt.Chart(required).mark_rule(strokeDash=[6, 4], strokeWidth=1.6).encode(y=y, color=color, tooltip=tooltip)
    return alt.layer(need, lines, points, plans).properties(height=height)
