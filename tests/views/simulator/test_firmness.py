"""How firm a result is and how it meets the real designation: sensitivity and back-test."""

from __future__ import annotations

import pytest

from core.charts.named import MARK
from core.charts.order import order_rows
from core.rules import backtest, engine, sensitivity
from core.rules.engine import Result
from core.rules.reliability import Rule, reliability
from core.rules.scenario import Bounds, Scenario, Thresholds
from core.views.section import Section
from core.views.simulator import backtest as backtest_view
from core.views.simulator import sensitivity as view
from core.views.sources import SourceBook
from core.views.words import raw_text
from core.vocabulary import labels
from tests.views.checks import holds

#: As many weightings as are needed for shares to differ.
DRAWS = 60


def back_test_section(result: Result) -> Section:
    return backtest_view.section(result, backtest.run(result), backtest.fit(result), reliability(result))


def test_the_difference_to_weights_that_had_seen_the_answer_is_said_in_prefectures(results: dict[str, Result]) -> None:
    said = [raw_text(s) for s in back_test_section(results["national"]).sentences]
    assert (
        "実際の指定を見て選んだ重みの的中率 75.0% と既定の 64.3% の違いは、28県のうち3県の違いです(差の95%区間 0.00〜0.25。0を含むので、偶然でも起こる大きさです)。"
        in said
    )
    assert not [s for s in said if "このシナリオの重みは" in s]
    assert "このシナリオの重みは実際の指定を見て決めた" in raw_text(
        back_test_section(results["fitted_weights"]).sentences[0]
    )


def test_the_picture_of_the_ranking_names_every_designated_area_with_its_place(results: dict[str, Result]) -> None:
    figure = back_test_section(results["national"]).figure("order")
    order = backtest.ranking(results["national"])
    said = "".join(figure.drawing.data[MARK]["text"])  # type: ignore[union-attr]
    for row in order[order["designated"]].to_dict("records"):
        assert f"{row['area_name']} {row['place']}位" in said
    assert figure.twin.rows == tuple(
        (r["pref_name"], r["place"], r["area_name"], k)
        for r, k in zip(order.to_dict("records"), order_rows(order)["種類"], strict=True)
    )


def test_every_section_says_the_same_on_screen_and_in_files(result: Result, book: SourceBook) -> None:
    for section in (
        view.membership(result),
        view.size(result),
        view.near(result),
        view.weightings(result, sensitivity.random_weightings(result, draws=DRAWS)),
        back_test_section(result),
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
    test, trust = backtest.run(result), reliability(result)
    section = back_test_section(result)
    own, years = trust.lines[Rule.SCENARIO], trust.years
    assert raw_text(section.lead).startswith(
        f"2022年の実績で、上位2区域に実際の指定区域が入るのは28県のうち{round(own[0].hit.value * 28)}県({labels.percent(own[0].hit.value)}、"
    )
    rules = section.table("rules")
    assert list(zip(rules.column("rule"), rules.column("year"), strict=True)) == [
        (name, year) for name in dict.fromkeys(rules.column("rule")) for year in years
    ]
    assert rules.rows[-2][2] == own[0].hit.value
    assert rules.rows[-1][2] == own[1].hit.value
    left_out = rules.rows[list(Rule).index(Rule.LEFT_OUT) * 2]
    assert left_out[6] is None, "no pooled AUC of weights that differ by prefecture"
    table = section.table("prefectures")
    assert len(table.rows) == 47
    for hit, random, status in zip(*(table.column(n) for n in ("hit", "random", "status")), strict=True):
        scored = status == "照合の対象"
        assert (hit in ("的中", "外れ")) is scored
        assert (random is not None) is scored
    hits = [h for h in table.column("hit") if h != "対象外"]
    assert hits.count("的中") / len(hits) == pytest.approx(test.hit_rate)
