"""Colours as numbers: contrast by WCAG 2, and what stands beside a colour so that it never speaks alone."""

from __future__ import annotations

import pytest

from core.vocabulary import palette
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction


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
