"""作業ファイル in Streamlit's harness: what is told, saved, unsaved, opened."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from core.area.worksheet import Worksheet
from core.rules import scenario_json
from core.rules.choices import RevalidationState
from core.rules.entries import Revalidation
from core.rules.scenario import Scenario
from core.ui import navigation
from core.workfile.work import Entry, PageLink, PlanEntry, Remembered, Work
from core.workfile.work_json import dumps, loads
from tests.area.sheets import FUJIOKA_SHEET
from tests.pages.opening import assert_clean, open_page, texts

JSON = "application/json"
SHEET = Worksheet.from_json(FUJIOKA_SHEET.to_json())
WORK = Work(
    pages=(PageLink(route="policy", query={"tab": "checklist"}), PageLink(route="area", query={"area": "1005"})),
    worksheets=(SHEET,),
    checklist=(Entry(id="discuss", done=True, note="7月の会議"),),
    trial=(Entry(id="voice-1", done=True),),
)


def with_panel(at: AppTest) -> AppTest:
    at.session_state["workfile_panel"] = True
    at.run()
    assert_clean(at)
    return at


def upload(at: AppTest, content: bytes) -> AppTest:
    at.file_uploader(key="workfile_upload").set_value(("作業ファイル.json", content, JSON)).run()
    return at


def test_without_work_there_is_nothing_to_save_and_nothing_to_lose() -> None:
    at = with_panel(open_page(navigation.SOURCES))
    assert "まだ何もありません" in texts(at)


def test_a_case_that_is_only_read_leaves_nothing_unsaved_and_its_rates_are_empty_not_zero() -> None:
    at = open_page(navigation.GALLERY, case="sutoh-hospital")
    assert [at.number_input(key=f"plan_sutoh-hospital_{part}").value for part in ("before", "after")] == [None, None]
    words = texts(with_panel(at))
    assert "画面の選択: 1画面" in words, "the panel is open"
    assert "項目に記入" not in words
    assert "**未保存**" not in words


def test_the_panel_tells_what_there_is_and_what_is_unsaved() -> None:
    at = open_page(navigation.POLICY, tab="checklist")
    at.checkbox(key="check_done_discuss").check().run()
    words = texts(with_panel(at))
    assert "取組チェックリスト: 1項目に記入 **未保存**" in words
    assert "画面の選択: 1画面" in words
    assert "画面の選択: 1画面 **未保存**" not in words, "a view is no work"


def test_opening_a_file_restores_boxes_worksheets_and_pages() -> None:
    at = upload(with_panel(open_page(navigation.SOURCES)), dumps(WORK))
    assert_clean(at)
    assert (
        "差異分析ワークシート 1区域、取組チェックリスト 1項目に記入、自院で試す 1項目に記入、画面の選択 2画面"
        in texts(at)
    )
    at.button(key="workfile_take").click().run()
    assert_clean(at)
    assert at.session_state["gap_worksheets"] == {"1005": SHEET}
    assert "未保存" not in texts(at)
    at.switch_page(navigation.POLICY).run()
    assert_clean(at)
    assert at.checkbox(key="check_done_discuss").value is True
    assert at.text_input(key="check_note_discuss").value == "7月の会議"


def test_a_file_replaces_also_what_stands_on_the_open_page() -> None:
    at = open_page(navigation.POLICY, tab="checklist")
    at.checkbox(key="check_done_agree").check().run()
    upload(with_panel(at), dumps(WORK))
    assert "未保存の作業があります" in at.warning[0].value
    at.button(key="workfile_take").click().run()
    assert_clean(at)
    assert at.checkbox(key="check_done_agree").value is False
    assert at.checkbox(key="check_done_discuss").value is True


def test_a_wrong_file_is_refused_in_words_and_changes_nothing() -> None:
    at = open_page(navigation.POLICY, tab="checklist")
    at.checkbox(key="check_done_agree").check().run()
    upload(with_panel(at), b"{")
    assert "作業ファイルを JSON として読めません" in at.error[0].value
    assert at.checkbox(key="check_done_agree").value is True
    assert all(b.key != "workfile_take" for b in at.button)


def test_what_the_data_no_longer_has_is_told_and_the_rest_is_opened() -> None:
    other = Worksheet.from_json(SHEET.to_json().replace('"1005"', '"9999"'))
    work = Work(
        worksheets=(SHEET, other), checklist=(Entry(id="gone", done=True),), pages=(PageLink(route="x", query={}),)
    )
    at = upload(with_panel(open_page(navigation.SOURCES)), dumps(work))
    at.button(key="workfile_take").click().run()
    told = " ".join(w.value for w in at.warning)
    for part in ("9999", "「gone」", "「x」"):
        assert part in told
    assert list(at.session_state["gap_worksheets"]) == ["1005"]


@pytest.mark.parametrize("hostile", ["![x](http://example.invalid/a.png)"])
def test_names_from_a_file_stay_text(hostile: str) -> None:
    at = with_panel(open_page(navigation.SOURCES))
    at.file_uploader(key="workfile_upload").set_value((f"{hostile}.json", dumps(WORK), JSON)).run()
    assert all("![x](" not in m.value for m in at.markdown)


def test_what_is_saved_is_what_the_session_holds() -> None:
    at = upload(with_panel(open_page(navigation.SOURCES)), dumps(WORK))
    at.button(key="workfile_take").click().run()

    def saving() -> None:
        import streamlit as st

        from core.ui.workfile import session
        from core.workfile.work_json import dumps

        st.session_state["bytes"] = dumps(session.work())

    other = AppTest.from_function(saving)
    for key in ("gap_worksheets", "lasting_entries", "page_states"):
        other.session_state[key] = at.session_state[key]
    assert loads(other.run().session_state["bytes"]) == WORK


def test_the_scenario_with_its_tables_the_remembered_ones_and_the_plans_are_opened() -> None:
    table = (Revalidation(area_code="1005", state=RevalidationState.VERIFYING, facility_name="甲"),)
    plan = PlanEntry(
        area_code="1005",
        institution="公立藤岡総合病院",
        permitted=295,
        operating=295,
        occupancy=75.0,
        current=295,
        cut_acute=60,
        h30_typed=True,
    )
    work = Work(
        scenario=Scenario(name="県の案", revalidation=table),
        remembered=(Remembered(name="前の案", scenario=Scenario(name="前の案")),),
        plans=(plan, replace(plan, institution="ない病院")),
        pages=(PageLink(route="simulator", query={"view": "money", "area": "1005"}),),
    )
    at = upload(with_panel(open_page(navigation.SOURCES)), dumps(work))
    at.button(key="workfile_take").click().run()
    assert "「ない病院」" in " ".join(w.value for w in at.warning)
    at.switch_page(navigation.SIMULATOR).run()
    assert_clean(at)
    assert at.session_state["sim_scenario"] == Scenario(name="県の案", revalidation=table)
    assert "試算額 1.09億円" in texts(at)
    next(b for b in at.button_group if b.key == "segments_view").set_value("compare").run()
    assert "記憶: 前の案" in at.selectbox(key="sim_compare_with").options


def test_choices_of_a_scenario_are_no_work_but_what_was_decided_by_hand_is() -> None:
    at = with_panel(open_page(navigation.SIMULATOR, view="why", area="1001", preset="total_only"))
    assert "シナリオ: 手で決めたこと0件、取り込んだ表0行" in texts(at)
    assert "未保存" not in texts(at)
    at.text_area[0].set_value("県の判断")
    next(b for b in at.button if b.label == "シナリオに加える").click().run()
    assert "シナリオ: 手で決めたこと1件、取り込んだ表0行 **未保存**" in texts(at.run())


def test_a_scenario_file_is_sent_to_where_it_opens() -> None:
    at = upload(with_panel(open_page(navigation.SOURCES)), scenario_json.dumps(Scenario()).encode())
    assert "これはシナリオのファイルです。" in at.error[0].value
    assert "保存・共有・出力" in at.error[0].value


def test_the_plan_of_a_case_is_in_the_working_file_and_comes_back() -> None:
    written = (
        Entry(id="plan_sutoh-hospital_before", note="12.5"),
        Entry(id="plan_sutoh-hospital_voice-1_who", note="受付"),
    )
    odd = (Entry(id="plan_sutoh-hospital_after", note="高い"), Entry(id="plan_gone_after", note="20"))
    at = upload(with_panel(open_page(navigation.SOURCES)), dumps(Work(trial=(*written, *odd))))
    at.button(key="workfile_take").click().run()
    assert_clean(at)
    told = " ".join(element.value for element in (*at.warning, *at.info))
    assert "plan\\_gone\\_after" in told or "plan_gone_after" in told, "what no case has any more is told"
    at.switch_page(navigation.GALLERY).run()
    at.query_params["case"] = "sutoh-hospital"
    at.run()
    assert_clean(at)
    assert at.number_input(key="plan_sutoh-hospital_before").value == 12.5
    assert at.number_input(key="plan_sutoh-hospital_after").value is None, "a rate that is none is left empty"
    assert at.text_input(key="plan_sutoh-hospital_voice-1_who").value == "受付"
    assert "自院で試す: 2項目に記入" in texts(with_panel(at))


def test_areas_that_were_taken_together_come_back_with_their_view() -> None:
    at = open_page(navigation.REVIEW, view="join", areas="1005,1004")
    title = "藤岡+高崎・安中を合わせて見る"
    assert title in texts(at)

    def saving() -> None:
        import streamlit as st

        from core.ui.workfile import session
        from core.workfile.work_json import dumps

        st.session_state["bytes"] = dumps(session.work())

    other = AppTest.from_function(saving)
    other.session_state["page_states"] = at.session_state["page_states"]
    saved = other.run().session_state["bytes"]
    again = upload(with_panel(open_page(navigation.SOURCES)), saved)
    again.button(key="workfile_take").click().run()
    again.switch_page(navigation.REVIEW).run()
    assert_clean(again)
    assert title in texts(again)
