"""Scenario ↔ JSON, and the compact text that a shared URL carries.

The JSON is canonical: the same scenario gives the same bytes. Reading refuses what it does not know, in Japanese, rather
than dropping it. `SCHEMA` names the version of the format.
"""

from __future__ import annotations

import base64
import binascii
import json
import typing
import zlib
from dataclasses import MISSING, asdict, fields, is_dataclass
from enum import StrEnum
from typing import Any

from core.errors import UserError
from core.rules.scenario import Scenario

SCHEMA = "suishin-scenario/1"
#: A shared URL longer than this is refused by some mail programs and proxies.
URL_LIMIT = 1800
#: Tables that only a file carries: too long for a URL.
FILE_ONLY = ("revalidation", "occupancy_2015", "explained")
_HINT = "このツールで保存したシナリオファイル(JSON)を選んでください。"


def to_dict(scenario: Scenario) -> dict[str, Any]:
    """Plain values of a scenario, all fields spelled out."""
    return {"schema": SCHEMA, **asdict(scenario)}


def dumps(scenario: Scenario) -> str:
    """Readable JSON, keys in the order of the fields."""
    return json.dumps(to_dict(scenario), ensure_ascii=False, indent=2) + "\n"


def loads(text: str | bytes) -> Scenario:
    """Read a scenario. Raises UserError naming the place when the text is no valid scenario."""
    try:
        data = json.loads(text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        raise UserError("シナリオファイルの文字コードが UTF-8 ではありません。", _HINT) from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise UserError(f"シナリオファイルを JSON として読めません: {error}", _HINT) from error
    return from_dict(data)


def from_dict(data: object) -> Scenario:
    """Build a scenario from plain values; a field left out takes its default."""
    if not isinstance(data, dict):
        raise UserError("シナリオファイルの形が違います。", _HINT)
    schema = data.get("schema", SCHEMA)
    if schema != SCHEMA:
        raise UserError(f"シナリオファイルの版 {schema!r} は読めません。", f"{SCHEMA} の形式が必要です。")
    return _build(Scenario, {k: v for k, v in data.items() if k != "schema"}, "シナリオ")


def encode(scenario: Scenario) -> tuple[str, tuple[str, ...]]:
    """Compact URL text of a scenario and the names of the tables that had to stay out of it.

    Only what differs from the default is carried.
    """
    plain, default = to_dict(scenario), to_dict(Scenario())
    left_out = tuple(name for name in FILE_ONLY if plain[name])
    changed = {k: v for k, v in plain.items() if v != default[k] and k not in FILE_ONLY}
    packed = zlib.compress(json.dumps(changed, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    return base64.urlsafe_b64encode(packed).decode().rstrip("="), left_out


def decode(text: str) -> Scenario:
    """The scenario of a URL text. Raises UserError when it is damaged."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        unpacker = zlib.decompressobj()
        plain = unpacker.decompress(raw, 1_000_000)  # a short URL must not unfold into a huge text
        if unpacker.unconsumed_tail or not unpacker.eof:
            raise ValueError("incomplete or oversized")
        data = json.loads(plain)
    except (binascii.Error, zlib.error, ValueError) as error:
        raise UserError(
            "共有URLのシナリオを読めません。", "URLが途中で切れていないか確認するか、JSONファイルで受け取ってください。"
        ) from error
    return from_dict(data)


def _build(kind: type[Any], data: object, where: str) -> Any:
    """A dataclass from a dict, its fields by their declared types."""
    if not isinstance(data, dict):
        raise UserError(f"{where}の形が違います。", _HINT)
    hints = typing.get_type_hints(kind)
    unknown = sorted(set(data) - set(hints))
    if unknown:
        raise UserError(
            f"{where}に知らない項目があります: {', '.join(map(str, unknown))}", "項目名の誤りを直すか、消してください。"
        )
    missing = [
        f.name for f in fields(kind) if f.name not in data and f.default is MISSING and f.default_factory is MISSING
    ]
    if missing:
        raise UserError(f"{where}に必要な項目がありません: {', '.join(missing)}", _HINT)
    return kind(**{name: _value(hints[name], value, f"{where} › {name}") for name, value in data.items()})


def _value(hint: Any, value: object, where: str) -> Any:
    if typing.get_origin(hint) is tuple:
        if not isinstance(value, list | tuple):
            raise UserError(f"{where}は並び([ ])で書いてください。", _HINT)
        inner = typing.get_args(hint)[0]
        return tuple(_value(inner, item, f"{where}[{i + 1}]") for i, item in enumerate(value))
    if is_dataclass(hint):
        return _build(typing.cast(type[Any], hint), value, where)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        try:
            return hint(str(value))
        except ValueError as error:
            allowed = ", ".join(hint)
            raise UserError(f"{where}の値 {value!r} は使えません。", f"次のどれかにしてください: {allowed}") from error
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (hint is not bool and isinstance(value, bool)):
        raise UserError(f"{where}の値 {value!r} の型が違います。", _HINT)
    return value
