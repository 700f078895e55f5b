"""Which chart of an office program says the same as a picture: columns or rows of a table, series by series.

A figure that has one becomes a chart that can be edited; one without (a map, panels) stays a picture. The figures are those of
the table, which is the twin of the figure unless the picture sums some of its rows up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from core.views.table import Cell, Column, Table
from core.views.words import Words

#: What a cell without a figure says where nothing is missing: the series has no place there, or the year no publication.
_SILENT: Final = ("", "―")


class PlotKind(StrEnum):
    """Charts that office programs have by themselves."""

    LINE = "line"
    BAR = "bar"  # horizontal, series side by side
    STACKED = "stacked"  # horizontal, series one after the other


class Mark(StrEnum):
    """Shapes of points, so that lines can be told apart without colour."""

    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"
    CROSS = "x"
    DIAMOND = "diamond"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One line, or the bars of one colour.

    `at`: name of the column that holds it, or number of its row where the plot goes `across`. `only`: name of a column
    and the word that stands in it in the rows that belong to the series. `level`: its one value holds for every category (a
    limit, 必要量); `newest`: only its last one is drawn. `joined`: points are joined by a line. `dash`: of the line, as office
    programs name it. `named`: stands in the legend.
    """

    name: str
    at: str | int
    colour: str
    only: tuple[str, str] | None = None
    level: bool = False
    newest: bool = False
    joined: bool = True
    dash: str = "solid"
    mark: Mark = Mark.NONE
    named: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """The chart of a table: `labels` is the column that names the categories, or `across` the columns that are the categories.

    `axis`: title of the axis of values; `floor` and `top`: its ends where they are fixed. `spaced`: categories are years and
    stand as far apart as they lie; years without a row get an empty place. `note`: in the place of the figure's, where that
    one explains marks that the chart does not have.
    """

    kind: PlotKind
    table: Table
    series: tuple[Series, ...]
    labels: str = ""
    across: tuple[str, ...] = ()
    axis: str = ""
    floor: float | None = None
    top: float | None = None
    spaced: bool = False
    note: Words | None = None

    def __post_init__(self) -> None:
        if bool(self.labels) == bool(self.across):
            raise ValueError("a plot names its categories by one column, or goes across several")

    def categories(self) -> tuple[str, ...]:
        """Names on the axis; empty for years that only keep their place."""
        named = self._named()
        return tuple(named.get(place, "") for place in self._places(named))

    def parts(self, most: int) -> tuple[Plot, ...]:
        """The plot, or where it has more than `most` bars, plots of as even a share of its rows, on one scale."""
        rows = self.table.rows
        count = -(-len(rows) // most)
        if count <= 1 or not self.labels:
            return (self,)
        share, top = -(-len(rows) // count), self._top() if self.top is None else self.top
        if share % 2 and share < most and not len(rows) % 2:  # what stands in pairs (報告, 必要量) stays together
            share += 1
        bare = replace(self.table, sums=frozenset(), marks=frozenset(), origins=(), stated=())
        return tuple(
            replace(self, table=replace(bare, rows=rows[at : at + share]), top=top) for at in range(0, len(rows), share)
        )

    def _top(self) -> float | None:
        """A round number that no bar goes beyond."""
        bars = zip(*map(self.values, self.series), strict=True)
        added = sum if self.kind is PlotKind.STACKED else max
        longest = max((added([v or 0 for v in bar]) for bar in bars), default=0)
        if longest <= 0:
            return None
        step = 10.0 ** math.floor(math.log10(longest)) / 2
        return math.ceil(longest / step) * step

    def values(self, series: Series) -> tuple[float | int | None, ...]:
        """Figures of one series by category; None where there is none, for whatever reason."""
        named = self._named()
        found = dict(zip(named, self._cells(series), strict=True))
        figures = {place: cell for place, cell in found.items() if isinstance(cell, int | float)}
        if series.level:
            known = list(figures.values())
            return tuple(known[-1] if known else None for _ in self._places(named))
        if series.newest:
            figures = dict(list(figures.items())[-1:])
        return tuple(figures.get(place) for place in self._places(named))

    def column(self, series: Series) -> Column:
        """The column that a series is read from: its unit and number format."""
        name = self.across[0] if isinstance(series.at, int) else series.at
        return next(c for c in self.table.columns if c.name == name)

    def absent(self) -> tuple[tuple[str, str, str], ...]:
        """Series, category and word of every figure that is missing with a word of its own (非公表, 未報告, 算出不可 …)."""
        return tuple(
            (series.name, category, word)
            for series in self.series
            for category, cell in zip(self._named().values(), self._cells(series), strict=True)
            if not isinstance(cell, int | float) and (word := self.column(series).text(cell)) not in _SILENT
        )

    def _named(self) -> dict[int, str]:
        """Name on the axis by place: the year itself where years are spaced, otherwise their order."""
        if self.across:
            texts = [next(c.label for c in self.table.columns if c.name == name) for name in self.across]
        else:
            column = next(c for c in self.table.columns if c.name == self.labels)
            texts = [column.text(cell) for cell in self.table.column(self.labels)]
        return {_year(text) if self.spaced else order: text for order, text in enumerate(texts)}

    def _places(self, named: dict[int, str]) -> range:
        return range(min(named, default=0), max(named, default=-1) + 1)

    def _cells(self, series: Series) -> list[Cell]:
        if isinstance(series.at, int):
            row = dict(zip((c.name for c in self.table.columns), self.table.rows[series.at], strict=True))
            return [row[name] for name in self.across]
        cells = self.table.column(series.at)
        if series.only is None:
            return cells
        name, word = series.only
        return [cell if kind == word else "" for cell, kind in zip(cells, self.table.column(name), strict=True)]


def _year(text: str) -> int:
    """`2025年` and `2025` as 2025."""
    return int(text.removesuffix("年"))
