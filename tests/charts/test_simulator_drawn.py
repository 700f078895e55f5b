"""The simulator's charts and the comparison of areas as Vega draws them, on the real data."""

from __future__ import annotations

import itertools
from collections import defaultdict
from functools import cache

import pandas as pd
import pytest

from core.charts import simulator
from core.charts.area_comparison import comparison_chart, comparison_rows
from core.charts.named import MARK, ROWS
from core.data.queries import areas, beds
from core.data.store import Store
from core.rules import backtest, engine, facts, sensitivity
from core.rules.engine import Result
from core.rules.scenario import Scenario
from core.vocabulary import labels, palette
from core.vocabulary.terms import FOUR_FUNCTIONS
from tests.charts.scene import Mark, Scene, drawn

NAMES = {"score": "このシナリオのスコア"}


@cache
def result(store: Store) -> Result:
    return engine.run(facts.from_store(store), Scenario())


def on_a_line(values: list[float], pixels: list[float]) -> None:
    """Pixels are a linear function of the values."""
    (low, at_low), (high, at_high) = min(zip(values, pixels, strict=True)), max(zip(values, pixels, strict=True))
    for value, pixel in zip(values, pixels, strict=True):
        assert pixel == pytest.approx(at_low + (value - low) / (high - low) * (at_high - at_low), abs=0.6)


def test_membership_lines_pass_through_every_count_and_differ_in_dash(real_store: Store) -> None:
    rows = simulator.membership_rows(sensitivity.membership(result(real_store)))
    scene = drawn(simulator.membership_chart(), {ROWS: rows, MARK: simulator.membership_mark(1.96)})
    points = scene.of("line")
    assert scene.empty_layers == ()
    assert len(points) == len(rows)
    assert len({m.dash for m in points}) == 3
    assert all(m.tooltip for m in points)
    assert set(scene.legend_texts) == set(rows["name"])
    counts = dict(zip(zip(rows["name"], rows["threshold"].round(3), strict=True), rows["areas"], strict=True))
    read = [(m.said["事項"], round(float(m.said["しきい値(z)"]), 3), m) for m in points]
    on_a_line([float(threshold) for _, threshold, _ in read], [m.x or 0.0 for *_, m in read])
    assert all(
        f"{counts[n, min(counts, key=lambda k: (k[0] != n, abs(k[1] - t)))[1]]}区域" == m.said["要確認か該当"]
        for n, t, m in read
    )
    [limit] = scene.of("rule")
    assert "いまの①のしきい値 1.96" in scene.texts()
    assert 0 < (limit.x or 0) < scene.width


def test_the_size_of_the_selection_falls_as_its_limit_rises(real_store: Store) -> None:
    rows = simulator.size_rows(sensitivity.selection_size(result(real_store)))
    scene = drawn(simulator.size_chart(), {ROWS: rows, MARK: simulator.size_mark(0.0)})
    assert scene.empty_layers == ()
    points = scene.of("line")
    assert len(points) == len(rows)
    assert {m.said["数えたもの"] for m in points} == set(scene.legend_texts)
    assert len({m.dash for m in points}) == 2
    by_line: dict[str, list[Mark]] = defaultdict(list)
    for mark in points:
        by_line[mark.said["数えたもの"]].append(mark)
    for line in by_line.values():
        line.sort(key=lambda m: m.x or 0.0)
        assert all((b.y or 0) >= (a.y or 0) - 0.01 for a, b in itertools.pairwise(line))


def test_weighting_bars_are_as_long_as_their_share(real_store: Store) -> None:
    found = sensitivity.random_weightings(result(real_store), draws=50)
    rows = simulator.weighting_rows(found[(found["share"] > 0)].head(20))
    scene = drawn(simulator.weighting_chart(len(rows)), {ROWS: rows})
    bars = sorted(scene.of("rect"), key=lambda b: b.y or 0.0)
    assert scene.empty_layers == ()
    assert [b.said["区域"] for b in bars] == rows["区域"].tolist()
    assert all(b.tooltip for b in bars)
    on_a_line([0.0, *rows["share"]], [0.0, *(b.width for b in bars)])
    for text, bar in zip(sorted(scene.of("text"), key=lambda t: t.y or 0.0), bars, strict=True):
        assert text.text == bar.said["割合"]
        assert (text.x or 0) + 4 + 7.4 * len(text.text) <= scene.width + 1, text.text


