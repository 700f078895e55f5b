"""Real against ranked, as Vega draws it."""

from __future__ import annotations

import pytest

from core.charts.named import MARK, ROWS
from core.charts.order import DESIGNATED, order_chart, order_names, order_rows
from core.data.store import Store
from core.rules import backtest, engine
from core.rules.facts import from_store
from core.rules.scenario import Scenario
from core.vocabulary import palette
from tests.charts.scene import drawn


@pytest.mark.parametrize("year", [2022, 2023])
def test_every_scored_area_stands_once_in_the_row_of_its_prefecture_at_its_place(real_store: Store, year: int) -> None:
    order = backtest.ranking(engine.run(from_store(real_store), Scenario(year=year)))
    listed = tuple(dict.fromkeys(order["pref_name"]))
    rows = order_rows(order)
    scene = drawn(
        order_chart(listed, int(order["place"].max())), {ROWS: rows, MARK: order_names(order)}, width=960, key="区域"
    )
    points = scene.of("symbol")
    assert len(points) == len(order) == 202
    assert sorted(p.key for p in points) == sorted(order["area_name"])
    filled = [p for p in points if p.fill == palette.KEY]
    assert len(filled) == int(order["designated"].sum()) == 33
    assert {p.shape for p in filled} == {"square"}
    by_row: dict[float, list[float]] = {}
    for point in points:
        assert point.x is not None
        assert point.y is not None
        assert 0 <= point.x <= 960 - 330
        by_row.setdefault(point.y, []).append(point.x)
    assert len(by_row) == len(listed) == 28
    assert sorted(map(len, by_row.values())) == sorted(order.groupby("pref_name").size())
    assert all(len(set(xs)) == len(xs) for xs in by_row.values()), "no two areas of a prefecture on one place"
    assert (rows["種類"] == DESIGNATED).sum() == 33


def test_designated_areas_are_named_beside_their_row(real_store: Store) -> None:
    order = backtest.ranking(engine.run(from_store(real_store), Scenario()))
    listed = tuple(dict.fromkeys(order["pref_name"]))
    scene = drawn(
        order_chart(listed, int(order["place"].max())), {ROWS: order_rows(order), MARK: order_names(order)}, width=960
    )
    assert len(scene.of("text")) == 28
    gunma = order[(order["pref_name"] == "群馬県") & order["designated"]]
    said = "、".join(f"{n} {p}位" for n, p in zip(gunma["area_name"], gunma["place"], strict=True))
    assert said in scene.texts()
