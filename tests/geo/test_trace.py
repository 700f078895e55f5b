"""Tracing on a small synthetic grid: borders are placed by bisection and every face gets the area of its nodes."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from core.geo.grid import Grid
from core.geo.topology import dissolve_prefectures, faces_by_area, simplify
from core.geo.trace import border_segments, edges_between_areas, place_crossings

GRID = Grid(west=138.0, south=36.0, step=0.1, columns=12, rows=10)


def trace(area_at):
    """Areas of a plane whose area number at (lon, lat) is `area_at(lon, lat)`; the outer ring of nodes is sea."""

    def area_many(lon, lat):
        inside = (lon > 138.05) & (lon < 139.05) & (lat > 36.05) & (lat < 36.85)
        return np.where(inside, area_at(lon, lat), 0).astype(np.int32)

    index = np.arange(GRID.size)
    areas = area_many(GRID.lon(index), GRID.lat(index)).reshape(GRID.rows, GRID.columns)
    first, second = edges_between_areas(areas)
    crossings = place_crossings(GRID, areas, first, second, area_many)
    return faces_by_area(GRID, areas, crossings, border_segments(GRID, crossings))


def test_a_straight_border_is_placed_to_a_64th_of_the_grid_step():
    areas = trace(lambda lon, lat: np.where(lon < 138.537, 1001, 1002))
    assert list(areas) == ["1001", "1002"]
    middle = shapely.LineString([(138, 36.45), (140, 36.45)])  # away from the coast, where three faces meet
    assert areas["1001"].intersection(middle).bounds[2] == pytest.approx(138.537, abs=0.1 / 64)
    assert areas["1002"].intersection(middle).bounds[0] == pytest.approx(138.537, abs=0.1 / 64)


def test_neighbours_share_their_border_without_gap_or_overlap():
    areas = trace(lambda lon, lat: np.where(lat < 36.4 + (lon - 138.5) / 3, 1001, np.where(lon < 138.6, 1002, 1101)))
    polygons = list(areas.values())
    assert shapely.coverage_is_valid(polygons)
    assert shapely.union_all(polygons).area == pytest.approx(sum(p.area for p in polygons))


def test_an_enclave_becomes_a_hole_of_the_area_around_it():
    areas = trace(lambda lon, lat: np.where((lon - 138.5) ** 2 + (lat - 36.45) ** 2 < 0.02, 1002, 1001))
    assert len(areas["1001"].geoms[0].interiors) == 1
    assert not areas["1001"].intersects(areas["1002"].representative_point())


def test_prefectures_are_made_of_whole_areas():
    areas = simplify(trace(lambda lon, lat: np.where(lon < 138.4, 1001, np.where(lon < 138.8, 1002, 1101))), 0.01)
    prefectures = dissolve_prefectures(areas)
    assert list(prefectures) == ["10", "11"]
    assert prefectures["10"].area == pytest.approx(areas["1001"].area + areas["1002"].area, rel=1e-6)


def test_exterior_rings_run_clockwise_as_d3_expects():
    areas = simplify(trace(lambda lon, lat: np.where(lon < 138.5, 1001, 1002)), 0.01)
    assert not any(p.exterior.is_ccw for a in areas.values() for p in a.geoms)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1001, 1004), min_size=80, max_size=80))
def test_any_labelling_gives_faces_that_cover_every_node_once(labels):
    """Law: a node lies in the polygon of its own area and in no other, whatever its neighbours are."""
    plane = np.zeros((GRID.rows, GRID.columns), dtype=np.int32)
    plane[1:9, 1:11] = np.array(labels).reshape(8, 10)

    def area_many(lon, lat):
        column = np.rint((lon - GRID.west) / GRID.step).astype(int)
        row = np.rint((lat - GRID.south) / GRID.step).astype(int)
        return plane[row, column]

    first, second = edges_between_areas(plane)
    crossings = place_crossings(GRID, plane, first, second, area_many)
    areas = faces_by_area(GRID, plane, crossings, border_segments(GRID, crossings))
    for node in range(GRID.size):
        row, column = divmod(node, GRID.columns)
        point = shapely.Point(GRID.west + column * GRID.step, GRID.south + row * GRID.step)
        holders = [code for code, polygon in areas.items() if polygon.contains(point)]
        assert holders == ([str(plane[row, column])] if plane[row, column] else [])
