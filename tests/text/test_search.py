"""The search of the box on all pages, on a small invented index and on the committed names."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.content.municipalities import load_municipalities
from core.content.name_aliases import load_name_aliases
from core.content.readings import load_readings
from core.data.queries import areas, facilities
from core.text.search import LIMITS, Index, Kind, build_index, comparable, search


def small_index() -> Index:
    return build_index(
        pd.DataFrame(
            {
                "area_code": ["1005", "1006", "1007", "2203"],
                "area_name": ["藤岡", "富岡", "吾妻", "駿東田方"],
                "pref_name": ["群馬県", "群馬県", "群馬県", "静岡県"],
            }
        ),
        pd.Series({"1005": "ふじおか", "1006": "とみおか", "1007": "あがつま、あづま", "2203": ""}),
        pd.DataFrame(
            [
                ("藤岡市", "ふじおかし", "", "", "1005"),
                ("草津町", "くさつまち", "吾妻郡", "あがつまぐん", "1007"),
                ("分割市", "ぶんかつし", "", "", ""),
            ],
            columns=["muni_name", "reading", "district", "district_reading", "area_code"],
        ),
        pd.DataFrame(
            [
                ("公立藤岡総合病院", "藤岡市", "1005"),
                ("群馬東病院", "藤岡市", "1005"),
                ("富岡赤十字病院", "富岡市", "1006"),
                ("駿河大学医学部附属病院", "沼津市", "2203"),
            ],
            columns=["facility_name", "municipality", "area_code"],
        ),
        {"日赤": ["赤十字"], "駿大": ["駿河大学"], "大学病院": ["大学医学部附属病院", "大学附属病院"]},
    )


@pytest.fixture
def index() -> Index:
    return small_index()


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
    assert comparable("ﾘｭｳ ヶ崎 Ａ") == comparable("りゅうケ崎a")


@pytest.mark.parametrize(
    "query", ["くさつ", "くさつまち", "クサツ", "吾妻郡草津町", "群馬県吾妻郡草津町", "群馬県草津町", "群馬 草津"]
)
def test_a_municipality_is_found_by_reading_and_with_its_district_and_prefecture(index, query):
    assert found(index, query) == [("草津町", "1007")]


def test_a_district_lists_its_municipalities_only_when_it_is_named_whole(index):
    assert found(index, "吾妻郡") == found(index, "あがつまぐん") == [("草津町", "1007")]
    assert [hit.kind for hit in search(index, "吾妻")] == [Kind.AREA]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("富岡日赤", "富岡赤十字病院"),
        ("日赤 富岡", "富岡赤十字病院"),
        ("富岡市赤十字", "富岡赤十字病院"),
        ("静岡県駿河大学", "駿河大学医学部附属病院"),
        ("駿大病院", "駿河大学医学部附属病院"),
        ("駿河大学病院", "駿河大学医学部附属病院"),
        ("駿河附属", "駿河大学医学部附属病院"),
        ("駿河付属", "駿河大学医学部附属病院"),
    ],
    ids=[
        "short form",
        "two words",
        "with its city",
        "with its prefecture",
        "two short forms",
        "part left out",
        "gaps",
        "variant",
    ],
)
def test_a_hospital_is_found_by_what_people_call_it(index, query, name):
    assert [hit.name for hit in search(index, query)] == [name]


@pytest.fixture
def graded() -> Index:
    """Hospitals whose names fit 中央病院 and 中病 in every way, the best last in code order."""
    names = ["中村東海病院", "中々央病院", "県央中央病院", "中央病院附属医院", "中央病院"]
    return build_index(
        pd.DataFrame({"area_code": ["2001"], "area_name": ["松本"], "pref_name": ["長野県"]}),
        pd.Series({"2001": "まつもと"}),
        pd.DataFrame(columns=["muni_name", "reading", "district", "district_reading", "area_code"]),
        pd.DataFrame({"facility_name": names, "municipality": "松本市", "area_code": "2001"}),
        {},
    )


def test_equal_comes_before_beginning_before_containing(graded):
    assert [n for n, _ in found(graded, "中央病院")] == ["中央病院", "中央病院附属医院", "県央中央病院"]


def test_characters_in_order_count_only_where_nothing_is_written_so_and_closer_ones_come_first(graded):
    expected = ["県央中央病院", "中央病院附属医院", "中央病院", "中々央病院", "中村東海病院"]
    assert [n for n, _ in found(graded, "中病")] == expected


@settings(deadline=None)
@given(st.text(alphabet="藤岡草津町吾妻郡群馬県日赤総合病院 ふじ", max_size=8))
def test_hits_stand_in_the_order_of_kinds_without_repeats_and_the_query_may_be_typed_in_any_width(query):
    index = small_index()
    hits = search(index, query)
    kinds = list(Kind)
    assert [h.kind for h in hits] == sorted((h.kind for h in hits), key=kinds.index)
    assert len(set(hits)) == len(hits)
    assert search(index, query.replace(" ", "\u3000")) == hits


@pytest.fixture(scope="module")
def committed(real_store) -> Index:
    return build_index(
        areas.areas(real_store).frame,
        load_readings(),
        load_municipalities(),
        facilities.latest_names(real_store).frame,
        load_name_aliases(),
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


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("くさつ", ("草津町", "1007")),
        ("吾妻郡草津町", ("草津町", "1007")),
        ("前橋日赤", ("前橋赤十字病院", "1001")),
        ("群大病院", ("群馬大学医学部附属病院", "1001")),
        ("東大病院", ("東京大学医学部附属病院", "1301")),
        ("独協医大", ("獨協医科大学日光医療センター", "0902")),
        ("高崎安中", ("高崎・安中", "1004")),
        ("ゆすはらちょう", ("梼原町", "3903")),
        ("東京都中央区", ("中央区", "1301")),
    ],
)
def test_what_people_type_leads_first_to_what_they_mean(committed, query, first):
    hits = search(committed, query)
    assert (hits[0].name, hits[0].area_code) == first


def test_every_municipality_is_found_by_its_reading_with_its_prefecture(committed, real_store):
    """All in one go would be 1,900 searches; every 30th, begun at the first, meets every prefecture."""
    table = load_municipalities()
    pref = areas.areas(real_store).frame.set_index("area_code")["pref_name"]
    for row in table[table["area_code"] != ""].iloc[::30].itertuples():
        hits = [h for h in search(committed, f"{row.reading} {pref[row.area_code]}") if h.kind is Kind.MUNICIPALITY]
        assert row.area_code in [h.area_code for h in hits], row.muni_name


@pytest.mark.parametrize("short", load_name_aliases())
def test_every_short_form_stands_for_a_writing_that_an_institution_bears(short, real_store):
    names = [comparable(n) for n in facilities.latest_names(real_store).frame["facility_name"]]
    for full in load_name_aliases()[short]:
        assert any(comparable(full) in n and comparable(short) not in n for n in names), full
