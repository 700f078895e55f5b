"""Charts are specs: what they draw can be read from the dict."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest

from core.charts.bars import count_bars, count_rows
from core.charts.funnel import funnel_chart, funnel_lines, funnel_rows, funnel_span
from core.charts.named import MARK, ROWS
from core.charts.trend import trend_chart, trend_rows, trend_years
from core.data.queries import beds
from core.data.store import Store
from core.measures import gap
from core.vocabulary import labels, palette
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction
from tests.charts.scene import drawn


def layers(spec: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for layer in spec["layer"]:
        kind = layer["mark"]["type"]
        found[kind if kind not in found else f"{kind}{len(found)}"] = layer
    return found


def rows(spec: dict[str, Any], layer: dict[str, Any]) -> list[dict[str, Any]]:
    return spec["datasets"][layer["data"]["name"]]


def drawn_trend(frame: pd.DataFrame, *functions: BedFunction, **options: Any) -> tuple[dict[str, Any], pd.DataFrame]:
    """Spec and rows of the trend as the page draws them."""
    chosen = functions or FOUR_FUNCTIONS
    data = trend_rows(frame, chosen, **options)
    return trend_chart(trend_years(data), chosen, **options).to_dict(), data


def of_layer(data: pd.DataFrame, layer: dict[str, Any]) -> pd.DataFrame:
    """The rows that a layer draws: its filter names one series."""
    [step] = layer["transform"]
    series = re.fullmatch(r"datum\.series === '(\w+)'", step["filter"])
    assert series
    return data[data["series"] == series[1]]


def test_the_trend_draws_actual_plan_and_need_of_each_function_in_its_colour(store: Store) -> None:
    spec, data = drawn_trend(beds.scope_beds(store).frame)
    found = layers(spec)
    lines = of_layer(data, found["line"])
    assert set(lines["機能"]) == {labels.BED_FUNCTION[f] for f in FOUR_FUNCTIONS}
    assert set(lines["series"]) == {"reported"}
    assert set(of_layer(data, found["rule"])["系列"]) == {"必要量"}
    assert set(lines["year"]) == {2015, 2025}
    scale = found["line"]["encoding"]["color"]["scale"]
    assert scale["range"] == [palette.BED_FUNCTION[f] for f in FOUR_FUNCTIONS]


def test_the_trend_in_man_beds_names_its_unit_and_scales_values(store: Store) -> None:
    frame = beds.scope_beds(store).frame
    spec, data = drawn_trend(frame, BedFunction.TOTAL, in_man_beds=True)
    line = layers(spec)["line"]
    assert line["encoding"]["y"]["title"] == "病床数(万床)"
    latest = of_layer(data, line).set_index("year").loc[2025]
    published = frame[(frame["series"] == "reported") & (frame["year"] == 2025) & (frame["bed_function"] == "total")]
    assert latest["value"] == pytest.approx(float(published["beds"].iloc[0]) / 10_000)


def series_of(*cells: tuple[str, int, int | None]) -> pd.DataFrame:
    return pd.DataFrame([{"bed_function": "acute", "series": s, "year": y, "beds": b} for s, y, b in cells])


def test_only_the_newest_plan_is_drawn() -> None:
    frame = series_of(("reported", 2024, 5), ("planned", 2025, 6), ("planned", 2026, 7), ("required", 2025, 8))
    spec, data = drawn_trend(frame)
    plans = [layer for layer in spec["layer"] if layer["mark"].get("shape") == "diamond"]
    assert of_layer(data, plans[0])["year"].tolist() == [2026]
    assert layers(spec)["line"]["encoding"]["x"]["scale"]["domain"] == [2024, 2026]


def test_a_year_without_a_figure_is_a_gap_and_not_zero() -> None:
    frame = series_of(
        ("reported", 2018, 5),
        ("reported", 2019, None),
        ("reported", 2020, 6),
        ("planned", 2026, 7),
        ("required", 2025, 8),
    )
    spec, data = drawn_trend(frame)
    values = of_layer(data, layers(spec)["line"]).set_index("year")["value"]
    assert pd.isna(values[2019])
    assert values[2020] == 6


def test_the_funnel_highlights_a_prefecture_and_draws_both_limits(real_store: Store) -> None:
    measured = gap.measured(beds.comparison(real_store, 2025).frame, "acute")
    lines = funnel_lines(measured, measured.attrs["spread"])
    data = funnel_rows(measured, funnel_span(measured, lines), highlight="10")
    assert len(data) == 339
    assert set(data.loc[data["chosen"], "area_code"].str[:2]) == {"10"}
    assert set(lines["限界"]) == {"95%の範囲", "99.8%の範囲"}
    found = layers(funnel_chart(funnel_span(measured, lines), highlighted=True))
    assert found["line"]["data"]["name"] == MARK
    assert found["point"]["data"]["name"] == ROWS


def test_areas_without_a_residual_are_not_drawn_at_zero(store: Store) -> None:
    measured = gap.measured(beds.comparison(store, 2015).frame, "high_acute")
    data = funnel_rows(measured, (0.5, 2.0))
    assert "1002" not in set(data["area_code"])


def test_bars_show_each_number_with_its_unit_in_the_given_order() -> None:
    rows = count_rows(pd.DataFrame({"label": ["乙", "甲"], "value": [76, 196]}), "区域")
    spec = count_bars(2, 339).to_dict()
    assert rows["text"].tolist() == ["76区域", "196区域"]
    shown = sorted(drawn(spec, {ROWS: rows}).of("text"), key=lambda m: m.y or 0.0)
    assert [m.text for m in shown] == ["76区域", "196区域"]
    assert spec["layer"][0]["encoding"]["y"]["sort"] is None
