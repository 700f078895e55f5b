"""Years and limits of z stand in `data/content/` or in the data, not in code, SQL or sentences; names of columns stand in the schema."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: Reading the ministry's books and drawing the map are about particular years' files.
APART = {"ingest", "geo"}
#: Here no sentence names a year of an era either; elsewhere eras stand in names that the official forms give their columns.
SCREEN = {"ui", "views", "charts", "maps", "exports"}
PAGES = [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py"))]
CORE = [p for p in sorted((ROOT / "core").rglob("*.py")) if p.relative_to(ROOT / "core").parts[0] not in APART]
SCHEMA = ROOT / "core" / "data" / "schema.py"
#: What names a year and is no rule: the first days of eras, the form of a date in a message, the name of SVG.
WORDS = {"2019-05-01", "1989-01-08", "日付(例: 2024-05-31)で書いてください", "http://www.w3.org/2000/svg"}
_YEAR = re.compile(r"(?<![A-Za-z0-9_])(?:199\d|20\d\d|2100)(?![A-Za-z0-9_])|1\.96|3\.09")
_ERA = re.compile(r"(?:令和|平成|昭和)\s*(?:\d|元)")
_CONTRACT = re.compile(r"population_\d{4}|ndb_\d{4}|patient_survey_\d{4}")


@cache
def constants(text: str) -> tuple[tuple[int, object], ...]:
    """Every constant of a module with its line, docstrings left out; the parts of an f-string are constants too."""
    nodes = list(ast.walk(ast.parse(text)))
    docs = {
        id(node.body[0].value)
        for node in nodes
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return tuple((n.lineno, n.value) for n in nodes if isinstance(n, ast.Constant) and id(n) not in docs)


def is_year_or_limit(value: object) -> bool:
    return not isinstance(value, bool) and isinstance(value, int | float) and (
        1990 <= value <= 2100 or value in (1.96, 3.09)
    )  # fmt: skip


def offences(text: str, eras: bool = False) -> list[tuple[int, object]]:
    """Numbers that are years or limits, and texts that name one or a column of the contract; with `eras` also 令和n年."""
    found = []
    for line, value in constants(text):
        said = value if isinstance(value, str) and value not in WORDS else ""
        named = _YEAR.search(said) or _CONTRACT.search(said) or (eras and _ERA.search(said))
        if is_year_or_limit(value) or named:
            found.append((line, value))
    return found


def on_screen(path: Path) -> bool:
    return path in PAGES or path.relative_to(ROOT / "core").parts[0] in SCREEN


@pytest.mark.parametrize("path", [p for p in (*CORE, *PAGES) if p != SCHEMA], ids=lambda p: str(p.relative_to(ROOT)))
def test_no_year_and_no_limit_of_z_stands_in_code_sql_or_sentences(path: Path) -> None:
    assert offences(path.read_text(encoding="utf-8"), on_screen(path)) == []


#: The edition of a publication in a source id: `mhlw_r7_beds`.
_EDITION = re.compile(r"mhlw_r\d+_(?:beds|area|flow|demand)\b")
#: Where sources are listed one by one, and faults of one file.
_LISTS = {"sources.yaml", "source_short.yaml", "known_defects.yaml"}


def editions_named(text: str) -> list[str]:
    """Lines of content that cite one edition for a figure; a rule's own ground (`source_id` beside its first day) is no figure."""
    return [line for line in text.splitlines() if _EDITION.search(line) and not re.match(r"\s*source_id: ", line)]


@pytest.mark.parametrize("path", [*CORE, *PAGES], ids=lambda p: str(p.relative_to(ROOT)))
def test_no_edition_of_a_source_stands_in_code(path: Path) -> None:
    named = [
        (n, v) for n, v in constants(path.read_text(encoding="utf-8")) if isinstance(v, str) and _EDITION.search(v)
    ]
    assert named == []


def test_no_content_cites_one_edition_for_figures_of_whichever_is_held() -> None:
    files = [p for p in sorted((ROOT / "data" / "content").rglob("*.yaml")) if p.name not in _LISTS]
    assert {p.name for p in files} > {"evidence.yaml", "selection_counts.yaml", "presets.yaml"}
    assert {p.name: found for p in files if (found := editions_named(p.read_text(encoding="utf-8")))} == {}


@pytest.mark.parametrize(
    ("line", "caught"),
    [
        ("    source_ids: [mhlw_r7_flow]", True),
        ("  - {id: a, source_id: mhlw_r8_beds}", True),
        ("    source_id: mhlw_r6_beds", False),
        ("    source_ids: [mhlw_2024_briefing]", False),
    ],
)
def test_the_rule_on_editions_catches_what_it_should(line: str, caught: bool) -> None:
    assert bool(editions_named(line)) is caught


@pytest.mark.parametrize(
    ("path", "derived", "written"),
    [
        ("core/views/area/beds.py", "{required_year}年の必要量", "2025年の必要量"),
        ("core/views/area/profile.py", "人口({years.census}年)", "人口(2020年)"),
        ("core/views/area/comparison.py", "{years.census}年の人口による", "2020年の人口による"),
        ("core/views/national/trend.py", "{'・'.join(map(str, absent))}年は", "2016・2017年は"),
        ("core/views/policy/schedule.py", "すべての日程", "すべての日程(令和6年5月)"),
        ("core/charts/area_demand.py", "{years[0]}年度 = 100", "2024年度 = 100"),
        ("core/ui/simulator/controls.py", "{outside}の範囲の外", "1.96は約95%の範囲の外"),
        ("pages/policy.py", "推進区域とモデル推進区域", "2024年の推進区域とモデル推進区域"),
    ],
)
def test_a_year_or_limit_written_into_a_real_sentence_is_caught(path: str, derived: str, written: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    assert derived in text
    assert offences(text, eras=True) == []
    assert offences(text.replace(derived, written), eras=True) != []


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("BASE = 2015", True),
        ("limit: float = 1.96", True),
        ("date(2024, 3, 1)", True),
        ("q = 'SELECT beds FROM beds WHERE year = 2025'", True),
        ("q = f'SELECT {x} FROM beds WHERE year = 2025'", True),
        ("label = '2025年の必要量'", True),
        ("label = f'{n}区域、2025年の必要量'", True),
        ("label = '推進区域の検討(令和6年)の時点'", True),
        ("label = '令和元年'", True),
        ("note = 'z は 3.09 を超える'", True),
        ("q = 'SELECT population_2040 FROM area'", True),
        ("basis = 'ndb_2024'", True),
        ("day = '2019-05-01から'", True),
        ("key = 'vs_2015'", False),
        ("n = 1989 + 112", False),
        ("n = 12015", False),
        ("label = f'令和{n}年'", False),
        ('"""Of 2015."""', False),
        ("def f():\n    '''1.96'''", False),
        ("flag = True", False),
    ],
)
def test_the_rule_itself_catches_what_it_should(text: str, caught: bool) -> None:
    assert bool(offences(text, eras=True)) is caught
