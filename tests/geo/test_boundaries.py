"""A maintainer's own boundary file is refused with a message that names the fault."""

from __future__ import annotations

import json

import pytest

from core.errors import UserError
from core.geo.boundaries import read_boundaries
from core.geo.labels import Municipality

# 339 unit squares in a 20 × 17 raster stand for the areas.
CODES = [f"{1000 + n:04d}" for n in range(339)]
TABLE = tuple(Municipality(f"{10000 + n}", f"町{n}", "10", code) for n, code in enumerate(CODES))


def square(n: int) -> list:
    x, y = 130 + 0.5 * (n % 20), 30 + 0.5 * (n // 20)
    return [[[x, y], [x + 0.5, y], [x + 0.5, y + 0.5], [x, y + 0.5], [x, y]]]


@pytest.fixture
def collection() -> dict:
    features = [
        {
            "type": "Feature",
            "properties": {"area_code": code},
            "geometry": {"type": "Polygon", "coordinates": square(n)},
        }
        for n, code in enumerate(CODES)
    ]
    return {"type": "FeatureCollection", "features": features}


@pytest.fixture
def write(tmp_path):
    def _write(document: object) -> object:
        path = tmp_path / "boundaries.geojson"
        path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
        return path

    return _write


def test_all_339_areas_are_read_with_clockwise_rings(collection, write):
    areas = read_boundaries(write(collection), TABLE)
    assert list(areas) == CODES
    assert not any(p.exterior.is_ccw for a in areas.values() for p in a.geoms)


def test_features_of_one_area_are_joined(collection, write):
    first = collection["features"][0]
    extra = {**first, "geometry": {"type": "Polygon", "coordinates": square(345)}}
    collection["features"].append(extra)
    assert len(read_boundaries(write(collection), TABLE)[CODES[0]].geoms) == 2


def test_numeric_codes_and_a_named_property_are_accepted(collection, write):
    for feature in collection["features"]:
        feature["properties"] = {"医療圏": int(feature["properties"]["area_code"])}
    assert len(read_boundaries(write(collection), TABLE, "医療圏")) == 339


def test_a_missing_area_is_named(collection, write):
    del collection["features"][5]
    with pytest.raises(UserError, match="338 / 339.*1005"):
        read_boundaries(write(collection), TABLE)


def test_an_unknown_code_is_named(collection, write):
    collection["features"][0]["properties"]["area_code"] = "9999"
    with pytest.raises(UserError, match="知らない区域.*9999"):
        read_boundaries(write(collection), TABLE)


def test_a_value_that_is_no_code_names_the_feature(collection, write):
    collection["features"][2]["properties"]["area_code"] = "藤岡"
    with pytest.raises(UserError, match="3 番目の地物.*藤岡"):
        read_boundaries(write(collection), TABLE)


def test_no_code_property_lists_the_properties_there_are(collection, write):
    for feature in collection["features"]:
        feature["properties"] = {"名称": "x"}
    with pytest.raises(UserError, match="属性: 名称"):
        read_boundaries(write(collection), TABLE)


def test_a_self_crossing_polygon_is_refused(collection, write):
    collection["features"][7]["geometry"]["coordinates"] = [[[130, 30], [131, 31], [131, 30], [130, 31], [130, 30]]]
    with pytest.raises(UserError, match="8 番目の地物.*1007.*形が正しくありません"):
        read_boundaries(write(collection), TABLE)


def test_plane_coordinates_are_refused(collection, write):
    collection["features"][0]["geometry"]["coordinates"] = [
        [[-5000, 40000], [5000, 40000], [5000, 50000], [-5000, 40000]]
    ]
    with pytest.raises(UserError, match="経緯度の範囲"):
        read_boundaries(write(collection), TABLE)


def test_lines_are_refused(collection, write):
    collection["features"][0]["geometry"] = {"type": "LineString", "coordinates": [[130, 30], [131, 31]]}
    with pytest.raises(UserError, match="形が面ではありません"):
        read_boundaries(write(collection), TABLE)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"features": []}'], ids=["empty", "no features", "list", "none"])
def test_a_file_that_is_no_geojson_is_refused(text, write):
    with pytest.raises(UserError):
        read_boundaries(write(text), TABLE)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(UserError, match="境界ファイルがありません"):
        read_boundaries(tmp_path / "none.geojson", TABLE)
