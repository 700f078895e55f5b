"""Plots read their table: series down its columns or across its rows, years in their places, what is missing by its word."""

from __future__ import annotations

import pytest

from core.views.plot import Plot, PlotKind, Series
from core.views.sources import Sources
from core.views.table import Column, Kind, Status, table

YEARS = table(
    "t",
    "表",
    [Column(name="what", label="機能"), *(Column(name=y, label=f"{y}年", kind=Kind.NUMBER, missing="―") for y in ("2021", "2024", "2025"))],
    [("急性期", 1, 2, None), ("必要量", None, 9, None), ("見込量", None, 4, 5), ("慢性期", Status("未報告"), 0, 3)],
    Sources(("beds",)),
)  # fmt: skip
SHARES = table(
    "t",
    "表",
    [
        Column(name="name", label="区域"),
        Column(name="kind", label="区分"),
        Column(name="share", label="割合", kind=Kind.PERCENT, missing="算出不可"),
    ],
    [("藤岡", "自", 0.5), ("北部", "他", 0.3), ("前橋", "同", None)],
    Sources(("beds",)),
)


def across(*series: Series, spaced: bool = True) -> Plot:
    return Plot(kind=PlotKind.LINE, table=YEARS, series=series, across=("2021", "2024", "2025"), spaced=spaced)


def line(at: int | str, **how: object) -> Series:
    return Series(name="線", at=at, colour="#000000", **how)  # type: ignore[arg-type]


def test_years_stand_as_far_apart_as_they_lie() -> None:
    plot = across(line(0))
    assert plot.categories() == ("2021年", "", "", "2024年", "2025年")
    assert plot.values(line(0)) == (1, None, None, 2, None)
    assert across(line(0), spaced=False).categories() == ("2021年", "2024年", "2025年")


def test_a_level_holds_for_every_year_and_only_the_newest_of_a_plan_is_drawn() -> None:
    plot = across(line(1))
    assert plot.values(line(1, level=True)) == (9, 9, 9, 9, 9)
    assert plot.values(line(2, newest=True)) == (None, None, None, None, 5)
    assert plot.values(line(3)) == (None, None, None, 0, 3)  # a zero is a figure


def test_rows_of_one_kind_make_a_series_of_their_own() -> None:
    own, other = line("share", only=("kind", "自")), line("share", only=("kind", "同"))
    plot = Plot(kind=PlotKind.BAR, table=SHARES, series=(own, other), labels="name")
    assert plot.categories() == ("藤岡", "北部", "前橋")
    assert plot.values(own) == (0.5, None, None)
    assert plot.values(other) == (None, None, None)
    assert plot.absent() == (("線", "前橋", "算出不可"),)


def test_what_is_missing_is_told_by_its_word_but_not_a_year_without_publication() -> None:
    assert across(line(0), line(3)).absent() == (("線", "2021年", "未報告"),)


def test_a_plot_names_its_categories_in_one_way() -> None:
    with pytest.raises(ValueError, match="categories"):
        Plot(kind=PlotKind.BAR, table=SHARES, series=(), labels="name", across=("share",))
    with pytest.raises(ValueError, match="categories"):
        Plot(kind=PlotKind.BAR, table=SHARES, series=())


def test_more_bars_than_have_room_become_plots_of_one_scale() -> None:
    names = [f"区域{n}" for n in range(7)]
    rows = [(name, "自", 10.0 * n + 3) for n, name in enumerate(names)]
    shown = table("t", "表", SHARES.columns, rows, Sources(("beds",)), sums=[6])
    plot = Plot(kind=PlotKind.BAR, table=shown, series=(line("share"),), labels="name")
    assert plot.parts(7) == (plot,)
    parts = plot.parts(3)
    assert [p.categories() for p in parts] == [tuple(names[:3]), tuple(names[3:6]), tuple(names[6:])]
    assert [p.values(p.series[0]) for p in parts] == [(3, 13, 23), (33, 43, 53), (63,)]
    assert {p.top for p in parts} == {65.0}
