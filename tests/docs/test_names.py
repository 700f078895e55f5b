"""Files, modules, fields and functions that the documents name exist and are what the tables say."""

from __future__ import annotations

import ast
import importlib
import re
from dataclasses import fields, is_dataclass
from enum import EnumType
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_type_hints

import pytest

from core import content
from core.rules import scenario_json
from core.rules.scenario import Scenario
from tests.docs import texts
from tests.docs.texts import ROOT

WORDS = sorted(set(texts.every_word()))
#: Parts of a name that stand for others: `<page>`, `*`, （…）.
_STANDS_FOR = re.compile(r"[<(][^>)]*[>)]|\*+|区域コード|事例(?:の)?ID|YYYY")
#: Folders that a document's tables are about, for names given without them.
_UNDER = {
    "docs/content.md": ("data/content", "data/content/cases", "data/content/rules"),
    "docs/map.md": ("data/geo",),
    "docs/architecture.md": ("core", "core/ui", "core/views", "core/exports", "core/ingest", "core/data"),
    "docs/area.md": ("data/content/council",),
    "README.md": ("core", "core/data", "data/content/cases"),
    "docs/rules.md": ("data/content", "data/content/rules"),
}
_PATH = re.compile(r"[\w.<>*()/-]+(?:/|\.(?:py|md|ya?ml|json|csv|txt|parquet|toml|png))")
#: Files that a reader is told to make or to bring.
_EXAMPLES = {"yamada-clinic.yaml", "scenario.json", "result.csv"}


def paths() -> list[tuple[str, str]]:
    return [(d, w) for d, w in WORDS if _PATH.fullmatch(w) and not w.startswith("/") and w not in _EXAMPLES]


@pytest.mark.parametrize(("document", "word"), paths(), ids=lambda v: v)
def test_a_file_or_folder_that_a_document_names_exists(document: str, word: str) -> None:
    pattern = _STANDS_FOR.sub("*", word).rstrip("/")
    places = [ROOT, *(ROOT / under for under in _UNDER.get(document, ()))]
    assert any(list(place.glob(pattern)) for place in places)


@pytest.mark.parametrize(("document", "word"), [(d, w) for d, w in WORDS if texts.PLACE.fullmatch(w)], ids=lambda v: v)
def test_a_function_that_a_document_names_in_a_file_stands_there(document: str, word: str) -> None:
    path, name = word.split(":")
    assert name in texts.names_in(path)


def test_names_of_a_module_are_its_own_and_not_those_of_its_functions() -> None:
    module = ast.parse("A: int = 1\nB = 2\nclass C:\n    def f(self):\n        def inner(): ...\ndef g(): ...")
    assert set(texts.names(module)) == {"A", "B", "C", "C.f", "g"}


def modules() -> list[tuple[str, str]]:
    return [(d, w) for d, w in WORDS if re.fullmatch(r"core(\.\w+)+(\(.*\))?", w)]


@pytest.mark.parametrize(("document", "word"), modules(), ids=lambda v: v)
def test_a_module_or_function_that_a_document_names_exists(document: str, word: str) -> None:
    assert found(word.partition("(")[0]) is not None


def found(dotted: str) -> Any:
    """The object of a dotted name. Raises ImportError or AttributeError when there is none."""
    parts = dotted.split(".")
    for end in range(len(parts), 0, -1):
        try:
            target: Any = importlib.import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        for name in parts[end:]:
            target = getattr(target, name)
        return target
    raise ModuleNotFoundError(dotted)


def test_the_python_of_the_documents_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = [b for p in texts.FILES for b in re.findall(r"^```python\n(.*?)^```", p.read_text("utf-8"), re.M | re.S)]
    assert blocks
    for block in blocks:
        exec(compile(block, "document", "exec"), {})  # noqa: S102


def scenario_rows() -> dict[str, tuple[str, str]]:
    """Field → (default, meaning) as listed."""
    table = texts.rows(texts.sections(texts.text("docs/rules.md"))["シナリオの項目"])
    return {name: (default, meaning) for names, default, meaning in table for name in texts.words(names)}


def test_the_listed_fields_of_a_scenario_are_its_fields() -> None:
    assert list(scenario_rows()) == list(scenario_json.to_dict(Scenario()))


@pytest.mark.parametrize("name", [f.name for f in fields(Scenario)])
def test_parts_and_choices_of_a_scenarios_field_are_those_of_its_type(name: str) -> None:
    kind = inner(get_type_hints(Scenario)[name])
    listed = {w for cell in scenario_rows()[name] for w in texts.words(cell) if re.fullmatch(r"\w+", w)}
    if is_dataclass(kind):
        parts = get_type_hints(kind)
        choices = {str(o) for part in parts.values() if isinstance(inner(part), EnumType) for o in inner(part)}
        assert {f.name for f in fields(kind)} <= listed <= {f.name for f in fields(kind)} | choices | SIGNAL_WORDS
    elif isinstance(kind, EnumType) and listed:
        assert listed == {str(o) for o in kind}


#: A part of `explained` is told apart from a signal in words.
SIGNAL_WORDS = {"acute_combined"}


def inner(kind: Any) -> Any:
    """What a tuple or a union holds."""
    arguments = [a for a in get_args(kind) if a not in (Ellipsis, type(None))]
    return inner(arguments[0]) if arguments and (isinstance(kind, UnionType) or get_args(kind)) else kind


@pytest.mark.parametrize(
    ("name", "value"),
    [(name, value) for name, (value, _) in scenario_rows().items() if value],
)
def test_the_listed_default_of_a_scenarios_field_is_its_default(name: str, value: str) -> None:
    actual = scenario_json.to_dict(Scenario())[name]
    if isinstance(actual, dict):
        pairs = re.findall(r"`(\w+)` ([\d.]+)", value)
        every = re.fullmatch(r"すべて ([\d.]+)", value)
        expected = {key: float(every[1]) for key in actual} if every else {key: float(number) for key, number in pairs}
        assert {key: actual[key] for key in expected} == expected
        assert not [key for key in actual if key not in expected and actual[key]]
    elif isinstance(actual, list | tuple):
        assert value == f"{len(actual)}つすべて"
    else:
        assert value.strip("`") == str(actual).lower() if isinstance(actual, bool) else str(actual)


def test_the_listed_loaders_of_content_are_those_that_the_package_gives() -> None:
    table = texts.rows(texts.sections(texts.text("docs/content.md"))["プログラムから使う"])
    listed = {w.partition("(")[0] for cell, _ in table for w in texts.words(cell) if w.startswith("load_")}
    assert listed <= set(content.__all__)
    assert {n for n in content.__all__ if n.startswith("load_")} == listed


def test_every_file_of_content_is_listed() -> None:
    listed = [
        _STANDS_FOR.sub("*", w) for cells in texts.rows(texts.text("docs/content.md")) for w in texts.words(cells[0])
    ]
    named = {p for w in listed if _PATH.fullmatch(w) for p in (ROOT / "data/content").glob(w.rstrip("/"))}
    unnamed = [
        str(p.relative_to(ROOT))
        for p in sorted((ROOT / "data/content").rglob("*"))
        if p.is_file() and not named & {p, *p.parents}
    ]
    assert unnamed == []


def test_documents_link_only_to_files_that_exist() -> None:
    for path in texts.FILES:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8")):
            assert (path.parent / target).exists() or Path(ROOT / target).exists(), f"{path.name}: {target}"
