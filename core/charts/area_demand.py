"""Projected demand as index lines: the area beside its prefecture and the nation."""

from __future__ import annotations

import altair as alt
import pandas as pd

from core.charts.inline import inline
from core.vocabulary import palette


def demand_chart(rows: pd.DataFrame, title: str, height: int = 230) -> alt.LayerChart | alt.FacetChart:
    """One line per scope, 100 in the first fiscal year. `rows`: scope_label, fiscal_year, index, text (claims); the first scope is the area."""
    scopes = list(dict.fromkeys(rows["scope_label"]))
    x = alt.X(
        "fiscal_year:Q", title="年度", axis=alt.Axis(format="d", values=sorted(rows["fiscal_year"].unique().tolist()))
    )
    y = alt.Y(
        "index:Q",
        title=f"{rows['fiscal_year'].min()}年度 = 100",
        scale=alt.Scale(zero=False),
        axis=alt.Axis(format=".0f", tickCount=5),
    )
    base = alt.Chart(inline(rows)).encode(
        x=x,
        y=y,
        color=alt.Color(
            "scope_label:N",
            title=None,
            scale=alt.Scale(domain=scopes, range=[palette.KEY, palette.MARK, palette.TEXT][: len(scopes)]),
            legend=alt.Legend(orient="top", symbolType="stroke"),
        ),
        strokeDash=alt.StrokeDash(
            "scope_label:N", title=None, scale=alt.Scale(domain=scopes, range=[[1, 0], [6, 3], [2, 2]][: len(scopes)])
        ),
        tooltip=[
            alt.Tooltip("scope_label:N", title="範囲"),
            alt.Tooltip("fiscal_year:Q", title="年度", format="d"),
            alt.Tooltip("index:Q", title="指数", format=".1f"),
            alt.Tooltip("text:N", title="レセプト件数"),
        ],
    )
    hundred = (
        alt.Chart(inline(pd.DataFrame({"index": [100.0]}))).mark_rule(color=palette.LINE).encode(y=alt.Y("index:Q"))
    )
    return alt.layer(hundred, base.mark_line(), base.mark_point(size=35)).properties(height=height, title=title)
