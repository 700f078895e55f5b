"""新たな地域医療構想への橋渡し and 「いま・次」: every line with its grade and paper, deadlines nearest first."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.charts.named import ROWS
from core.content import load_new_vision
from core.content.base import GRADE_LABEL, Grade
from core.content.new_vision import Line
from core.content.schedule import Lane, PeriodKey, load_schedule
from core.data.store import Store
from core.views.figure import Chart
from core.views.policy import new_vision, schedule
from core.views.sources import short_names, sources_by_id
from core.views.words import raw_text
from tests.views.checks import holds

TODAY = date(2026, 11, 27)
#: What a machine with an empty battery or a wrong clock says.
FAR = (date(1970, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    "today", [TODAY, date(2026, 12, 31), date(2027, 4, 1), date(2031, 1, 1), date(2040, 1, 1), *FAR]
)
def test_both_sections_hold_on_any_day(today: date, real_store: Store) -> None:
    book = sources_by_id(real_store)
    holds(new_vision.bridge(load_new_vision()), book)
    holds(new_vision.now(load_new_vision(), today), book)


@pytest.mark.parametrize("today", FAR)
def test_the_schedule_holds_on_a_machine_whose_clock_is_far_off(today: date, real_store: Store) -> None:
    events = load_schedule()
    section = schedule.section(events, events.periods[PeriodKey.ALL], tuple(Lane), today)
    holds(section, sources_by_id(real_store))
    # A narrow screen has the same events, in the same order, as lists.
    drawing = section.figure("timeline").drawing
    assert isinstance(drawing, Chart)
    rows = drawing.data[ROWS]
    bars = rows[~rows["is_lane"].astype(bool)]
    lists = schedule.lists(section.figure("timeline"))
    assert [row for shown in lists for row in shown.texts()] == list(
        zip(bars["when"], bars["row"], bars["state"], strict=True)
    )
    assert [raw_text(shown.title) for shown in lists] == list(dict.fromkeys(bars["lane"]))


def test_every_line_says_its_grade_and_its_paper() -> None:
    content = load_new_vision()
    section = new_vision.bridge(content)
    rows = section.table("bridge").texts()
    assert len(rows) == len(content.lines)
    for line, row in zip(content.lines, rows, strict=True):
        assert row[2] == line.text
        assert row[4] == GRADE_LABEL[line.grade]
        assert row[5].startswith(tuple(short_names(new_vision._sources([line]))))
    for step in content.steps:
        said = list(map(raw_text, section.topic(step.id).lines))
        assert all(s.startswith(f"[{GRADE_LABEL[x.grade]}]") for s, x in zip(said, step.lines, strict=True))
    assert {x.grade for x in content.lines} == set(Grade)


def test_numbers_of_the_guideline_that_was_not_seen_are_never_told_as_official() -> None:
    for line in load_new_vision().lines:
        if line.source_id == "byosho_tool_2026":
            assert line.grade is Grade.SECOND
        if line.grade is Grade.UNVERIFIED:
            assert (line.start, line.end) == (None, None), "a day that nobody stated"


def test_deadlines_come_nearest_first_with_the_days_that_are_left() -> None:
    content = load_new_vision()
    section = new_vision.now(content, TODAY)
    rows = section.table("deadlines").rows
    ends = sorted(x.end for x in content.lines if x.end and x.end >= TODAY)
    assert [r[1] for r in rows] == [(e - TODAY).days for e in ends]
    assert raw_text(section.lead).startswith("次の期限は2027年3月31日(あと124日): ")
    assert "必要病床数を定める" in raw_text(section.lead)
    assert [c.label for c in section.card_row("deadlines_ahead").cards][:2] == ["2027年3月31日まで", "2027年4月1日まで"]


def test_what_is_over_is_no_deadline() -> None:
    content = load_new_vision()
    on_the_day, day_after = (
        {str(r[0]) for r in new_vision.now(content, d).table("deadlines").rows}
        for d in (date(2027, 3, 31), date(2027, 4, 1))
    )
    assert "2027年3月31日" in on_the_day
    assert "2027年3月31日" not in day_after


def test_when_no_deadline_is_left_that_is_said() -> None:
    section = new_vision.now(load_new_vision(), date(2040, 1, 1))
    assert raw_text(section.lead) == "日付のある期限は、確かめた資料にはありません。"
    assert section.cards == ()


@given(st.dates(date(2020, 1, 1), date(2060, 12, 31)))
def test_the_two_months_are_this_one_and_the_next_whole(today: date) -> None:
    last = new_vision._end_of_next_month(today)
    year, month = (today.year + 1, 1) if today.month == 12 else (today.year, today.month + 1)
    assert last == date(year, month, monthrange(year, month)[1])


@pytest.mark.parametrize(
    ("start", "end", "concerned"),
    [
        (date(2026, 11, 1), date(2026, 12, 31), True),
        (date(2026, 12, 31), None, True),
        (date(2027, 1, 1), None, False),
        (None, date(2026, 11, 1), True),
        (None, date(2026, 10, 31), False),
        (None, None, False),
    ],
)
def test_a_line_concerns_the_months_that_its_days_touch(start: date | None, end: date | None, concerned: bool) -> None:
    data = {"id": "x", "who": "県", "text": "例", "when": "時期", "grade": "press", "source_id": "s"}
    line = Line.model_validate(data | {"start": start, "end": end})
    assert line.concerns(date(2026, 11, 1), date(2026, 12, 31)) is concerned
    if start and end:
        with pytest.raises(ValueError, match="start より前"):
            Line.model_validate(data | {"start": end + timedelta(1), "end": end})


def test_no_way_leads_to_the_screen_it_stands_on() -> None:
    """Failed before: 「いま・次」 sent whoever asked about the vision itself to 「いま・次」."""
    content = load_new_vision()
    ways = [link.query for topic in new_vision.now(content, TODAY).topics for link in topic.links]
    assert ways
    assert "tab=now" not in ways
    assert "tab=now" in [link.query for link in new_vision.bridge(content).topic("decide").links]
