from __future__ import annotations

import pytest

from core.ingest.build.location import Locator, Place, core_name
from core.ingest.forms.hospital_list import Hospital, HospitalList
from core.text.normal import spelled

HAKODATE = ("0101", "函館市")


def locator(*hospitals: tuple[str, str, float | None], points: bool = True) -> Locator:
    """Hospitals of 北海道 as (name, address, lon); lat is lon − 100."""
    known = tuple(Hospital(n, "01", a, lon, None if lon is None else lon - 100) for n, a, lon in hospitals)
    return Locator(HospitalList("list.zip", "0" * 64, known), {("01", "函館市"): (140.7, 41.7)} if points else {})


def locate(found: Locator, name: str, municipality: str = "函館市", area: str = "0101") -> Place:
    return found.locate_all([(area, name, municipality)])[0]


def test_the_same_name_in_the_same_municipality_is_exact() -> None:
    found = locator(("港病院", "北海道函館市港町1", 141.0))
    assert locate(found, "港病院") == Place(141.0, 41.0, "exact")


@pytest.mark.parametrize(
    ("ours", "listed"),
    [
        ("医療法人社団 青葉会 港病院", "青葉会港病院"),
        ("ＪＡ港病院", "JA港病院"),
        ("社会福祉法人青葉会　港病院", "青葉会 港病院"),
        ("（医）青葉会港病院", "医療法人 青葉会 港病院"),
        ("髙橋龍ヶ崎病院", "高橋竜ケ崎病院"),
        ("函館港病院", "社会医療法人 青葉会 函館港病院"),
        ("医療法人青葉会函館港病院", "函館港病院"),
        ("函館港病院", "北海道厚生農業協同組合連合会 函館港病院"),
        ("済生会港病院", "北海道済生会港病院"),
    ],
)
def test_names_that_are_equal_by_rule_are_normalized(ours: str, listed: str) -> None:
    assert locate(locator((listed, "北海道函館市港町1", 141.0)), ours).basis == "normalized"


@pytest.mark.parametrize(
    ("ours", "listed"),
    [
        ("函館港病院", "函館湊病院"),
        ("港病院", "新港病院"),
        ("港北病院", "東港北病院"),
        ("港病院", "医療法人青葉会港病院"),
    ],
    ids=["one character off", "a prefix that is no organisation", "another prefix", "own name too short to tell"],
)
def test_names_that_are_only_alike_do_not_match(ours: str, listed: str) -> None:
    assert locate(locator((listed, "北海道函館市港町1", 141.0)), ours).basis == "municipality"


def test_a_namesake_in_another_municipality_or_prefecture_is_another_hospital() -> None:
    found = locator(("港病院", "北海道小樽市港町1", 141.0))
    assert locate(found, "港病院").basis == "municipality"
    assert locate(found, "港病院", "小樽市", area="0201") == Place(None, None, "none")


def test_two_hospitals_of_one_name_in_the_municipality_are_not_chosen_between() -> None:
    found = locator(("港病院", "北海道函館市港町1", 141.0), ("港病院", "北海道函館市湯川2", 142.0))
    assert locate(found, "港病院").basis == "municipality"


def test_a_hospital_is_given_to_one_facility_only() -> None:
    found = locator(("函館港病院", "北海道函館市港町1", 141.0))
    places = found.locate_all([("0101", "函館港病院", "函館市"), ("0101", "医療法人青葉会函館港病院", "函館市")])
    assert [p.basis for p in places] == ["exact", "municipality"]
    twice = [("0101", "医療法人緑会函館港病院", "函館市"), ("0101", "医療法人青葉会函館港病院", "函館市")]
    assert [p.basis for p in found.locate_all(twice)] == ["municipality", "municipality"]


def test_the_address_may_leave_out_the_prefecture_or_name_the_district() -> None:
    found = locator(("港病院", "函館市港町1", 141.0), ("森の病院", "北海道亀田郡七飯町1", 142.0))
    assert locate(found, "港病院").basis == "exact"
    assert locate(found, "森の病院", "七飯町").basis == "exact"


def test_missing_coordinates_fall_back_to_the_municipality() -> None:
    assert locate(locator(("港病院", "北海道函館市1", None)), "港病院") == Place(140.7, 41.7, "municipality")


def test_without_any_point_the_place_is_unknown() -> None:
    assert locate(locator(points=False), "港病院") == Place(None, None, "none")
    assert Locator(None, {}).locate_all([("0101", "港病院", "函館市")]) == [Place(None, None, "none")]


def test_a_facility_without_municipality_needs_its_whole_name_within_the_prefecture() -> None:
    found = locator(("医療法人 函館港病院", "北海道函館市1", 141.0), ("札幌厚生 森病院", "北海道札幌市1", 143.0))
    assert locate(found, "函館港病院", "").basis == "normalized"
    assert locate(found, "医療法人青葉会函館港病院", "") == Place(None, None, "none")


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("医療法人財団 緑会 森病院", "緑会森病院"),
        ("独立行政法人国立病院機構函館病院", "国立病院機構函館病院"),
        ("一般財団法人森病院", "森病院"),
        ("医療法人（社団）豊徳会 丸田病院", "豊徳会丸田病院"),
    ],
)
def test_the_legal_form_is_dropped_and_the_rest_stays(name: str, core: str) -> None:
    assert core_name(name) == core


def test_plain_text_has_one_form() -> None:
    assert spelled("ＪＡ　龍ヶ崎 病院") == "JA竜ケ崎病院"
