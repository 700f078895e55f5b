"""The trend as Vega draws it: nation, prefectures and the odd areas, with and without a total."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from core.charts.named import MARK, ROWS
from core.charts.trend import trend_chart, trend_names, trend_rows, trend_years
from core.data.queries import beds
from core.data.store import Store
from core.vocabulary import labels, palette
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction, Series
from tests.charts.scene import Scene, drawn

#: The nation, a prefecture, an ordinary area, one with a blank and zeros, one of 三重県's, 木曽 and 札幌.
PLACES = ["", "10", "1005", "0102", "2405", "2006", "0104"]
HEIGHT = 260


def figures(store: Store, place: str) -> pd.DataFrame:
    return (beds.area_beds(store, place) if len(place) == 4 else beds.scope_beds(store, place)).frame


def figure(rows: pd.DataFrame, functions: tuple[BedFunction, ...], height: int = HEIGHT, width: float = 560) -> Scene:
    data = trend_rows(rows, functions)
    chart = trend_chart(trend_years(data), functions, False, height)
    return drawn(chart, {ROWS: data, MARK: trend_names(data, height)}, width=width)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("functions", [FOUR_FUNCTIONS, (BedFunction.TOTAL,)], ids=["functions", "total"])
def test_every_known_figure_is_a_point_at_its_year_and_height(
    real_store: Store, place: str, functions: tuple[BedFunction, ...]
) -> None:
    frame = figures(real_store, place)
    scene = figure(frame, functions)
    assert scene.empty_layers == ()
    known = frame[frame["bed_function"].isin(functions) & frame["beds"].notna()]
    reported = known[known["series"] == Series.REPORTED]
    planned = known[(known["series"] == Series.PLANNED)]
    planned = planned[planned["year"] == planned["year"].max()]
    points = [m for m in scene.of("symbol") if m.tooltip]
    solid, hollow = [m for m in points if m.shape != "diamond"], [m for m in points if m.shape == "diamond"]
    word = {labels.BED_FUNCTION[f]: f for f in functions}
    assert {(word[m.said["機能"]], int(m.said["年"]), m.said["病床数"]) for m in solid} == {
        (r.bed_function, r.year, labels.beds(float(r.beds))) for r in reported.itertuples(index=False)
    }
    assert len(hollow) == len(planned)
    value = {(labels.BED_FUNCTION[r.bed_function], str(r.year), r.series): float(r.beds) for r in known.itertuples()}
    pixels = [
        (value[m.said["機能"], m.said["年"], Series.PLANNED if m.shape == "diamond" else Series.REPORTED], m.y or 0.0)
        for m in points
    ]
    (low, y_low), (high, y_high) = min(pixels), max(pixels)
    for beds_, y in pixels:
        if high > low:
            assert y == pytest.approx(y_low + (beds_ - low) / (high - low) * (y_high - y_low), abs=0.5)
    years = sorted({int(m.said["年"]) for m in points})
    place_of = {int(m.said["年"]): m.x or 0.0 for m in points}
    step = (place_of[years[-1]] - place_of[years[0]]) / (years[-1] - years[0])
    assert all(place_of[y] == pytest.approx((y - years[0]) * step, abs=0.5) for y in years)
    assert all(0 <= (m.y or 0) <= scene.height for m in points)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("height", "width"), [(260, 560), (300, 480), (220, 340)])
def test_each_line_has_its_name_at_its_end_beside_its_own_mark(
    real_store: Store, place: str, height: int, width: float
) -> None:
    scene = figure(figures(real_store, place), FOUR_FUNCTIONS, height, width)
    look = {m.said["機能"]: (m.fill, m.shape) for m in scene.of("symbol") if m.tooltip and m.shape != "diamond"}
    assert len({shape for _, shape in look.values()}) == len(look) == 4, "lines differ by colour alone"
    assert {fill for fill, _ in look.values()} == {palette.BED_FUNCTION[f] for f in FOUR_FUNCTIONS}
    mark = {m.y: (m.fill, m.shape) for m in scene.of("symbol") if not m.tooltip}
    names = sorted(scene.of("text"), key=lambda m: m.y or 0.0)
    assert {m.text for m in names} == set(look)
    right = max(m.x or 0.0 for m in scene.of("symbol") if m.tooltip)
    for name in names:
        assert mark[name.y] == look[name.text]
        assert (name.x or 0) > right
        assert (name.x or 0) + 13 * len(name.text) <= scene.width + 1
        assert -1 <= (name.y or 0) <= scene.height + 8
    for one, other in itertools.pairwise(names):
        assert (other.y or 0) - (one.y or 0) >= 16, f"{one.text} covers {other.text}"


@pytest.mark.parametrize("place", PLACES)
def test_need_is_a_dashed_line_in_the_colour_of_its_function_that_ends_before_the_names(
    real_store: Store, place: str
) -> None:
    frame = figures(real_store, place)
    scene = figure(frame, FOUR_FUNCTIONS)
    need = scene.of("rule")
    wanted = frame[(frame["series"] == Series.REQUIRED) & frame["bed_function"].isin(FOUR_FUNCTIONS)]
    assert {m.said["機能"]: m.said["病床数"] for m in need} == {
        labels.BED_FUNCTION[r.bed_function]: labels.beds(float(r.beds)) for r in wanted.itertuples()
    }
    first_name = min(m.x or 0.0 for m in scene.of("text"))
    for mark in need:
        assert mark.dash
        assert mark.tooltip
        assert mark.x == 0
        assert mark.width < first_name
        assert mark.stroke in palette.BED_FUNCTION.values()
    assert len({mark.dash for mark in need}) == len(need), "the lines of 必要量 differ by colour alone"


def test_a_line_without_any_figure_has_neither_points_nor_a_name() -> None:
    frame = pd.DataFrame(
        [
            {"bed_function": f, "series": s, "year": y, "beds": None if f == "acute" else 5}
            for f in ("acute", "chronic")
            for s, y in (("reported", 2024), ("reported", 2025), ("planned", 2026), ("required", 2025))
        ]
    )
    scene = figure(frame, FOUR_FUNCTIONS)
    assert scene.texts() == ["慢性期"]
    assert {m.said["機能"] for m in scene.of("symbol") if m.tooltip} == {"慢性期"}
