"""From the gap to its unexplained rest, cause by cause."""

from __future__ import annotations

import altair as alt
import pandas as pd

from core.charts.inline import inline
from core.vocabulary import palette

KINDS: dict[str, str] = {"gap": "乖離", "explained": "説明できる分", "rest": "説明できない残り"}


def waterfall_chart(steps: pd.DataFrame, height: int = 270) -> alt.LayerChart | alt.FacetChart:
    """One bar per step. `steps` (`core.area.waterfall.steps`): label, kind (`KINDS`), start, end, text (床)."""
    data = steps.copy()
    data["区分"] = data["kind"].map(KINDS)
    data["top"] = data[["start", "end"]].max(axis=1)
    x = alt.X("label:N", title=None, sort=list(data["label"]), axis=alt.Axis(labelAngle=0, labelLimit=110, ticks=False))
    tooltip = [
        alt.Tooltip("label:N", title="項目"),
        alt.Tooltip("区分:N", title="区分"),
        alt.Tooltip("text:N", title="床数"),
    ]
    base = alt.Chart(inline(data)).encode(x=x, tooltip=tooltip)
    bars = base.mark_bar(size=44).encode(
        y=alt.Y("start:Q", title="床", axis=alt.Axis(format=",.0f", tickCount=5)),
        y2=alt.Y2("end:Q"),
        color=alt.Color(
            "区分:N",
            title=None,
            scale=alt.Scale(domain=list(KINDS.values()), range=[palette.MARK, palette.KEY_LIGHT, palette.KEY]),
            legend=alt.Legend(orient="top"),
        ),
    )
    numbers = base.mark_text(dy=-8, color=palette.TEXT).encode(y=alt.Y("top:Q"), text=alt.Text("text:N"))
    zero = alt.Chart(inline(pd.DataFrame({"y": [0]}))).mark_rule(color=palette.MARK).encode(y=alt.Y("y:Q"))
    return alt.layer(zero, bars, numbers).properties(height=height)
