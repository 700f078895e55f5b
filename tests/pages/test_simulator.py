"""The simulator page in Streamlit's own harness: presets, choices, reasons, hand decisions, uploads, links."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from core.rules import scenario_json
from core.rules.choices import RevalidationState
from core.rules.content import load_presets, preset_scenario
from core.rules.entries import Explained, Pin, Revalidation
from core.rules.scenario import Bounds, Scenario
from core.ui import navigation
from core.ui.simulator.main import VIEWS
from tests.area.sheets import FUJIOKA_SHEET
from tests.pages.opening import assert_clean, open_page, tables, texts

CSV = "text/csv"


def simulator(**query: str) -> AppTest:
    return open_page(navigation.SIMULATOR, **query)


def scenario(at: AppTest) -> Scenario:
    return at.session_state["sim_scenario"]


def by_label(widgets, label: str):
    return next(w for w in widgets if w.label == label)


def opened(at: AppTest, part: str) -> AppTest:
    """Open one part of the conditions; its widgets are made only then."""
    generation = at.session_state["sim_generation"]
    at.session_state[f"sim_{generation}_part_{part}"] = True
    return at.run()


@pytest.mark.parametrize("view", list(VIEWS))
@pytest.mark.parametrize("preset", [p.id for p in load_presets()])
def test_every_view_opens_from_its_link(view: str, preset: str) -> None:
    at = simulator(view=view, preset=preset)
    assert_clean(at)
    assert preset_scenario(next(p for p in load_presets() if p.id == preset)) == scenario(at)


def test_a_newcomer_sees_a_result_the_cautions_and_the_sources_at_once() -> None:
    words = texts(simulator())
    assert "推進区域(試算) 91区域" in words
    assert "無作為なら 35.1%" in words
    assert "単純に比較するのではなく" in words
    assert "病床の削減や統廃合ありきではなく" in words
    assert "出典: " in words


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
    by_label(at.number_input, "下限(区域)").set_value(5).run()
    assert not at.exception
    assert "上限" in at.error[0].value
    assert scenario(at).bounds == Bounds()
    assert "推進区域(試算) 91区域" in texts(at)


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


def test_a_damaged_link_is_told_and_the_default_is_shown() -> None:
    at = simulator(s="broken")
    assert not at.exception
    assert any("共有URL" in w.value for w in at.warning)
    assert scenario(at) == Scenario(note=scenario(at).note)


def test_a_link_that_names_what_the_data_does_not_have_is_told() -> None:
    text, _ = scenario_json.encode(Scenario(year=2001))
    at = simulator(s=text)
    assert not at.exception
    assert any("2001年" in w.value for w in at.warning)
    assert scenario(at).year == 2022


def test_an_unknown_preset_or_view_in_a_link_falls_back() -> None:
    assert_clean(simulator(preset="nothing", view="nothing", area="9999", pref="99"))


def test_the_reasons_of_fujioka_and_maebashi() -> None:
    inside = texts(simulator(view="why", area="1005", preset="gunma"))
    assert "なぜ藤岡は推進区域に入るのか" in inside
    assert "26.4%" in inside
    outside = texts(simulator(view="why", area="1001", preset="gunma"))
    assert "なぜ前橋は推進区域に入らないのか" in outside


def test_a_pin_with_a_reason_puts_an_area_in_and_can_be_taken_back() -> None:
    at = simulator(view="why", area="1001")
    at.text_area[0].set_value("県の判断")
    by_label(at.button, "シナリオに加える").click().run()
    assert_clean(at)
    assert [p.area_code for p in scenario(at).pins] == ["1001"]
    assert "なぜ前橋は推進区域に入るのか" in texts(at)
    by_label(at.button, "取り消す").click().run()
    assert scenario(at).pins == ()


def test_a_pin_without_a_reason_is_refused() -> None:
    at = simulator(view="why", area="1001")
    by_label(at.button, "シナリオに加える").click().run()
    assert not at.exception
    assert "理由が空です" in at.error[0].value
    assert scenario(at).pins == ()


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


def test_a_good_upload_is_taken_over_on_demand_and_can_be_dropped() -> None:
    at = simulator(view="hand")
    content = "区域コード,対応状況,医療機関名\r\n1005,検証中,甲病院\r\n".encode("cp932")
    at.file_uploader[0].upload("③.csv", content, CSV).run()
    assert_clean(at)
    assert scenario(at).revalidation == ()
    by_label(at.button, "シナリオに反映する").click().run()
    assert_clean(at)
    assert scenario(at).revalidation == (
        Revalidation(area_code="1005", state=RevalidationState.VERIFYING, facility_name="甲病院"),
    )
    assert "該当 ① **23** ② **61** ③ **1** ④ **0**" in texts(at)
    by_label(at.button, "取り込みを消す").click().run()
    assert scenario(at).revalidation == ()


def test_a_bad_upload_lists_its_errors_and_changes_nothing() -> None:
    at = simulator(view="hand")
    content = "区域コード,対応状況,医療機関名\r\n1005,検証中,甲病院\r\n9999,検証中,乙病院\r\n".encode()
    at.file_uploader[0].upload("③.csv", content, CSV).run()
    assert not at.exception
    assert "何も反映していません" in at.error[0].value
    errors = at.dataframe[-1].value
    assert errors[["行", "列"]].to_numpy().tolist() == [["3", "区域コード"]]
    assert all(b.label != "シナリオに反映する" for b in at.button)
    assert scenario(at).revalidation == ()


def test_a_scenario_file_is_read_and_switched_to() -> None:
    at = simulator(view="share")
    saved = scenario_json.dumps(Scenario(name="保存した案", bounds=Bounds(maximum=1))).encode()
    at.file_uploader[0].upload("案.json", saved, "application/json").run()
    by_label(at.button, "このシナリオに切り替える").click().run()
    assert_clean(at)
    assert scenario(at).name == "保存した案"
    assert by_label(opened(at, "bounds").number_input, "上限(区域)").value == 1


def test_a_wrong_scenario_file_is_told() -> None:
    at = simulator(view="share")
    at.file_uploader[0].upload("案.json", b"{", "application/json").run()
    assert not at.exception
    assert "JSON" in at.error[0].value


def test_comparison_with_a_preset_and_with_a_remembered_scenario() -> None:
    at = simulator(view="compare")
    assert "総病床差異のみ" in texts(at)
    by_label(at.button, "いまのシナリオを記憶する").click().run()
    opened(at, "bounds")
    by_label(at.number_input, "上限(区域)").set_value(1).run()
    at.selectbox(key="sim_compare_with").set_value("国の考え方(既定)").run()
    assert_clean(at)
    assert "増える 0区域" in texts(at)
    assert "外れる 44区域" in texts(at)


def test_money_asks_for_the_rate_before_it_calculates() -> None:
    at = simulator(view="money", area="1005")
    names = by_label(at.multiselect, "医療機関(いくつでも)").options
    by_label(at.multiselect, "医療機関(いくつでも)").set_value(names[:2]).run()
    assert_clean(at)
    assert "試算です。申請額ではありません" in texts(at)
    assert "病床稼働率などが空の医療機関" in texts(at)
    table = at.data_editor[0].value
    assert table["医療機関"].tolist() == names[:2]
    assert table["病床稼働率(%)"].isna().all()


def test_files_can_be_taken_away() -> None:
    at = simulator(view="share")
    names = [b.label for b in at.download_button]
    assert names == [
        "シナリオを保存(JSON)",
        "すべて(xlsx: 一覧・判定・説明・照合・条件・出典)",
        "判定表(CSV、339区域)",
        "判定の説明(CSV、339区域 × ①〜④)",
    ]


def test_text_of_a_link_cannot_bring_pictures_or_layout() -> None:
    hostile = "![x](http://example.invalid/a.png) **太字** $x$"
    base = Scenario(name=hostile, pins=(Pin(area_code="1001", reason=hostile),))
    at = simulator(s=scenario_json.encode(base)[0], view="why", area="1001")
    assert_clean(at)
    told = [m.value for m in at.markdown if "example.invalid" in m.value]
    assert told
    assert all("![" not in text and "](" not in text.replace("\\](", "") for text in told)
    assert all("![" not in c.value for c in at.caption)


def test_a_complete_plan_gives_an_amount_its_range_and_the_new_gap() -> None:
    at = simulator(view="money", area="1005")
    name = "公立藤岡総合病院"
    plan = {"許可病床数(H30)": 295, "稼働病床数(H30)": 295, "病床稼働率(%)": 75.0, "減: 急性期": 60}
    at.session_state["sim_money_typed"] = {"1005": {name: plan}}
    by_label(at.multiselect, "医療機関(いくつでも)").set_value([name]).run()
    assert_clean(at)
    words = texts(at)
    assert "試算額 1.09億円" in words  # 60 beds × 1,824千円: 221 of 295 beds are working
    assert "6,840万円 〜 1.37億円" in words
    assert "一日平均実働病床数 = 295 × 75.0% = 221床" in words
    effect = next(t for t in tables(at) if "差 計画後(床)" in t.columns).set_index("病床機能")
    assert effect.loc["急性期", "計画による増減(床)"] == "-60"


def test_a_changed_preset_says_so_in_its_name_and_is_itself_again_when_changed_back() -> None:
    at = simulator()
    by_label(at.selectbox, "対象年(実績)").set_value(2023).run()
    assert scenario(at).name == "国の考え方(既定)(変更あり)"
    assert "見本から条件を変えています" in texts(at)
    by_label(at.selectbox, "対象年(実績)").set_value(2022).run()
    assert scenario(at) == preset_scenario(load_presets()[0])
    assert "s" not in at.query_params


def test_a_link_says_which_tables_it_lacks_to_the_sender_and_to_the_reader() -> None:
    at = simulator(view="hand")
    at.session_state["sim_scenario"] = replace(
        scenario(at),
        revalidation=(Revalidation(area_code="1005", state=RevalidationState.VERIFYING, facility_name="甲"),),
    )
    at.run()
    assert at.query_params["without"] == "revalidation"
    assert "③の表はURLに入りません" in texts(at)
    reader = simulator(s=at.query_params["s"], without="revalidation")
    assert_clean(reader)
    assert "③の表はリンクに入らないため" in reader.warning[0].value
    assert scenario(reader).revalidation == ()


def test_contradictory_choices_are_told_above_the_result_which_is_marked_as_the_one_before() -> None:
    at = opened(simulator(), "bounds")
    by_label(at.number_input, "下限(区域)").set_value(5).run()
    assert "下限(5)が上限(2)を超えています" in at.error[0].value
    assert "直前の条件の結果です" in texts(at)
    assert scenario(at).bounds.minimum == 1


def test_filters_of_the_table_of_criteria_survive_another_view() -> None:
    at = simulator(view="criteria")
    at.selectbox(key="sim_filter_pref").set_value("10").run()
    view = next(b for b in at.button_group if b.key == "segments_view")
    view.set_value("sensitivity").run()
    view = next(b for b in at.button_group if b.key == "segments_view")
    view.set_value("criteria").run()
    assert at.selectbox(key="sim_filter_pref").value == "10"


def test_the_default_says_that_its_weights_were_chosen_with_the_answer_in_sight() -> None:
    assert "重みは実際の指定を見て決めた" in texts(simulator())
    assert "重みは実際の指定を見て決めた" not in texts(simulator(preset="total_only")).replace(
        preset_summary("national"), ""
    )
    assert "同じ県の中のAUC 0.702" in texts(simulator(view="backtest"))


def preset_summary(preset: str) -> str:
    return next(p.summary for p in load_presets() if p.id == preset)


def test_a_worksheet_of_the_area_page_is_offered_for_its_year_and_taken_by_one_click() -> None:
    at = simulator(view="hand")
    at.session_state["gap_worksheets"] = {"1005": FUJIOKA_SHEET}
    at.run()
    assert "藤岡(急性期 +80床): 2025年の差異の分析です" in texts(at)
    by_label(at.selectbox, "対象年(実績)").set_value(2025).run()
    at.button(key="sim_worksheet_1005").click().run()
    assert_clean(at)
    assert scenario(at).explained == (Explained(area_code="1005", bed_function="acute", beds=80.0),)
    assert "この試算の差異から引いています" in texts(at)


def test_areas_near_the_thresholds_are_listed_when_asked_for() -> None:
    at = simulator(view="sensitivity")
    assert "上げると外れる" not in texts(at)
    at.session_state["sim_near"] = True
    at.run()
    assert_clean(at)
    words = texts(at)
    assert "① 合計(1.96) 上げると外れる" in words
    assert "下げると入る" in words


def to_view(at: AppTest, view: str) -> AppTest:
    return next(b for b in at.button_group if b.key == "segments_view").set_value(view).run()


def test_the_walk_from_preset_to_pin_to_comparison_to_export_keeps_its_scenario() -> None:
    at = simulator(area="1001")
    next(b for b in at.button_group if "preset" in str(b.key)).set_value("gunma").run()
    to_view(at, "hand")
    assert "出典: 群馬県の回答様式" in str(at.dataframe[0].value["引いた根拠・出典"].tolist())
    at.text_area[0].set_value("県の会議での合意")
    by_label(at.button, "シナリオに加える").click().run()
    to_view(at, "compare")
    assert "「国の考え方(既定)」から「群馬県の提案(変更あり)」へ" in texts(at).replace("\\", "")
    assert "増える 2区域" in texts(at)
    to_view(at, "share")
    assert_clean(at)
    assert [p.area_code for p in scenario(at).pins] == ["1005", "1001"]
    assert {b.label.split("(")[0] for b in at.download_button} >= {"シナリオを保存", "すべて", "判定表", "判定の説明"}
    assert scenario(simulator(s=at.query_params["s"])) == scenario(at)


def follow(at: AppTest, **query: str) -> AppTest:
    """A link to the open page."""
    at.query_params.clear()
    for key, value in query.items():
        at.query_params[key] = value
    at.run()
    assert_clean(at)
    return at


VERIFYING = Revalidation(area_code="1005", state=RevalidationState.VERIFYING, facility_name="甲")


def test_a_link_that_names_no_scenario_keeps_the_one_in_hand_and_one_that_names_another_is_obeyed() -> None:
    at = simulator(preset="gunma")
    follow(at, view="why", area="1001")
    assert scenario(at).name == "群馬県の提案"
    assert at.query_params["preset"] in ("gunma", ["gunma"])
    follow(at, preset="total_only")
    assert scenario(at).name == "総病床差異のみ"


def test_the_link_of_a_scenario_of_this_session_brings_its_tables_as_well() -> None:
    at = simulator(view="hand")
    at.session_state["sim_scenario"] = replace(scenario(at), revalidation=(VERIFYING,))
    at.run()
    link = {k: v[-1] if isinstance(v, list) else v for k, v in at.query_params.items()}
    follow(at, preset="gunma")
    assert scenario(at).revalidation == ()
    follow(at, **link)
    assert scenario(at).revalidation == (VERIFYING,)
    assert not at.warning


def test_the_filters_of_the_table_and_the_scenario_to_compare_with_come_from_the_link() -> None:
    at = simulator(view="criteria", preset="gunma", other="met", told="other")
    assert at.dataframe[0].value["構想区域"].tolist() == ["藤岡"]
    assert at.selectbox(key="sim_told").value == "other"
    assert simulator(view="compare", against="gunma").selectbox(key="sim_compare_with").value == "gunma"


@pytest.mark.parametrize("view", ["why", "hand", "money"])
def test_area_views_begin_with_the_area_last_looked_at(view: str) -> None:
    at = open_page(navigation.AREA, area="1005")
    at.query_params.clear()
    at.switch_page(navigation.SIMULATOR).run()
    to_view(at, view)
    assert_clean(at)
    assert at.selectbox(key="select_area").value == "1005"


def test_hostile_words_of_a_link_reach_no_markdown() -> None:
    hostile = "![x](http://example.invalid/a.png)"
    at = simulator(view="compare", against=hostile, area=hostile, kind=hostile, standing=hostile)
    assert_clean(at)
    assert all("example.invalid" not in m.value for m in (*at.markdown, *at.caption))
