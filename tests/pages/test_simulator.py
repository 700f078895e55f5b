"""The simulator page in Streamlit's own harness: presets, choices, reasons, comparison and files."""

from __future__ import annotations

import pytest

from core.rules.content import load_presets, preset_scenario
from core.rules.scenario import Bounds
from core.ui.simulator.main import VIEWS
from tests.pages.opening import assert_clean, tables, texts
from tests.pages.simulator import by_label, opened, places, scenario, simulator, to_view


@pytest.mark.parametrize("view", list(VIEWS))
@pytest.mark.parametrize("preset", [p.id for p in load_presets()])
def test_every_view_opens_from_its_link(view: str, preset: str) -> None:
    at = simulator(view=view, preset=preset)
    assert_clean(at)
    assert preset_scenario(next(p for p in load_presets() if p.id == preset)) == scenario(at)


def test_a_newcomer_sees_a_result_the_cautions_and_the_sources_at_once() -> None:
    words = texts(simulator())
    assert "推進区域(試算) 70区域" in words
    assert "的中" not in words, "no rate on the first screen"
    assert "単純に比較するのではなく" in words
    assert "病床の削減や統廃合ありきではなく" in words
    assert "出典: " in words


def test_the_order_of_a_prefecture_is_a_table_whose_reasons_are_read_whole() -> None:
    """Failed before: in the cells of a grid every reason ended at 「見込みより」, the same words in every row."""
    at = simulator(pref="10")
    order = next(t for t in tables(at) if "順位" in t.columns)
    assert order["構想区域"].tolist()[:2] == ["太田・館林", "渋川"]
    assert order["なぜこの順位か(見るのは高度急性期+急性期)"].tolist()[0] == "見込みより621床(44%)多い。② 要確認(過剰)"
    assert order.loc[order["構想区域"] == "藤岡", "実際の指定"].tolist() == ["モデル推進区域"]
    assert "選ばれるのは**太田・館林、渋川**。" in texts(at)


def test_a_preset_replaces_the_scenario_and_stands_in_the_url() -> None:
    at = simulator()
    at.segmented_control[0].set_value("gunma").run()
    assert_clean(at)
    assert scenario(at).name == "群馬県の提案"
    assert at.query_params["preset"] == "gunma"
    assert "モデル推進区域(試算) 1区域" in texts(at)


def test_a_changed_choice_changes_the_result_and_the_link_opens_it_again() -> None:
    at = opened(simulator(), "bounds")
    by_label(at.number_input, "上限(区域)").set_value(1).run()
    assert_clean(at)
    assert "推進区域(試算) 47区域" in texts(at)
    again = simulator(s=at.query_params["s"])
    assert scenario(again) == scenario(at)
    assert "推進区域(試算) 47区域" in texts(again)


def test_choices_that_contradict_each_other_are_told_and_the_last_result_stays() -> None:
    at = opened(simulator(), "bounds")
    before = places(at)
    by_label(at.number_input, "下限(区域)").set_value(5).run()
    assert not at.exception
    assert "上限" in at.error[0].value
    assert scenario(at).bounds == Bounds()
    assert "推進区域(試算) 70区域" in texts(at)
    after = places(at)
    assert "segments_view" in after
    assert after == {key: before[key] for key in after}, "one that is made anew under the hand does not take the press"


def test_closing_a_part_keeps_its_choices() -> None:
    at = opened(simulator(), "bounds")
    by_label(at.number_input, "上限(区域)").set_value(1).run()
    at.session_state[f"sim_{at.session_state['sim_generation']}_part_bounds"] = False
    at.run()
    assert scenario(at).bounds.maximum == 1
    assert by_label(opened(at, "bounds").number_input, "上限(区域)").value == 1


@pytest.mark.parametrize("part", ["thresholds", "weights", "bounds", "model_bounds"])
def test_opening_a_part_changes_nothing(part: str) -> None:
    at = opened(simulator(preset="gunma"), part)
    assert_clean(at)
    assert scenario(at).name == "群馬県の提案"
    assert at.query_params["preset"] == "gunma"


def test_the_reasons_of_fujioka_and_maebashi() -> None:
    inside = texts(simulator(view="why", area="1005", preset="gunma"))
    assert "なぜ藤岡は推進区域に入るのか" in inside
    assert "26.4%" in inside
    outside = texts(simulator(view="why", area="1001", preset="gunma"))
    assert "なぜ前橋は推進区域に入らないのか" in outside


def test_the_table_filters_by_verdict() -> None:
    at = simulator(view="criteria", preset="gunma")
    assert len(at.dataframe[0].value) == 339
    at.selectbox(key="sim_filter_other").set_value("met").run()
    assert at.dataframe[0].value["構想区域"].tolist() == ["藤岡"]
    at.selectbox(key="sim_filter_revalidation").set_value("not_met").run()
    assert_clean(at)
    assert "当てはまる区域はありません" in texts(at)


