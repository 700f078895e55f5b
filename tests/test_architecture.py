"""House rules as tests: who may import whom, and what may not stand in a page."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests import layers

ROOT = Path(__file__).resolve().parents[1]
CORE = sorted((ROOT / "core").rglob("*.py"))
PURE = [p for p in CORE if "ui" not in p.relative_to(ROOT / "core").parts]
PAGES = sorted((ROOT / "pages").glob("*.py"))
TOP_LEVEL = {
    "app.py", "pages", "core", "data", "tests", "requirements.txt",
    "README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", "requirements-login.txt", "requirements-dev.txt", ".ci", ".streamlit", "docs", ".gitignore", "Dockerfile",
    ".pre-commit-config.yaml", "deploy",
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


IMPORTS = layers.imports(layers.modules(ROOT))


def test_every_module_imports_only_from_its_own_room_and_from_layers_below() -> None:
    assert layers.violations(IMPORTS) == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert layers.cycle(layers.runs_first(IMPORTS)) == []


def test_a_server_starts_without_what_only_files_and_the_room_need() -> None:
    """Failed before: the overview waited for the views of every page and the writers of every kind of file."""
    sources = layers.modules(ROOT)
    plain = {name: _top_level_imports(source) for name, source in sources.items()}
    found = layers.runs_first(layers.imports(plain))
    started, waiting = set[str](), ["app", "pages.national"]
    while waiting:
        module = waiting.pop()
        if module not in started:
            started.add(module)
            waiting += found[module]
    assert "core.views.national.map" in started
    late = {
        "core.ui.meeting.decks",
        "core.ui.meeting.screen",
        "core.views.area.meeting",
        "core.views.simulator.meeting",
    }
    late |= {f"core.exports.{form}" for form in ("qr", "picture", "xlsx", "word", "powerpoint", "pdf")}
    assert late <= set(sources)
    assert started & late == set()


def _top_level_imports(source: str) -> str:
    body = ast.parse(source).body
    return "\n".join(ast.unparse(part) for part in body if isinstance(part, ast.Import | ast.ImportFrom))


def test_every_room_and_every_leave_in_the_table_of_layers_is_in_use() -> None:
    rooms = {layers.room_of(module) for module in IMPORTS}
    assert {room for layer in layers.LAYERS for room in layer} | set(layers.APART) == rooms - {None}
    beside = {(layers.room_of(m), layers.room_of(t)) for m, targets in IMPORTS.items() for t in targets}
    assert set(layers.BESIDE) <= beside


@pytest.mark.parametrize(
    ("module", "target", "expected"),
    [
        ("core.data.store", "core.rules.engine", "core.rules is a layer above"),
        ("core.rules.engine", "core.data.store", None),
        ("core.rules.engine", "core.rules.model", None),
        ("core.uploads.kinds", "core.rules.entries", None),
        ("core.rules.entries", "core.uploads.kinds", "core.uploads stands beside, which BESIDE does not allow"),
        ("pages.area", "core.ingest.run", "only core.ingest itself may"),
        ("core.ingest.run", "core.ingest.write", None),
        ("core.ingest.run", "core.data.schema", None),
        ("core.ingest.run", "core.data.store", "core.ingest stands apart"),
        ("core.geo.build", "core.ingest.run", "only core.ingest itself may"),
        ("core.vocabulary.labels", "pages.area", "pages is a layer above"),
    ],
)
def test_the_table_of_layers_tells_a_right_import_from_a_wrong_one(
    module: str, target: str, expected: str | None
) -> None:
    assert layers.violations({module: frozenset({target})}) == (
        [f"{module} → {target}: {expected}"] if expected else []
    )


def test_a_module_without_a_place_and_a_circle_are_seen() -> None:
    assert layers.violations({"core.novel.part": frozenset()}) == ["core.novel.part: has no place in LAYERS"]
    sources = {
        "core.a": "from core.b import x",
        "core.b": "def f():\n    import core.c",
        "core.c": "from core import a",
    }
    assert layers.cycle(layers.imports(sources)) == ["core.a", "core.b", "core.c", "core.a"]


@pytest.mark.parametrize("path", PURE, ids=lambda p: str(p.relative_to(ROOT)))
def test_core_outside_its_ui_part_is_free_of_streamlit(path: Path) -> None:
    assert not uses(path, "streamlit", "tests")


@pytest.mark.parametrize("path", [*CORE, *PAGES, ROOT / "app.py"], ids=lambda p: str(p.relative_to(ROOT)))
def test_only_the_store_opens_the_database(path: Path) -> None:
    if path != ROOT / "core" / "data" / "store.py":
        assert not uses(path, "duckdb")


@pytest.mark.parametrize(
    "path",
    [p for p in [*CORE, *PAGES, ROOT / "app.py"] if not {"ingest", "geo"} & set(p.parts)],
    ids=lambda p: str(p.relative_to(ROOT)),
)
def test_the_app_never_imports_what_only_the_geometry_build_needs(path: Path) -> None:
    assert not uses(path, "shapely", "reversejp")


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_pages_hold_no_sql(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\bSELECT\b.+\bFROM\b", text, re.DOTALL)
    assert not uses(path, "core.data.store")


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
