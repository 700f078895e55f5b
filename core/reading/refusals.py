"""pydantic's errors in Japanese: what is wrong, where, and what is allowed there.

One translator for everything that is read from outside (content, scenarios, worksheets, rows of tables); each reader only
says how it names a place.
"""

from __future__ import annotations

import re
import reprlib
import typing
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final, Literal

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from core.errors import FieldError

_TYPES: Final[dict[str, tuple[str, str]]] = {
    "int": ("整数", "整数で書いてください"),
    "float": ("数", "数で書いてください"),
    "finite_number": ("数", "数で書いてください"),
    "bool": ("「true」か「false」", "true か false で書いてください"),
    "string": ("文字", '文字で書いてください(数字だけのときも引用符 " で囲む)'),
    "date": ("日付", "日付(例: 2024-05-31)で書いてください"),
}
_RANGE: Final = {"ge": "以上", "le": "以下", "gt": "より大きい数", "lt": "より小さい数"}
_SHORT: Final = reprlib.Repr()
_LINE: Final = 100
_SHORT.maxstring = _SHORT.maxlong = _SHORT.maxother = _LINE
#: Errors of one file that are told; the rest is counted.
_TOLD: Final = 5


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that is wrong. `place`: path in the file, lists counted from 1 (`pins[2].reason`; empty: the whole).

    `about`: `message` goes on from the name of a value or of an item (「がありません」), or is a whole sentence of its own.
    Without their last 。, so that a reader can go on.
    """

    place: str
    about: Literal["value", "item", "sentence"]
    message: str
    hint: str

    def line(self, of: str) -> tuple[str, str]:
        """Sentence and advice behind the name of what was read: `シナリオの pins[1].level: この値は使えません: 'x'`."""
        where = f"{of}の {self.place}" if self.place else of
        item = f"「{re.split(r'[.]', self.place)[-1]}」"
        name = {"value": "この値", "item": item, "sentence": ""}[self.about]
        return f"{where}: {name}{_closed(self.message)}", _closed(self.hint)


def shown(value: object) -> str:
    """A refused value for a message: quoted, and never longer than a line."""
    try:
        return _SHORT.repr(value)
    except ValueError:  # a whole number of more digits than Python turns into text
        return "桁の多すぎる数"


def clipped(text: str) -> str:
    """A refused text for a message, never longer than a line."""
    return text if len(text) <= _LINE else f"{text[: _LINE - 1]}…"


def refusals(model: type[Any], error: ValidationError) -> tuple[Refusal, ...]:
    """Everything that pydantic refused, in its order. `model`: the BaseModel or dataclass that was to be read."""
    return tuple(_refusal(model, e) for e in error.errors(include_url=False))


def told(lines: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Message and hint of several (sentence, advice): the first few sentences, every advice once."""
    found = list(lines)
    messages = [message for message, _ in found[:_TOLD]]
    if len(found) > _TOLD:
        messages.append(f"ほかにも {len(found) - _TOLD} か所あります。")
    hints = dict.fromkeys(hint for _, hint in found[:_TOLD] if hint)
    return "\n".join(messages), "".join(hints)


def path(loc: tuple[int | str, ...]) -> str:
    """`measures[2].heading`, counting list entries from 1 as a person does."""
    text = ""
    for part in loc:
        text += f"[{part + 1}]" if isinstance(part, int) else (f".{part}" if text else str(part))
    return text


def joined(place: str, field: str) -> str:
    """A field below a place."""
    return ".".join(part for part in (place, field) if part)


def _refusal(model: type[Any], error: ErrorDetails) -> Refusal:
    kind, ctx, place = error["type"], error.get("ctx", {}), path(error["loc"])
    given = shown(error["input"])
    if kind == "value_error":
        cause = ctx["error"]
        if isinstance(cause, FieldError):
            return Refusal(joined(place, cause.field), "sentence", cause.message, cause.hint)
        return Refusal(place, "value", f"が正しくありません。{cause}", "")
    if kind == "missing":
        return Refusal(place, "item", "がありません。必須の項目です", "必要な項目を書き足してください")
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        return Refusal(
            place,
            "item",
            "という項目はありません(知らない項目)",
            f"使える項目: {'、'.join(_allowed(model, error['loc'][:-1]))}",
        )
    if kind in ("enum", "literal_error"):
        return Refusal(
            place, "value", f"は使えません: {given}", f"次のどれかにしてください: {_choices(str(ctx['expected']))}"
        )
    if kind == "string_unicode":
        return Refusal(place, "value", f"に使えない文字があります: {given}", "制御文字などを消してください")
    if kind == "string_too_short":
        return Refusal(place, "value", "が空です", "文を書いてください")
    if kind == "string_too_long" or (kind == "too_long" and isinstance(error["input"], str)):
        return Refusal(place, "value", "が長すぎます", f"{ctx['max_length']:,}字以内にしてください")
    if kind == "string_pattern_mismatch":
        return Refusal(place, "value", f"の形が違います: {given}", f"使える形: {ctx['pattern']}")
    if any(limit in ctx for limit in _RANGE) and kind.startswith(("greater", "less")):
        words = "、".join(f"{ctx[k]} {w}" for k, w in _RANGE.items() if k in ctx)
        return Refusal(place, "value", f"が範囲の外です: {given}", f"{words}で書いてください")
    if kind in ("tuple_type", "list_type"):
        return Refusal(
            place, "value", f"が一覧ではないため読めません: {given}", "[ ] か「- 」で始まる行の並びで書いてください"
        )
    if kind in ("model_type", "model_attributes_type", "dataclass_type", "dict_type", "mapping_type"):
        return Refusal(place, "value", f"の形が違います: {given}", "「項目: 値」の組({ } で囲む)で書いてください")
    if kind == "too_short":
        return Refusal(place, "value", "が足りません", f"{ctx.get('min_length', 1)} 件以上が必要です")
    if kind == "too_long":
        return Refusal(place, "value", "が多すぎます", f"{ctx['max_length']:,} 件以内にしてください")
    for prefix, (word, advice) in _TYPES.items():
        if kind.startswith(prefix):
            return Refusal(place, "value", f"が{word}ではありません(型が違います): {given}", advice)
    return Refusal(place, "value", f"が正しくありません: {given}", "書き方を確かめてください")


def _closed(text: str) -> str:
    return text if not text or text.endswith("。") else f"{text}。"


def _choices(expected: str) -> str:
    """`'a', 'b' or 'c'` → `a, b, c`."""
    return ", ".join(re.findall(r"'([^']*)'", expected)) or expected.replace(" or ", ", ")


def _allowed(model: type[Any], loc: tuple[int | str, ...]) -> list[str]:
    """Names of the items that the model at `loc` takes."""
    current: type[Any] | None = model
    for part in loc:
        if isinstance(part, str) and current is not None:
            current = _inner(_items(current).get(part))
    return list(_items(current)) if current else []


def _items(model: type[Any]) -> dict[str, Any]:
    """Items by their names in the file → annotation."""
    if is_dataclass(model):
        hints = typing.get_type_hints(model)
        return {f.name: hints[f.name] for f in fields(model)}
    return {str(f.validation_alias or name): f.annotation for name, f in model.model_fields.items()}


def _inner(annotation: Any) -> type[Any] | None:
    """The model inside an annotation: `tuple[Pin, ...]` → Pin."""
    if isinstance(annotation, type) and (is_dataclass(annotation) or issubclass(annotation, BaseModel)):
        return annotation
    return next((found for arg in typing.get_args(annotation) if (found := _inner(arg)) is not None), None)
