"""Funnel plot: every area's reported beds against what the shared reporting pattern would give."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd

from core.measures import funnel
from core.vocabulary import labels, palette


def funnel_chart(
    rows: pd.DataFrame, tau2: float, *, highlight: str | None = None, highlight_label: str = "", height: int = 360
) -> alt.LayerChart | alt.FacetChart:
    """One point per area: expected beds (log scale) against reported ÷ expected, with the 95 % and 99.8 % limits.

    `rows`: `gap_measures.measured`. `highlight` is a pref_code or an area_code; its areas are drawn in the key colour and named.
    """
    data = rows.dropna(subset=["z"]).copy()
    data["ratio"] = (data["reported"] + 0.5) / (data["expected"] + 0.5)
    data["区域"] = [labels.area(a, p) for a, p in zip(data["area_name"], data["pref_name"], strict=True)]
    data["報告"] = [labels.beds(v) for v in data["reported"]]
    data["見込み"] = [labels.beds(v) for v in data["expected"]]
    data["必要量 "] = [labels.beds(v) for v in data["required"]]
    data["残差"] = [labels.signed(v, "", 2) for v in data["z"]]
    data["chosen"] = (
        (data["pref_code"] == highlight) | (data["area_code"] == highlight)
        if highlight
        else pd.Series(False, index=data.index)
    )
    low = max(1.0, float(data["expected"].min()))
    grid = np.geomspace(low, float(data["expected"].max()) * 1.05, 60)
    limits = funnel.funnel_limits(grid, tau2)
    limits["限界"] = limits["limit"].map({1.96: "95%の範囲", 3.09: "99.8%の範囲"})
    lines = limits.melt(
        id_vars=["expected", "限界"], value_vars=["lower", "upper"], var_name="side", value_name="ratio"
    )
    top = max(2.0, min(4.0, float(data["ratio"].quantile(0.995)) * 1.15))
    ticks = [v for v in (0.25, 0.33, 0.5, 0.67, 1, 1.5, 2, 3, 4) if 1 / top <= v <= top]
    y_scale = alt.Scale(type="log", domain=[1 / top, top], clamp=True)
    x = alt.X(
        "expected:Q",
        title="全国の報告のされ方から見込まれる病床数(床、対数目盛)",
        scale=alt.Scale(type="log", nice=False),
        axis=alt.Axis(format=",", grid=False, values=[1, 3, 10, 30, 100, 300, 1000, 3000, 10000, 30000]),
    )
    y = alt.Y(
        "ratio:Q",
        title="報告 ÷ 見込み(倍)",
        scale=y_scale,
        axis=alt.Axis(values=ticks, format=".2~f"),
    )
    tooltip = ["区域:N", "報告:N", "見込み:N", "必要量 :N", alt.Tooltip("残差:N", title="標準化残差 z")]
    base = alt.Chart(data)
    limit_lines = (
        alt.Chart(lines)
        .mark_line(color=palette.MARK, strokeWidth=1.2)
        .encode(
            x=x,
            y=y,
            detail="side:N",
            strokeDash=alt.StrokeDash(
                "限界:N",
                title=None,
                scale=alt.Scale(domain=["95%の範囲", "99.8%の範囲"], range=[[6, 4], [1, 0]]),
                legend=alt.Legend(orient="top"),
            ),
        )
    )
    one = alt.Chart(pd.DataFrame({"ratio": [1.0]})).mark_rule(color=palette.LINE).encode(y=y)
    rest = (
        base.transform_filter("!datum.chosen")
        .mark_point(size=38, color=palette.MARK, opacity=0.55)
        .encode(x=x, y=y, tooltip=tooltip)
    )
    chosen = (
        base.transform_filter("datum.chosen")
        .mark_point(size=90, color=palette.KEY, opacity=1)
        .encode(x=x, y=y, tooltip=tooltip)
    )
    names = (
        base.transform_filter("datum.chosen")
        .mark_text(dx=8, align="left", color=palette.KEY, fontSize=12)
        .encode(x=x, y=y, text="area_name:N")
    )
    title = f"濃い点: {highlight_label}" if highlight_label else alt.Undefined
    return alt.layer(one, limit_lines, rest, chosen, names).properties(
        height=height, **({"title": title} if highlight_label else {})
    )
