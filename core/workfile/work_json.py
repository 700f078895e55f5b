"""Working file ↔ JSON (`suishin-work/1`).

The JSON is canonical: the same work gives the same bytes, and what is empty is left out. Reading refuses what it does not know, in
Japanese, and names the place as a path whose lists count from 1 (`plans[2].cut_acute`). Nothing is half-read.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from core.area.worksheet import Worksheet
from core.errors import UserError
from core.reading.json_text import read_json
from core.reading.refusals import refusals, shown, told
from core.rules import scenario_json
from core.rules.scenario import Scenario
from core.workfile.work import PageLink, Work

SCHEMA: Final = "suishin-work/1"
#: Worksheets of all areas, plans of a prefecture and every table of a scenario stay below this.
MAX_BYTES: Final = 4 * 1024 * 1024
_HINT: Final = "このツールで保存した作業ファイル(JSON)を選んでください。"
_READER: Final[TypeAdapter[Work]] = TypeAdapter(Work)


def dumps(work: Work) -> bytes:
    """The file: readable, UTF-8."""
    parts = {name: _plain(value) for name, value in work.parts().items()}
    return (json.dumps({"schema": SCHEMA, **parts}, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(value: Any) -> Any:
    if isinstance(value, Scenario):
        return scenario_json.to_dict(value)
    if isinstance(value, Worksheet):
        return json.loads(value.to_json())
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, PageLink):
        return {"route": value.route, "query": dict(sorted(value.query.items()))}
    if isinstance(value, dict):
        return dict(sorted(value.items()))
    if hasattr(value, "__dataclass_fields__"):
        pairs = ((f, getattr(value, f.name)) for f in fields(value))
        return {f.name: _plain(v) for f, v in pairs if f.default is MISSING or v != f.default}
    return value


def loads(content: bytes) -> Work:
    """Read a working file. Raises UserError naming the place when it is none, is damaged, or is larger than `MAX_BYTES`."""
    data = read_json(content, "作業ファイル", _HINT, limit=MAX_BYTES)
    if not isinstance(data, dict):
        raise UserError("作業ファイルの形が違います。", _HINT)
    schema = data.get("schema")
    if schema in scenario_json.SCHEMAS:
        raise UserError(
            "これはシナリオのファイルです。", "推進区域シミュレーターの「保存・共有・出力」で開いてください。"
        )
    if schema != SCHEMA:
        raise UserError(f"作業ファイルの版(schema){shown(schema)} は読めません。", _HINT)
    try:
        return _READER.validate_python({k: v for k, v in data.items() if k != "schema"})
    except ValidationError as error:
        raise UserError(*told(refusal.line("作業ファイル") for refusal in refusals(Work, error))) from error
