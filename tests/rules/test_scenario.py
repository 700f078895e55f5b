"""Scenarios: what they refuse, and JSON and URL without loss."""

from __future__ import annotations

import base64
import json
import tomllib
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import UserError
from core.rules import engine, scenario_json
from core.rules.choices import Preparation, RevalidationState, Signal
from core.rules.content import load_presets, preset_scenario
from core.rules.entries import Exclusion, Explained, Nomination, Occupancy, Pin, Preparing, Revalidation
from core.rules.scenario import Bounds, ModelBounds, Scenario, Thresholds, Weights
from core.ui.uploader import UPLOAD_MB
from core.uploads.reader import MAX_BYTES
from tests.rules.cases import SMALL, random_scenario

#: One entry of every kind, about areas of `SMALL`.
FULL = Scenario(
    pins=(Pin(area_code="1001", reason="a"),),
    exclusions=(Exclusion(area_code="1002", reason="a"),),
    nominations=(Nomination(area_code="1001", reason="a", evidence=("no_tertiary",), source="b"),),
    revalidation=(Revalidation(area_code="1001", state=RevalidationState.DONE, facility_name="甲"),),
    preparing=(Preparing(area_code="1001", kind=Preparation.ANALYSIS, reason="a"),),
    occupancy_2015=(Occupancy(area_code="1001", bed_function="acute", occupancy=0.8),),
    explained=(Explained(area_code="1001", bed_function="acute", beds=10),),
)


@settings(max_examples=120, deadline=None)
@given(random_scenario(SMALL))
def test_json_and_url_carry_a_scenario_without_loss(scenario):
    assert scenario_json.loads(scenario_json.dumps(scenario)) == scenario
    text, left_out = scenario_json.encode(scenario)
    decoded = scenario_json.decode(text)
    assert left_out == tuple(name for name in scenario_json.FILE_ONLY if getattr(scenario, name))
    assert decoded == replace(scenario, **dict.fromkeys(left_out, ()))


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
        ({"direction": {}}, "direction"),
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


PIN, NOMINATION = {"area_code": "1005", "reason": "a"}, {"area_code": "1005", "reason": "a"}
ACUTE = {"area_code": "1005", "bed_function": "acute"}
FIVE, FOUR = "total, high_acute, acute, recovery, chronic", "high_acute, acute, recovery, chronic"


