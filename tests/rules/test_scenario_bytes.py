"""`suishin-scenario/1` byte by byte: what was saved or linked once must be written and read the same for good."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from core.rules import scenario_json
from core.rules.choices import GapDirection, Level, Preparation, Reference, RevalidationState, Signal
from core.rules.content import load_presets, preset_scenario
from core.rules.entries import Exclusion, Explained, Nomination, Occupancy, Pin, Preparing, Revalidation
from core.rules.scenario import Bounds, ModelBounds, Scenario, Thresholds, Weights

GOLDEN = Path(__file__).parent / "golden"

LINKS: dict[str, str] = json.loads((GOLDEN / "links.json").read_text(encoding="utf-8"))

#: Every field differs from its default, every table has rows.
FULL = Scenario(
    name="すべての項目 <試験> \"引用\"",
    note="1行目\n2行目\t終わり",
    year=2023,
    reference=Reference.POPULATION,
    direction=GapDirection.BOTH,
    report_rate_correction=True,
    thresholds=Thresholds(total=1.5, high_acute=2, acute=2.25, recovery=0, chronic=20, acute_combined=3.09),
    functions=(Signal.ACUTE_COMBINED, Signal.CHRONIC),
    weights=Weights(total=1, functions=0.25, acute_combined=0, chronic=10, revalidation=0, nomination=0.1),
    bounds=Bounds(minimum=0, maximum=3, second_score=-1.5),
    model_bounds=ModelBounds(minimum=0, maximum=339),
    pins=(Pin(area_code="1005", reason="県の提案", level=Level.MODEL), Pin(area_code="1001", reason="固定")),
    exclusions=(Exclusion(area_code="1002", reason="除外"),),
    nominations=(
        Nomination(area_code="1005", reason="県境", evidence=("inflow_acute", "no_tertiary"), source="県の様式"),
    ),
    revalidation=(
        Revalidation(area_code="1005", state=RevalidationState.NOT_STARTED, facility_name="甲病院"),
        Revalidation(area_code="1001", state=RevalidationState.NONE),
    ),
    preparing=(Preparing(area_code="1001", kind=Preparation.CORPORATION, reason="法人"),),
    occupancy_2015=(Occupancy(area_code="1005", bed_function="acute", occupancy=0.785),),
    explained=(Explained(area_code="1005", bed_function="total", beds=-12), Explained(area_code="1001", bed_function="acute", beds=0.5)),
)  # fmt: skip
SCENARIOS = {"default": Scenario(), "full": FULL} | {p.id: preset_scenario(p) for p in load_presets()}


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_is_written_as_it_was_written_first(name: str) -> None:
    written = scenario_json.dumps(SCENARIOS[name]).encode()
    assert written == (GOLDEN / f"{name}.json").read_bytes()


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_file_of_the_first_edition_reads_as_the_same_scenario(name: str) -> None:
    assert scenario_json.loads((GOLDEN / f"{name}.json").read_bytes()) == SCENARIOS[name]


def test_the_golden_files_hold_every_preset_and_nothing_else() -> None:
    assert {p.stem for p in GOLDEN.glob("*.json")} == {*SCENARIOS, "links"}


def _unpacked(link: str) -> bytes:
    return zlib.decompress(base64.urlsafe_b64decode(link + "=" * (-len(link) % 4)))


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_link_of_the_first_edition_opens_the_same_scenario_and_a_new_one_says_the_same(name: str) -> None:
    link = LINKS[name]
    told, left_out = scenario_json.encode(SCENARIOS[name])
    assert scenario_json.decode(link) == replace(SCENARIOS[name], **dict.fromkeys(left_out, ()))
    assert _unpacked(told) == _unpacked(link)  # how tightly zlib packs is its own affair
