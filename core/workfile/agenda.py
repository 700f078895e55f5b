"""議題: sections of pages in the order in which a presenter wants to show them, as a file and as the text of a link."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Final

from pydantic import ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError, with_config

from core.checks import Written
from core.errors import UserError
from core.reading.json_text import read_json
from core.reading.refusals import refusals, shown, told

SCHEMA: Final = "suishin-agenda/1"
MAX_BYTES: Final = 1024 * 1024
#: More than anybody shows in a meeting.
MOST: Final = 60
_HINT: Final = "このツールで保存した議題ファイル(JSON)を選んでください。"
_Link = Annotated[Written, StringConstraints(max_length=20_000)]
_Word = Annotated[Written, StringConstraints(pattern=r"^[\w:-]{1,80}$")]


@with_config(ConfigDict(extra="forbid", defer_build=True))
@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One section: route of its page, query of the link that shows the page as it was, anchor of the section, words for the list."""

    route: Annotated[Written, StringConstraints(max_length=40)]
    query: dict[_Link, _Link] = field(default_factory=dict)
    at: _Word
    name: Annotated[Written, StringConstraints(max_length=200)] = ""


Items = Annotated[tuple[AgendaItem, ...], Field(max_length=MOST)]


@with_config(ConfigDict(extra="forbid", defer_build=True))
@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """The items in their order."""

    items: Items = ()


_READER: Final[TypeAdapter[Agenda]] = TypeAdapter(Agenda)


def dumps(items: Sequence[AgendaItem]) -> bytes:
    """The file: readable, UTF-8."""
    plain = [{"route": i.route, "query": dict(sorted(i.query.items())), "at": i.at, "name": i.name} for i in items]
    return (json.dumps({"schema": SCHEMA, "items": plain}, ensure_ascii=False, indent=1) + "\n").encode()


def loads(content: bytes) -> tuple[AgendaItem, ...]:
    """Read a file. Raises UserError naming the place when it is none, is damaged, or is larger than `MAX_BYTES`."""
    data = read_json(content, "議題ファイル", _HINT, limit=MAX_BYTES)
    if not isinstance(data, dict) or "schema" not in data:
        raise UserError("議題ファイルではありません。", _HINT)
    if data["schema"] != SCHEMA:
        raise UserError(
            f"議題ファイルの版(schema){shown(data['schema'])} は読めません。", f"{SCHEMA} の形式が必要です。"
        )
    return _read({k: v for k, v in data.items() if k != "schema"})


def _read(data: dict[str, Any]) -> tuple[AgendaItem, ...]:
    try:
        return _READER.validate_python(data).items
    except ValidationError as error:
        raise UserError(*told(refusal.line("議題") for refusal in refusals(Agenda, error))) from error


def encode(items: Sequence[AgendaItem]) -> str:
    """Compact text for a link; the words for the list are left out."""
    plain = [[i.route, dict(sorted(i.query.items())), i.at] for i in items]
    packed = zlib.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def decode(text: str) -> tuple[AgendaItem, ...]:
    """The items of a link's text. Raises UserError when it is damaged."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        unpacker = zlib.decompressobj()
        plain = unpacker.decompress(raw, MAX_BYTES)  # a short link must not unfold into a huge text
        if unpacker.unconsumed_tail or not unpacker.eof:
            raise ValueError("incomplete or oversized")
        found = [{"route": route, "query": query, "at": at} for route, query, at in json.loads(plain)]
    except (binascii.Error, zlib.error, ValueError, TypeError, RecursionError) as error:
        raise UserError(
            "リンクの議題を読めません。",
            "リンクが途中で切れていないか確認するか、議題ファイルで受け取ってください。",
        ) from error
    return _read({"items": found})
