"""What is made from results: comparison, official list, sensitivity, back-test arithmetic, trail, command line."""

from __future__ import annotations

import csv
import io
import itertools
import json
import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from openpyxl import load_workbook

from core import simulate
from core.content.source_short import load_source_short
from core.data.queries import meta
from core.exports.simulation import simulation_workbook
from core.rules import backtest, compare, engine, official_list, scenario_json, scores, sensitivity
from core.rules.choices import Level, Preparation
from core.rules.entries import Exclusion, Occupancy, Pin, Preparing
from core.rules.model import flagged
from core.rules.scenario import Bounds, Scenario, Thresholds
from core.rules.trail import trail
from core.views.simulator import criteria
from core.views.sources import source_book
from tests.rules.cases import SMALL

ONE = Scenario(bounds=Bounds(maximum=1))


def test_comparison_names_gained_lost_and_unchanged_areas():
    first = engine.run(SMALL, ONE)
    top = next(c for c in first.selected_codes() if c < "11")
    other = "1003" if top != "1003" else "1002"
    second = engine.run(
        SMALL,
        replace(
            ONE, exclusions=(Exclusion(area_code=top, reason="試験"),), pins=(Pin(area_code=other, reason="試験"),)
        ),
    )
    change = compare.compare(first, second).set_index("area_code")["change"]
    assert change[top] == "lost"
    assert change[other] == "gained"
    assert compare.counts(compare.compare(first, first)) == {"gained": 0, "lost": 0, "kept": 2, "out": 3}
    assert sum(compare.counts(compare.compare(first, second)).values()) == 5


def test_the_list_is_in_code_order_with_brackets_and_model_marks():
    pins = (Pin(area_code="1003", reason="試験", level=Level.MODEL), Pin(area_code="1001", reason="試験"))
    out = tuple(Exclusion(area_code=c, reason="試験") for c in ("1101", "1102"))
    result = engine.run(SMALL, Scenario(pins=pins, exclusions=out))
    assert official_list.lines(result) == [("県10", "【区域1001、●区域1003】"), ("県11", "【―】")]
    assert "推進区域 2区域、うちモデル推進区域 1区域" in official_list.text(result)


def test_membership_at_a_threshold_equals_a_run_with_that_threshold():
    result = engine.run(SMALL, Scenario())
    rows = sensitivity.membership(result, np.array([0.0, 0.5, 1.5]))
    for limit in (0.0, 0.5, 1.5):
        same = Thresholds(**{s: limit for s in Thresholds.__dataclass_fields__})
        verdicts = engine.run(SMALL, Scenario(thresholds=same)).verdicts.by_criterion
        at = rows[rows["threshold"] == limit].set_index("criterion")["areas"]
        assert at["total_gap"] == flagged(verdicts[:, 0]).sum()
        assert at["function_gap"] == flagged(verdicts[:, 1]).sum()
        assert at["either"] == flagged(verdicts[:, :2]).any(axis=1).sum()


def test_membership_never_grows_with_the_threshold():
    rows = sensitivity.membership(engine.run(SMALL, Scenario()))
    for _, part in rows.groupby("criterion"):
        assert (part.sort_values("threshold")["areas"].diff().dropna() <= 0).all()


def test_random_weightings_repeat_with_the_seed_and_respect_hand_choices():
    scenario = Scenario(
        pins=(Pin(area_code="1003", reason="試験"),), exclusions=(Exclusion(area_code="1101", reason="試験"),)
    )
    result = engine.run(SMALL, scenario)
    first, again = (sensitivity.random_weightings(result, draws=200) for _ in range(2))
    assert first.equals(again)
    share = first.set_index("area_code")["share"]
    assert share["1003"] == 1.0
    assert share["1101"] == 0.0
    assert share.between(0, 1).all()


def test_auc_by_counting_pairs():
    score = np.array([3.0, 1.0, 2.0, 2.0, np.nan])
    positive = np.array([True, False, True, False, True])
    pairs = [(a > b) + 0.5 * (a == b) for a, b in itertools.product([3.0, 2.0], [1.0, 2.0])]
    assert backtest.auc(score, positive) == sum(pairs) / 4
    assert math.isnan(backtest.auc(score, np.zeros(5, bool)))


@pytest.mark.parametrize(("areas", "designated", "picks"), [(10, 2, 2), (3, 1, 2), (5, 5, 1), (4, 1, 0), (2, 1, 5)])
def test_random_baseline_by_enumeration(areas, designated, picks):
    draws = list(itertools.combinations(range(areas), min(picks, areas)))
    hits = sum(any(i < designated for i in draw) for draw in draws)
    assert scores.random_hit(areas, designated, picks) == pytest.approx(hits / len(draws))


