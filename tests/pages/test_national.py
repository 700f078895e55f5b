from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core.data.queries import areas, beds
from core.data.store import Store
from core.measures.gap import MEASURES
from core.views.national import ranking
from core.vocabulary import labels
from core.vocabulary.terms import BedFunction
from tests.pages.opening import assert_clean, texts
from tests.pages.opening import open_page as open_lazily


def open_page(**query: str) -> AppTest:
    """The overview with everything made at once, as nothing scrolls here."""
    return open_lazily(all="1", **query)


@pytest.fixture(scope="module")
def plain() -> AppTest:
    """The overview without any choice, opened once for all tests that only read it."""
    return open_page()


def long_list(at: AppTest, label: str) -> tuple[list[list[Any]], str]:
    """Groups and choice of a list that the browser itself draws (core/ui/state/long_list.py)."""
    [data] = [
        json.loads(c.proto.json)
        for c in at.get("bidi_component")
        if c.proto.component_name == "long_list" and json.loads(c.proto.json)["label"] == label
    ]
    return data["groups"], data["value"]


def shown_table(at: AppTest) -> pd.DataFrame:
    return at.dataframe[0].value


def test_the_first_view_states_the_official_sums_of_the_latest_year(real_store: Store, plain: AppTest) -> None:
    assert_clean(plain)
    words = texts(plain)
    totals = beds.scope_beds(real_store).frame.set_index(["bed_function", "series", "year"])["beds"]
    latest = beds.reported_years(real_store)[-1]
    assert labels.man_beds(totals["total", "reported", latest]) in words
    assert "必要量 1,190,821床" in words
    assert labels.signed(totals["total", "reported", latest] - 1_190_821, "床") in words


def test_the_cautions_and_the_sources_are_on_the_page(plain: AppTest) -> None:
    words = texts(plain)
    assert "単純に比較するのではなく" in words
    assert "病床の削減や統廃合ありきではなく" in words
    assert "出典: " in words
    assert 'href="sources"' in words


@pytest.mark.parametrize("measure", list(MEASURES))
@pytest.mark.parametrize("function", list(BedFunction))
def test_every_measure_and_function_opens_from_its_link(measure: str, function: str) -> None:
    at = open_page(measure=measure, function=function)
    assert_clean(at)
    assert f"{labels.BED_FUNCTION[function]}の{MEASURES[measure].label}の順" in texts(at)
    assert len(shown_table(at)) == 339


@pytest.mark.parametrize("year", [2015, 2018, 2021, 2024, 2025])
def test_every_year_opens_from_its_link(year: int) -> None:
    at = open_page(year=str(year))
    assert_clean(at)
    assert f"{labels.wareki(year)}の実績" in texts(at)


def test_a_prefecture_narrows_headline_and_table(real_store: Store) -> None:
    at = open_page(pref="10", year="2023")
    assert_clean(at)
    assert set(shown_table(at)["都道府県"]) == {"群馬県"}
    rows = beds.comparison(real_store, 2023).frame.query("pref_code == '10' and bed_function == 'total'")
    words = texts(at)
    assert "群馬県の報告病床数" in words
    assert labels.beds(rows["reported"].sum()) in words
    assert f"必要量 {labels.beds(rows['required'].sum())}" in words


def test_prefectures_open_from_their_link_and_the_chosen_one_is_that_of_the_page() -> None:
    at = open_page(level="pref", pref="10", function="acute")
    assert_clean(at)
    words = texts(at)
    assert len(shown_table(at)) == 47
    assert "全国の急性期の乖離率(2025年、都道府県別)" in words
    assert "10区域の合計" in words
    assert "群馬県の報告病床数" in words
    at.button(key="map_clear").click().run()
    assert "pref" not in at.query_params
    assert "都道府県を選ぶ" in texts(at)


def test_another_indicator_opens_from_its_link_with_its_year_and_a_choice_goes_back_into_the_link() -> None:
    at = open_page(other="outpatient", other_year="2050", other_level="pref")
    assert_clean(at)
    assert "全国の外来の需要(2050年度、都道府県別)" in texts(at)
    at.select_slider(key="slider_other_year").set_value(2030).run()
    assert_clean(at)
    assert at.query_params["other_year"] in ("2030", ["2030"])
    at.selectbox(key="select_other").set_value("inflow").run()
    assert_clean(at)
    assert "全国の流入率" in texts(at)
    assert "other_year" not in at.query_params, "a year that the indicator does not have is left out"
    at.query_params["other_picked"] = "1005"
    at.run()
    assert long_list(at, "区域を一覧から選ぶ")[1] == "1005"
    assert "**藤岡(群馬県)** 1005" in texts(at)
    at.button(key="indicator_clear").click().run()
    assert_clean(at)
    assert "other_picked" not in at.query_params
    assert "**藤岡(群馬県)** 1005" not in texts(at)


