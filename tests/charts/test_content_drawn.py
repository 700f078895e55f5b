"""Survey, schedule, tactics and the map of cases as Vega draws them."""

from __future__ import annotations

import itertools
from datetime import date

import pandas as pd
import pytest

from core.charts.bars import count_bars, count_rows
from core.charts.named import MARK, ROWS
from core.charts.schedule import FILL, schedule_chart, schedule_marks, schedule_order, schedule_rows, today_mark
from core.charts.tactics import matrix_order, matrix_rows, tactic_matrix, tactic_rows
from core.content import load_cases, load_schedule, load_tactics
from core.content.schedule import Lane, Standing
from core.content.survey import load_survey
from core.maps.case_map import case_map, case_points, prefectures_of
from core.vocabulary import palette
from tests.charts.scene import Scene, drawn

PERIODS = {"all": (date(2024, 3, 1), date(2028, 3, 31)), "setting": (date(2024, 3, 1), date(2024, 8, 31))}
TODAY = date(2026, 11, 27)


@pytest.mark.parametrize("panel", ["issues", "relation", "plans"])
@pytest.mark.parametrize("width", [360, 590])
def test_each_count_is_a_bar_in_proportion_to_all_areas_with_its_number(panel: str, width: float) -> None:
    survey = load_survey()
    items = getattr(survey, panel)
    rows = count_rows(pd.DataFrame({"label": [i.label for i in items], "value": [i.areas for i in items]}), "区域")
    scene = drawn(count_bars(len(rows), survey.areas_total), {ROWS: rows}, width=width)
    bars = sorted(scene.of("rect"), key=lambda b: b.y or 0.0)
    assert [b.said["項目"] for b in bars] == [i.label for i in items]
    assert all(b.tooltip for b in bars)
    unit = (scene.width - 80) / survey.areas_total
    assert [b.width for b in bars] == pytest.approx([i.areas * unit for i in items], abs=0.6)
    texts = sorted(scene.of("text"), key=lambda t: t.y or 0.0)
    assert [t.text for t in texts] == [f"{i.areas:,}区域" for i in items]
    for text, bar in zip(texts, bars, strict=True):
        assert text.y == pytest.approx((bar.y or 0) + bar.height / 2)
        assert (text.x or 0) + 5 + 8 * 3 + 26 <= scene.width + 1


def schedule(period: str, lanes: tuple[Lane, ...] = tuple(Lane)) -> tuple[Scene, pd.DataFrame]:
    start, end = PERIODS[period]
    events = tuple(e for e in load_schedule().events if e.lane in lanes)
    rows, now = schedule_rows(events, start, end, TODAY), today_mark(start, end, TODAY)
    chart = schedule_chart(schedule_order(rows), schedule_marks(rows), start, end, not now.empty)
    return drawn(chart, {ROWS: rows, MARK: now}, width=1200), rows


@pytest.mark.parametrize("period", PERIODS)
def test_each_event_is_one_mark_from_its_first_to_its_last_day(period: str) -> None:
    start, end = PERIODS[period]
    scene, rows = schedule(period)
    assert scene.empty_layers == ()
    events = rows[~rows["is_lane"]].set_index("row")
    spans, days = scene.of("rect"), scene.of("symbol")
    assert {m.said["内容"] for m in spans} == set(events.index[events["precision"] != "day"])
    assert {m.said["内容"] for m in days} == set(events.index[events["precision"] == "day"])
    whole = (pd.Timestamp(end) - pd.Timestamp(start)).days + 1
    for mark in (*spans, *days):
        assert mark.tooltip
        assert mark.said["時期(資料の表記)"]
        row = events.loc[mark.said["内容"]]
        begin = (row["begin"] - pd.Timestamp(start)).days / whole * scene.width
        assert mark.x == pytest.approx(begin, abs=1)
        if mark.kind == "rect":
            assert mark.width == pytest.approx((row["finish"] - row["begin"]).days / whole * scene.width, abs=1)
        assert mark.fill == FILL[Standing(row["state"])]


@pytest.mark.parametrize("period", PERIODS)
def test_the_wording_of_each_event_stands_beside_its_mark_and_is_not_cut(period: str) -> None:
    """Failed before: wording that crosses the line of today was struck through by it."""
    scene, rows = schedule(period)
    drawn = [t for t in scene.of("text") if not t.text.startswith("今日")]
    words, grounds = ([t for t in drawn if (t.stroke == palette.GROUND) is ground] for ground in (False, True))
    assert sorted(t.text for t in words) == sorted(rows.loc[~rows["is_lane"], "said"])
    lines = [m for m in scene.of("rule") if m.stroke == palette.ALERT]
    assert [(t.text, t.x, t.y) for t in grounds] == ([(t.text, t.x, t.y) for t in words] if lines else [])
    for text in words:
        wide = 12 * sum(1.0 if ord(c) > 255 else 0.6 for c in text.text)
        left, right = (
            ((text.x or 0) - 8 - wide, text.x) if text.align == "right" else (text.x, (text.x or 0) + 8 + wide)
        )
        assert (left or 0) >= 0, text.text
        assert (right or 0) <= scene.width + 4, text.text


