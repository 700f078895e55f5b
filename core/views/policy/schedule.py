"""Schedule as timeline and table, of one period and some lanes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

from core.charts.named import MARK, ROWS
from core.charts.schedule import schedule_chart, schedule_marks, schedule_order, schedule_rows, today_mark
from core.content.schedule import LANE_LABEL, Event, Lane, Period, Schedule
from core.views.figure import Chart, Figure
from core.views.section import Section
from core.views.sources import Sources
from core.views.table import Column, Table, table

#: A span shorter than this cannot be read on the chart of four years; it is on the other chart and in the table.
_SHORT_DAYS: Final = 28
_COLUMNS: Final = (
    Column(name="lane", label="主体"),
    Column(name="when", label="時期(資料の表記)"),
    Column(name="label", label="内容", wide=True),
    Column(name="state", label="資料の時点で"),
    Column(name="detail", label="補足", wide=True),
    Column(name="source_note", label="資料の箇所", wide=True),
)


def section(schedule: Schedule, period: Period, lanes: Collection[Lane], today: date) -> Section:
    """The chart (none when nothing falls into the period), undated events in words, all events as a table."""
    sources = Sources(tuple(dict.fromkeys(e.source_id for e in schedule.events)))
    events = tuple(e for e in schedule.events if e.lane in lanes and (not period.whole or _readable(e)))
    drawn = [e for e in events if e.start and e.end and e.start <= period.end and e.end >= period.start]
    twin = event_table(schedule.events, sources)
    notes = [] if period.start <= today <= period.end else [f"今日({_day(today)})はこの図の期間の外です。"]
    if period.whole:
        notes.append("1か月より短い予定は、この図では省きました(もう一方の図と表にあります)。")
    undated = [e for e in schedule.events if e.precision == "undated" and e.lane in lanes]
    if undated:
        notes.append("時期が示されていないもの: " + "、".join(f"{e.label}({e.when})" for e in undated) + "。")
    figure = Figure(
        key="timeline",
        title=f"{period.label}の予定と実施",
        drawing=_drawing(events, period, today),
        alt=f"{period.label}の予定と実施の帯の図。" + "、".join(f"{e.when} {e.label}" for e in drawn[:12]) + "。",
        twin=twin,
    )
    return Section(
        anchor="schedule",
        title=schedule.title,
        sentences=() if drawn else ("この期間と主体の予定はありません。主体を選び直してください。",),
        figures=(figure,) if drawn else (),
        tables=() if drawn else (twin,),
        notes=(*notes, schedule.drawing_note),
    )


def _drawing(events: tuple[Event, ...], period: Period, today: date) -> Chart:
    rows, now = schedule_rows(events, period.start, period.end), today_mark(period.start, period.end, today)
    return Chart(
        build=schedule_chart,
        options=(schedule_order(rows), schedule_marks(rows), period.start, period.end, not now.empty),
        data={ROWS: rows} if now.empty else {ROWS: rows, MARK: now},
    )


def event_table(events: Collection[Event], sources: Sources) -> Table:
    """One row per event, lane by lane, undated ones last."""
    order = list(Lane)
    rows = sorted(events, key=lambda e: (order.index(e.lane), e.start or date.max))
    body = [(LANE_LABEL[e.lane], e.when, e.label, e.state, e.detail, e.source_note) for e in rows]
    return table("events", "すべての予定", _COLUMNS, body, sources)


def _readable(event: Event) -> bool:
    if event.start is None or event.end is None:
        return False
    return (event.precision == "day" and event.state == "実施") or (event.end - event.start).days > _SHORT_DAYS


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
