"""Timeline of the schedule: one row per event under the heading of its lane, with today's marker."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import altair as alt
import pandas as pd

from core.charts.named import MARK, named
from core.content.schedule import LANE_LABEL, Event, Lane, Standing
from core.vocabulary import palette

#: Height of a row, and of the time axis with the legend (the height of a chart covers them).
ROW_HEIGHT, AXES_HEIGHT = 20, 72
#: Width kept free on the left for the names of events.
_LABEL_WIDTH = 330
#: From this part of the period on the wording stands left of its bar.
_LATE = 0.72
#: Fill by how an event stands; the word stands beside the bar too.
FILL: dict[Standing, str] = {
    Standing.DONE: palette.KEY,
    Standing.RUNNING: palette.KEY_LIGHT,
    Standing.UNCONFIRMED: palette.NO_DATA,
    Standing.PLANNED: palette.KEY_PALE,
}


def schedule_rows(events: tuple[Event, ...], start: date, end: date, today: date) -> pd.DataFrame:
    """One row per lane heading and per dated event that overlaps start–end, in drawing order.

    Columns: row (axis text), lane, is_lane, begin, finish (exclusive end of the bar), when, state (on the day `today`), said (both, beside
    the bar), happened, precision, detail, late (its
    wording stands left of the bar, since right of it it would be cut), at (where the wording stands).
    `begin` and `finish` are cut at the ends of the period; headings have none.
    """
    turn = pd.Timestamp(start) + (pd.Timestamp(end) - pd.Timestamp(start)) * _LATE
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
                    "state": str(event.standing(today)),
                    "said": f"{event.when} {event.standing(today)}",
                    "happened": event.happened.text if event.happened else "",
                    "precision": event.precision,
                    "detail": event.detail,
                    "late": pd.Timestamp(finish) > turn,
                    "at": pd.Timestamp(begin if pd.Timestamp(finish) > turn else finish),
                }
            )
    columns = [
        *(
            "row",
            "lane",
            "is_lane",
            "begin",
            "finish",
            "when",
            "state",
            "said",
            "happened",
            "precision",
            "detail",
            "late",
            "at",
        )
    ]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype(dict.fromkeys(("begin", "finish", "at"), "datetime64[ns]")).assign(
        late=frame["late"].eq(True)  # headings have no wording
    )


def schedule_order(rows: pd.DataFrame) -> tuple[str, ...]:
    """Axis texts of `schedule_rows` from top to bottom."""
    return tuple(rows["row"])


def schedule_marks(rows: pd.DataFrame) -> tuple[str, ...]:
    """Which marks `schedule_rows` need: span, day, both or none."""
    events = rows[~rows["is_lane"].astype(bool)]
    return tuple(m for m in ("span", "day") if ((events["precision"] == "day") == (m == "day")).any())


def today_mark(start: date, end: date, today: date) -> pd.DataFrame:
    """Today as the mark of the chart: begin, text; no row when it lies outside the period."""
    inside = [today] if start <= today <= end else []
    return pd.DataFrame({"begin": [pd.Timestamp(d) for d in inside], "text": [f"今日 {d.isoformat()}" for d in inside]})


def schedule_chart(
    order: tuple[str, ...], marks: tuple[str, ...], start: date, end: date, marked: bool = False
) -> alt.LayerChart | alt.FacetChart:
    """Bars for spans, diamonds for single days; filled by how they stand (`FILL`).

    The rows are `schedule_rows`, `order` is `schedule_order`, `marks` is `schedule_marks`. `marked`: today lies inside the period
    and is the mark (`today_mark`).
    """
    y = alt.Y(
        "row:N",
        sort=list(order),
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
        alt.Tooltip("state:N", title="いまの状態"),
        alt.Tooltip("happened:N", title="実際"),
        alt.Tooltip("detail:N", title="補足"),
    ]
    fill = alt.Fill(
        "state:N",
        title="いまの状態",
        scale=alt.Scale(domain=list(map(str, FILL)), range=list(FILL.values())),
        legend=alt.Legend(orient="bottom", symbolType="square", symbolStrokeColor=palette.KEY),
    )
    headings = (
        alt.Chart(named())
        .transform_filter("datum.is_lane")
        .mark_rule(color=palette.LINE, tooltip=None)
        .encode(y=y, x=alt.datum(domain[0]), x2=alt.datum(domain[1]))
    )
    events = alt.Chart(named()).transform_filter("!datum.is_lane").encode(y=y, tooltip=tooltip)
    layers = [headings]
    if "span" in marks:
        spans = events.transform_filter("datum.precision != 'day'")
        layers.append(
            spans.mark_bar(height=10, stroke=palette.KEY, strokeWidth=1).encode(x=x, x2="finish:T", fill=fill)
        )
    if "day" in marks:
        days = events.transform_filter("datum.precision == 'day'")
        diamond = days.mark_point(shape="diamond", size=90, stroke=palette.KEY, strokeWidth=1.2, opacity=1)
        layers.append(diamond.encode(x=x, fill=fill))
    words = events.encode(x=alt.X("at:T"), text="said:N")
    written = partial(
        words.mark_text,
        align=alt.ExprRef("datum.late ? 'right' : 'left'"),
        dx=alt.ExprRef("datum.late ? -8 : 8"),
        fontSize=13,
    )
    today = alt.Chart(named(MARK)).encode(x=x)
    if marked:
        layers.append(today.mark_rule(color=palette.ALERT, strokeWidth=2, tooltip=None))
        # Where the wording crosses the line of today it stands on white.
        layers.append(written(stroke=palette.GROUND, strokeWidth=5, strokeJoin="round", tooltip=None))
    layers.append(written(color=palette.TEXT))
    if marked:
        layers.append(
            today.mark_text(
                align="left", dx=5, color=palette.ALERT, fontSize=13, fontWeight="bold", tooltip=None
            ).encode(y=alt.value(8), text="text:N")
        )
    return alt.layer(*layers).properties(height=ROW_HEIGHT * len(order) + AXES_HEIGHT)


def _moment(day: date) -> alt.DateTime:
    return alt.DateTime(year=day.year, month=day.month, date=day.day)
