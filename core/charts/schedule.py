"""Timeline of the schedule: one row per event under the heading of its lane, with today's marker."""

from __future__ import annotations

from datetime import date, timedelta

import altair as alt
import pandas as pd

from core.content.schedule import LANE_LABEL, Event, Lane
from core.vocabulary import palette

#: Height of a row, and of the time axis with the legend (the height of a chart covers them).
ROW_HEIGHT, AXES_HEIGHT = 18, 62
#: Width kept free on the left for the names of events.
_LABEL_WIDTH = 330


def schedule_rows(events: tuple[Event, ...], start: date, end: date) -> pd.DataFrame:
    """One row per lane heading and per dated event that overlaps start–end, in drawing order.

    Columns: row (axis text), lane, is_lane, begin, finish (exclusive end of the bar), middle, when, state, precision, detail.
    `begin` and `finish` are cut at the ends of the period; headings have none.
    """
    rows: list[dict[str, object]] = []
    for lane in Lane:
        shown = sorted(
            (e for e in events if e.lane is lane and e.start and e.end and e.start <= end and e.end >= start),
            key=lambda e: (e.start, e.end),
        )
        if not shown:
            continue
        rows.append({"row": f"【{LANE_LABEL[lane]}】", "lane": LANE_LABEL[lane], "is_lane": True})
        for event in shown:
            assert event.start is not None
            assert event.end is not None
            begin, finish = max(event.start, start), min(event.end, end) + timedelta(days=1)
            rows.append(
                {
                    "row": event.label,
                    "lane": LANE_LABEL[lane],
                    "is_lane": False,
                    "begin": pd.Timestamp(begin),
                    "finish": pd.Timestamp(finish),
                    "when": event.when,
                    "state": event.state,
                    "precision": event.precision,
                    "detail": event.detail,
                }
            )
    frame = pd.DataFrame(
        rows, columns=["row", "lane", "is_lane", "begin", "finish", "when", "state", "precision", "detail"]
    )
    return frame.astype({"begin": "datetime64[ns]", "finish": "datetime64[ns]"})


def schedule_chart(events: tuple[Event, ...], start: date, end: date, today: date) -> alt.LayerChart:
    """Bars for spans, diamonds for single days; filled = 実施, pale with outline = 予定. Today only when inside the period."""
    rows = schedule_rows(events, start, end)
    order = list(dict.fromkeys(rows["row"]))
    y = alt.Y(
        "row:N",
        sort=order,
        title=None,
        axis=alt.Axis(
            labelLimit=_LABEL_WIDTH,
            minExtent=_LABEL_WIDTH,
            maxExtent=_LABEL_WIDTH,
            ticks=False,
            domain=False,
            labelFontWeight=alt.condition("substring(datum.value, 0, 1) == '【'", alt.value("bold"), alt.value("normal")),
        ),
    )  # fmt: skip
    domain = [_moment(start), _moment(end + timedelta(days=1))]
    months = (end - start).days < 400
    x = alt.X(
        "begin:T",
        title=None,
        scale=alt.Scale(domain=domain),
        axis=alt.Axis(
            format="%Y年%-m月" if months else "%Y年",
            tickCount="month" if months else "year",
            orient="top",
            gridColor=palette.GRID,
        ),
    )
    tooltip = [
        alt.Tooltip("lane:N", title="主体"),
        alt.Tooltip("row:N", title="内容"),
        alt.Tooltip("when:N", title="時期(資料の表記)"),
        alt.Tooltip("state:N", title="資料の時点で"),
        alt.Tooltip("detail:N", title="補足"),
    ]
    fill = alt.Fill(
        "state:N",
        title="資料の時点で",
        scale=alt.Scale(domain=["実施", "予定"], range=[palette.KEY, palette.KEY_PALE]),
        legend=alt.Legend(orient="bottom", symbolType="square", symbolStrokeColor=palette.KEY),
    )
    base = alt.Chart(rows[~rows["is_lane"]]).encode(y=y, tooltip=tooltip)
    spans = base.transform_filter("datum.precision != 'day'")
    bars = spans.mark_bar(height=10, stroke=palette.KEY, strokeWidth=1).encode(x=x, x2="finish:T", fill=fill)
    days = (
        base.transform_filter("datum.precision == 'day'")
        .mark_point(shape="diamond", size=90, stroke=palette.KEY, strokeWidth=1.2, opacity=1)
        .encode(x=x, fill=fill)
    )
    # The wording stands right of its bar; near the right edge it would be cut, so there it stands to the left.
    late = (pd.Timestamp(start) + (pd.Timestamp(end) - pd.Timestamp(start)) * 0.72).isoformat()
    words = base.transform_calculate(late=f"datum.finish > toDate('{late}')")
    right = (
        words.transform_filter("!datum.late").mark_text(align="left", dx=8, color=palette.TEXT, fontSize=12)
    ).encode(x=alt.X("finish:T"), text="when:N")
    left = (
        words.transform_filter("datum.late").mark_text(align="right", dx=-8, color=palette.TEXT, fontSize=12)
    ).encode(x=alt.X("begin:T"), text="when:N")
    headings = (
        alt.Chart(rows[rows["is_lane"]])
        .mark_rule(color=palette.LINE)
        .encode(y=y, x=alt.datum(domain[0]), x2=alt.datum(domain[1]))
    )
    layers = [headings, bars, days, right, left]
    if start <= today <= end:
        mark = alt.Chart(pd.DataFrame({"begin": [pd.Timestamp(today)], "text": [f"今日 {today.isoformat()}"]}))
        layers.append(mark.mark_rule(color=palette.ALERT, strokeWidth=2).encode(x=x))
        layers.append(
            mark.mark_text(align="left", dx=5, color=palette.ALERT, fontSize=12, fontWeight="bold").encode(
                x=x, y=alt.value(8), text="text:N"
            )
        )
    return alt.LayerChart(layer=layers).properties(height=ROW_HEIGHT * len(order) + AXES_HEIGHT)


def _moment(day: date) -> alt.DateTime:
    return alt.DateTime(year=day.year, month=day.month, date=day.day)
