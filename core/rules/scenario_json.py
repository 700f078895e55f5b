"""Scenario ↔ JSON, and the compact text that a shared URL carries.

The JSON is canonical: the same scenario gives the same bytes. Reading refuses what it does not know, in Japanese, rather
than dropping it, and names the place as a path whose lists count from 1 (`explained[1].bed_function`). `SCHEMA` names the
version of the format; what names the first one, or none, is read as the first (`core.rules.first_edition`).
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter, ValidationError

from core.checks import check_choice
from core.errors import FieldError, UserError
from core.reading.json_text import read_json
from core.reading.refusals import refusals, shown, told
from core.rules import first_edition
from core.rules.evidence import load_evidence
from core.rules.scenario import Scenario

SCHEMA = "suishin-scenario/2"
#: Formats that can be read.
SCHEMAS = (SCHEMA, first_edition.SCHEMA)
#: A shared URL longer than this is refused by some mail programs and proxies.
URL_LIMIT = 1800
_URL_UNPACKED = 1_000_000
_URL_HINT = "URLが途中で切れていないか確認するか、JSONファイルで受け取ってください。"
#: Tables that only a file carries: too long for a URL.
FILE_ONLY = ("revalidation", "revalidation_complete", "occupancy_2015", "explained")
_HINT = "このツールで保存したシナリオファイル(JSON)を選んでください。"
#: Types and names are pydantic's to check; what a value may be says the dataclass itself, so that the screen hears the same.
_READER: TypeAdapter[Scenario] = TypeAdapter(Scenario)


def to_dict(scenario: Scenario) -> dict[str, Any]:
    """Plain values of a scenario, all fields spelled out."""
    return {"schema": SCHEMA, **asdict(scenario)}


def dumps(scenario: Scenario) -> str:
    """Readable JSON, keys in the order of the fields."""
    return json.dumps(to_dict(scenario), ensure_ascii=False, indent=2) + "\n"


#: A scenario with every table filled in stays far below this.
MAX_BYTES = 2 * 1024 * 1024


def loads(text: str | bytes) -> Scenario:
    """Read a scenario. Raises UserError naming the place when the text is no valid scenario, or larger than `MAX_BYTES`."""
    return from_dict(read_json(text, "シナリオファイル", _HINT, limit=MAX_BYTES))


def from_dict(data: object) -> Scenario:
    """Build a scenario from plain values; a field left out takes its default, in the edition that `schema` names.

    Raises UserError naming the place of what is no scenario, also where a nomination cites an evidence that is not listed.
    """
    if not isinstance(data, dict):
        raise UserError("シナリオファイルの形が違います。", _HINT)
    schema = data.get("schema", first_edition.SCHEMA)  # links of the first edition did not name it
    if schema not in SCHEMAS:
        raise UserError(
            f"シナリオファイルの版(schema){shown(schema)} は読めません。",
            f"{' か '.join(SCHEMAS)} の形式が必要です。",
        )
    plain = {k: v for k, v in data.items() if k != "schema"}
    try:
        scenario = _READER.validate_python(plain if schema == SCHEMA else first_edition.renewed(plain, SCHEMA))
    except ValidationError as error:
        raise UserError(*told(refusal.line("シナリオ") for refusal in refusals(Scenario, error))) from error
    _check_evidence(scenario)
    return scenario


def _check_evidence(scenario: Scenario) -> None:
    """Refuse ids that the list of evidence does not hold: nothing could be said about them."""
    if not any(n.evidence for n in scenario.nominations):
        return
    known = [item.id for item in load_evidence().items]
    for number, nomination in enumerate(scenario.nominations, 1):
        label = f"④の推薦({nomination.area_code})の根拠"
        for position, cited in enumerate(nomination.evidence, 1):
            try:
                check_choice(f"nominations[{number}].evidence[{position}]", label, cited, known)
            except FieldError as error:
                raise UserError(f"シナリオの {error.field}: {error.message}", error.hint) from error


def encode(scenario: Scenario) -> tuple[str, tuple[str, ...]]:
    """Compact URL text of a scenario and the names of the tables that had to stay out of it.

    Only what differs from the default is carried, and the name of the format.
    """
    plain, default = to_dict(scenario), to_dict(Scenario())
    left_out = tuple(name for name in FILE_ONLY if plain[name])
    changed = {k: v for k, v in plain.items() if k == "schema" or (v != default[k] and k not in FILE_ONLY)}
    packed = zlib.compress(json.dumps(changed, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    return base64.urlsafe_b64encode(packed).decode().rstrip("="), left_out


def decode(text: str) -> Scenario:
    """The scenario of a URL text. Raises UserError when it is damaged."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        unpacker = zlib.decompressobj()
        plain = unpacker.decompress(raw, _URL_UNPACKED)  # a short URL must not unfold into a huge text
        if unpacker.unconsumed_tail or not unpacker.eof:
            raise ValueError("incomplete or oversized")
    except (binascii.Error, zlib.error, ValueError) as error:
        raise UserError("共有URLのシナリオを読めません。", _URL_HINT) from error
    return from_dict(read_json(plain, "共有URLのシナリオ", _URL_HINT, limit=_URL_UNPACKED))
