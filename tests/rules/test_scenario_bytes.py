"""Scenario files and links byte by byte: what was saved or linked once must be read the same for good."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import fields, replace
from pathlib import Path

import pandas as pd
import pytest

from core import simulate
from core.errors import UserError
from core.rules import engine, first_edition, scenario_json
from core.rules.choices import GapDirection
from core.rules.facts import Facts
from core.rules.scenario import Scenario
from core.vocabulary.terms import Noise
from tests.rules.editions import FIRST, FULL, GOLDEN, OF_THE_FIRST, OF_TODAY

FIRST_LINKS: dict[str, str] = json.loads((GOLDEN / "1" / "links.json").read_text(encoding="utf-8"))
LINKS: dict[str, str] = json.loads((GOLDEN / "2" / "links.json").read_text(encoding="utf-8"))


def _without(scenario: Scenario, left_out: tuple[str, ...]) -> Scenario:
    return replace(scenario, **dict.fromkeys(left_out, ()))


def _unpacked(link: str) -> bytes:
    return zlib.decompress(base64.urlsafe_b64decode(link + "=" * (-len(link) % 4)))


def _packed(plain: object) -> str:
    return base64.urlsafe_b64encode(zlib.compress(json.dumps(plain).encode())).decode().rstrip("=")


@pytest.mark.parametrize("name", OF_TODAY)
def test_a_scenario_is_written_as_it_was_written_first(name: str) -> None:
    written = scenario_json.dumps(OF_TODAY[name]).encode()
    assert written == (GOLDEN / "2" / f"{name}.json").read_bytes()


@pytest.mark.parametrize("name", OF_TODAY)
def test_a_file_of_today_reads_as_the_same_scenario(name: str) -> None:
    assert scenario_json.loads((GOLDEN / "2" / f"{name}.json").read_bytes()) == OF_TODAY[name]


@pytest.mark.parametrize("name", OF_TODAY)
def test_a_link_of_today_opens_the_same_scenario_and_a_new_one_says_the_same(name: str) -> None:
    told, left_out = scenario_json.encode(OF_TODAY[name])
    assert scenario_json.decode(LINKS[name]) == _without(OF_TODAY[name], left_out)
    assert _unpacked(told) == _unpacked(LINKS[name])  # how tightly zlib packs is its own affair


def test_the_full_scenario_leaves_no_field_at_its_default() -> None:
    assert [f.name for f in fields(Scenario) if getattr(FULL, f.name) == getattr(Scenario(), f.name)] == []


@pytest.mark.parametrize(("edition", "scenarios"), [("1", OF_THE_FIRST), ("2", OF_TODAY)])
def test_the_golden_files_hold_these_scenarios_and_nothing_else(edition: str, scenarios: dict[str, Scenario]) -> None:
    assert {p.stem for p in (GOLDEN / edition).glob("*.json")} == {*scenarios, "links"}


@pytest.mark.parametrize("name", OF_THE_FIRST)
def test_a_file_of_the_first_edition_keeps_its_meaning(name: str) -> None:
    read = scenario_json.loads((GOLDEN / "1" / f"{name}.json").read_bytes())
    assert read == OF_THE_FIRST[name]
    assert read.noise is Noise.BED


@pytest.mark.parametrize("name", OF_THE_FIRST)
def test_a_link_of_the_first_edition_names_no_format_and_keeps_its_meaning(name: str) -> None:
    assert b"schema" not in _unpacked(FIRST_LINKS[name])
    _, left_out = scenario_json.encode(OF_THE_FIRST[name])
    assert scenario_json.decode(FIRST_LINKS[name]) == _without(OF_THE_FIRST[name], left_out)


@pytest.mark.parametrize("direction", GapDirection)
def test_the_first_edition_ranked_by_the_direction_of_its_verdicts(direction: GapDirection) -> None:
    read = scenario_json.from_dict({"schema": first_edition.SCHEMA, "direction": direction.value})
    assert (read.direction, read.ranking_direction) == (direction, direction)


def test_a_field_left_out_takes_the_value_of_its_own_edition() -> None:
    assert scenario_json.from_dict({"schema": scenario_json.SCHEMA}) == Scenario()
    assert scenario_json.from_dict({"schema": first_edition.SCHEMA}) == FIRST
    assert scenario_json.from_dict({}) == FIRST
    part = scenario_json.from_dict({"weights": {"total": 0.5}, "bounds": {"maximum": 3}})
    assert (part.weights.chronic, part.bounds.second_score, part.bounds.maximum) == (0.5, 0.0, 3)


def test_a_field_of_today_under_the_first_format_is_refused_with_the_way_out() -> None:
    with pytest.raises(UserError, match="noise") as told:
        scenario_json.from_dict({"noise": "ward"})
    assert scenario_json.SCHEMA in told.value.hint
    with pytest.raises(UserError, match="requires_verdict"):
        scenario_json.decode(_packed({"requires_verdict": True}))


def test_a_scenario_of_the_first_edition_says_what_changed_also_after_it_was_saved_anew(real_facts: Facts) -> None:
    told = first_edition.changes(FIRST)
    assert "第1版の形式" in told[0]
    assert "「要確認」" in told[1]
    assert any("高度急性期" in sentence for sentence in told)
    assert any("④は" in s for s in first_edition.changes(OF_THE_FIRST["gunma"]))
    assert any("③は" in s for s in first_edition.changes(OF_THE_FIRST["full"]))
    assert not any("④は" in s or "③は" in s for s in told)
    again = scenario_json.loads(scenario_json.dumps(FIRST))
    assert again == FIRST
    assert scenario_json.decode(scenario_json.encode(FIRST)[0]) == FIRST
    messages = [n.message for n in engine.run(real_facts, again).notices if n.kind == "converted"]
    assert messages == list(told)
    assert first_edition.changes(Scenario()) == ()


def test_a_scenario_of_the_first_edition_ranks_and_picks_as_the_first_edition_did(real_facts: Facts) -> None:
    """The golden result was written by the first edition's own program on the same data."""
    golden = pd.read_csv(GOLDEN / "1" / "default_result.csv", dtype={"area_code": str})
    frame = engine.run(real_facts, FIRST).frame()
    pd.testing.assert_frame_equal(frame[golden.columns.tolist()].round(6), golden, check_dtype=False, atol=1.1e-6)


def test_the_command_line_says_what_changed_since_the_first_edition(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "result.csv"
    old = GOLDEN / "1" / "default.json"
    assert simulate.main(["--scenario", str(old), "--out", str(out), "--json"]) == 0
    told = capsys.readouterr()
    assert told.err.splitlines() == [f"注意: {s}" for s in first_edition.changes(FIRST)]
    summary = json.loads(told.out)
    assert [n["message"] for n in summary["notices"] if n["kind"] == "converted"] == list(first_edition.changes(FIRST))
    assert summary["scenario"]["schema"] == scenario_json.SCHEMA
    assert simulate.main(["--out", str(out)]) == 0
    assert capsys.readouterr().err == ""
    assert set(pd.read_csv(out)["function_gap"]) == {"to_confirm", "not_met"}
