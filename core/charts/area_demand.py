"""Projected demand as index lines: the area beside its prefecture and the nation."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from core.charts.named import MARK, constant, named
from core.charts.names import beside, room_for
from core.vocabulary import palette

HEIGHT: Final = 230
#: Height of the axis and the title above and below the plot.
_AROUND: Final = 70
#: Colour, dash and point shape of the area, its prefecture and the nation.
_COLOURS: Final = (palette.KEY, palette.MARK, palette.TEXT)
_DASHES: Final = ((1, 0), (6, 3), (2, 2))
_SHAPES: Final = ("circle", "square", "triangle-up")


def demand_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of the chart, one per scope and year: scope, line (0 area, 1 prefecture, 2 nation), year, index, text.

    `rows`: scope (area, pref, nation), scope_label, fiscal_year, index (first year = 100, NaN where it cannot be computed), text
    (claims in words).
    """
    return pd.DataFrame(
        {
            "scope": rows["scope_label"],
            "line": rows["scope"].map({"area": 0, "pref": 1, "nation": 2}),
            "year": rows["fiscal_year"],
            "index": rows["index"],
            "text": rows["text"],
        }
    )


def demand_years(rows: pd.DataFrame) -> tuple[int, ...]:
    """Years on the axis of `demand_rows`."""
    return tuple(sorted({int(y) for y in rows["year"]}))


def demand_names(rows: pd.DataFrame) -> pd.DataFrame:
    """Names at the ends of the lines: scope, line, at (index). A line without any index has none."""
    known = rows.dropna(subset=["index"]).sort_values("year", kind="stable")
    last = known.groupby("line", sort=True).last()
    low, high = (min(known["index"].min(), 100.0), max(known["index"].max(), 100.0)) if len(known) else (0.0, 1.0)
    at = beside(last["index"].tolist(), low, high, HEIGHT - _AROUND)
    return pd.DataFrame({"scope": last["scope"].to_numpy(), "line": last.index.to_numpy(), "at": at})


def demand_room(names: pd.DataFrame) -> int:
    """Pixels that `demand_names` take right of the lines."""
    return room_for(names["scope"].tolist())


def demand_chart(
    years: tuple[int, ...], room: int, title: str = "", height: int = HEIGHT
) -> alt.LayerChart | alt.FacetChart:
    """One line per scope of `demand_rows`, the first of the years = 100, each with its name at the end (mark `demand_names`, `demand_room`).

    Lines differ in colour, dash and point.
    """
    lines = list(range(len(_COLOURS)))
    end = f"width - {room}"
    color = alt.Color("line:N", scale=alt.Scale(domain=lines, range=list(_COLOURS)), legend=None)
    shape = alt.Shape("line:N", scale=alt.Scale(domain=lines, range=list(_SHAPES)), legend=None)
    dash = alt.StrokeDash("line:N", scale=alt.Scale(domain=lines, range=[list(d) for d in _DASHES]), legend=None)
    base = alt.Chart(named()).encode(
        x=alt.X(
            "year:Q",
            title="年度",
            axis=alt.Axis(format="d", values=list(years)),
            scale=alt.Scale(domain=[years[0], years[-1]], nice=False, range=[0, alt.ExprRef(end)]),
        ),
        y=alt.Y(
            "index:Q",
            title=f"{years[0]}年度 = 100",
            scale=alt.Scale(zero=False),
            axis=alt.Axis(format=".0f", tickCount=5),
        ),
        color=color,
        tooltip=[
            alt.Tooltip("scope:N", title="範囲"),
            alt.Tooltip("year:Q", title="年度", format="d"),
            alt.Tooltip("index:Q", title="指数", format=",.1f"),
            alt.Tooltip("text:N", title="レセプト件数"),
        ],
    )
    hundred = (
        alt.Chart(constant())
        .mark_rule(color=palette.LINE, tooltip=None)
        .encode(y=alt.datum(100.0, type="quantitative"))
    )
    names = alt.Chart(named(MARK)).encode(y=alt.Y("at:Q"))
    marks = names.mark_point(x=alt.ExprRef(f"{end} + 12"), size=45, filled=True, tooltip=None)
    texts = names.mark_text(x=alt.ExprRef(f"{end} + 20"), align="left", color=palette.TEXT, tooltip=None)
    chart = alt.layer(
        hundred,
        base.mark_line().encode(strokeDash=dash),
        base.mark_point(size=45, filled=True).encode(shape=shape),
        marks.encode(color=color, shape=shape),
        texts.encode(text="scope:N"),
    ).properties(height=height)
    return chart.properties(title=title) if title else chart
