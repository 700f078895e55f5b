"""Reviewed texts of the simulator: where the real designation is incomplete, what no rule can know, and the presets."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final, Literal

from pydantic import Field, model_validator

from core.errors import UserError
from core.reading.base import CONTENT_DIR, Content, Slug, Text
from core.reading.files import check_unique, load, parse
from core.reading.tables import read_table
from core.rules import scenario_json
from core.rules.scenario import Scenario

COVERAGE_FILE = CONTENT_DIR / "designation_coverage.csv"
NOTES_FILE = CONTENT_DIR / "rules_notes.yaml"
PRESETS_FILE = CONTENT_DIR / "presets.yaml"
#: Id of the preset whose weights were chosen after the real designation was known.
FITTED: Final = "fitted_weights"


class Incomplete(Content):
    """A prefecture whose list of designated areas is not known in full: never count its other areas as 非指定."""

    pref_code: Text
    pref_name: Text
    status: Literal["partial", "none"]
    note: Text


class Notes(Content):
    """What a rule cannot know in any case, the ministry's words on モデル推進区域, and the warning beside `requires_verdict`."""

    cannot_know: tuple[Text, ...] = Field(min_length=1)
    official_model: Text
    requires_verdict: Text


class Preset(Content):
    """A scenario that ships with the tool; `scenario` holds only what differs from the default."""

    id: Slug
    summary: Text
    sources: tuple[Text, ...] = ()
    scenario: dict[str, Any]


class Presets(Content):
    """The whole of presets.yaml, the default first."""

    presets: tuple[Preset, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def ids_are_unique(self) -> Presets:
        """Ids stand in URLs."""
        check_unique(self.presets, lambda p: p.id, "id")
        return self

    @model_validator(mode="after")
    def the_fitted_one_is_there(self) -> Presets:
        """Every page that ranks by weights compares with it."""
        if all(p.id != FITTED for p in self.presets):
            raise ValueError(f"id が {FITTED} の見本がありません")
        return self


def load_incomplete() -> tuple[Incomplete, ...]:
    """Prefectures whose real designation is not known in full, in code order. Raises UserError on an unreadable table."""
    table = read_table(COVERAGE_FILE, tuple(Incomplete.model_fields))
    rows = [row for row in table.to_dict("records") if row["status"] != "complete"]
    return tuple(parse(Incomplete, row, COVERAGE_FILE) for row in rows)


def load_notes() -> Notes:
    """Sentences beside the back-test."""
    return load(Notes, NOTES_FILE)


def load_presets() -> tuple[Preset, ...]:
    """The presets in their order."""
    return load(Presets, PRESETS_FILE).presets


def preset_scenario(preset: Preset) -> Scenario:
    """The scenario of a preset. Raises UserError when the file asks for what a scenario cannot be."""
    try:
        return _scenario(
            json.dumps(preset.scenario, ensure_ascii=False, default=str)
        )  # YAML makes dates of what looks like one
    except UserError as error:
        raise UserError(f"{PRESETS_FILE.name}: 見本「{preset.id}」の{error.message}", error.hint) from error


@lru_cache(maxsize=64)
def _scenario(text: str) -> Scenario:
    """Checked once per text: every run of the simulator compares with all presets."""
    return scenario_json.from_dict({"schema": scenario_json.SCHEMA, **json.loads(text)})


def fitted_scenario() -> Scenario:
    """The preset whose weights were chosen with the answer in sight."""
    return next(preset_scenario(p) for p in load_presets() if p.id == FITTED)


def has_fitted_weights(scenario: Scenario) -> bool:
    """True where a scenario ranks by weights that were chosen with the answer in sight."""
    return fitted_scenario().weights == scenario.weights


#: Stands behind the name of a preset whose choices were changed.
CHANGED = "(変更あり)"


def truly_named(scenario: Scenario) -> Scenario:
    """The scenario under a preset's name only where it is that preset; changed, its name says so."""
    base = scenario.name.removesuffix(CHANGED)
    for preset in map(preset_scenario, load_presets()):
        if preset.name == base:
            plain = replace(scenario, name=base)
            return plain if plain == preset else replace(scenario, name=base + CHANGED)
    return scenario