def test_today_is_one_line_with_its_date_only_inside_the_period() -> None:
    inside, _ = schedule("all")
    [line] = [m for m in inside.of("rule") if m.stroke == palette.ALERT]
    start, end = PERIODS["all"]
    assert line.x == pytest.approx((TODAY - start).days / ((end - start).days + 1) * inside.width, abs=1)
    assert "今日 2026-11-27" in inside.texts()
    outside, _ = schedule("setting")
    assert not [m for m in outside.of("rule") if m.stroke == palette.ALERT]
    assert not [t for t in outside.texts() if t.startswith("今日")]


@pytest.mark.parametrize("lane", list(Lane))
@pytest.mark.parametrize("period", PERIODS)
def test_no_choice_of_lanes_leaves_an_empty_layer(period: str, lane: Lane) -> None:
    start, end = PERIODS[period]
    if schedule_rows(tuple(e for e in load_schedule().events if e.lane is lane), start, end, TODAY).empty:
        pytest.skip("the page says that nothing is planned")
    scene, rows = schedule(period, (lane,))
    assert scene.empty_layers == ()
    assert len(scene.of("rect")) + len(scene.of("symbol")) == int((~rows["is_lane"]).sum())


def test_each_tactic_of_a_case_is_a_circle_where_row_and_column_meet() -> None:
    cases = load_cases().cases
    rows = matrix_rows(tactic_rows(cases, load_tactics()))
    scene = drawn(tactic_matrix(*matrix_order(rows)), {ROWS: rows}, width=1100)
    circles, dashes = scene.of("symbol"), scene.of("text")
    assert {(m.said["事例"], m.said["取組(事例数)"]) for m in circles} == set(
        rows.loc[rows["done"], ["case", "tactic"]].itertuples(index=False, name=None)
    )
    assert len(dashes) == int((~rows["done"]).sum())
    assert all(m.tooltip for m in (*circles, *dashes))
    for axis, name in (("y", "事例"), ("x", "取組(事例数)")):
        places: dict[str, set[float]] = {}
        for mark in circles:
            places.setdefault(mark.said[name], set()).add(getattr(mark, axis))
        assert all(len(p) == 1 for p in places.values())
        assert len(set(itertools.chain.from_iterable(places.values()))) == len(places)
    assert set(rows["tactic"]) <= set(scene.axis_texts)
    assert set(rows["case"]) <= set(scene.axis_texts)


def places(**options: object) -> Scene:
    cases = load_cases().cases
    names = {c.area_code: c.area_code for c in cases}
    chart = case_map(prefectures_of(cases), frozenset(c.area_code for c in cases), 430, **options)  # type: ignore[arg-type]
    return drawn(chart, {ROWS: case_points(cases, names)}, width=700)


def test_each_case_is_a_point_in_its_area_with_its_name_beside_it() -> None:
    cases = load_cases().cases
    scene = places()
    assert scene.empty_layers == ()
    points = {m.said["事例"]: m for m in scene.of("symbol")}
    assert set(points) == {c.name for c in cases}
    for case in cases:
        mark = points[case.name]
        assert mark.tooltip
        assert 0 < (mark.x or 0) < scene.width
        assert 0 < (mark.y or 0) < scene.height
        exact = case.location.basis == "address"
        assert (mark.shape, mark.fill) == (("circle", palette.KEY) if exact else ("square", palette.GROUND))
        names = [t for t in scene.of("text") if t.text == case.name]
        assert len(names) == 2, "a name and its white halo"
        assert {(t.x, t.y) for t in names} == {(mark.x, mark.y)}
    east_to_west = sorted(cases, key=lambda c: c.location.lon)
    assert [points[c.name].x for c in east_to_west] == sorted(points[c.name].x or 0.0 for c in cases)
    north_to_south = sorted(cases, key=lambda c: -c.location.lat)
    assert [points[c.name].y for c in north_to_south] == sorted(points[c.name].y or 0.0 for c in cases)


def test_the_areas_of_the_cases_are_marked_and_every_area_has_its_name_on_hover() -> None:
    shapes = places().of("shape")
    assert len(shapes) == 10
    assert all(m.tooltip and m.said["構想区域"] for m in shapes)
    assert sum(m.fill == palette.KEY_PALE for m in shapes) == len({c.area_code for c in load_cases().cases})


def test_the_saved_map_of_cases_says_what_it_is_when_and_from_where() -> None:
    scene = places(title="好事例の所在地(4事例)", lines=("2024年5月31日時点", "出典: 群馬県"))
    assert scene.titles == ("好事例の所在地(4事例)", "2024年5月31日時点\n出典: 群馬県")
    assert set(scene.legend_texts) >= {"点の意味"}
    assert places().titles == ()
