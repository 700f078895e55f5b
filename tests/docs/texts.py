"""The README and `docs/` as what they name: code words, tables, commands."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
WORD = re.compile(r"`([^`\n]+)`")
#: A name in a file: `core/data/store.py:Store.__init__`.
PLACE = re.compile(r"((?:[\w.-]+/)*\w+\.py):([\w.]+)")


def text(path: str) -> str:
    """One document, by its path from the root."""
    return (ROOT / path).read_text(encoding="utf-8")


def sections(document: str) -> dict[str, str]:
    """Text by heading of the second level."""
    parts = re.split(r"^## +(.+)$", document, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows(part: str) -> list[tuple[str, ...]]:
    """Cells of every row of the tables in a text, without headings and rules."""
    lines = [re.split(r"(?<!\\)\|", line.strip())[1:-1] for line in part.splitlines() if line.startswith("|")]
    rules = [n for n, cells in enumerate(lines) if all(re.fullmatch(r"[\s:-]+", c) for c in cells)]
    return [tuple(c.strip() for c in cells) for n, cells in enumerate(lines) if n not in rules and n + 1 not in rules]


def words(part: str) -> tuple[str, ...]:
    """What stands in backticks, outside fenced blocks."""
    return tuple(WORD.findall(re.sub(r"^```.*?^```", "", part, flags=re.MULTILINE | re.DOTALL)))


def every_word() -> Iterator[tuple[str, str]]:
    """(document, word in backticks) of all documents."""
    for path in FILES:
        for word in words(path.read_text(encoding="utf-8")):
            yield str(path.relative_to(ROOT)), word


def commands() -> tuple[str, ...]:
    """Every `python -m …` that a reader is told to run, once each, without what the shell adds around it."""
    found = {
        command.strip()
        for path in FILES
        for command in re.findall(r"python -m [^`\n#&)]+", path.read_text(encoding="utf-8"))
    }
    return tuple(sorted(found))


def names(module: ast.Module) -> dict[str, type[ast.AST]]:
    """Functions, classes, methods and constants of a module by dotted name, with what each of them is."""
    found: dict[str, type[ast.AST]] = {}

    def walk(body: list[ast.stmt], before: str) -> None:
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                found[before + node.name] = type(node)
                if isinstance(node, ast.ClassDef):
                    walk(node.body, f"{before}{node.name}.")
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found[before + node.target.id] = type(node)
            elif isinstance(node, ast.Assign):
                found.update((before + t.id, type(node)) for t in node.targets if isinstance(t, ast.Name))

    walk(module.body, "")
    return found


def names_in(path: str) -> dict[str, type[ast.AST]]:
    """`names` of a file of the project."""
    return names(ast.parse(text(path)))
