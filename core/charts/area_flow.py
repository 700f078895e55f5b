"""Patient flow of one area as bars: partner areas, the area itself and the part that is not listed."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from core.charts.named import across, named
from core.vocabulary import labels, palette

#: Kinds of partner in reading order; each has its own word, so that colour is not needed to tell them apart.
KINDS: dict[str, str] = {
    "own": "自区域",
    "within": "同じ都道府県",
    "across": "ほかの都道府県",
    "hidden": "その他(非表示)",
}
#: Colour of a kind.
COLOURS: dict[str, str] = {
    "own": palette.MARK_PALE,
    "within": palette.KEY_LIGHT,
    "across": palette.KEY,
    "hidden": palette.NO_DATA,
}
#: Pixels right of the axis for the number beside a bar of 100 %.
_ROOM: Final = 56


def flow_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of the chart in the given order: name, share, 区分, 割合. `rows`: name, kind (`KINDS`), share (0–1)."""
    return pd.DataFrame(
        {
            "name": rows["name"],
            "share": rows["share"],
            "区分": rows["kind"].map(KINDS),
            "割合": [labels.percent(v) for v in rows["share"]],
        }
    )


def flow_chart(count: int, title: str = "", height: int | None = None) -> alt.LayerChart | alt.FacetChart:
    """One bar per partner (`flow_rows`, `count` of them) with its number; a thin outline keeps pale bars in sight."""
    base = alt.Chart(named()).encode(
        x=alt.X(
            "share:Q",
            title="患者の割合",
            axis=alt.Axis(format=".0%", values=[0, 0.2, 0.4, 0.6, 0.8, 1]),
            scale=alt.Scale(domain=[0, 1], nice=False, range=[0, alt.ExprRef(f"width - {_ROOM}")]),
        ),
        y=alt.Y("name:N", title=None, sort=None, axis=alt.Axis(labelLimit=210, ticks=False, domain=False)),
        tooltip=[
            alt.Tooltip("name:N", title="区域"),
            alt.Tooltip("区分:N", title="区分"),
            alt.Tooltip("割合:N", title="割合"),
        ],
    )
    bars = base.mark_bar(height=15, stroke=palette.MARK, strokeWidth=0.6).encode(
        color=alt.Color(
            "区分:N",
            title=None,
            scale=alt.Scale(domain=list(KINDS.values()), range=[COLOURS[k] for k in KINDS]),
            # On a telephone the words of all kinds do not fit beside each other.
            legend=alt.Legend(orient="bottom", columns=across(len(KINDS))),
        )
    )
    numbers = base.mark_text(align="left", dx=4, color=palette.TEXT).encode(text=alt.Text("割合:N"))
    chart = alt.layer(bars, numbers).properties(height=height or 24 * count + 170)
    return chart.properties(title=title) if title else chart
