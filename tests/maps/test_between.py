"""The map of flows between a few areas: what Vega draws of it."""

from __future__ import annotations

import math
import re

import pytest

from core.charts.named import ROWS
from core.errors import UserError
from core.maps import between
from core.maps.between import between_map, between_marks, between_rows
from core.maps.frames import area_feature, areas_within
from core.maps.ground import corners
from tests.charts.scene import Mark, Scene, drawn

PLACES = {"1005": ("藤岡", 138.9, 36.15), "1004": ("高崎・安中", 138.9, 36.38), "1001": ("前橋", 139.13, 36.42)}
SHARES = {"1005": {"1005": 0.6, "1004": 0.2, "1107": 0.1}, "1004": {"1001": 0.1, "1005": 0.05}, "1001": {"1004": 0.01}}


def picture(height: int = 420, width: float = 590) -> Scene:
    marks = between_marks(between_rows(SHARES, PLACES), PLACES, height)
    return drawn(between_map(height), {ROWS: marks}, width=width)


def points(mark: Mark, scene: Scene) -> list[tuple[float, float]]:
    """Corners of an outline in pixels of the plot; Vega takes a path from −1 to 1 to the side of the mark's square."""
    unit, numbers = min(scene.height, scene.width * scene.height / 440) / 2, re.findall(r"-?[\d.]+", mark.shape)
    assert mark.size == pytest.approx(4 * unit**2, rel=1e-3)
    assert (mark.x, mark.y) == (scene.width / 2, scene.height / 2)
    return [
        (scene.width / 2 + unit * float(x), scene.height / 2 + unit * float(y))
        for x, y in zip(numbers[::2], numbers[1::2], strict=True)
    ]


def test_an_arrow_goes_from_where_patients_live_to_where_they_are_treated_as_wide_as_their_share():
    scene = picture()
    arrows = [m for m in scene.of("symbol") if m.tooltip]
    assert [m.said["行き来"] for m in arrows] == [
        "藤岡 → 高崎・安中: 藤岡に住む入院患者の 20.0%",
        "高崎・安中 → 前橋: 高崎・安中に住む入院患者の 10.0%",
        "高崎・安中 → 藤岡: 高崎・安中に住む入院患者の 5.0%",
        "前橋 → 高崎・安中: 前橋に住む入院患者の 1.0%",
    ], "the own area and areas that are not chosen have none; thin ones lie on top"
    middle = {m.text: (m.x, m.y) for m in scene.of("text")}
    for arrow, (start, end), width in zip(
        arrows,
        [("藤岡", "高崎・安中"), ("高崎・安中", "前橋"), ("高崎・安中", "藤岡"), ("前橋", "高崎・安中")],
        [12.0, 6.0, 3.0, 1.5],
        strict=True,
    ):
        outline = points(arrow, scene)
        half = (len(outline) - 3) // 2
        left, tip, right = outline[0], outline[half + 1], outline[-1]
        assert abs(complex(*left) - complex(*right)) == pytest.approx(width, abs=0.5)
        assert abs(complex(*tip) - complex(*middle[end])) == pytest.approx(10, abs=2.5)
        tail = (complex(*left) + complex(*right)) / 2
        assert abs(tail - complex(*middle[start])) == pytest.approx(12, abs=2)


