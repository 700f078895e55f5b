"""The population of an area against the two figures that the check of areas names."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import Final

from core import parameters
from core.parameters import Key
from core.vocabulary import labels
from core.vocabulary.terms import Verdict


class Size(StrEnum):
    """Where a population lies; UNKNOWN is never read as large enough."""

    SMALL = "small"
    BETWEEN = "between"
    LARGE = "large"
    UNKNOWN = "unknown"


def limits() -> tuple[int, int]:
    """The lower and the upper figure in persons (`data/content/rules/review.yaml`)."""
    return parameters.whole(Key.REVIEW_POPULATION_SMALL), parameters.whole(Key.REVIEW_POPULATION_GUIDE)


def tiny() -> int:
    """The figure in persons below which the smallest areas are counted; this tool's own."""
    return parameters.whole(Key.REVIEW_POPULATION_TINY)


def size_of(population: float | None) -> Size:
    """Below the lower figure, below the upper one, or not below either; a population on a figure is not below it."""
    if population is None or math.isnan(population):
        return Size.UNKNOWN
    small, guide = limits()
    return Size.SMALL if population < small else Size.BETWEEN if population < guide else Size.LARGE


def words(size: Size) -> str:
    """`20万人未満`, `20〜30万人`, `30万人以上`, `判定不能`."""
    small, guide = (limit // _MAN for limit in limits())
    return {
        Size.SMALL: f"{small}万人未満",
        Size.BETWEEN: f"{small}〜{guide}万人",
        Size.LARGE: f"{guide}万人以上",
        Size.UNKNOWN: labels.VERDICT[Verdict.UNKNOWN],
    }[size]


_MAN: Final = 10_000


def people(population: float | None, digits: int = 1) -> str:
    """`6.6万人`, `113.2万人`; データなし without a figure."""
    if population is None or math.isnan(population):
        return "人口データなし"
    return f"{population / _MAN:,.{digits}f}万人"
