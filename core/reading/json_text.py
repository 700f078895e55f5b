"""JSON that somebody brings: refused by size and depth before it is read, and in Japanese where it is no JSON."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from core.errors import UserError

#: No file of ours is deeper than 7; one far deeper only exhausts the reader.
MAX_DEPTH: Final = 40
_BRACKETS: Final = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[{]+|[\]}]+', re.DOTALL)


def read_json(text: str | bytes, name: str, hint: str, *, limit: int) -> Any:
    """The value of a JSON text (UTF-8, a byte order mark allowed); `name` says what was to be read, `hint` what to do instead.

    Raises UserError where it is larger than `limit` (bytes, or characters of a text), deeper than `MAX_DEPTH`, no UTF-8, no JSON,
    names an item twice, or holds a number of more digits than Python reads.
    """
    if len(text) > limit:
        raise UserError(
            f"{name}が大きすぎます({len(text) / 1024 / 1024:.1f}MB、上限{limit / 1024 / 1024:.0f}MB)。", hint
        )
    try:
        plain = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise UserError(f"{name}を読めません。文字コードが UTF-8 ではありません。", hint) from error
    if _deep(plain):
        raise UserError(f"{name}を読めません。括弧の入れ子が深すぎます({MAX_DEPTH}段まで)。", hint)
    try:
        return json.loads(plain, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        place = f"{error.lineno}行{error.colno}文字目"
        raise UserError(f"{name}を JSON として読めません。{place}で書き方が崩れています。", hint) from error
    except _Twice as error:
        raise UserError(f"{name}を JSON として読めません。同じ項目が2回書かれています。", hint) from error
    except ValueError as error:
        raise UserError(f"{name}を JSON として読めません。桁の多すぎる数があります。", hint) from error


class _Twice(ValueError):
    """An object that names an item twice: nobody can tell which one counts."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Twice
    return found


def _deep(text: str) -> bool:
    """Whether brackets outside of strings ever stand deeper than `MAX_DEPTH`."""
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return False
    depth = 0
    for found in _BRACKETS.finditer(text):
        run = found[0]
        if run[0] in "[{":
            depth += len(run)
            if depth > MAX_DEPTH:
                return True
        elif run[0] in "]}":
            depth -= len(run)
    return False
