"""How firm a result is and how it meets the real designation: sensitivity and back-test."""

from __future__ import annotations

import pytest

from core.rules import backtest, engine, sensitivity
from core.rules.engine import Result
from core.rules.scenario import Bounds, Scenario, Thresholds
from core.views.simulator import backtest as backtest_view
from core.views.simulator import sensitivity as view
from core.views.sources import SourceBook
from core.views.words import raw_text
from core.vocabulary import labels
from tests.views.checks import holds

#: As many weightings as are needed for shares to differ.
DRAWS = 60


def test_every_section_says_the_same_on_screen_and_in_files(result: Result, book: SourceBook) -> None:
    for section in (
        view.membership(result),
        view.size(result),
        view.near(result),
        view.weightings(result, sensitivity.random_weightings(result, draws=DRAWS)),
        backtest_view.section(result, backtest.run(result), backtest.fit(result)),
    ):
        holds(section, book)


def test_the_sentence_on_thresholds_is_what_runs_with_them_give(results: dict[str, Result]) -> None:
    national = results["national"]
    counted = []
    for limit in (1.0, 3.0):
        same = Thresholds(**dict.fromkeys(Thresholds.__dataclass_fields__, limit))
        rows = engine.run(national.facts, Scenario(thresholds=same)).frame()
        counted.append([int(rows[c].isin(["met", "to_confirm"]).sum()) for c in ("total_gap", "function_gap")])
    (total_low, function_low), (total_high, function_high) = counted
    said = raw_text(view.membership(national).lead)
    assert f"①は{total_low}から{total_high}区域、②は{function_low}から{function_high}区域" in said


def test_the_sentence_on_the_size_is_what_runs_with_the_limits_give(results: dict[str, Result]) -> None:
    national = results["national"]
    low, high = (
        len(engine.run(national.facts, Scenario(bounds=Bounds(second_score=s))).selected_codes()) for s in (-1.0, 4.0)
    )
    said = raw_text(view.size(national).lead)
    assert f"選ばれる区域は{low}から{high}区域になる" in said
    assert f"では{len(national.selected_codes())}区域。" in said


def test_the_sentence_on_weights_counts_the_shares(result: Result) -> None:
    shares = sensitivity.random_weightings(result, draws=DRAWS)
    values = dict(zip(shares["area_code"], shares["share"], strict=True))
    section = view.weightings(result, shares)
    said = raw_text(section.lead)
    always, never = (sum(v == end for v in values.values()) for end in (1, 0))
    assert said.startswith(f"いつも選ばれる {always}区域、一度も選ばれない {never}区域、")
    assert f"重みによって変わる {339 - always - never}区域" in said
    own = set(result.selected_codes())
    assert f"選ばれるのは {sum(values[c] >= 0.5 for c in own)}区域です" in said
    table = section.table("shares")
    assert dict(zip(table.column("area_code"), table.column("share"), strict=True)) == values
    if section.figures:
        twin = section.figure("weightings").twin
        nearest = sorted((abs(v - 0.5), c) for c, v in values.items() if 0 < v < 1)[:20]
        assert set(twin.column("area_code")) == {c for _, c in nearest}


def test_without_an_area_that_moves_there_is_no_picture_but_a_word(results: dict[str, Result]) -> None:
    shares = sensitivity.random_weightings(results["national"], draws=1)
    assert set(shares["share"]) == {0.0, 1.0}
    section = view.weightings(results["national"], shares)
    assert section.figures == ()
    assert "重みで結果が変わる区域はありません。" in section.notes


def test_areas_near_a_threshold_are_named_with_their_side(results: dict[str, Result]) -> None:
    found = sensitivity.near(results["national"])
    topics = view.near(results["national"]).topics
    for row in found.to_dict("records"):
        topic = next(t for t in topics if t.key == f"{row['signal']}_{'out' if row['met'] else 'in'}")
        assert f"{labels.area(row['area_name'], row['pref_name'])} {row['strength']:.2f}" in raw_text(topic.lines[0])
    assert sum(int(raw_text(t.heading).rsplit("(", 1)[1].rstrip(")")) for t in topics) == len(found)


def test_the_back_test_says_its_rates_and_what_is_not_scored(result: Result) -> None:
    test, fitted = backtest.run(result), backtest.fit(result)
    section = backtest_view.section(result, test, fitted)
    assert raw_text(section.lead) == (
        f"的中率は{labels.percent(test.hit_rate)}(無作為なら{labels.percent(test.random_rate)})。"
        f"当の県を除いて重みを決めた公平な目安は{labels.percent(fitted.hit_left_out)}。"
    )
    table = section.table("prefectures")
    assert len(table.rows) == 47
    for hit, random, status in zip(*(table.column(n) for n in ("hit", "random", "status")), strict=True):
        scored = status == "照合の対象"
        assert (hit in ("的中", "外れ")) is scored
        assert (random is not None) is scored
    hits = [h for h in table.column("hit") if h != "対象外"]
    assert hits.count("的中") / len(hits) == pytest.approx(test.hit_rate)
