"""Scenarios: what they refuse, and JSON and URL without loss."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from core.errors import UserError
from core.rules import scenario_json
from core.rules.content import load_presets, preset_scenario
from core.rules.entries import Exclusion, Nomination, Occupancy, Pin, Revalidation
from core.rules.scenario import Bounds, ModelBounds, Scenario, Thresholds, Weights
from core.rules.terms import RevalidationState, Signal
from tests.rules.cases import SMALL, random_scenario


@settings(max_examples=40, deadline=None)
@given(random_scenario(SMALL))
def test_json_and_url_carry_a_scenario_without_loss(scenario):
    assert scenario_json.loads(scenario_json.dumps(scenario)) == scenario
    text, left_out = scenario_json.encode(scenario)
    decoded = scenario_json.decode(text)
    assert left_out == (("revalidation",) if scenario.revalidation else ())
    assert scenario_json.to_dict(decoded) | {"revalidation": ()} == scenario_json.to_dict(scenario) | {
        "revalidation": ()
    }


def test_presets_fit_into_a_short_url():
    for preset in load_presets():
        text, _ = scenario_json.encode(preset_scenario(preset))
        assert len(text) < scenario_json.URL_LIMIT


def test_a_bom_is_no_obstacle():
    assert scenario_json.loads(b"\xef\xbb\xbf" + scenario_json.dumps(Scenario()).encode()) == Scenario()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"yaer": 2022}, "知らない項目"),
        ({"year": "2022"}, "型が違います"),
        ({"year": True}, "型が違います"),
        ({"direction": "up"}, "使えません"),
        ({"bounds": {"minimum": 3, "maximum": 2}}, "上限"),
        ({"thresholds": {"total": -1}}, "しきい値"),
        ({"thresholds": [1]}, "形が違います"),
        ({"weights": {"acute_combined": 0, "chronic": 0}}, "すべて0"),
        ({"pins": {"area_code": "1005"}}, "並び"),
        ({"pins": [{"area_code": "1005"}]}, "必要な項目"),
        ({"pins": [{"area_code": "1005", "reason": " "}]}, "空です"),
        ({"schema": "other/9"}, "版"),
        ({"name": ""}, "空です"),
        ({"functions": ["total"]}, "事項②"),
    ],
)
def test_a_wrong_file_is_refused_in_words(change, words):
    with pytest.raises(UserError, match=words):
        scenario_json.from_dict(change)


@pytest.mark.parametrize("text", ["", "[1]", "{", "null", b"\x82\xa0"])
def test_what_is_no_json_object_is_refused(text):
    with pytest.raises(UserError):
        scenario_json.loads(text)


@pytest.mark.parametrize("text", ["", "x", "!!!!", "eJw", "AAAA"])
def test_a_damaged_url_is_refused(text):
    with pytest.raises(UserError, match="共有URL"):
        scenario_json.decode(text)


def test_a_url_that_unfolds_into_a_huge_text_is_refused():
    import base64
    import zlib

    bomb = base64.urlsafe_b64encode(zlib.compress(b" " * 5_000_000)).decode().rstrip("=")
    with pytest.raises(UserError, match="共有URL"):
        scenario_json.decode(bomb)


def test_a_pin_and_an_exclusion_of_one_area_contradict_each_other():
    with pytest.raises(UserError, match="両方"):
        Scenario(pins=(Pin(area_code="1005", reason="a"),), exclusions=(Exclusion(area_code="1005", reason="b"),))


def test_entries_named_twice_are_refused():
    with pytest.raises(UserError, match="2回"):
        Scenario(nominations=(Nomination(area_code="1005", reason="a"), Nomination(area_code="1005", reason="b")))
    row = Occupancy(area_code="1005", bed_function="acute", occupancy=0.8)
    with pytest.raises(UserError, match="2回"):
        Scenario(occupancy_2015=(row, row))


def test_a_revalidation_row_needs_its_hospital_unless_the_area_has_none():
    assert Revalidation(area_code="1005", state=RevalidationState.NONE).facility_name == ""
    with pytest.raises(UserError, match="医療機関名"):
        Revalidation(area_code="1005", state=RevalidationState.VERIFYING)


@pytest.mark.parametrize("value", [float("nan"), -0.1, 20.1])
def test_thresholds_out_of_range_are_refused(value):
    with pytest.raises(UserError):
        Thresholds(acute=value)


def test_bounds_at_their_edges():
    assert Bounds(minimum=0, maximum=0).maximum == 0
    assert ModelBounds(minimum=339, maximum=339).minimum == 339
    for wrong in ({"minimum": -1}, {"maximum": 31}, {"minimum": 3, "maximum": 2}):
        with pytest.raises(UserError):
            Bounds(**wrong)


def test_the_json_names_every_field_so_that_a_person_can_edit_it():
    data = json.loads(scenario_json.dumps(Scenario()))
    assert data["schema"] == scenario_json.SCHEMA
    assert set(data["thresholds"]) == set(Signal)
    assert set(data["weights"]) == set(Weights.__dataclass_fields__)