@pytest.mark.parametrize(
    ("change", "field", "value", "allowed"),
    [
        ({"explained": [ACUTE | {"beds": 1}, ACUTE | {"bed_function": "xx", "beds": 3}]}, "explained[2].bed_function", "'xx'", FIVE),
        ({"explained": [ACUTE | {"bed_function": "acute_combined", "beds": 3}]}, "explained[1].bed_function", "'acute_combined'", FIVE),
        ({"explained": [ACUTE | {"beds": 1e9}]}, "explained[1].beds", "1000000000.0", "-100000 から 100000"),
        ({"explained": [ACUTE | {"beds": 10**400}]}, "explained[1].beds", "inf", "-100000 から 100000"),
        ({"explained": [ACUTE | {"beds": "3"}]}, "explained[1].beds", "'3'", "数で"),
        ({"explained": [ACUTE | {"bed_function": 5, "beds": 3}]}, "explained[1].bed_function", "5", "文字"),
        ({"occupancy_2015": [ACUTE | {"bed_function": "xx", "occupancy": 0.8}]}, "occupancy_2015[1].bed_function", "'xx'", FOUR),
        ({"occupancy_2015": [ACUTE | {"bed_function": "total", "occupancy": 0.8}]}, "occupancy_2015[1].bed_function", "'total'", FOUR),
        ({"occupancy_2015": [ACUTE | {"occupancy": 80}]}, "occupancy_2015[1].occupancy", "80.0", "0 から 2"),
        ({"nominations": [NOMINATION | {"evidence": ["inflow_acute", "zz"]}]}, "nominations[1].evidence[2]", "'zz'", "no_tertiary"),
        ({"nominations": [NOMINATION | {"reason": "a\ud800"}]}, "nominations[1].reason", "ud800", "制御文字"),
        ({"nominations": [NOMINATION | {"source": "a\x00"}]}, "nominations[1].source", "x00", "制御文字"),
        ({"note": "\x1b"}, "note", "x1b", "制御文字"),
        ({"functions": ["acute", "chronic", "acute"]}, "functions[3]", "'acute'", f"{FOUR}, acute_combined"),
        ({"functions": ["acute", "xx"]}, "functions[2]", "'xx'", f"{FIVE}, acute_combined"),
        ({"functions": ["acute", "total"]}, "functions[2]", "total", f"{FOUR}, acute_combined"),
        ({"functions": []}, "functions", "1つも", f"{FOUR}, acute_combined"),
        ({"pins": [PIN, PIN]}, "pins[2].area_code", "'1005'", "重複"),
        ({"pins": [PIN | {"level": "x"}]}, "pins[1].level", "'x'", "suishin, model"),
        ({"pins": [PIN], "exclusions": [PIN]}, "pins[1].area_code", "1005", "一方"),
        ({"pins": [[]]}, "pins[1]", "[]", "{ }"),
        ({"revalidation": [{"area_code": "1005", "state": ["done"]}]}, "revalidation[1].state", "['done']", "verifying, not_started, done, none"),
        ({"preparing": [PIN | {"kind": "x"}]}, "preparing[1].kind", "'x'", "analysis, corporation"),
        ({"thresholds": {"acute": 99}}, "thresholds.acute", "99.0", "0 から 20"),
        ({"bounds": {"minimum": 31}}, "bounds.minimum", "31", "0 から 30"),
        ({"report_rate_correction": 1}, "report_rate_correction", "1", "true か false"),
        ({"year": 0}, "year", "0", "2000 から 2100"),
        ({"year": -5}, "year", "-5", "2000 から 2100"),
        ({"year": 1999}, "year", "1999年", "2000 から 2100"),
        ({"year": 2101}, "year", "2101年", "2000 から 2100"),
        ({"year": 10**400}, "year", "1000", "2000 から 2100"),
        ({"year": 1e308}, "year", "1e+308", "整数"),
        ({"pins": [PIN | {"area_code": "10\x0005"}]}, "pins[1].area_code", "x00", "制御文字"),
        ({"revalidation": [{"area_code": "1005", "state": "none", "facility_name": "\ud800"}]}, "revalidation[1].facility_name", "ud800", "制御文字"),
        ({"nominations": [NOMINATION | {"evidence": ["\x00"]}]}, "nominations[1].evidence[1]", "x00", "制御文字"),
        ({"bounds": {"minimum": 1.0}}, "bounds.minimum", "1.0", "整数"),
        ({"thresholds": {"total": None}}, "thresholds.total", "None", "数で"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_with_its_place_and_what_is_allowed(change, field, value, allowed):
    with pytest.raises(UserError) as told:
        scenario_json.from_dict(change)
    assert told.value.message.startswith(f"シナリオの {field}: ")
    assert value in told.value.message.removeprefix(f"シナリオの {field}: ")
    assert allowed in told.value.hint


def test_every_wrong_value_of_a_file_is_told_at_once():
    with pytest.raises(UserError) as told:
        scenario_json.from_dict({"year": "2022", "bounds": {"maximum": 31}, "pins": [PIN | {"level": "x"}], "yaer": 1})
    places = [line.split(":")[0] for line in told.value.message.splitlines()]
    assert places == ["シナリオの year", "シナリオの bounds.maximum", "シナリオの pins[1].level", "シナリオの yaer"]


@pytest.mark.parametrize(("year", "accepted"), [(1999, False), (2000, True), (2100, True), (2101, False)])
def test_the_years_of_a_scenario_end_where_the_rules_say(year, accepted):
    if accepted:
        assert Scenario(year=year).year == year
    else:
        with pytest.raises(UserError, match="2000 から 2100"):
            Scenario(year=year)


def test_a_wrong_value_in_a_link_is_told_like_one_in_a_file():
    packed = zlib.compress(json.dumps({"explained": [ACUTE | {"bed_function": "xx", "beds": 3}]}).encode())
    with pytest.raises(UserError, match=r"explained\[1\]\.bed_function: .*'xx'"):
        scenario_json.decode(base64.urlsafe_b64encode(packed).decode().rstrip("="))


plain = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["1001", "acute", "total"])
)
nested = st.recursive(plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_file_with_any_one_value_replaced_is_read_or_refused_in_words(data):
    """What is read also runs: no value ends in a traceback."""
    written = json.loads(scenario_json.dumps(FULL))
    place, keys = written, list(written)
    while True:
        key = data.draw(st.sampled_from(keys))
        if not (isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans())):
            break
        place = place[key]
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
    place[key] = data.draw(nested)
    try:
        result = engine.run(SMALL, scenario_json.loads(json.dumps(written)))
    except UserError as error:
        told = error
    else:
        told = None
        result.frame().to_csv().encode()
        scenario_json.dumps(result.scenario).encode()
    assert told is None or (told.message and told.hint)


@pytest.mark.parametrize("text", ["", "[1]", "{", "null", b"\x82\xa0", "[" * 10**5, '{"year": ' + "9" * 5000 + "}"])
def test_what_is_no_json_object_is_refused(text):
    with pytest.raises(UserError):
        scenario_json.loads(text)


@pytest.mark.parametrize("text", ["", "x", "!!!!", "eJw", "AAAA"])
def test_a_damaged_url_is_refused(text):
    with pytest.raises(UserError, match="共有URL"):
        scenario_json.decode(text)


def test_a_url_that_unfolds_into_a_huge_text_is_refused():
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


def test_a_scenario_file_far_too_large_is_refused_in_words() -> None:
    with pytest.raises(UserError, match="大きすぎます"):
        scenario_json.loads(b" " * (scenario_json.MAX_BYTES + 1))
    assert scenario_json.loads(b" " * (scenario_json.MAX_BYTES - 2) + b"{}") == scenario_json.loads("{}")


def test_the_server_takes_in_more_than_every_limit_of_ours_so_that_our_words_are_read() -> None:
    config = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["maxUploadSize"] == UPLOAD_MB
    assert max(MAX_BYTES, scenario_json.MAX_BYTES) < UPLOAD_MB * 1024 * 1024
