"""新たな地域医療構想への橋渡し, and what of it falls into this month and the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from core.content.base import GRADE_LABEL
from core.content.new_vision import Line, NewVision, Step
from core.views.section import Section
from core.views.sources import Sources, short_names
from core.views.table import Card, Cards, Cell, Column, Kind, Table, table
from core.views.topic import Link, Topic
from core.views.words import Words, say, strong

_COLUMNS: Final = (
    Column(name="step", label="段階"),
    Column(name="when", label="時期"),
    Column(name="text", label="内容", wide=True),
    Column(name="who", label="だれが"),
    Column(name="grade", label="確かさ"),
    Column(name="source", label="資料とその箇所", wide=True),
)
_BESIDE: Final = "あわせて"
#: Query of 「いま・次」 itself.
_HERE: Final = "tab=now"
#: Big figures in one row.
_CARDS: Final = 4


def bridge(content: NewVision) -> Section:
    """The five steps with where this dashboard serves them, every line as one table, and what is not known."""
    return Section(
        anchor="bridge",
        title=content.title,
        lead=content.lead,
        topics=tuple(_step(step, step.lines) for step in content.steps),
        tables=(_table("bridge", content.title, content, content.lines),),
        notes=(f"まだ分からないこと: {'、'.join(content.unknown)}。", *content.notes, _as_of(content)),
    )


def now(content: NewVision, today: date) -> Section:
    """What falls into this month and the next, the deadlines ahead with the days that are left, all dated and sourced."""
    first, last = today.replace(day=1), _end_of_next_month(today)
    months = f"{_month(today)}と{_month(last)}"
    running = [line for line in content.lines if line.concerns(first, last)]
    ahead = sorted((x for x in content.lines if x.end and x.end >= today), key=lambda x: (x.end or today, x.id))
    tables = [_deadlines(content, ahead, today)] if ahead else []
    if running:
        tables.append(_table("running", f"{months}に動いていること", content, running))
    return Section(
        anchor="now",
        title=f"いま・次 — {months}に都道府県がすること",
        lead=_lead(ahead, today),
        sentences=() if running else ("この2か月に日付の当たるものは、確かめた資料にはありません。",),
        cards=(_cards(ahead, today),) if ahead else (),
        topics=tuple(
            _step(step, here, without=_HERE)
            for step in content.steps
            if (here := [x for x in step.lines if x in running])
        ),
        tables=tuple(tables),
        notes=(*content.notes[:2], _as_of(content)),
    )


def _lead(ahead: Sequence[Line], today: date) -> Words:
    if not ahead:
        return "日付のある期限は、確かめた資料にはありません。"
    first = ahead[0]
    texts = "、".join(x.text for x in ahead if x.end == first.end and x.who.startswith("都道府県"))
    return say("次の期限は", strong(f"{_day(first.end)}(あと{_left(first, today)}日)"), f": {texts or first.text}。")


def _cards(ahead: Sequence[Line], today: date) -> Cards:
    """One card per day on which something ends, the nearest first."""
    cards = []
    for end, lines in groupby(ahead, key=lambda x: x.end):
        same = list(lines)
        texts = tuple(f"[{GRADE_LABEL[x.grade]}] {x.text}" for x in same)
        cards.append(Card(label=f"{_day(end)}まで", value=f"あと{_left(same[0], today)}日", lines=texts))
    return Cards(key="deadlines_ahead", cards=tuple(cards[:_CARDS]), sources=_sources(ahead))


def _deadlines(content: NewVision, ahead: Sequence[Line], today: date) -> Table:
    columns = (
        Column(name="end", label="期限"),
        Column(name="left", label="あと", unit="日", kind=Kind.NUMBER),
        *_COLUMNS[0:1],
        *_COLUMNS[2:],
    )
    rows: list[tuple[Cell, ...]] = [
        (_day(x.end), _left(x, today), *_cells(content, x)[0:1], *_cells(content, x)[2:]) for x in ahead
    ]
    return table("deadlines", "期限の一覧(近い順)", columns, rows, _sources(ahead))


def _table(key: str, title: str, content: NewVision, lines: Sequence[Line]) -> Table:
    return table(key, title, _COLUMNS, [_cells(content, x) for x in lines], _sources(lines))


def _cells(content: NewVision, line: Line) -> tuple[str, ...]:
    return (_label(content, line), line.when, line.text, line.who, GRADE_LABEL[line.grade], _named(line))


def _label(content: NewVision, line: Line) -> str:
    return next((f"{s.number}{s.label}" for s in content.steps if line in s.lines), _BESIDE)


def _step(step: Step, lines: Iterable[Line], without: str = "") -> Topic:
    """`without`: query of the screen it stands on, to which no way leads."""
    return Topic(
        key=step.id,
        heading=f"{step.number} {step.label}",
        later=step.meaning,
        lines=tuple(say(strong(f"[{GRADE_LABEL[x.grade]}] {x.when}"), f" {x.text}({_named(x)})") for x in lines),
        links=tuple(
            Link(place.label, place.route, place.query)
            for place in step.served
            if not without or place.query != without
        ),
    )


def _named(line: Line) -> str:
    return " ".join((short_names(Sources((line.source_id,)))[0], line.source_note))


def _sources(lines: Iterable[Line]) -> Sources:
    return Sources(tuple(dict.fromkeys(x.source_id for x in lines)))


def _as_of(content: NewVision) -> str:
    return f"資料を確かめた日: {content.as_of.isoformat()}。"


def _left(line: Line, today: date) -> int:
    assert line.end is not None
    return (line.end - today).days


def _end_of_next_month(today: date) -> date:
    """Last day of the month after that of `today`."""
    third = today.replace(day=1) + timedelta(days=63)  # always two months on: 59–62 days make two months
    return third.replace(day=1) - timedelta(days=1)


def _month(day: date) -> str:
    return f"{day.year}年{day.month}月"


def _day(day: date | None) -> str:
    assert day is not None
    return f"{day.year}年{day.month}月{day.day}日"
