"""Years and limits of z stand in `data/content/rules/`, not in code or SQL; contract names of columns stand in the schema."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: Reading the ministry's books and drawing the map are about particular years' files.
APART = {"ingest", "geo"}
#: Words on screen may still name years.
SCREEN = {"ui", "views"}
FILES = [p for p in sorted((ROOT / "core").rglob("*.py")) if p.relative_to(ROOT / "core").parts[0] not in APART]
SCHEMA = ROOT / "core" / "data" / "schema.py"
#: What names a year and is no rule: the first days of eras, and the form of a date in a message.
WORDS = {"2019-05-01", "1989-01-08", "日付(例: 2024-05-31)で書いてください"}
_YEAR = re.compile(r"(?<![A-Za-z0-9_])(?:199\d|20\d\d|2100)(?![A-Za-z0-9_])|1\.96|3\.09")
_SQL = re.compile(r"\b(?:SELECT|FROM|WHERE|CREATE TABLE)\b")
_CONTRACT = re.compile(r"population_\d{4}|ndb_\d{4}|patient_survey_\d{4}")


def constants(text: str) -> Iterator[tuple[int, object]]:
    """Every constant of a module with its line, docstrings left out; the parts of an f-string are constants too."""
    tree = ast.parse(text)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    yield from ((n.lineno, n.value) for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in docs)


def is_year_or_limit(value: object) -> bool:
    return not isinstance(value, bool) and isinstance(value, int | float) and (
        1990 <= value <= 2100 or value in (1.96, 3.09)
    )  # fmt: skip


def offences(text: str, words_too: bool) -> list[tuple[int, object]]:
    """Numbers that are years or limits, SQL that names one, contract names, and (`words_too`) any other text that does."""
    found = []
    for line, value in constants(text):
        named = isinstance(value, str) and bool(_YEAR.search(value)) and value not in WORDS
        sql = isinstance(value, str) and bool(_SQL.search(value))
        contract = words_too and isinstance(value, str) and bool(_CONTRACT.search(value))
        if is_year_or_limit(value) or (named and (sql or words_too)) or contract:
            found.append((line, value))
    return found


@pytest.mark.parametrize("path", [p for p in FILES if p != SCHEMA], ids=lambda p: str(p.relative_to(ROOT)))
def test_no_year_and_no_limit_of_z_stands_in_code_or_sql(path: Path) -> None:
    on_screen = path.relative_to(ROOT / "core").parts[0] in SCREEN
    assert offences(path.read_text(encoding="utf-8"), words_too=not on_screen) == []


@pytest.mark.parametrize(
    ("text", "words_too", "caught"),
    [
        ("BASE = 2015", False, True),
        ("limit: float = 1.96", False, True),
        ("date(2024, 3, 1)", False, True),
        ("q = 'SELECT beds FROM beds WHERE year = 2025'", False, True),
        ("q = f'SELECT {x} FROM beds WHERE year = 2025'", True, True),
        ("label = '2025年の必要量'", True, True),
        ("label = '2025年の必要量'", False, False),
        ("q = 'SELECT population_2040 FROM area'", True, True),
        ("basis = 'ndb_2024'", True, True),
        ("key = 'vs_2015'", True, False),
        ("n = 1989 + 112", True, False),
        ("n = 12015", True, False),
        ('"""Of 2015."""', True, False),
        ("def f():\n    '''1.96'''", True, False),
        ("flag = True", True, False),
    ],
)
def test_the_rule_itself_catches_what_it_should(text: str, words_too: bool, caught: bool) -> None:
    assert bool(offences(text, words_too)) is caught