@pytest.mark.parametrize(("height", "width"), [(420, 439), (420, 440), (420, 900), (240, 1100), (420, 340)])
def test_the_areas_chosen_lie_within_the_map_and_fill_it_whatever_its_width(height, width):
    scene = picture(height, width)
    areas = [m for m in scene.of("symbol") if not m.tooltip and m.stroke_width == 1.5]
    assert len(areas) == len(PLACES)
    corners = [p for m in areas for p in points(m, scene)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    assert min(xs) >= 0
    assert max(xs) <= width
    assert min(ys) >= 0
    assert max(ys) <= height
    part = min(1, width / 440)
    assert max((max(ys) - min(ys)) / height, (max(xs) - min(xs)) / height * 420 / 440) > 0.75 * part


def test_the_spec_is_one_for_all_areas_and_asks_for_nothing_from_outside():
    assert "url" not in str(between_map(420))
    assert list(between_marks(between_rows({}, PLACES), PLACES, 420)["kind"].unique()) == ["land", "area", "name"]
    with pytest.raises(UserError, match="areas.json"):
        between_marks(between_rows({}, PLACES), {"9999": ("どこか", 139.0, 36.0)}, 420)


def test_what_lies_around_is_one_outline_no_finer_than_it_can_be_seen():
    """Every corner of the coasts around made the map as slow to change as the rest of its page."""
    land = between_marks(between_rows({}, PLACES), PLACES, 420).query("kind == 'land'")["path"]
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", "".join(land))]
    corners = list(zip(numbers[::2], numbers[1::2], strict=True))
    assert len(land) == 1
    assert 300 < len(corners) < 3000  # of some 5,000 in the file of outlines
    assert max(abs(x) for x, _ in corners) <= 3.01
    assert max(abs(y) for _, y in corners) <= 1.21


def test_both_sides_of_a_border_around_keep_the_same_corners():
    """Two areas that are not chosen, side by side: what one has of their border the other has too, but for its ends."""
    land = between_marks(between_rows({}, PLACES), PLACES, 420).query("kind == 'land'")["path"].iloc[0]
    rings = [set(re.findall(r"-?[\d.]+,-?[\d.]+", ring)) for ring in land.split("Z") if ring]
    shared = sorted((len(a & b) for n, a in enumerate(rings) for b in rings[:n]), reverse=True)
    assert shared[0] > 20


def plainly(ring: list[tuple[float, float]], grain: float, most: tuple[int, int]) -> str:
    """One ring, corner by corner: on the grid, without doubles, then without what lies on a line or within a step of it."""
    kept: list[tuple[int, int]] = []
    for x, y in ring:
        corner = (max(-most[0], min(most[0], round(x / grain))), max(-most[1], min(most[1], round(y / grain))))
        if not kept or corner != kept[-1]:
            kept.append(corner)
    if kept[0] == kept[-1]:
        kept.pop()
    for which in (lambda c: (c[0] + c[1]) % 2, lambda c: c[0] % 2):
        found = []
        for n, (x, y) in enumerate(kept):
            (x0, y0), (x1, y1) = kept[n - 1], kept[(n + 1) % len(kept)]
            away = abs((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0))
            if away > (math.hypot(x1 - x0, y1 - y0) if which((x, y)) else 0):
                found.append((x, y))
        kept = found
    if len({x for x, _ in kept}) < 2 or len({y for _, y in kept}) < 2:
        return ""
    return "M" + "L".join(f"{x * grain:.3f},{y * grain:.3f}" for x, y in kept) + "Z"


@pytest.mark.parametrize("codes", [("1005", "1004"), ("0104", "0101"), ("3207",), ("4705", "4701", "4703")])
def test_the_land_around_is_as_a_plain_look_at_each_corner_makes_it(codes: tuple[str, ...]) -> None:
    height = 420
    shapes = {code: area_feature(code)["geometry"]["coordinates"] for code in codes}
    plane, sight = between._plane([point for code in codes for point in corners(area_feature(code))], height)
    grain = 2 / height * between._GRAIN
    most = (round(between._AROUND[0] / grain), round(between._AROUND[1] / grain))
    rings = [
        [plane(*point[:2]) for point in ring]
        for code in areas_within(*sight)
        if code not in codes
        for part in area_feature(code)["geometry"]["coordinates"]
        for ring in part
    ]
    places = {code: (code, *map(float, shape[0][0][0][:2])) for code, shape in shapes.items()}
    land = between_marks(between_rows({}, places), places, height).query("kind == 'land'")["path"]
    assert "".join(land) == "".join(plainly(ring, grain, most) for ring in rings)
