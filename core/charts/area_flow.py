"""Patient flow of one area as bars: partner areas, the area itself and the part that is not listed."""

from __future__ import annotations

import altair as alt
import pandas as pd

from core.charts.inline import inline
from core.vocabulary import labels, palette

#: Kinds of partner in reading order; each has its own word, so that colour is not needed to tell them apart.
KINDS: dict[str, str] = {
    "own": "自区域",
    "within": "同じ都道府県",
    "across": "ほかの都道府県",
    "hidden": "その他(非表示)",
}
_COLOURS: dict[str, str] = {
    "own": palette.MARK_PALE,
    "within": palette.KEY_LIGHT,
    "across": palette.KEY,
    "hidden": palette.NO_DATA,
}


def flow_chart(rows: pd.DataFrame, title: str, height: int | None = None) -> alt.LayerChart | alt.FacetChart:
    """One bar per partner, in the given order. `rows`: name, kind (`KINDS`), share (0–1)."""
    data = rows.copy()
    data["区分"] = data["kind"].map(KINDS)
    data["割合"] = [labels.percent(v) for v in data["share"]]
    names = list(data["name"])
    y = alt.Y("name:N", title=None, sort=names, axis=alt.Axis(labelLimit=210, ticks=False, domain=False))
    x = alt.X("share:Q", title="患者の割合", axis=alt.Axis(format=".0%", tickCount=5), scale=alt.Scale(domain=[0, 1]))
    base = alt.Chart(inline(data)).encode(
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("name:N", title="区域"),
            alt.Tooltip("区分:N", title="区分"),
            alt.Tooltip("割合:N", title="割合"),
        ],
    )
    bars = base.mark_bar(height=15).encode(
        color=alt.Color(
            "区分:N",
            title=None,
            scale=alt.Scale(domain=list(KINDS.values()), range=[_COLOURS[k] for k in KINDS]),
            legend=alt.Legend(orient="bottom"),
        )
    )
    numbers = base.mark_text(align="left", dx=4, color=palette.TEXT).encode(text=alt.Text("割合:N"))
    return alt.layer(bars, numbers).properties(height=height or 24 * len(names) + 95, title=title)
