"""区域点検 in Streamlit's harness: every view, with none, one and several areas."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from core.review.brought import Brought, BroughtRow
from core.ui import navigation
from tests.pages.opening import assert_clean, open_page, texts


def review(**query: str) -> AppTest:
    return open_page(navigation.REVIEW, **query)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({}, "191区域"),
        ({"pref": "10", "way": "acute"}, "藤岡(群馬県)"),
        ({"view": "join", "area": "藤岡"}, "藤岡と急性期の患者の行き来が最も多いのは"),
        ({"view": "join", "areas": "1005,1004", "group": "chronic", "all": "1"}, "藤岡+高崎・安中を合わせて見る"),
        ({"view": "acute", "areas": "2006", "sort": "deliveries"}, "急性期の協議資料: 木曽(分娩の順)"),
        ({"view": "elder", "areas": "1005,1004"}, "高齢者救急・在宅: 藤岡+高崎・安中"),
    ],
)
def test_every_view_opens_by_link_says_its_figures_and_names_its_source(query, said):
    at = review(**query)
    assert_clean(at)
    assert said in texts(at)
    assert "出典" in texts(at)


def test_what_a_change_of_the_areas_is_looked_at_for_comes_first_and_the_longer_tables_after_it():
    asked = {"view": "join", "areas": "1005,1004"}
    first, whole = texts(review(**asked)), texts(review(**asked, all="1"))
    assert all(words in first for words in ("2区域を合わせると", "区域どうしの行き来", "73.3%"))
    later = ("病床数と必要量", "医療機関と診療実績", "在宅・外来の需要の見通し", "行き来の多い区域")
    assert all(words in whole and f"{words}(" not in first for words in later)


@pytest.mark.parametrize("view", ["join", "acute", "elder"])
def test_without_an_area_the_page_asks_for_one(view):
    at = review(view=view)
    assert_clean(at)
    assert "構想区域を選ぶと、ここに表示します" in texts(at)


def test_the_choices_of_a_meeting_name_the_years():
    at = review(mode="meeting")
    assert_clean(at)
    options = [str(option) for group in at.get("button_group") for option in group.proto.options]
    assert any("人口(2024年)" in option for option in options)
    assert not any("{" in option.partition("content:")[2].partition("\n")[0] for option in options)


def test_a_meeting_begins_with_the_view_that_was_looked_at():
    at = review(mode="meeting", view="join", areas="1005,1004")
    assert_clean(at)
    assert "2区域を合わせると" in texts(at)
    assert "2 / 6" in texts(at)


def test_a_missing_figure_of_an_institution_stands_as_its_own_word():
    at = review(view="acute", areas="2006", sort="deliveries")
    [shown] = [d.value for d in at.dataframe if "順" in d.value.columns]
    assert "非公表" in shown.to_string()


def test_a_partner_is_added_with_one_press():
    at = review(view="join", area="1005")
    at.button(key="review_add_1004").click().run()
    assert_clean(at)
    assert "藤岡+高崎・安中を合わせて見る" in texts(at)
    assert at.query_params["areas"] in ("1005,1004", ["1005,1004"])


@pytest.mark.parametrize(
    ("view", "kind", "name"), [("acute", "institutions", "長野県立木曽病院"), ("elder", "areas", "")]
)
def test_columns_of_a_prefecture_are_kept_in_the_working_file_and_shown_beside_the_public_ones(view, kind, name):
    at = review(view=view, areas="2006")
    row = BroughtRow(area_code="2006", institution=name, cells=("77",))
    at.session_state["review_brought"] = {kind: Brought(kind=kind, headings=("持ち込みの列",), rows=(row,))}
    at.run()
    assert_clean(at)
    assert "1列を表に足しています(この区域の行 1)" in texts(at)
    assert "利用者の入力" in texts(at)
    at.button(key=f"review_added_{kind}_clear").click().run()
    assert_clean(at)
    assert "持ち込みの列" not in texts(at)
