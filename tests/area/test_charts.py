"""Area charts as specs: what is drawn, in which order, with which words."""

from __future__ import annotations

import pandas as pd

from core.area.waterfall import steps
from core.charts.area_comparison import comparison_chart, comparison_rows
from core.charts.area_demand import demand_chart
from core.charts.area_facilities import facility_rows
from core.charts.area_flow import KINDS, flow_chart, flow_rows
from core.charts.area_utilization import utilization_chart, utilization_room, utilization_rows, utilization_top
from core.charts.area_waterfall import waterfall_chart, waterfall_rows
from core.charts.named import ROWS, records
from tests.area.sheets import FUJIOKA_SHEET
from tests.charts.scene import drawn


def test_missing_values_become_null_and_numbers_stay() -> None:
    frame = pd.DataFrame({"a": [1.5, None], "b": pd.array([None, 3], dtype="Int64"), "c": ["x", None]})
    assert records(frame) == [{"a": 1.5, "b": None, "c": "x"}, {"a": None, "b": 3, "c": None}]


def test_flow_bars_keep_the_given_order_and_name_every_kind() -> None:
    rows = flow_rows(pd.DataFrame({"name": ["自", "他"], "kind": ["own", "hidden"], "share": [0.6, 0.4]}))
    spec = flow_chart(2, "流入").to_dict()
    assert spec["title"] == "流入"
    bars = spec["layer"][0]["encoding"]
    shown = sorted(drawn(spec, {ROWS: rows}).of("rect"), key=lambda bar: bar.y or 0.0)
    assert [bar.said["区域"] for bar in shown] == ["自", "他"]
    assert bars["color"]["scale"]["domain"] == list(KINDS.values())
    assert bars["x"]["scale"]["domain"] == [0, 1]


def test_the_bar_over_100_percent_is_not_clipped() -> None:
    rows = utilization_rows(
        pd.DataFrame({"bed_function": ["acute"], "utilization": [1.8], "national": [0.77], "note": ["100%超"]})
    )
    spec = utilization_chart(utilization_top(rows), utilization_room(rows)).to_dict()
    bars = next(layer for layer in spec["layer"] if layer["encoding"].get("x", {}).get("field") == "utilization")
    assert bars["encoding"]["x"]["scale"]["domain"][1] > 1.8
    assert "clamp" not in bars["encoding"]["x"]["scale"]


def test_institutions_are_stacked_in_the_official_order_of_functions() -> None:
    rows = pd.DataFrame(
        {
            "facility_id": ["a", "a"],
            "name": ["甲", "甲"],
            "place": ["市", "市"],
            "bed_function": ["chronic", "high_acute"],
            "beds": [10.0, 5.0],
            "share": [0.5, 0.5],
        }
    )
    start = facility_rows(rows).set_index("機能")["start"]
    assert start["高度急性期"] < start["慢性期"]


def test_demand_lines_differ_in_dash_as_well_as_colour() -> None:
    line = demand_chart((2024, 2030), 80, "在宅").to_dict()["layer"][1]["encoding"]
    assert len({tuple(d) for d in line["strokeDash"]["scale"]["range"]}) == 3
    assert len(set(line["color"]["scale"]["range"])) == 3


def test_the_waterfall_draws_every_step() -> None:
    rows = waterfall_rows(steps(FUJIOKA_SHEET, "acute"))
    bars = sorted(drawn(waterfall_chart(), {ROWS: rows}).of("rect"), key=lambda bar: bar.x or 0.0)
    assert [bar.said["項目"] for bar in bars] == ["乖離", "病棟単位の報告", "残り"]


def test_small_multiples_share_one_scale_and_keep_the_order() -> None:
    rates = pd.DataFrame(
        {
            "name": ["乙", "甲"],
            "bed_function": ["acute", "acute"],
            "reported": [500.0, 300.0],
            "required": [400.0, None],
            "pale": [False, False],
        }
    )
    spec = comparison_chart(2, 16).to_dict()
    assert comparison_rows(rates)[["name", "order"]].to_numpy().tolist() == [["乙", 0], ["甲", 1]]
    assert [layer["encoding"]["y"]["sort"] for layer in spec["spec"]["layer"]] == [{"field": "order", "op": "min"}] * 4
    assert spec["facet"]["column"]["sort"] == ["高度急性期", "急性期", "回復期", "慢性期"]
    assert "resolve" not in spec
