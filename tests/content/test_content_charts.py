"""Timeline and tactic matrix as data and as chart specification."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from core.charts.named import MARK, ROWS
from core.charts.schedule import schedule_chart, schedule_marks, schedule_order, schedule_rows, today_mark
from core.charts.tactics import matrix_order, matrix_rows, tactic_matrix, tactic_rows, tactic_table
from core.content import load_cases, load_schedule, load_tactics
from core.content.schedule import Event, Lane
from core.content.trial import trial_steps, trial_text
from core.views.gallery import trial
from tests.charts.scene import drawn

START, END = date(2024, 3, 1), date(2024, 8, 31)


def event(identity: str, start: date | None, end: date | None, lane: Lane = Lane.NATIONAL) -> Event:
    return Event(
        id=identity,
        lane=lane,
        label=identity,
        when="x",
        start=start,
        end=end,
        precision="month" if start else "undated",
        state="予定",
        source_id="s",
    )


@pytest.mark.parametrize(
    ("start", "end", "drawn"),
    [
        (date(2024, 2, 1), date(2024, 2, 29), False),
        (date(2024, 2, 1), date(2024, 3, 1), True),
        (date(2024, 8, 31), date(2024, 9, 30), True),
        (date(2024, 9, 1), date(2024, 9, 30), False),
        (None, None, False),
    ],
    ids=["ends the day before", "ends on the first day", "starts on the last day", "starts the day after", "undated"],
)
def test_period_shows_events_that_touch_it(start, end, drawn):
    rows = schedule_rows((event("e", start, end),), START, END, END)
    assert ("e" in set(rows["row"])) is drawn


def test_bars_are_cut_at_the_period_and_end_after_their_last_day():
    rows = schedule_rows((event("e", date(2023, 1, 1), date(2024, 5, 31)),), START, END, END).set_index("row")
    assert rows.loc["e", "begin"] == pd.Timestamp("2024-03-01")
    assert rows.loc["e", "finish"] == pd.Timestamp("2024-06-01")


def test_lanes_come_in_order_under_their_headings_and_empty_lanes_have_none():
    rows = schedule_rows(
        (event("g", START, END, Lane.GUNMA), event("n2", date(2024, 5, 1), END), event("n1", START, END)),
        START,
        END,
        END,
    )
    assert list(rows["row"]) == ["【国】", "n1", "n2", "【群馬県】", "g"]


@pytest.mark.parametrize(
    ("today", "marked"),
    [(date(2024, 2, 29), False), (START, True), (END, True), (date(2024, 9, 1), False)],
    ids=["day before", "first day", "last day", "day after"],
)
def test_todays_marker_stands_only_inside_the_period(today, marked):
    rows, now = schedule_rows(load_schedule().events, START, END, today), today_mark(START, END, today)
    chart = schedule_chart(schedule_order(rows), schedule_marks(rows), START, END, not now.empty)
    texts = drawn(chart, {ROWS: rows, MARK: now}, width=1200).texts()
    assert (f"今日 {today.isoformat()}" in texts) is marked


def test_axis_texts_of_the_schedule_are_unique():
    labels = [e.label for e in load_schedule().events]
    assert len(labels) == len(set(labels)), "two events with one label would share a row"


def test_matrix_marks_exactly_the_tactics_of_each_case():
    cases, tactics = load_cases().cases, load_tactics()
    rows = tactic_rows(cases, tactics)
    marked = {(r.case_id, r.tactic) for r in rows.itertuples() if r.done}
    names = {t.id: t.label for t in tactics}
    assert marked == {(c.id, names[t]) for c in cases for m in c.measures for t in m.tactics}
    table = tactic_table(rows)
    assert list(table.index) == [c.name for c in cases]
    assert list(table.columns) == [t.label for t in tactics]
    assert table.loc["ファークロス薬局 羽根尾", "独自広報物"] == "●"
    assert table.loc["布施医院", "声かけ"] == ""
    shown = matrix_rows(rows)
    assert "掲示・サイネージ (3)" in drawn(tactic_matrix(*matrix_order(shown)), {ROWS: shown}).axis_texts


def test_trial_list_is_built_from_tactics_and_exports_its_ticks():
    cases, tactics = load_cases().cases, load_tactics()
    steps = trial_steps(tactics, cases)
    assert len(steps) == sum(len(t.checklist) for t in tactics)
    done = frozenset({steps[0].key})
    listed = trial.section(steps, done, cases).table("trial")
    heading = {column.label: place for place, column in enumerate(listed.columns)}
    assert [row[heading["状態"]] for row in listed.rows] == ["済"] + ["未"] * (len(steps) - 1)
    assert listed.rows[0][heading["行っている事例"]] == "須藤病院、ファークロス薬局 羽根尾"
    text = trial_text(steps, done, "出典", date(2026, 11, 22))
    assert text.count("[x]") == 1
    assert text.count("[ ]") == len(steps) - 1
    assert "■ 声かけ(例: 須藤病院、ファークロス薬局 羽根尾)" in text
