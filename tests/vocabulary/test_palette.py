"""Colours as numbers: contrast by WCAG 2, and what stands beside a colour so that it never speaks alone."""

from __future__ import annotations

from itertools import combinations

import pytest

from core.maps.choropleth import LEVELS, colour_of_level
from core.vocabulary import palette
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction
from tests.vocabulary.colour_vision import VISION, distance, seen


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#ce0000", "#3460fb", 1.16),
    ],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert palette.contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert palette.contrast(other, one) == palette.contrast(one, other)


@pytest.mark.parametrize("function", list(BedFunction))
def test_text_on_a_functions_colour_can_be_read(function):
    ground = palette.BED_FUNCTION[function]
    assert palette.contrast(palette.text_on(ground), ground) >= 4.5


def test_functions_that_stand_in_one_chart_differ_in_shape_and_none_is_the_diamond_of_a_plan():
    shapes = [palette.FUNCTION_SHAPE[f] for f in FOUR_FUNCTIONS]
    assert len(set(shapes)) == len(shapes)
    assert "diamond" not in shapes
    assert palette.shape_scale().to_dict()["range"] == shapes
    dashes = [palette.FUNCTION_DASH[f] for f in FOUR_FUNCTIONS]
    assert len(set(dashes)) == len(dashes)
    assert all(dashes), "the line of what is reported is whole"


@pytest.mark.parametrize("colour", [palette.TEXT, palette.TEXT_MUTED, palette.KEY, palette.ALERT])
@pytest.mark.parametrize("ground", [palette.GROUND, palette.NEUTRAL, palette.KEY_PALE])
def test_text_can_be_read_on_every_ground_of_the_pages(colour: str, ground: str) -> None:
    assert palette.contrast(colour, ground) >= 4.5


@pytest.mark.parametrize("function", list(BedFunction))
def test_lines_and_points_stand_out_from_the_paper(function: BedFunction) -> None:
    assert palette.contrast(palette.BED_FUNCTION[function], palette.GROUND) >= 3


def test_the_simulated_vision_leaves_white_and_black_and_confuses_red_with_green() -> None:
    for vision in VISION:
        assert seen("#ffffff", vision) == pytest.approx((1, 1, 1), abs=0.001)
        assert seen("#000000", vision) == (0, 0, 0)
    assert distance("#a35a00", "#6b7a00", "deutan") < distance("#a35a00", "#6b7a00") / 2
    assert distance("#000000", "#ffffff") == pytest.approx(100, abs=0.01)


@pytest.mark.parametrize("vision", ["normal", *VISION])
def test_map_classes_and_functions_are_told_apart_in_every_colour_vision(vision: str) -> None:
    for one, other in combinations(LEVELS, 2):
        assert distance(colour_of_level(one), colour_of_level(other), vision) >= 8, (one, other)
    for function, another in combinations(FOUR_FUNCTIONS, 2):
        assert distance(palette.BED_FUNCTION[function], palette.BED_FUNCTION[another], vision) >= 20


def test_without_colour_neither_classes_nor_functions_are_told_apart_which_is_why_each_has_a_second_sign() -> None:
    assert distance(colour_of_level(1), colour_of_level(-1), "grey") < 2
    assert distance(palette.BED_FUNCTION["acute"], palette.BED_FUNCTION["chronic"], "grey") < 4
