"""YAML → checked model, with errors that name the file, the field and what is allowed there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from core.errors import UserError

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")


class _UniqueKeyLoader(yaml.SafeLoader):
    """SafeLoader that refuses a key written twice; plain YAML would silently keep the last one."""


def _mapping(loader: _UniqueKeyLoader, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=deep)
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"「{key}」が2回書かれています", key_node.start_mark)
        seen.add(key)
    return yaml.SafeLoader.construct_mapping(loader, node, deep=deep)


_UniqueKeyLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(path: Path) -> Any:
    """Plain data of one YAML file. UserError (file, line) when it is missing, not UTF-8 or not YAML."""
    try:
        return yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_UniqueKeyLoader)
    except FileNotFoundError as error:
        raise UserError(
            f"{path.name}: ファイルがありません。", f"{path.parent.name} フォルダーに置いてください。"
        ) from error
    except UnicodeDecodeError as error:
        raise UserError(
            f"{path.name}: 文字コードが UTF-8 ではありません。", "UTF-8 で保存し直してください。"
        ) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{mark.line + 1}行{mark.column + 1}文字目" if mark else "場所不明"
        problem = getattr(error, "problem", "") or "書き方が YAML ではありません"
        raise UserError(
            f"{path.name}: {place}で読めなくなりました({problem})。",
            "字下げ(半角スペース)、「:」の後の空白、引用符の閉じ忘れを確かめてください。",
        ) from error


def parse(model: type[M], data: Any, path: Path) -> M:
    """`data` as `model`. UserError lists every wrong field of the file with what is allowed."""
    if not isinstance(data, dict):
        raise UserError(f"{path.name}: 中身が「項目: 値」の形ではありません。", "雛形を写して書き直してください。")
    try:
        return model.model_validate(data)
    except ValidationError as error:
        lines = [f"{path.name}: {_sentence(model, e)}" for e in error.errors()]
        raise UserError(
            "\n".join(lines), "項目名と値を直してください。書き方は docs/content.md にあります。"
        ) from error


def load(model: type[M], path: Path) -> M:
    """One checked file, read again only when it has changed on disk."""
    checked: M = _load(model, path, _stamp(path))  # lru_cache forgets the type
    return checked


@lru_cache(maxsize=256)
def _load(model: type[M], path: Path, stamp: int) -> M:
    return parse(model, read_yaml(path), path)


def _stamp(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0


def check_unique(items: Iterable[T], key: Callable[[T], str], what: str) -> None:
    """ValueError (for use inside model validators) when two items share a key."""
    seen: set[str] = set()
    for item in items:
        if key(item) in seen:
            raise ValueError(f"{what}「{key(item)}」が重複しています")
        seen.add(key(item))


def _sentence(model: type[BaseModel], error: ErrorDetails) -> str:
    field = _field_path(error["loc"])
    return f"項目「{field}」 {_reason(model, error)}" if field else _reason(model, error)


def _field_path(loc: tuple[int | str, ...]) -> str:
    """`measures[2].heading`, counting list entries from 1 as a person does."""
    path = ""
    for part in loc:
        path += f"[{part + 1}]" if isinstance(part, int) else (f".{part}" if path else str(part))
    return path


def _reason(model: type[BaseModel], error: ErrorDetails) -> str:
    """Japanese sentence of one pydantic error: what is wrong and what is allowed."""
    kind, ctx, given = error["type"], error.get("ctx", {}), error["input"]
    shown = f"(書かれている値: {given!r})" if isinstance(given, str | int | float | bool) else ""
    if kind == "missing":
        return "がありません。必須の項目です。"
    if kind == "extra_forbidden":
        owner = _owner(model, error["loc"][:-1])
        allowed = "、".join(owner.model_fields) if owner else ""
        return f"という項目はありません。使える項目: {allowed}"
    if kind in ("enum", "literal_error"):
        return f"に使える値は {ctx.get('expected', '')} です{shown}。".replace(" or ", " または ")
    if kind == "string_too_short":
        return "が空です。文を書いてください。"
    if kind == "string_pattern_mismatch":
        return f"の形が違います{shown}。使える形: {ctx.get('pattern')}"
    if kind in ("int_type", "int_parsing", "int_from_float", "float_type", "float_parsing"):
        return f"は数で書いてください{shown}。"
    if kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        words = {"ge": "以上", "le": "以下", "gt": "より大きい数", "lt": "より小さい数"}
        return "は " + "、".join(f"{ctx[k]} {w}" for k, w in words.items() if k in ctx) + f" で書いてください{shown}。"
    if kind.startswith("date"):
        return f"は日付(例: 2024-05-31)で書いてください{shown}。"
    if kind == "string_type":
        return f'は文字で書いてください{shown}。数字だけのときは引用符 " で囲みます。'
    if kind in ("tuple_type", "list_type"):
        return "は「- 」で始まる行の並びで書いてください。"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return "は「項目: 値」の組で書いてください。"
    if kind == "too_short":
        return f"は {ctx.get('min_length', 1)} 件以上が必要です。"
    if kind == "value_error":
        return f"が正しくありません。{ctx.get('error')}。"
    return f"が正しくありません{shown}({error['msg']})。"


def _owner(model: type[BaseModel], loc: tuple[int | str, ...]) -> type[BaseModel] | None:
    """The model that owns the field at `loc`, to list the names it allows."""
    current: type[BaseModel] | None = model
    for part in loc:
        if isinstance(part, int) or current is None:
            continue
        field = current.model_fields.get(part)
        current = _inner_model(field.annotation) if field else None
    return current


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel) and get_origin(annotation) is None:
        return annotation
    for arg in get_args(annotation):
        inner = _inner_model(arg)
        if inner is not None:
            return inner
    return None
