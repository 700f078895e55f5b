"""Schedule as timeline and table, of one period and some lanes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

from core.charts.named import MARK, ROWS
from core.charts.schedule import schedule_chart, schedule_marks, schedule_order, schedule_rows, today_mark
from core.content.schedule import LANE_LABEL, Event, Lane, Period, PrintedTable, Schedule, Standing
from core.views.figure import Chart, Figure
from core.views.section import Section
from core.views.sources import Sources, short_names
from core.views.table import Column, Table, table
from core.views.words import Words, say, strong

#: A span shorter than this cannot be read on the chart of four years; it is on the other chart and in the table.
_SHORT_DAYS: Final = 28
_COLUMNS: Final = (
    Column(name="lane", label="主体"),
    Column(name="when", label="時期(資料の表記)"),
    Column(name="label", label="内容", wide=True),
    Column(name="state", label="いまの状態"),
    Column(name="happened", label="実際(確かめられたこと)", wide=True),
    Column(name="detail", label="補足", wide=True),
    Column(name="source_note", label="資料とその箇所", wide=True),
)


def section(schedule: Schedule, period: Period, lanes: Collection[Lane], today: date) -> Section:
    """The chart (none when nothing falls into the period), undated events in words, all events as a table."""
    found = [e.happened.source_id for e in schedule.events if e.happened and e.happened.source_id]
    sources = Sources(tuple(dict.fromkeys((*(e.source_id for e in schedule.events), *found))))
    events = tuple(e for e in schedule.events if e.lane in lanes and (not period.whole or _readable(e)))
    drawn = [e for e in events if e.start and e.end and e.start <= period.end and e.end >= period.start]
    twin = event_table(schedule.events, sources, today)
    notes = [] if period.start <= today <= period.end else [f"今日({_day(today)})はこの図の期間の外です。"]
    if period.whole:
        notes.append("1か月より短い日程は、この図では省きました(もう一方の図と表にあります)。")
    undated = [e for e in schedule.events if e.precision == "undated" and e.lane in lanes]
    if undated:
        notes.append("時期が示されていないもの: " + "、".join(f"{e.label}({e.when})" for e in undated) + "。")
    figure = Figure(
        key="timeline",
        title=f"{period.label}の日程と、いまの状態",
        drawing=_drawing(events, period, today),
        alt=f"{period.label}の日程の帯の図。"
        + "、".join(f"{e.when} {e.label}({e.standing(today)})" for e in drawn[:12])
        + "。",
        twin=twin,
    )
    return Section(
        anchor="schedule",
        title=schedule.title,
        lead=_lead(drawn, today) if drawn else "",
        sentences=() if drawn else ("この期間と主体の日程はありません。主体を選び直してください。",),
        figures=(figure,) if drawn else (),
        tables=() if drawn else (twin,),
        notes=(*notes, schedule.drawing_note, schedule.handling_note),
    )


def _lead(drawn: Collection[Event], today: date) -> Words:
    """What runs on this day, what comes next, and what of the past nobody has confirmed."""
    standing = {s: [e for e in drawn if e.standing(today) is s] for s in Standing}
    parts: list[Words] = [
        say(f"{word}は", strong("、".join(f"{e.label}({e.when})" for e in standing[s][:2])), "。")
        for s, word in ((Standing.RUNNING, "いま期間中なの"), (Standing.PLANNED, "次に予定されているの"))
        if standing[s]
    ]
    if not parts:
        parts.append("この図に、これからの日程はありません。")
    if open_ends := len(standing[Standing.UNCONFIRMED]):
        parts.append(f"時期を過ぎて、行われたか確かめられていないものが{open_ends}件あります。")
    return say(f"{_day(today)}の時点で、", *parts)


def _drawing(events: tuple[Event, ...], period: Period, today: date) -> Chart:
    rows, now = schedule_rows(events, period.start, period.end, today), today_mark(period.start, period.end, today)
    return Chart(
        build=schedule_chart,
        options=(schedule_order(rows), schedule_marks(rows), period.start, period.end, not now.empty),
        data={ROWS: rows} if now.empty else {ROWS: rows, MARK: now},
    )


def lists(shown: Figure) -> tuple[Table, ...]:
    """What the chart of `section` draws as a table for each lane: on a narrow screen its bars have no room beside their names."""
    assert isinstance(shown.drawing, Chart)
    drawn = dict(shown.drawing.data)[ROWS]
    events = drawn[~drawn["is_lane"].astype(bool)]
    named = {c.name: c for c in _COLUMNS}
    columns = (named["when"], Column(name="label", label="内容"), named["state"])
    return tuple(
        table(
            f"lane{number}",
            str(lane),
            columns,
            [tuple(r) for r in rows[["when", "row", "state"]].astype(str).to_numpy().tolist()],
            shown.twin.sources,
        )
        for number, (lane, rows) in enumerate(events.groupby("lane", sort=False))
    )


def event_table(events: Collection[Event], sources: Sources, today: date) -> Table:
    """One row per event, lane by lane, undated ones last, as they stand today and what is known to have happened."""
    order = list(Lane)
    rows = sorted(events, key=lambda e: (order.index(e.lane), e.start or date.max))
    body = [
        (
            LANE_LABEL[e.lane],
            e.when,
            e.label,
            str(e.standing(today)),
            _happened(e),
            e.detail,
            f"{short_names(Sources((e.source_id,)))[0]} {e.source_note}",
        )
        for e in rows
    ]
    return table("events", "すべての日程", _COLUMNS, body, sources)


def _happened(event: Event) -> str:
    found = event.happened
    if found is None:
        return ""
    if not found.source_id:
        return found.text
    return f"{found.text}({short_names(Sources((found.source_id,)))[0]} {found.source_note})"


def printed(schedule: Schedule) -> Section:
    """The papers' own tables, as printed."""
    return Section(
        anchor="printed",
        title="資料の日程表",
        lead=say(
            "資料に載った順のまま: ",
            strong("、".join(f"{t.title.split('(')[0]} {len(t.rows)}行" for t in schedule.tables)),
            "。",
        ),
        tables=tuple(_printed(t) for t in schedule.tables),
        notes=(schedule.handling_note,),
    )


def _printed(shown: PrintedTable) -> Table:
    columns = (
        Column(name="who", label=shown.first),
        *(Column(name=f"c{n}", label=c, wide=True) for n, c in enumerate(shown.columns)),
    )
    rows = [(r.who, *r.cells) for r in shown.rows]
    return table(
        shown.id, shown.title, columns, rows, Sources((shown.source_id,)), note=f"資料の箇所: {shown.source_note}。"
    )


def _readable(event: Event) -> bool:
    if event.start is None or event.end is None:
        return False
    return (event.precision == "day" and event.state == "実施") or (event.end - event.start).days > _SHORT_DAYS


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
