"""Charts and map of the simulator, read as specs."""

from __future__ import annotations

import pytest

from core.charts import simulator
from core.charts.named import ROWS
from core.maps import simulator_map
from core.maps.class_map import class_map_spec
from core.rules import backtest, compare, engine, sensitivity
from core.rules.scenario import Bounds, Scenario
from core.views.simulator.backtest import signals
from tests.rules.cases import SMALL

RESULT = engine.run(SMALL, Scenario())


def test_map_rows_hold_every_area_with_a_class_of_the_legend():
    rows = simulator_map.standing_rows(RESULT)
    assert rows["code"].tolist() == list(SMALL.codes)
    assert set(rows["word"]) <= {c.word for c in simulator_map.STANDING}
    assert (rows["word"] != simulator_map.STANDING[-1].word).tolist() == RESULT.selection.selected.tolist()
    assert rows.set_index("code")["real"]["1001"] == "モデル推進区域"
    assert rows.set_index("code")["real"]["1002"] == ""


def test_map_rows_of_a_comparison_use_the_legend_of_changes():
    second = engine.run(SMALL, Scenario(bounds=Bounds(maximum=1)))
    rows = simulator_map.change_rows(compare.compare(RESULT, second))
    assert set(rows["word"]) <= {c.word for c in simulator_map.CHANGES}


@pytest.mark.parametrize("pref", ["", "10"])
def test_the_map_spec_names_its_rows_and_outlines_single_areas_only_where_few_are_on_screen(pref):
    spec = class_map_spec("/map.json", [0, 0, 10, 10], simulator_map.STANDING, 400, pref)
    fill = spec["layer"][0]
    assert fill["transform"][1]["from"]["data"]["name"] == ROWS
    assert bool(fill["mark"]["stroke"]) is bool(pref)
    assert ("opacity" in fill["encoding"]) is bool(pref)


def test_every_chart_builds_and_carries_units_in_its_axes():
    words = [
        str(chart.to_dict())
        for chart in (
            simulator.membership_chart(),
            simulator.size_chart(),
            simulator.weighting_chart(20),
            simulator.auc_chart(9),
        )
    ]
    assert "要確認か該当の区域の数" in words[0]
    assert "選ばれる区域" in words[1]
    assert "1,000通りの重み" in words[2]
    assert "0.5 = 無作為と同じ" in words[3]


def fields(spec: dict) -> set[str]:
    """Every field that the layers of a chart read."""
    return {
        channel["field"]
        for layer in spec["layer"]
        for channel in [c for e in layer["encoding"].values() for c in (e if isinstance(e, list) else [e])]
        if "field" in channel
    }


def test_the_rows_and_marks_hold_every_field_their_chart_reads():
    test = backtest.run(RESULT)
    for chart, rows, mark in (
        (
            simulator.membership_chart(),
            simulator.membership_rows(sensitivity.membership(RESULT)),
            simulator.membership_mark(1.96),
        ),
        (simulator.size_chart(), simulator.size_rows(sensitivity.selection_size(RESULT)), simulator.size_mark(0.0)),
        (
            simulator.weighting_chart(3),
            simulator.weighting_rows(sensitivity.random_weightings(RESULT, draws=50)),
            None,
        ),
        (simulator.auc_chart(3), simulator.auc_rows(test.signals, signals(2025)), simulator.chance_mark()),
    ):
        known = {*rows.columns, *(mark.columns if mark is not None else ())}
        assert fields(chart.to_dict()) <= known
        assert not rows.empty


def test_the_mark_of_a_threshold_says_its_value():
    assert simulator.membership_mark(1.96)["text"].tolist() == ["いまの①のしきい値 1.96"]
    assert simulator.size_mark(0.25)["second_score"].tolist() == [0.25]


def test_rows_keep_the_counts_and_shares_of_the_rules():
    membership = sensitivity.membership(RESULT)
    assert simulator.membership_rows(membership)["areas"].tolist() == membership["areas"].tolist()
    sizes = sensitivity.selection_size(RESULT)
    drawn = simulator.size_rows(sizes)
    assert drawn.loc[drawn["name"] == "選ばれる区域", "count"].tolist() == sizes["areas"].tolist()
    shares = sensitivity.random_weightings(RESULT, draws=50)
    assert simulator.weighting_rows(shares)["share"].tolist() == shares["share"].tolist()


def test_areas_near_a_threshold_are_those_that_a_small_move_exchanges():
    scenario = Scenario()
    near = sensitivity.near(engine.run(SMALL, scenario), width=10.0)
    for row in near.itertuples(index=False):
        limit = scenario.thresholds.of(row.signal)
        assert row.threshold == limit
        assert row.met == (row.strength >= limit)
    total = near[near["signal"] == "total"]
    known = RESULT.signals.strength[:, 0]
    assert len(total) == int((abs(known[known == known] - 1.96) < 10).sum())
    distance = (total["strength"] - total["threshold"]).abs()
    assert distance.is_monotonic_increasing
    assert sensitivity.near(RESULT, width=0.0).empty