def test_a_choice_is_written_into_the_link_and_the_default_is_not() -> None:
    at = open_page()
    assert set(at.query_params) == {"all"}
    at.button_group(key="segments_measure").set_value("z").run()
    assert at.query_params["measure"] in ("z", ["z"])
    at.button_group(key="segments_measure").set_value("gap_rate").run()
    assert "measure" not in at.query_params


def test_years_and_prefectures_are_offered_by_name_with_the_linked_ones_chosen() -> None:
    at = open_page(year="2018", pref="10")
    ([(_, years)], year), ([(_, prefectures)], pref) = long_list(at, "年(実績)"), long_list(at, "都道府県")
    assert (year, pref) == ("2018", "10")
    assert dict(map(tuple, years))["2018"] == labels.wareki(2018)
    assert [prefectures[0], len(prefectures)] == [["", "全国"], 48]


def test_an_unknown_value_in_the_link_falls_back_to_the_default() -> None:
    at = open_page(measure="nonsense", function="x", year="1999", pref="99")
    assert_clean(at)
    assert len(shown_table(at)) == 339


@pytest.mark.parametrize(
    ("words", "found"), [("藤岡", "藤岡"), ("ふじおか", "藤岡"), ("1005", "藤岡"), ("群馬県 藤岡", "藤岡")]
)
def test_areas_are_found_by_name_reading_code_and_prefecture(words: str, found: str) -> None:
    at = open_page(q=words)
    assert_clean(at)
    assert found in set(shown_table(at)["区域"])
    assert len(shown_table(at)) < 5


def test_a_search_without_a_hit_says_so() -> None:
    at = open_page(q="存在しない区域")
    assert_clean(at)
    assert "当てはまる構想区域はありません" in texts(at)


def test_a_cell_of_the_table_equals_the_official_figure() -> None:
    table = shown_table(open_page(year="2023")).set_index(["都道府県", "区域"])
    row = table.loc[("群馬県", "藤岡")]
    assert (row["報告"], row["必要量"]) == (857, 866)


def test_areas_without_a_ratio_have_no_rank_and_stand_last() -> None:
    rows = pd.DataFrame(
        {
            "area_code": ["0101", "0102", "0103"],
            "area_name": ["甲", "乙", "丙"],
            "pref_name": ["北海道"] * 3,
            "gap_rate": [0.1, float("nan"), 0.3],
            "reported": [10.0, 5.0, 20.0],
            "reported_status": ["observed"] * 3,
            "required": [9.0, 0.0, 15.0],
            "designation": [None, None, "model"],
        }
    )
    table = ranking.ranked(rows, MEASURES["gap_rate"])
    assert list(table["area_name"]) == ["丙", "甲", "乙"]
    assert table["rank"].tolist()[:2] == [1, 2]
    assert pd.isna(table["rank"].iloc[2])
    assert table["value"].iloc[0] == pytest.approx(0.3)
    assert table["designation"].tolist() == ["モデル", "", ""]


def test_survey_schedule_and_supports_stand_below_when_everything_is_made(plain: AppTest) -> None:
    assert_clean(plain)
    words = texts(plain)
    assert "課題があると答えた区域 **339**/339区域" in words
    assert "スケジュール" in words
    assert "地域別の病床機能等の見える化" in words


def test_what_stands_below_has_its_heading_before_it_is_made() -> None:
    at = open_lazily()
    assert_clean(at)
    words = texts(at)
    assert "構想区域の医療提供体制上の課題" in words
    assert "課題があると答えた区域" not in words


def test_an_area_is_chosen_on_the_map_without_a_mouse_and_the_link_says_it() -> None:
    """The choice itself is the browser's (tests/browser/test_national.py)."""
    at = open_page(pref="10")
    groups, chosen = long_list(at, "一覧から選ぶ")
    assert (groups[0], chosen) == (["", [["", "(選んでいない)"]]], "")
    assert [(name, len(entries)) for name, entries in groups[1:]] == [("群馬県", 10)], "only the prefecture's areas"
    at.query_params["picked"] = "1005"
    at.run()
    assert_clean(at)
    assert any(m.value.startswith("**藤岡(群馬県)** 1005") for m in at.markdown)
    assert long_list(at, "一覧から選ぶ")[1] == "1005"


def test_the_list_of_the_nation_has_every_area_under_its_prefecture(real_store: Store, plain: AppTest) -> None:
    groups, _ = long_list(plain, "一覧から選ぶ")
    names = areas.prefectures(real_store).frame["pref_name"]
    assert [name for name, _ in groups[1:]] == list(names)
    assert sum(len(entries) for _, entries in groups[1:]) == 339
