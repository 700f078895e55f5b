"""Readings of municipalities: cut out of the postal codes, and the committed file as they give it."""

from __future__ import annotations

import pytest

from core.content.municipalities import READINGS_FILE, load_areas_of_municipalities, load_municipalities
from core.errors import UserError
from core.ingest.municipality_readings import built, table

POSTAL = {
    "10426": ("吾妻郡草津町", "アガツマグンクサツマチ"),
    "10424": ("吾妻郡長野原町", "アガツマグンナガノハラマチ"),
    "10344": ("北群馬郡榛東村", "キタグンマグンシントウムラ"),
    "10345": ("北群馬郡吉岡町", "キタグンマグンヨシオカマチ"),
    "13381": ("三宅島三宅村", "ミヤケジマミヤケムラ"),
    "15405": ("三島郡出雲崎町", "サントウグンイズモザキマチ"),
    "27301": ("三島郡島本町", "ミシマグンシマモトチョウ"),
    "22101": ("静岡市葵区", "シズオカシアオイク"),
    "22103": ("静岡市清水区", "シズオカシシミズク"),
    "40344": ("糟屋郡須惠町", "カスヤグンスエマチ"),
}


@pytest.mark.parametrize(
    ("code", "name", "row"),
    [
        ("10426", "草津町", ("くさつまち", "吾妻郡", "あがつまぐん")),
        ("10344", "榛東村", ("しんとうむら", "北群馬郡", "きたぐんまぐん")),
        ("13381", "三宅村", ("みやけむら", "三宅島", "みやけじま")),
        ("15405", "出雲崎町", ("いずもざきまち", "三島郡", "さんとうぐん")),
        ("27301", "島本町", ("しまもとちょう", "三島郡", "みしまぐん")),
        ("22101", "静岡市葵区", ("しずおかしあおいく", "", "")),
        ("22100", "静岡市", ("しずおかし", "", "")),
        ("40344", "須恵町", ("すえまち", "糟屋郡", "かすやぐん")),
    ],
    ids=["plain", "グン twice", "island", "one 郡", "same 郡, read otherwise", "ward", "city of wards", "variant"],
)
def test_a_reading_is_cut_where_the_district_ends(code, name, row):
    assert table([(code, name)], POSTAL) == [(code, name, *row)]


@pytest.mark.parametrize(("code", "name"), [("10426", "草津市"), ("10999", "無い町"), ("22100", "浜松市")])
def test_a_municipality_that_the_postal_codes_do_not_know_is_told(code, name):
    with pytest.raises(UserError, match=name):
        table([(code, name)], POSTAL)


def test_a_district_that_cannot_be_told_from_its_only_town_is_not_guessed():
    with pytest.raises(UserError, match="切り出せません"):
        table([("01001", "軍町")], {"01001": ("甲郡軍町", "コウグングンマチ")})


def test_the_committed_file_is_what_the_postal_codes_give():
    assert READINGS_FILE.read_bytes() == built()


def test_every_municipality_has_a_reading_and_every_town_and_village_a_district():
    frame = load_municipalities()
    assert list(frame["muni_code"]) == list(load_areas_of_municipalities()["muni_code"])
    assert frame["reading"].str.fullmatch("[ぁ-ん]+").all()
    towns = frame["muni_name"].str.contains("[町村]$")
    islands = {"大島町", "利島村", "新島村", "神津島村", "御蔵島村", "青ヶ島村", "青ケ島村", "小笠原村"}
    assert set(frame.loc[towns & (frame["district"] == ""), "muni_name"]) <= islands
    assert (frame.loc[~towns, "district"] == "").all()
