"""制度と支援 in Streamlit's harness: every tab, search, checklist with its file, glossary."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from core.content import load_checklist, load_criteria, load_glossary, load_supports
from core.content.checklist import Tick, to_csv
from core.ui import navigation
from tests.pages.opening import assert_clean, open_page, tables, texts


def policy(**query: str) -> AppTest:
    return open_page(navigation.POLICY, **query)


@pytest.mark.parametrize(
    "tab",
    ["now", "bridge", "supports", "accompany", "criteria", "roles", "schedule", "checklist", "glossary", "no-such"],
)
def test_every_tab_opens_by_link_and_names_its_source(tab):
    at = policy(tab=tab)
    assert_clean(at)
    assert "出典" in texts(at)


def test_six_supports_keep_their_provisional_names_with_the_later_one_beside():
    words = texts(policy(tab="supports"))
    for support in load_supports().national:
        assert f"{support.number} {support.title.as_written}" in words
    assert "（仮称）" in words
    assert "現在の名称: モデル推進区域におけるアウトリーチの伴走支援" in words


def test_exactly_four_supports_are_marked_new_and_the_page_says_why():
    at = policy(tab="accompany")
    words = texts(at)
    assert words.count(":blue-badge[新]") == 4
    assert "下線は手元の本文では失われている" in words
    assert "CBnews" in words
    for item in load_supports().technical:
        assert item.label in words


def test_criteria_are_quoted_with_the_official_cautions_near():
    words = texts(policy(tab="criteria"))
    for item in (*load_criteria().suishin, *load_criteria().model):
        assert f"「{item.official}」" in words
    assert "計算方法が異なる" in words
    assert "病床の削減や統廃合ありきではなく" in words


def test_roles_table_has_three_actors_and_two_years():
    table = tables(policy(tab="roles"))[0].set_index("主体")
    assert list(table.index) == ["国(厚生労働省)", "都道府県", "医療機関"]
    assert list(table.columns) == ["2024年度(令和6年度)", "2025年度(令和7年度)"]


def test_schedule_lists_undated_events_in_words_and_all_in_the_table():
    at = policy(tab="schedule")
    words = texts(at)
    assert "時期未定" in words
    at.session_state["schedule_timeline_twin"] = True
    table = next(t for t in tables(at.run()) if "主体" in t and "補足" in t)
    assert {"国", "都道府県", "構想区域", "群馬県", "新たな地域医療構想"} == set(table["主体"])
    assert "令和6年3月28日" in set(table["時期(資料の表記)"])


def test_schedule_without_any_lane_says_so():
    at = policy(tab="schedule")
    at.button_group(key="lanes").set_value([]).run()
    assert_clean(at)
    assert "主体を選び直してください" in texts(at)


def test_ticks_are_counted_and_outlive_another_tab():
    at = policy(tab="checklist")
    at.checkbox(key="check_done_discuss").check().run()
    at.text_input(key="check_note_discuss").set_value("7月の会議").run()
    at.button_group(key="segments_tab").set_value("roles").run()
    at.button_group(key="segments_tab").set_value("checklist").run()
    assert at.checkbox(key="check_done_discuss").value is True
    assert at.text_input(key="check_note_discuss").value == "7月の会議"


def test_a_saved_list_is_read_back_into_the_boxes():
    checklist = load_checklist()
    data = (
        to_csv(checklist, tuple(Tick(step.id) for step in checklist.steps))
        .decode("utf-8-sig")
        .replace("未,", "済,", 2)
        .encode("utf-8-sig")
    )
    at = policy(tab="checklist")
    at.file_uploader(key="checklist_in").set_value(("list.csv", data, "text/csv")).run()
    assert_clean(at)
    assert at.success[0].value == f"読み込みました(2/{len(checklist.steps)}項目が済)。"
    assert [c.value for c in at.checkbox].count(True) == 2


def test_a_wrong_file_is_refused_in_words_and_changes_nothing():
    at = policy(tab="checklist")
    at.checkbox(key="check_done_agree").check().run()
    bad = "項目ID,状態,メモ\nagree,未,\nno_such,済,\n".encode()
    at.file_uploader(key="checklist_in").set_value(("list.csv", bad, "text/csv")).run()
    assert "3行目「項目ID」" in at.error[0].value
    assert at.checkbox(key="check_done_agree").value is True


def test_search_spans_shelf_and_gallery_and_leads_there():
    at = policy(q="羽根尾")
    assert_clean(at)
    assert "の検索結果(1件)" in texts(at)
    at = policy(q="ワンストップ")
    at.button(key="jump_hit0").click().run()
    assert_clean(at)
    assert at.query_params["tab"] == "accompany"
    assert "モデル推進区域への伴走支援" in texts(at)


def test_search_without_a_hit_says_what_to_do():
    assert "ことばを短くするか" in texts(policy(q="ありえない言葉"))


def test_glossary_shows_readings_and_puts_the_linked_term_first():
    at = policy(tab="glossary", term="suishin")
    assert_clean(at)
    assert "**推進区域**(すいしんくいき)" in texts(at)
    table = tables(at)[0].set_index("用語")
    assert len(table) == len(load_glossary().terms)
    assert table.loc["構想区域", "よみ"] == "こうそうくいき"


def test_glossary_is_narrowed_by_reading():
    table = tables(policy(tab="glossary", q="ばんそう"))[0].set_index("用語")
    assert list(table.index) == ["伴走支援"]


def test_narrowed_glossary_offers_the_search_over_everything():
    at = policy(tab="glossary", q="電子カルテ")
    at.button(key="glossary_wider").click().run()
    assert_clean(at)
    assert "「電子カルテ」の検索結果" in texts(at)
    assert "意見3(多野藤岡地域保健医療対策協議会 病院等機能部会)" in [b.label for b in at.button] + [
        link.proto.label for link in at.get("page_link")
    ]
