"""The reviewed policy content says what the ministry's and Gunma's papers say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.content import load_cautions, load_criteria, load_roles, load_schedule, load_supports, load_survey
from core.content.policy import Actor
from core.content.schedule import Event, Happened, Lane, PeriodKey, Standing
from core.views.policy import schedule


def test_survey_holds_the_published_counts():
    survey = load_survey()
    assert (survey.areas_total, survey.areas_with_issues) == (339, 339)
    assert {i.label: i.areas for i in survey.issues} == {
        "救急医療体制の確保": 293,
        "医師以外の医療従事者の確保": 291,
        "医師の確保": 288,
    }
    assert [i.areas for i in survey.relation] == [76, 67, 196]
    assert [i.areas for i in survey.plans] == [289, 281, 141]
    assert survey.source_id == "mhlw_2024_briefing"
    assert "医政局地域医療計画課調べ(一部精査中)" in survey.status_note


def test_the_three_cautions_are_quoted_from_their_sentences():
    cautions = load_cautions()
    assert [c.id for c in cautions] == ["computed_differently", "not_simply_compared", "no_presumed_cuts"]
    assert all(c.quote in c.sentence and c.source_id for c in cautions)


def test_six_national_supports_are_numbered_and_each_is_served_somewhere():
    supports = load_supports().national
    assert [s.number for s in supports] == ["①", "②", "③", "④", "⑤", "⑥"]
    assert all(s.served and s.source_id for s in supports)


def test_only_the_four_supports_named_in_the_press_are_marked_new():
    technical = load_supports().technical
    assert len(technical) == 10
    assert {t.id for t in technical if t.is_new} == {"concierge", "houshin_support", "find_issues", "exchange"}
    assert "下線" in load_supports().technical_note


def test_provisional_names_are_kept_with_the_later_name_beside_them():
    accompany = next(s for s in load_supports().national if s.id == "accompany")
    assert "（仮称）" in accompany.title.as_written
    assert accompany.title.later == "モデル推進区域におけるアウトリーチの伴走支援"
    assert "（仮称）" in load_criteria().suishin_term.as_written


def test_criteria_are_the_four_of_the_paper_and_those_of_the_model_area():
    criteria = load_criteria()
    assert [c.number for c in criteria.suishin] == ["①", "②", "③", "④"]
    assert "検証中または検証未開始" in criteria.suishin[2].official
    assert "病床利用率" in criteria.model[0].official


def test_roles_fill_every_actor_and_year():
    roles = load_roles()
    for actor in Actor:
        for year in (2024, 2025):
            assert roles.cell(actor, year).does


def test_schedule_has_every_lane_and_the_dated_milestones():
    events = {e.id: e for e in load_schedule().events}
    assert {e.lane for e in events.values()} == set(Lane)
    assert str(events["wg14"].start) == "2024-03-13"
    assert str(events["notice0328"].start) == "2024-03-28"
    assert str(events["gunma_agree"].end) == "2024-06-21"
    assert events["nv_start"].when == "令和9年度(2027年度)"


def test_events_without_a_date_are_listed_but_never_given_one():
    undated = [e for e in load_schedule().events if e.precision == "undated"]
    assert {e.when for e in undated} == {"時期未定", "随時", "時期の記載なし"}
    assert all(e.start is None and e.end is None for e in undated)


def planned(**changes: object) -> Event:
    base = {"id": "e", "lane": "national", "label": "例", "when": "7月中", "precision": "month", "state": "予定"}
    days = {"start": date(2026, 11, 1), "end": date(2026, 11, 27)}
    return Event.model_validate(base | days | {"source_id": "s"} | changes)


@pytest.mark.parametrize(
    ("days", "standing"),
    [(-27, Standing.PLANNED), (-26, Standing.RUNNING), (0, Standing.RUNNING), (1, Standing.UNCONFIRMED)],
    ids=["day before it begins", "its first day", "its last day", "day after"],
)
def test_a_plan_is_running_in_its_time_and_unconfirmed_after_it(days: int, standing: Standing) -> None:
    assert planned().standing(date(2026, 11, 27) + timedelta(days)) is standing


def test_what_another_paper_bears_out_is_done_and_what_nobody_dated_is_unconfirmed() -> None:
    done = {"text": "通知した", "done": True, "source_id": "s"}
    assert planned(happened=done).standing(date(2030, 1, 1)) is Standing.DONE
    assert planned(start=None, end=None, precision="undated").standing(date(2030, 1, 1)) is Standing.UNCONFIRMED
    with pytest.raises(ValueError, match="source_id"):
        Happened(text="見た", done=True)


@pytest.mark.parametrize("today", [date(2026, 11, 27), date(2027, 4, 1), date(2030, 1, 1)])
def test_nothing_that_is_past_reads_as_planned(today: date) -> None:
    """Failed before: 24 events of 2024 and 2025 read 予定."""
    content = load_schedule()
    section = schedule.section(content, content.periods[PeriodKey.ALL], tuple(Lane), today)
    rows = section.figure("timeline").twin
    columns = [c.name for c in rows.columns]
    for row in rows.texts():
        event = next(e for e in content.events if e.label == row[columns.index("label")])
        if event.end is not None and event.end < today:
            assert "予定" not in row[columns.index("state")] + row[columns.index("when")]
        if event.start is not None and event.start > today:
            assert row[columns.index("state")] == "予定"


def test_every_plan_of_the_papers_says_what_came_of_it() -> None:
    assert [e.id for e in load_schedule().events if e.state == "予定" and e.happened is None] == []