def test_auc_bars_stand_against_the_line_of_chance(real_store: Store) -> None:
    signals = backtest.run(result(real_store)).signals
    rows = simulator.auc_rows(signals, {s: NAMES.get(s, s) for s in signals["signal"]})
    scene = drawn(simulator.auc_chart(len(rows)), {ROWS: rows, MARK: simulator.chance_mark()})
    bars = sorted(scene.of("rect"), key=lambda b: b.y or 0.0)
    assert [b.said["順位に使う値"] for b in bars] == rows["name"].tolist()
    [chance] = scene.of("rule")
    assert [b.width / (chance.x or 1) for b in bars] == pytest.approx([v / 0.5 for v in rows["auc"]], abs=0.01)
    assert [b.said["順位に使う値"] for b in bars if b.fill == palette.KEY] == ["このシナリオのスコア"]
    assert all(b.tooltip for b in bars)


def rates(store: Store, codes: list[str]) -> pd.DataFrame:
    """Beds per 100,000 people of some areas and functions, NaN where a figure is missing."""
    people = areas.areas(store).frame.set_index("area_code")["population_2020"]
    rows = beds.comparison(store, 2015).frame
    rows = rows[rows["area_code"].isin(codes) & rows["bed_function"].isin(FOUR_FUNCTIONS)]
    factor = 100_000 / rows["area_code"].map(people).astype("float64")
    return pd.DataFrame(
        {
            "name": [labels.area(a, p) for a, p in zip(rows["area_name"], rows["pref_name"], strict=True)],
            "bed_function": rows["bed_function"],
            "reported": rows["reported"].astype("Float64").astype("float64") * factor,
            "required": rows["required"].astype("Float64").astype("float64") * factor,
            "pale": rows["area_code"] == codes[-1],
        }
    ).reset_index(drop=True)


@pytest.mark.parametrize("codes", [["1005", "0102", "2405"], ["2006", "0104"], ["0102"]])
def test_compared_areas_share_one_scale_in_panels_of_the_official_order(real_store: Store, codes: list[str]) -> None:
    given = rates(real_store, codes)
    rows = comparison_rows(given)
    scene: Scene = drawn(comparison_chart(len(codes), 26), {ROWS: rows})
    assert [t for t in scene.titles if t in labels.BED_FUNCTION.values()] == [
        labels.BED_FUNCTION[f] for f in FOUR_FUNCTIONS
    ]
    bars = [m for m in scene.of("rect") if m.fill in palette.BED_FUNCTION.values()]
    ticks = [m for m in scene.of("rect") if m.fill == palette.TEXT]
    known = given.dropna(subset=["reported"])
    assert len(bars) == len(known)
    assert len(ticks) == int(given["required"].notna().sum())
    value = {(r.name, labels.BED_FUNCTION[r.bed_function]): r.reported for r in known.itertuples(index=False)}
    pairs = [(value[b.said["区域"], b.said["機能"]], b.width) for b in bars]
    on_a_line([0.0, *(v for v, _ in pairs)], [0.0, *(w for _, w in pairs)])
    assert {b.said["機能"]: b.fill for b in bars} == {
        labels.BED_FUNCTION[f]: palette.BED_FUNCTION[f]
        for f in FOUR_FUNCTIONS
        if labels.BED_FUNCTION[f] in {b.said["機能"] for b in bars}
    }
    assert sorted(t for t in scene.texts()) == sorted(rows["text"])
    assert any(labels.NO_DATA in t for t in scene.texts()) is bool(given["reported"].isna().any())
    assert all(m.tooltip for m in (*bars, *ticks))
    first = [m for m in bars if m.said["機能"] == "急性期"]
    assert [m.said["区域"] for m in sorted(first, key=lambda m: m.y or 0.0)] == list(dict.fromkeys(given["name"]))
