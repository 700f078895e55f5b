"""What a person brings into the simulator, in Streamlit's own harness: pins, tables, files, plans, worksheets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.rules import scenario_json
from core.rules.choices import RevalidationState
from core.rules.entries import Completeness, Explained, Revalidation
from core.rules.scenario import Bounds, Scenario
from core.subsidy.plan_rows import PLAN_COLUMNS
from tests.area.sheets import FUJIOKA_SHEET
from tests.pages.opening import assert_clean, entered, tables, texts
from tests.pages.simulator import by_label, opened, scenario, simulator, to_view

CSV = "text/csv"


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


def test_the_form_opens_at_the_prefecture_looked_at_and_takes_its_reason_where_it_stands() -> None:
    """Failed before: it opened at 北海道 whatever the prefecture, and the reason had to be written in another view."""
    assert simulator(view="form", pref="10").selectbox(key="select_area").value == "1010"  # ranks before 渋川 (1002)
    at = simulator(view="form", pref="11")
    code = at.selectbox(key="select_area").value
    assert code.startswith("11")
    assert "④の具体的な理由" in texts(at)
    at.text_area[0].set_value("県境をまたぐ受診が多い")
    by_label(at.button, "シナリオに加える").click().run()
    assert_clean(at)
    assert [(n.area_code, n.reason) for n in scenario(at).nominations] == [(code, "県境をまたぐ受診が多い")]
    assert "まだ書いていないもの: **モデル推進区域の理由**" in texts(at)
    by_label(at.selectbox, "決めること").set_value("request")
    at.text_area[0].set_value("国の支援を受けたい")
    by_label(at.button, "シナリオに加える").click().run()
    assert "書き込む理由は**そろっています**" in texts(at)
    assert "国の支援を受けたい" in texts(at)
    to_view(at, "hand")
    assert at.selectbox(key="select_area").value == code
    assert at.selectbox(key="sim_complete_pref_11").value == "11"


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
    assert "該当 ① **0** ② **0** ③ **1** ④ **0**" in texts(at)
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


def test_money_asks_for_each_figure_of_h30_before_it_calculates() -> None:
    at = simulator(view="money", area="1005")
    names = by_label(at.multiselect, "医療機関(いくつでも)").options
    by_label(at.multiselect, "医療機関(いくつでも)").set_value(names[:2]).run()
    assert_clean(at)
    assert "試算です。申請額ではありません" in texts(at)
    asked = "の「許可病床数(H30)」「稼働病床数(H30)」「病床稼働率(%)」"
    assert f"まだ計算に入れていません: {names[0]}{asked}、{names[1]}{asked}。" in texts(at)
    assert "試算額" not in texts(at)
    base, plan = entered(at)
    assert base["heads"] == plan["heads"] == names[:2]
    assert [column["label"] for column in base["columns"]] == [c.short for c in PLAN_COLUMNS if c.table == "base"]
    for row in base["rows"]:
        assert row[:5] == [None, None, None, None, 0]
        assert isinstance(row[5], int)
    assert plan["rows"] == [[0] * 6 + [None]] * 2


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


def test_a_persons_word_makes_the_other_areas_not_met_and_can_be_taken_back() -> None:
    at = simulator(preset="gunma", view="hand")
    at.selectbox(key="sim_complete_pref_10").set_value("10")
    at.text_input(key="sim_complete_name").set_value("県 医務課")
    at.date_input(key="sim_complete_date").set_value(date(2026, 11, 27))
    by_label(at.button, "確認を加える").click().run()
    assert_clean(at)
    assert scenario(at).nominations_complete == (Completeness(pref_code="10", name="県 医務課", date="2026-11-27"),)
    assert "④ **1**" in texts(at)
    by_label(at.button, "取り消す: 群馬県・この県の④の推薦はこれで全部").click().run()
    assert scenario(at).nominations_complete == ()


@pytest.mark.parametrize(
    ("table", "name", "words"), [("nominations", " ", "名前"), ("revalidation", "甲", "③の表に行のない")]
)
def test_a_word_without_a_name_or_without_a_table_is_told(table: str, name: str, words: str) -> None:
    at = simulator(view="hand")
    at.selectbox(key="sim_complete_table").set_value(table)
    at.text_input(key="sim_complete_name").set_value(name)
    by_label(at.button, "確認を加える").click().run()
    assert not at.exception
    assert words in at.error[0].value
    assert scenario(at).revalidation_complete == scenario(at).nominations_complete == ()


def test_explained_beds_beyond_the_gap_are_told_with_their_row_and_nothing_is_taken() -> None:
    at = simulator(view="hand", kind="explained")
    content = "区域コード,病床機能,説明できる床数\r\n1005,急性期,-500\r\n1005,慢性期,100000\r\n".encode()
    at.file_uploader[0].upload("説明.csv", content, CSV).run()
    assert not at.exception
    assert "誤りが2件あるため" in at.error[0].value
    [listed] = [d.value for d in at.dataframe if "符号が差異" in d.value.to_csv()]
    assert [str(row) for row in listed.iloc[:, 0]] == ["2", "3"]
    assert "符号が差異 +161床 と逆" in str(listed.iloc[0, 2])
    assert scenario(at).explained == ()


def test_another_year_whose_gap_a_worksheet_exceeds_is_told_and_the_last_result_stays() -> None:
    at = simulator()
    at.session_state["sim_scenario"] = replace(
        scenario(at), explained=(Explained(area_code="1005", bed_function="acute", beds=161.0),)
    )
    at.run()
    assert_clean(at)
    by_label(at.selectbox, "対象年(実績)").set_value(2025).run()
    assert not at.exception
    assert "超えています" in at.error[0].value
    assert scenario(at).year == 2022


def test_the_option_that_needs_a_verdict_warns_with_the_figures_of_the_scenario() -> None:
    at = opened(simulator(), "bounds")
    assert "最も当たらない選び方" in texts(at)
    assert "条件にすると23区域(うち実際に指定 4)で F1 0.14" in texts(at)
    assert "しないと40区域(うち実際に指定 16)で F1 0.44" in texts(at)
    by_label(at.toggle, "①②が要確認か該当の区域だけを選ぶ").set_value(True).run()
    assert_clean(at)
    assert scenario(at).requires_verdict
    assert "推進区域(試算) 40区域" in texts(at)