def test_the_table_tells_value_threshold_and_sentence_of_a_criterion() -> None:
    at = simulator(view="criteria")
    at.selectbox(key="sim_told").select_index(1).run()
    assert_clean(at)
    table = at.dataframe[0].value
    assert len(table) == 339
    assert set(table["しきい値"]) == {1.96}
    assert table["説明"].str.contains("必要量").all()


def test_comparison_with_a_preset_and_with_a_remembered_scenario() -> None:
    at = simulator(view="compare")
    assert "総病床差異のみ" in texts(at)
    by_label(at.button, "いまのシナリオを記憶する").click().run()
    opened(at, "bounds")
    by_label(at.number_input, "上限(区域)").set_value(1).run()
    at.selectbox(key="sim_compare_with").set_value("高度急性期+急性期の過剰(既定)").run()
    assert_clean(at)
    assert "増える 0区域" in texts(at)
    assert "外れる 23区域" in texts(at)


def test_files_can_be_taken_away() -> None:
    at = simulator(view="share")
    names = [b.label for b in at.download_button]
    assert names == [
        "シナリオを保存(JSON)",
        "すべて(xlsx: 一覧・判定・説明・照合・条件・出典)",
        "判定表(CSV、339区域)",
        "判定の説明(CSV、339区域 × ①〜④)",
    ]


def test_a_changed_preset_says_so_in_its_name_and_is_itself_again_when_changed_back() -> None:
    at = simulator()
    by_label(at.selectbox, "対象年(実績)").set_value(2023).run()
    assert scenario(at).name == "高度急性期+急性期の過剰(既定)(変更あり)"
    assert "見本から条件を変えています" in texts(at)
    by_label(at.selectbox, "対象年(実績)").set_value(2022).run()
    assert scenario(at) == preset_scenario(load_presets()[0])
    assert "s" not in at.query_params


def test_contradictory_choices_are_told_above_the_result_which_is_marked_as_the_one_before() -> None:
    at = opened(simulator(), "bounds")
    by_label(at.number_input, "下限(区域)").set_value(5).run()
    assert "下限(5)が上限(2)を超えています" in at.error[0].value
    assert "直前の条件の結果です" in texts(at)
    assert scenario(at).bounds.minimum == 1


def test_only_the_fitted_weights_say_that_they_were_chosen_with_the_answer_in_sight() -> None:
    assert "重みは実際の指定を見て決めた" in texts(simulator(preset="fitted_weights", view="backtest"))
    assert "重みは実際の指定を見て決めた" not in texts(simulator(view="backtest"))


def test_the_models_of_noise_stand_beside_each_other_by_population() -> None:
    at = simulator(view="sensitivity")
    assert_clean(at)
    words = texts(at).replace("**", "").replace("\\", "")  # marks of Markdown
    assert "小さい区域ほど選ばれやすくないか" in words
    assert "人口の最も少ない組で4%、最も多い組で0%" in words
    assert "最も少ない組で37%、最も多い組で0%" in words
    assert "人口の組ごとにみた、高度急性期+急性期の z が +1.96 以上の区域(2022年)" in words


def test_areas_near_the_thresholds_are_listed_when_asked_for() -> None:
    at = simulator(view="sensitivity")
    assert "上げると外れる" not in texts(at)
    at.session_state["sim_near"] = True
    at.run()
    assert_clean(at)
    words = texts(at)
    assert "① 合計(1.96) 上げると外れる" in words
    assert "下げると入る" in words


def test_the_walk_from_preset_to_pin_to_comparison_to_export_keeps_its_scenario() -> None:
    at = simulator(area="1001")
    next(b for b in at.button_group if "preset" in str(b.key)).set_value("gunma").run()
    to_view(at, "hand")
    assert "出典: 群馬県の回答様式" in str(at.dataframe[0].value["引いた根拠・出典"].tolist())
    at.text_area[0].set_value("県の会議での合意")
    by_label(at.button, "シナリオに加える").click().run()
    to_view(at, "compare")
    assert "「高度急性期+急性期の過剰(既定)」から「群馬県の提案(変更あり)」へ" in texts(at).replace("\\", "")
    assert "増える 2区域" in texts(at)
    to_view(at, "share")
    assert_clean(at)
    assert [p.area_code for p in scenario(at).pins] == ["1005", "1001"]
    assert {b.label.split("(")[0] for b in at.download_button} >= {"シナリオを保存", "すべて", "判定表", "判定の説明"}
    assert scenario(simulator(s=at.query_params["s"])) == scenario(at)
