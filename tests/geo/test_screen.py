"""The screen geometry: every area comes back from the shared arcs as it went in, 沖縄県 beside the mainland."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry import shape as geometry_of

from core.geo.coast import thin_coast
from core.geo.screen import planar, screen_files
from core.geo.topology import as_multi, dissolve_prefectures

GEO = Path(__file__).resolve().parents[2] / "data" / "geo"


def decoded(document: dict, view: str = "japan") -> dict[str, MultiPolygon]:
    """Polygons of a TopoJSON document, by a second, plain implementation of its arcs."""
    arcs = [np.cumsum(arc, axis=0).tolist() for arc in document["arcs"]]

    def ring(numbers: list[int]) -> list:
        points: list = []
        for n in numbers:
            arc = arcs[n] if n >= 0 else arcs[~n][::-1]
            points += arc[1 if points else 0 :]
        return points

    return {
        g["properties"]["code"]: MultiPolygon([Polygon(ring(p[0]), [ring(h) for h in p[1:]]) for p in g["arcs"]])
        for g in document["objects"]["map"]["geometries"]
        if g["properties"]["kind"] == "area" and g["properties"]["view"] in ("all", view)
    }


@pytest.fixture(scope="module")
def committed() -> dict:
    return json.loads((GEO / "map.json").read_text(encoding="utf-8"))


def test_arcs_rebuild_two_neighbours_and_an_island_with_a_hole():
    left = MultiPolygon([box(138, 36, 139, 37)])
    right = MultiPolygon(
        [box(139, 36, 140, 37), Polygon(box(141, 36, 142, 37).exterior, [box(141.4, 36.4, 141.6, 36.6).exterior])]
    )
    areas = {"1001": left, "1101": right, "4701": MultiPolygon([box(127, 26, 128, 27)])}
    files = screen_files(areas, dissolve_prefectures(areas))
    document = json.loads(files["map.json"])
    shapes = decoded(document)
    assert shapes["1001"].area == pytest.approx(
        2000 * abs(np.diff(planar(np.array([138, 138]), np.array([36, 37]))[:, 1])[0])
    )
    assert len(shapes["1101"].geoms) == 2
    assert len(shapes["1101"].geoms[0].interiors) + len(shapes["1101"].geoms[1].interiors) == 1
    [border] = [g for g in document["objects"]["map"]["geometries"] if g["properties"]["kind"] == "border"]
    assert len(border["arcs"]) == 1  # the shared side is stored once


def test_the_committed_map_holds_the_same_areas_as_the_outlines(committed):
    areas = {f["properties"]["code"] for f in json.loads((GEO / "areas.json").read_text(encoding="utf-8"))["features"]}
    assert set(decoded(committed)) == areas


def test_the_committed_map_of_prefectures_is_what_the_committed_areas_dissolve_to_byte_by_byte():
    features = json.loads((GEO / "areas.json").read_text(encoding="utf-8"))["features"]
    areas = {f["properties"]["code"]: as_multi(geometry_of(f["geometry"])) for f in features}
    files = screen_files(areas, dissolve_prefectures(areas))
    for name in ("map_prefectures.json", "map.json", "map_frames.json"):
        assert (GEO / name).read_bytes() == files[name], name
    shapes = decoded(json.loads(files["map_prefectures.json"]))
    assert sorted(shapes) == sorted({code[:2] for code in areas})


def test_the_committed_map_is_under_half_the_size_of_the_outlines():
    assert (GEO / "map.json").stat().st_size < 0.5 * (GEO / "areas.json").stat().st_size


def test_area_points_fall_into_their_area_when_all_parts_are_in_place(committed):
    shapes = decoded(committed, "pref")
    lines = (GEO / "area_points.csv").read_text(encoding="utf-8").splitlines()[1:]
    for line in lines:
        code, lon, lat = line.split(",")
        point = planar(np.array([float(lon)]), np.array([float(lat)]))[0]
        # A point at most one screen unit outside is a rounding of both to whole units.
        assert shapes[code].distance(shapely.Point(point)) <= 2, code


def test_moved_islands_stay_inside_the_frame_of_japan_and_cover_no_other_area(committed):
    shapes = decoded(committed, "japan")
    frames = json.loads((GEO / "map_frames.json").read_text(encoding="utf-8"))
    assert len(frames) == 48
    assert all(box(*frames["japan"]).contains(s) for s in shapes.values())
    moved = [
        g["properties"]["code"]
        for g in committed["objects"]["map"]["geometries"]
        if g["properties"].get("view") == "japan"
    ]
    assert moved == ["1313", "4601", "4612", "4701", "4702", "4703", "4704", "4705"]
    for code in moved:
        overlap = sum(shapes[code].intersection(s).area for other, s in shapes.items() if other not in moved)
        assert overlap < 1e-4 * shapes[code].area, code


def test_each_prefecture_frame_shows_the_largest_part_of_its_areas(committed):
    frames = json.loads((GEO / "map_frames.json").read_text(encoding="utf-8"))
    for code, shape in decoded(committed, "pref").items():
        assert box(*frames[code[:2]]).contains(max(shape.geoms, key=lambda p: p.area)), code


def test_coast_is_thinned_but_a_shared_border_is_not():
    wave = [(139 + 0.0005 * (i % 2), 36 + i / 100) for i in range(101)]  # shared, in zigzag
    coast = [(138 - 0.0005 * (i % 2), 36 + i / 100) for i in range(101)]
    west = Polygon([*coast, *reversed(wave)])
    east = Polygon([*wave, (140, 37), (140, 36)])
    thinned = thin_coast({"1001": MultiPolygon([west]), "1101": MultiPolygon([east])}, 0.004)
    assert set(wave) <= set(thinned["1001"].geoms[0].exterior.coords)
    assert len(thinned["1001"].geoms[0].exterior.coords) < 150  # of 202
    assert shapely.coverage_is_valid(list(thinned.values()))
