"""A real window of the map, small enough for a test: the 隠岐 islands, traced twice."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

pytest.importorskip("reversejp", reason="build-only package of requirements-dev.txt")

from core.geo import labels
from core.geo.build import Inputs, trace_japan
from core.geo.grid import Grid
from core.geo.progress import Progress

CONTENT = Path(__file__).resolve().parents[2] / "data" / "content"
COARSE = Grid(west=132.8025, south=35.9025, step=0.04, columns=20, rows=14)
FINE = Grid(west=132.8025, south=35.9025, step=0.02, columns=40, rows=28)


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    islands = labels.read_island_seeds(CONTENT / "island_seeds.csv")
    return Inputs(
        municipalities=labels.read_municipalities(CONTENT / "municipality_area.csv"),
        islands=tuple(i for i in islands if i[0] in ("島後", "西ノ島", "中ノ島", "知夫里島")),
        hospitals=(labels.HospitalPoint("3207", "隠岐の島町", 133.321, 36.209),),
        pref_names={},
        area_names={},
    )


def test_the_oki_islands_come_out_the_same_whatever_the_number_of_processes(inputs):
    one, two = (trace_japan(inputs, n, Progress(6, io.StringIO()), COARSE, FINE) for n in (1, 2))
    assert list(one.areas) == ["3207"]
    assert one.areas["3207"].wkb == two.areas["3207"].wkb
    assert len(one.areas["3207"].geoms) >= 3
    assert one.islands_found == two.islands_found == ("島後", "西ノ島", "中ノ島", "知夫里島")


def test_labels_name_the_municipality_and_the_sea(inputs):
    labeller = labels.Labeller(inputs.municipalities, [])
    assert labeller.label(139.07, 36.25) == 10209  # 藤岡市
    assert labeller.areas[10209] == 1005
    assert labeller.label(137.0, 38.5) == labels.SEA


def test_the_northern_territories_belong_to_no_area(inputs):
    assert labels.Labeller(inputs.municipalities, []).label(146.0, 44.2) == labels.SEA


def test_kawasaki_is_split_by_the_nearest_hospital(inputs):
    hospitals = [
        labels.HospitalPoint("1404", "川崎市麻生区", 139.51, 35.60),
        labels.HospitalPoint("1405", "川崎市川崎区", 139.70, 35.53),
    ]
    labeller = labels.Labeller(inputs.municipalities, hospitals)
    assert labeller.areas[labeller.label(139.52, 35.59)] == 1404
    assert labeller.areas[labeller.label(139.71, 35.52)] == 1405