def test_top_picks_break_ties_by_code_and_never_take_an_unknown():
    score = np.array([1.0, 1.0, 1.0, np.nan, 5.0])
    group = np.array([0, 0, 0, 1, 1])
    assert backtest.top_picks(score, group).tolist() == [True, True, False, False, True]


def test_decisions_by_hand_do_not_improve_the_back_test(real_facts):
    real = tuple(Pin(area_code=c, reason="実際の指定") for c in real_facts.designation)
    plain = backtest.run(engine.run(real_facts, Scenario()))
    pinned = backtest.run(engine.run(real_facts, Scenario(pins=real)))
    assert (pinned.hit_rate, pinned.auc, pinned.selection_hit_rate) == (
        plain.hit_rate,
        plain.auc,
        plain.selection_hit_rate,
    )


def test_the_trail_leads_from_data_to_result_for_every_area():
    result = engine.run(SMALL, Scenario(exclusions=(Exclusion(area_code="1002", reason="県の判断"),)))
    for code in SMALL.codes:
        told = trail(result, code)
        assert [s.heading for s in told.steps] == ["事項①〜④の判定", "優先スコア", "県内の順位と選定", "モデル推進区域"]
        assert all(s.sentences for s in told.steps)
        assert ("入らない" in told.question) is (code not in result.selected_codes())
    assert "県の判断" in trail(result, "1002").answer


def test_the_trail_says_why_an_area_is_no_model_area_and_what_would_settle_it():
    pins = tuple(Pin(area_code=c, reason="試験") for c in ("1001", "1003"))
    waiting, closed = (trail(engine.run(SMALL, Scenario(pins=pins)), c).steps[3].sentences for c in ("1001", "1003"))
    for told in (waiting, closed):
        assert "入力がない → 判定不能。区域に推薦か取組があるときは、入力すると該当になります。" in told[5]
        assert told[6] == "経路C 都道府県の要望: 入力がない → 判定不能。"
    assert waiting[7] == "判定不能です。2015年の病床利用率を取り込むと、病床の動きの判定が決まります。"
    assert closed[7].startswith("経路Aは非該当、経路BとCは入力がなく判定不能のため、")
    assert closed[7].endswith("④の推薦、課題の分析、地域医療連携推進法人、県の要望のどれかを入力すると決まります。")
    prepared = (Preparing(area_code="1003", kind=Preparation.ANALYSIS, reason="分析"),)
    entered = trail(engine.run(SMALL, Scenario(pins=pins, preparing=prepared)), "1003").steps[3].sentences
    assert entered[5].endswith("入力がある → 該当。")
    assert entered[7] == "区域1003は条件を満たすためモデル推進区域に入ります。"


def test_the_trail_names_the_side_of_the_occupancy_that_is_missing():
    # 1001: 回復期 has a figure of today, 慢性期 has none.
    rows = tuple(Occupancy(area_code="1001", bed_function=f, occupancy=0.8) for f in ("recovery", "chronic"))
    scenario = Scenario(pins=(Pin(area_code="1001", reason="試験"),), occupancy_2015=rows)
    high_acute, acute, recovery, chronic = trail(engine.run(SMALL, scenario), "1001").steps[3].sentences[1:5]
    assert high_acute.endswith("病床利用率は判定できない(試算の値が100%を超える区域が多い) → 判定不能。")
    assert "2015年の病床利用率がない" in acute
    assert "病床利用率は低下していない" in recovery
    assert "いまの病床利用率がない" in chronic


def test_the_command_line_writes_the_same_bytes_again(tmp_path, capsys):
    scenario = tmp_path / "scenario.json"
    scenario.write_text(scenario_json.dumps(Scenario(name="試験")), encoding="utf-8")
    outs = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for out in outs:
        assert simulate.main(["--scenario", str(scenario), "--out", str(out), "--json"]) == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()
    with outs[0].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 339
    told = json.loads(capsys.readouterr().out.split("\n}\n")[0] + "\n}")
    assert told["scenario"]["name"] == "試験"
    assert {a["area_code"] for a in told["suishin"]} == {r["area_code"] for r in rows if r["suishin"] == "True"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "JSON"),
        ('{"year": 1999}', "1999年"),
        ('{"pins": [{"area_code": "9999", "reason": "x"}]}', "9999"),
        ('{"explained": [{"area_code": "1005", "bed_function": "xx", "beds": 3}]}', "explained[1].bed_function"),
        ('{"nominations": [{"area_code": "1005", "reason": "a", "evidence": ["zz"]}]}', "nominations[1].evidence[1]"),
        ('{"functions": ["acute", "acute"]}', "functions[2]"),
    ],
)
def test_the_command_line_tells_errors_in_words(tmp_path, capsys, content, words):
    scenario = tmp_path / "scenario.json"
    scenario.write_text(content, encoding="utf-8")
    assert simulate.main(["--scenario", str(scenario)]) == 2
    told = capsys.readouterr()
    assert told.err.startswith("エラー: ")
    assert words in told.err
    assert "対処: " in told.err
    assert told.out == ""


