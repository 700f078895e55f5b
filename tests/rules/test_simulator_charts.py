"""Charts and map of the simulator, read as specs."""

from __future__ import annotations

import pytest

from core.charts import simulator, simulator_map
from core.rules import backtest, compare, engine, sensitivity
from core.rules.scenario import Bounds, Scenario
from core.ui.simulator.backtest import SIGNALS
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
    spec = simulator_map.simulator_map_spec("/map.json", [0, 0, 10, 10], simulator_map.STANDING, 400, pref)
    fill = spec["layer"][0]
    assert fill["transform"][1]["from"]["data"]["name"] == simulator_map.ROWS
    assert bool(fill["mark"]["stroke"]) is bool(pref)
    assert ("opacity" in fill["encoding"]) is bool(pref)


def test_every_chart_builds_and_carries_units_in_its_axes():
    rows = sensitivity.random_weightings(RESULT, draws=50)
    test = backtest.run(RESULT)
    specs = [
        simulator.membership_chart(sensitivity.membership(RESULT), 1.96).to_dict(),
        simulator.size_chart(sensitivity.selection_size(RESULT), 0.0).to_dict(),
        simulator.weighting_chart(rows).to_dict(),
        simulator.auc_chart(test.signals, SIGNALS).to_dict(),
    ]
    words = [str(s) for s in specs]
    assert "該当する区域の数" in words[0]
    assert "いまの①のしきい値 1.96" in words[0]
    assert "選ばれる区域" in words[1]
    assert "1,000通りの重み" in words[2]
    assert "0.5 = 無作為と同じ" in words[3]
