"""Where the points of the funnel plot lie, for every function and year of the real data."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from functools import cache

import altair as alt
import numpy as np
import pandas as pd
import pytest

from core.charts.funnel import (
    beyond_note,
    funnel_chart,
    funnel_lines,
    funnel_rows,
    funnel_span,
    left_out,
    limit_name,
)
from core.charts.named import MARK, ROWS
from core.data.queries import beds
from core.data.store import Store
from core.measures import funnel, gap
from core.measures.noise import Spread
from core.vocabulary import palette
from core.vocabulary.terms import BedFunction, Noise
from tests import oracle
from tests.charts.scene import Scene, drawn

YEARS = (2015, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025)


def measured(store: Store, year: int, function: str) -> pd.DataFrame:
    return gap.measured(beds.comparison(store, year).frame, function)


@cache
def shown(store: Store, year: int, function: str, highlight: str | None = None) -> Scene:
    """`figure` of the real data; each is drawn once for all tests."""
    return figure(measured(store, year, function), highlight)


def figure(areas: pd.DataFrame, highlight: str | None = None, **options: object) -> Scene:
    """The plot as the page draws it."""
    lines = funnel_lines(areas, areas.attrs["spread"])
    span = funnel_span(areas, lines)
    rows = funnel_rows(areas, span, highlight)
    spec = funnel_chart(span, highlighted=bool(rows["chosen"].any()), **options)  # type: ignore[arg-type]
    chart = alt.LayerChart.from_dict(spec)  # held against Vega-Lite's schema
    return drawn(chart, {ROWS: rows, MARK: lines}, key="area_code")


def test_the_years_are_those_of_the_data(real_store: Store) -> None:
    assert beds.reported_years(real_store) == list(YEARS)


@pytest.mark.parametrize(
    ("highlight", "year"), [*((None, y) for y in YEARS), *(("10", y) for y in YEARS), ("0102", 2025)]
)
@pytest.mark.parametrize("function", list(BedFunction))
def test_every_area_with_a_value_is_one_point_inside_the_plot_and_the_points_are_spread(
    real_store: Store, function: BedFunction, year: int, highlight: str | None
) -> None:
    areas = measured(real_store, year, function)
    scene = shown(real_store, year, function, highlight)
    points = scene.of("symbol")
    placed = areas[areas["z"].notna() & (areas["expected"] > 0)]
    assert sorted(p.key for p in points) == sorted(placed["area_code"])
    assert all(p.x is not None and 0 <= p.x <= scene.width for p in points)
    assert all(p.y is not None and 0 <= p.y <= scene.height for p in points)
    columns = Counter(round(p.x or 0.0) for p in points)
    assert max(columns.values()) <= 10, "points lie on one vertical line"
    assert len(columns) > 150
    assert scene.empty_layers == ()
    assert all(p.tooltip for p in points)


@pytest.mark.parametrize("function", list(BedFunction))
def test_a_point_lies_where_its_logarithms_say(real_store: Store, function: BedFunction) -> None:
    areas = measured(real_store, 2025, function)
    scene = shown(real_store, 2025, function)
    by_code = areas.set_index("area_code")
    inside = [p for p in scene.of("symbol") if p.shape == "circle"]
    expected = np.array([by_code.at[p.key, "expected"] for p in inside])
    ratio = np.array([(by_code.at[p.key, "reported"] + 0.5) / (by_code.at[p.key, "expected"] + 0.5) for p in inside])
    assert np.corrcoef(np.log(expected), [p.x or 0.0 for p in inside])[0, 1] == pytest.approx(1.0, abs=1e-9)
    assert np.corrcoef(np.log(ratio), [p.y or 0.0 for p in inside])[0, 1] == pytest.approx(-1.0, abs=1e-9)


@pytest.mark.parametrize("function", list(BedFunction))
@pytest.mark.parametrize("year", YEARS)
def test_few_areas_stand_on_the_edge_and_each_of_them_is_a_triangle(
    real_store: Store, function: BedFunction, year: int
) -> None:
    areas = measured(real_store, year, function)
    lines = funnel_lines(areas, areas.attrs["spread"])
    span = funnel_span(areas, lines)
    rows = funnel_rows(areas, span)
    beyond = rows[rows["edge"] != "within"]
    assert len(beyond) <= 0.04 * len(rows)
    assert set(beyond["at"]) <= set(span)
    note = beyond_note(rows)
    assert (f"{len(beyond)}区域" in note) if len(beyond) else note == ""
    assert all(f"{name} {ratio}" in note for name, ratio in zip(beyond["区域"][:4], beyond["比"][:4], strict=True))


def test_an_edge_point_says_its_real_ratio(real_store: Store) -> None:
    areas = measured(real_store, 2025, "total")
    [above] = [p for p in shown(real_store, 2025, "total").of("symbol") if p.shape == "triangle-up"]
    row = areas.set_index("area_code").loc[above.key]
    assert above.said["報告 ÷ 見込み"] == f"{(row['reported'] + 0.5) / (row['expected'] + 0.5):,.2f}倍"
    assert above.y == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("function", "zero"),
    [("total", 0), ("high_acute", 9), ("acute", 0), ("recovery", 0), ("chronic", 1)],
)
def test_areas_of_which_nothing_is_expected_are_named_and_not_drawn(
    real_store: Store, function: str, zero: int
) -> None:
    areas = measured(real_store, 2025, function)
    out = left_out(areas)
    assert (len(out.zero), len(out.missing)) == (zero, 0)
    assert bool(out.note) is bool(zero)
    assert all(name in out.note for name in out.zero)
    if function == "chronic":
        assert out.note == "見込みが0(必要量が0)のため図にない区域(1): 島しょ(東京都)。"


def test_an_area_without_a_figure_is_named_as_missing_and_not_as_zero(store: Store) -> None:
    areas = measured(store, 2015, "high_acute")
    out = left_out(areas)
    assert out.missing == ("乙(群馬県)",)
    assert out.zero == ()
    assert "数値がないため図にない区域(1): 乙(群馬県)" in out.note
    assert "1002" not in {p.key for p in figure(areas).of("symbol")}


def test_chosen_areas_are_larger_in_the_key_colour_and_named_without_covering_each_other(real_store: Store) -> None:
    for function, pref in itertools.product(BedFunction, ("01", "10", "47")):
        scene = shown(real_store, 2025, function, pref)
        chosen = [p for p in scene.of("symbol") if p.fill == palette.KEY]
        assert {p.key[:2] for p in chosen} == {pref}
        assert all((p.size or 0) > 80 for p in chosen)
        names = scene.of("text")
        assert names
        for one, other in itertools.combinations(names, 2):
            level = abs((one.y or 0) - (other.y or 0)) < 11
            assert not (level and abs((one.x or 0) - (other.x or 0)) < 12), (one.text, other.text)


def test_no_name_is_cut_at_the_right_edge(real_store: Store) -> None:
    areas = measured(real_store, 2025, "total")
    largest = str(areas.loc[areas["expected"].idxmax(), "area_code"])
    scene = shown(real_store, 2025, "total", largest)
    [name] = scene.of("text")
    [point] = [p for p in scene.of("symbol") if p.key == largest]
    assert name.align == "right"
    assert (name.x or 0) <= (point.x or 0)


def test_without_a_chosen_area_no_layer_is_empty_and_no_point_stands_out(real_store: Store) -> None:
    scene = shown(real_store, 2025, "chronic")
    assert scene.empty_layers == ()
    assert scene.of("text") == []


def test_a_chosen_area_without_a_place_leaves_no_empty_layer(real_store: Store) -> None:
    areas = measured(real_store, 2025, "chronic")
    [code] = areas.loc[areas["expected"] <= 0, "area_code"]
    scene = figure(areas, code)
    assert scene.empty_layers == ()
    assert scene.of("text") == []


def test_points_have_enough_contrast_on_white(real_store: Store) -> None:
    rest = shown(real_store, 2025, "acute").of("symbol")
    assert {p.stroke for p in rest} == {palette.MARK}
    assert min(p.opacity for p in rest) >= 0.9
    assert palette.contrast(palette.MARK, palette.GROUND) > 4.5


@pytest.mark.parametrize("function", list(BedFunction))
def test_the_lines_follow_the_limits_that_are_given(real_store: Store, function: BedFunction) -> None:
    areas = measured(real_store, 2025, function)
    spread = areas.attrs["spread"]
    lines = funnel_lines(areas, spread, (1.0, 2.0, 3.0))
    assert list(dict.fromkeys(lines["限界"])) == ["68.3%の範囲", "95.4%の範囲", "99.7%の範囲"]
    one = lines[(lines["限界"] == limit_name(2.0)) & (lines["side"] == "upper")]
    deviation = np.sqrt(spread.phi / (one["expected"] + 0.5) + spread.tau2)
    assert np.allclose(one["ratio"], np.exp(2.0 * deviation))
    chart = funnel_chart((0.5, 2.0), (1.0, 2.0, 3.0))
    rows = funnel_rows(areas, (0.5, 2.0))
    assert drawn(chart, {ROWS: rows, MARK: lines}).legend_texts == ("68.3%の範囲", "95.4%の範囲", "99.7%の範囲")


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("function", list(BedFunction))
def test_an_area_is_drawn_outside_the_inner_line_exactly_when_its_z_passes_the_limit(
    real_store: Store, function: BedFunction, year: int
) -> None:
    """Every circle of every function and year (triangles are not at their ratio), but for those on the line itself."""
    areas = measured(real_store, year, function).set_index("area_code")
    scene = shown(real_store, year, function)
    [middle] = {m.y for m in scene.of("rule")}
    near = [m for m in scene.of("line", dash=(6.0, 4.0)) if m.y is not None]
    curves = []
    for upper in (True, False):
        side = sorted((m.x, m.y) for m in near if (m.y < middle) is upper)
        assert len(side) == 60
        curves.append(tuple(zip(*side, strict=True)))
    compared = 0
    for point in scene.of("symbol", shape="circle"):
        z = areas.at[point.key, "z"]
        if abs(abs(z) - funnel.limits()[0]) < 0.05:
            continue
        upper, lower = (np.interp(point.x, xs, ys) for xs, ys in curves)
        assert (point.y < upper or point.y > lower) == (abs(z) > funnel.limits()[0]), point.key
        compared += 1
    assert compared > 300


@pytest.mark.parametrize("function", list(BedFunction))
def test_the_lines_are_those_of_noise_by_the_ward(real_store: Store, function: BedFunction) -> None:
    areas = measured(real_store, 2022, function)
    rows = {r["area_code"]: (r["reported"], r["required"]) for r in oracle.rows_of(areas)}
    _, phi, tau2 = oracle.ward_scores(rows)
    lines = funnel_lines(areas, areas.attrs["spread"])
    for limit in funnel.limits():
        for side, sign in (("upper", 1), ("lower", -1)):
            one = lines[(lines["限界"] == limit_name(limit)) & (lines["side"] == side)]
            wanted = [math.exp(sign * limit * math.sqrt(phi / (e + 0.5) + tau2)) for e in one["expected"]]
            assert one["ratio"].tolist() == pytest.approx(wanted, rel=1e-6)


def test_the_shipped_limits_are_called_95_and_99_8_percent() -> None:
    assert [limit_name(z) for z in funnel.limits()] == ["95%の範囲", "99.8%の範囲"]


def test_the_lines_are_cut_at_the_plot_and_never_run_along_its_edge(real_store: Store) -> None:
    scene = shown(real_store, 2025, "high_acute")
    ends = [m.y for m in scene.of("line") if m.y is not None]
    assert min(ends) < 0 or max(ends) > scene.height, "the limits of 高度急性期 are wider than the plot"


def test_no_area_at_all_is_an_empty_figure_and_no_error() -> None:
    areas = pd.DataFrame(
        {"area_code": ["1001"], "area_name": ["甲"], "pref_code": ["10"], "pref_name": ["群馬県"]}
        | {c: [float("nan")] for c in ("reported", "required", "expected", "z")}
    )
    lines = funnel_lines(areas, Spread(Noise.WARD, 1.0, 1e-4))
    rows = funnel_rows(areas, funnel_span(areas, lines))
    assert lines.empty
    assert rows.empty
    assert left_out(areas).missing == ("甲(群馬県)",)
