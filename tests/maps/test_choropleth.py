"""The map's spec and rows, looked into as data."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from core.charts.named import ROWS
from core.data.queries import beds
from core.maps.choropleth import LEVELS, colour_of_level, map_rows, national_map_spec
from core.maps.words import WORDS
from core.measures.gap import MEASURES, measured

FRAME = (0, 0, 100, 200)


@pytest.fixture
def rows(store) -> pd.DataFrame:
    return measured(beds.comparison(store, 2025).frame, "total")


def test_each_area_is_one_row_with_its_texts(rows):
    table = map_rows(rows, MEASURES["gap_rate"], chosen=rows["area_code"].iloc[0])
    assert table["code"].tolist() == rows["area_code"].tolist()
    assert table["chosen"].tolist() == [True] + [False] * (len(rows) - 1)
    assert all(v.startswith("乖離率 ") for v in table["value"])
    assert set(table["level"]) <= set(LEVELS)


def test_a_missing_figure_is_written_as_a_word_not_as_zero(rows):
    rows.loc[0, ["reported", "gap_rate"]] = float("nan")
    rows.loc[0, "reported_status"] = "not_reported"
    first = map_rows(rows, MEASURES["gap_rate"]).iloc[0]
    assert first["reported"] == "未報告"
    assert first["value"] == "乖離率 算出不可"
    assert first["level"] == 9


def test_the_spec_does_not_depend_on_measure_function_or_year():
    """Only the rows change with these, so the browser keeps the geometry it has."""
    spec = national_map_spec("/g.json", FRAME, 500)
    assert ROWS in json.dumps(spec)
    assert not any(
        word in json.dumps(spec, ensure_ascii=False) for m in MEASURES.values() for word in (m.key + '"', m.label)
    )


def test_all_layers_share_one_geometry_request():
    drawn = [layer["data"] for layer in national_map_spec("/g.json", FRAME, 500)["layer"]]
    assert {data["name"] for data in drawn if "name" in data} == {WORDS}, "all but the words lie on the geometry"
    assert len({json.dumps(data) for data in drawn if "name" not in data}) == 1


def test_a_prefecture_is_drawn_with_its_islands_in_place_and_its_neighbours_white():
    spec = json.dumps(national_map_spec("/g.json", FRAME, 500, "13"))
    assert "'pref'" in spec
    assert "datum.properties.pref === '13'" in spec
    assert "'inset'" not in spec


def test_every_class_has_a_colour_of_its_own():
    assert len({colour_of_level(level) for level in LEVELS}) == len(LEVELS)
