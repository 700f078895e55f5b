"""Texts that stand in the code, for rules on what may be written where."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path


def of(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of every string of a Python file that is no docstring, f-strings by their fixed parts; or a template's lines."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        yield from enumerate(text.splitlines(), start=1)
        return
    yield from in_source(text)


def in_source(source: str) -> Iterator[tuple[int, str]]:
    """`of` for the text of a Python module."""
    tree = ast.parse(source)
    documentation = {id(found) for node in ast.walk(tree) for found in _docstring(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value


def _docstring(node: ast.AST) -> Iterator[ast.Constant]:
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
        first = node.body[0]
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
            yield first.value
