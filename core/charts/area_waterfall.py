"""From the gap to its unexplained rest, cause by cause."""

from __future__ import annotations

import altair as alt
import pandas as pd

from core.charts.named import constant, named
from core.vocabulary import palette

KINDS: dict[str, str] = {"gap": "乖離", "explained": "説明できる分", "rest": "説明できない残り"}


def waterfall_rows(steps: pd.DataFrame) -> pd.DataFrame:
    """Rows of the chart, one per step in order: label, start, end, top (where the number stands), text, 区分.

    `steps` (`core.area.waterfall.steps`): label, kind (`KINDS`), start, end (床), text.
    """
    return pd.DataFrame(
        {
            "label": steps["label"],
            "start": steps["start"],
            "end": steps["end"],
            "top": steps[["start", "end"]].max(axis=1),
            "text": steps["text"],
            "区分": steps["kind"].map(KINDS),
        }
    )


def waterfall_chart(height: int = 270) -> alt.LayerChart | alt.FacetChart:
    """One bar per step of `waterfall_rows`, with the line of zero. The title above and each number say 床: a title beside the axis was cut at its edge."""
    base = alt.Chart(named()).encode(
        x=alt.X("label:N", title=None, sort=None, axis=alt.Axis(labelAngle=0, labelLimit=110, ticks=False)),
        tooltip=[
            alt.Tooltip("label:N", title="項目"),
            alt.Tooltip("区分:N", title="区分"),
            alt.Tooltip("text:N", title="床数"),
        ],
    )
    bars = base.mark_bar(size=44).encode(
        y=alt.Y("start:Q", title=None, axis=alt.Axis(format=",.0f", tickCount=5)),
        y2=alt.Y2("end:Q"),
        color=alt.Color(
            "区分:N",
            title=None,
            scale=alt.Scale(domain=list(KINDS.values()), range=[palette.MARK, palette.KEY_LIGHT, palette.KEY]),
            legend=alt.Legend(orient="top"),
        ),
    )
    numbers = base.mark_text(dy=-8, color=palette.TEXT).encode(y=alt.Y("top:Q"), text=alt.Text("text:N"))
    zero = (
        alt.Chart(constant()).mark_rule(color=palette.MARK, tooltip=None).encode(y=alt.datum(0.0, type="quantitative"))
    )
    return alt.layer(zero, bars, numbers).properties(height=height)
