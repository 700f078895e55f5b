"""YAML → checked model, with errors that name the file, the field and what is allowed there."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from core.errors import UserError
from core.reading.refusals import Refusal, refusals, shown
from core.reading.yaml_words import problem

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")


#: Far more than any file of ours; libyaml ends the whole process where a text is nested too deeply.
_DEEPEST: Final = 1_000
_INDENTED: Final = re.compile(rf"^[ ?:-]{{{_DEEPEST},}}", re.MULTILINE)


class _UniqueKeyLoader(yaml.CSafeLoader):
    """SafeLoader that refuses a key written twice; plain YAML would silently keep the last one."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """A date that no calendar has, or a number that is none, is wrong at its place like everything else."""
        try:
            return super().construct_object(node, deep=deep)
        except (ValueError, TypeError, AttributeError, LookupError, ArithmeticError) as error:
            value = shown(node.value) if isinstance(node, yaml.ScalarNode) else "組か一覧"
            raise yaml.constructor.ConstructorError(
                None, None, f"日付や数として読めない値です: {value}", node.start_mark
            ) from error


def _mapping(loader: _UniqueKeyLoader, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=deep)
        if not isinstance(key, Hashable):
            raise yaml.constructor.ConstructorError(None, None, "found unhashable key", key_node.start_mark)
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"「{key}」が2回書かれています", key_node.start_mark)
        seen.add(key)
    return yaml.CSafeLoader.construct_mapping(loader, node, deep=deep)


_UniqueKeyLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(path: Path) -> Any:
    """Plain data of one YAML file. UserError (file, line) when it is missing, not UTF-8 or not YAML."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UserError(
            f"{path.name}: ファイルがありません。", f"{path.parent.name} フォルダーに置いてください。"
        ) from error
    except OSError as error:
        raise UserError(
            f"{path.name}: ファイルを開けません。", "ファイルの種類と、読み取りの権限を確かめてください。"
        ) from error
    except UnicodeDecodeError as error:
        raise UserError(
            f"{path.name}: 文字コードが UTF-8 ではありません。", "UTF-8 で保存し直してください。"
        ) from error
    return _plain(text, path)


def _plain(text: str, path: Path) -> Any:
    if text.count("[") + text.count("{") > _DEEPEST or _INDENTED.search(text):
        raise UserError(f"{path.name}: 入れ子が深すぎます。", "雛形を写して書き直してください。")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UserError(
            f"{path.name}: {_at(text, error.start)}に使えない文字があります。", "消してください。"
        ) from error
    try:
        return yaml.load(text, Loader=_UniqueKeyLoader)
    except yaml.YAMLError as error:
        raise UserError(
            f"{path.name}: {_place(error, text)}で読めなくなりました({problem(getattr(error, 'problem', None) or str(error))})。",
            "字下げ(半角スペース)、「:」の後の空白、引用符の閉じ忘れを確かめてください。",
        ) from error


def _at(text: str, character: int) -> str:
    before = text[:character]
    return f"{before.count(chr(10)) + 1}行{character - before.rfind(chr(10))}文字目"


def _place(error: yaml.YAMLError, text: str) -> str:
    if isinstance(error, yaml.reader.ReaderError):  # it counts bytes
        at = len(text.encode()[: error.position].decode(errors="ignore")) if isinstance(error.position, int) else 0
        return _at(text, at)
    mark = getattr(error, "problem_mark", None)
    return f"{mark.line + 1}行{mark.column + 1}文字目" if mark else "ファイルの中"


def parse(model: type[M], data: Any, path: Path) -> M:
    """`data` as `model`. UserError lists every wrong field of the file with what is allowed."""
    if not isinstance(data, dict):
        raise UserError(f"{path.name}: 中身が「項目: 値」の形ではありません。", "雛形を写して書き直してください。")
    try:
        return model.model_validate(data)
    except ValidationError as error:
        lines = [f"{path.name}: {_sentence(refusal)}" for refusal in refusals(model, error)]
        raise UserError(
            "\n".join(lines), "項目名と値を直してください。書き方は docs/content.md にあります。"
        ) from error


def _sentence(refusal: Refusal) -> str:
    name = f"項目「{refusal.place}」 " if refusal.place else ""
    return name + "".join(f"{part.removesuffix('。')}。" for part in (refusal.message, refusal.hint) if part)


def load_text(model: type[M], text: str, name: str) -> M:
    """The text of a file that is not on disk, checked as a file of that name would be. UserError as for one."""
    path = Path(name)
    return parse(model, _plain(text, path), path)


def load(model: type[M], path: Path) -> M:
    """One checked file, read again only when it has changed on disk."""
    checked: M = _load(model, path, stamp(path))  # lru_cache forgets the type
    return checked


@lru_cache(maxsize=256)
def _load(model: type[M], path: Path, stamp: int) -> M:
    return parse(model, read_yaml(path), path)


def stamp(path: Path) -> int:
    """When a file was changed; 0 where there is none."""
    return path.stat().st_mtime_ns if path.exists() else 0


def check_unique(items: Iterable[T], key: Callable[[T], str], what: str) -> None:
    """ValueError (for use inside model validators) when two items share a key."""
    seen: set[str] = set()
    for item in items:
        if key(item) in seen:
            raise ValueError(f"{what}「{key(item)}」が重複しています")
        seen.add(key(item))
