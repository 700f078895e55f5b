"""The search of the box on all pages, on a small invented index and on the committed names."""

from __future__ import annotations

import pandas as pd
import pytest

from core.content.municipalities import load_municipalities
from core.content.readings import load_readings
from core.data.queries import areas
from core.data.queries.search import hospital_names
from core.search import LIMITS, Index, Kind, build_index, plain, search


@pytest.fixture
def index() -> Index:
    return build_index(
        pd.DataFrame(
            {
                "area_code": ["1005", "1006", "1007", "2203"],
                "area_name": ["藤岡", "富岡", "吾妻", "駿東田方"],
                "pref_name": ["群馬県", "群馬県", "群馬県", "静岡県"],
            }
        ),
        pd.Series({"1005": "ふじおか", "1006": "とみおか", "1007": "あがつま、あづま", "2203": ""}),
        pd.DataFrame({"muni_name": ["藤岡市", "草津町", "分割市"], "area_code": ["1005", "1007", ""]}),
        pd.DataFrame(
            {
                "facility_name": ["公立藤岡総合病院", "群馬東病院"],
                "municipality": ["藤岡市", "藤岡市"],
                "area_code": ["1005", "1005"],
            }
        ),
    )


def found(index: Index, query: str) -> list[tuple[str, str]]:
    return [(hit.name, hit.area_code) for hit in search(index, query)]


@pytest.mark.parametrize("query", ["藤岡", "ふじおか", "フジオカ", "ﾌｼﾞｵｶ", "1005", "群馬 藤岡", "藤岡(群馬県)"])
def test_an_area_is_found_by_name_reading_code_and_prefecture(index, query):
    assert found(index, query)[0] == ("藤岡", "1005")


def test_either_of_two_readings_finds_the_area(index):
    assert found(index, "あがつま") == found(index, "あづま") == [("吾妻", "1007")]


def test_a_municipality_leads_to_its_area(index):
    [hit] = search(index, "草津町")
    assert (hit.kind, hit.area_code, hit.place) == (Kind.MUNICIPALITY, "1007", "吾妻(群馬県)")


def test_a_hospital_leads_to_its_area(index):
    [hit] = search(index, "藤岡総合")
    assert (hit.kind, hit.area_code) == (Kind.HOSPITAL, "1005")


def test_a_prefecture_lists_its_areas_in_code_order_but_not_its_hospitals(index):
    assert found(index, "群馬県") == [("藤岡", "1005"), ("富岡", "1006"), ("吾妻", "1007")]


def test_areas_come_before_municipalities_and_hospitals(index):
    assert [hit.kind for hit in search(index, "藤岡")] == [Kind.AREA, Kind.MUNICIPALITY, Kind.HOSPITAL, Kind.HOSPITAL][
        :3
    ]


def test_every_word_must_be_found(index):
    assert found(index, "藤岡 静岡") == []


@pytest.mark.parametrize("query", ["", " ", "\u3000"])
def test_an_empty_query_finds_nothing(index, query):
    assert search(index, query) == ()


def test_writing_variants_are_folded():
    assert plain("ﾘｭｳ ヶ崎 Ａ") == plain("りゅうケ崎a")


@pytest.fixture(scope="module")
def committed(real_store) -> Index:
    return build_index(
        areas.areas(real_store).frame, load_readings(), load_municipalities(), hospital_names(real_store).frame
    )


def test_every_area_is_the_first_hit_of_its_name_with_its_prefecture(committed, real_store):
    for row in areas.areas(real_store).frame.itertuples(index=False):
        assert search(committed, f"{row.pref_name} {row.area_name}")[0].area_code == row.area_code


def test_every_municipality_with_an_area_can_be_found_by_name(committed):
    table = load_municipalities()
    for row in table[table["area_code"] != ""].drop_duplicates("muni_name").sample(60, random_state=1).itertuples():
        hits = [h for h in search(committed, f"{row.muni_name} {row.area_name}") if h.kind is Kind.MUNICIPALITY]
        assert row.area_code in [h.area_code for h in hits], row.muni_name


def test_the_list_stays_short(committed):
    for kind in Kind:
        assert sum(hit.kind is kind for hit in search(committed, "の")) <= LIMITS[kind]


@pytest.mark.parametrize(
    ("query", "area"), [("草津町", "1007"), ("檮原町", "3903"), ("神流町", "1005"), ("竜ケ崎", "0807")]
)
def test_known_places_lead_to_their_area(committed, query, area):
    assert area in [hit.area_code for hit in search(committed, query)]