def test_the_command_line_speaks_japanese_about_its_arguments(capsys):
    with pytest.raises(SystemExit) as ended:
        simulate.main(["--unknown"])
    assert ended.value.code == 2
    assert "エラー: 引数が正しくありません" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        simulate.main(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert told.startswith("使い方: python -m core.simulate")
    assert not {"usage", "options", "show this help"} & set(told.split(":"))


def test_the_command_line_without_output_prints_the_list(capsys):
    assert simulate.main(["--preset", "gunma"]) == 0
    assert "●藤岡" in capsys.readouterr().out
    assert simulate.main(["--preset", "nothing"]) == 2
    assert simulate.main(["--scenario", "/nonexistent/x.json"]) == 2


def test_the_size_of_the_selection_equals_runs_with_each_limit():
    result = engine.run(SMALL, Scenario())
    rows = sensitivity.selection_size(result, np.array([-20.0, 0.0, 0.4, 20.0]))
    for limit, areas in zip(rows["second_score"], rows["areas"], strict=True):
        assert areas == len(engine.run(SMALL, Scenario(bounds=Bounds(second_score=limit))).selected_codes())


def test_the_workbook_shows_what_the_screen_shows_and_holds_no_formula(real_store, real_facts):
    hostile = Pin(area_code="1001", reason="=HYPERLINK(1)")
    result = engine.run(real_facts, Scenario(name="=1+1", note="=2+2", pins=(hostile,)))
    book = source_book(meta.sources(real_store).frame, load_source_short())
    data = simulation_workbook(result, backtest.run(result), book, date(2026, 11, 22))
    read = load_workbook(io.BytesIO(data))
    assert read.sheetnames == ["選定一覧", "判定表", "判定の説明", "実際の指定との比較", "条件", "注意", "出典"]
    cells = [cell for sheet in read for row in sheet.iter_rows() for cell in row]
    assert not [c.value for c in cells if c.data_type == "f"]
    choices = dict(read["条件"].iter_rows(min_row=3, max_col=2, values_only=True))
    assert choices["シナリオ"] == "=1+1"
    assert choices["固定"] == "前橋(推進区域): =HYPERLINK(1)"
    listed = dict(row for row in read["選定一覧"].iter_rows(min_row=3, values_only=True) if row[1])
    assert listed == dict(official_list.lines(result))
    for name, areas in (("判定表", 339), ("判定の説明", 339 * 4)):
        assert [c.value for c in read[name]["A"][2:] if str(c.value).isdigit()] == sorted(
            [*real_facts.codes] * (areas // 339)
        )


def test_the_workbook_lists_every_source_that_went_in(real_store, real_facts):
    """病床利用率 and the evidence were missing once."""
    pinned = Scenario(pins=(Pin(area_code="1001", reason="県の判断"),))
    registry = meta.sources(real_store).frame.set_index("source_id")["title"]
    book = source_book(meta.sources(real_store).frame, load_source_short())
    result = engine.run(real_facts, pinned)
    data = simulation_workbook(result, backtest.run(result), book, date(2026, 11, 22))
    listed = {c.value for c in load_workbook(io.BytesIO(data))["出典"]["A"]}
    assert set(real_facts.source_ids) == {"beds", "report_rate", "utilization", "evidence", "designation"}
    for kind, ids in real_facts.source_ids.items():
        assert {registry[i] for i in ids} <= listed, kind
    assert {"利用者の入力", "このダッシュボードの定義"} <= listed


def test_the_table_of_criteria_has_words_for_every_verdict(real_facts):
    result = engine.run(real_facts, Scenario())
    table = criteria.whole_table(result)
    assert len(table.rows) == 339
    assert set(table.column("revalidation")) == {"判定不能"}
    assert set(table.column("standing")) == {"推進区域", "―"}
    assert table.column("standing").count("推進区域") == len(result.selected_codes())
    told = criteria.every_told_table(result)
    assert len(told.rows) == 339 * 4
    for verdict, needed in zip(told.column("verdict"), told.column("needed"), strict=True):
        assert (needed != "") == verdict.startswith(("判定不能", "要確認"))
