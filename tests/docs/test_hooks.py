"""The hooks before a commit run what CI runs: each command of CI by a hook, no command of a hook unknown to CI."""

from __future__ import annotations

import re
import shlex
from typing import Any

import pytest
import yaml

from tests.docs import texts
from tests.docs.texts import ROOT

#: Programs that check. CI's other lines set up the machine.
_CHECK = re.compile(r"(?:ruff|mypy|python -m tests)\b.*")
#: `python -m tests` alone is every test; a hook may name a few of them.
_TESTS = "python -m tests"
#: Every test there is marked as one (its conftest.py).
BROWSER = ROOT / "tests" / "browser"


def hooks() -> dict[str, dict[str, Any]]:
    """The hooks by id."""
    [repo] = yaml.safe_load(texts.text(".pre-commit-config.yaml"))["repos"]
    assert repo["repo"] == "local", "a hook of another repository would have to be fetched"
    return {hook["id"]: hook for hook in repo["hooks"]}


def ci() -> set[str]:
    """The checks of CI: commands of `.ci/run` at the start of a line or behind `&&`."""
    lines = [part.strip() for line in texts.text(".ci/run").splitlines() for part in line.split("&&")]
    return {line for line in lines if _CHECK.fullmatch(line)}


def command(entry: str) -> str:
    """The entry without the tests that it names and without `-q`, which only says less."""
    if not entry.startswith(f"{_TESTS} "):
        return entry
    rest = [word for word in shlex.split(entry)[3:] if not word.startswith("tests/") and word != "-q"]
    return " ".join([_TESTS, *rest])


def test_ci_checks_format_rules_types_and_tests() -> None:
    assert ci() == {"ruff format --check .", "ruff check .", "mypy", "python -m tests"}


def test_the_hooks_are_the_commands_of_ci_and_leave_none_out() -> None:
    assert sorted(command(hook["entry"]) for hook in hooks().values()) == sorted(ci())


@pytest.mark.parametrize("hook", hooks().values(), ids=hooks())
def test_a_hook_looks_at_the_whole_project_with_the_programs_at_hand(hook: dict[str, Any]) -> None:
    assert (hook["language"], hook["pass_filenames"], hook["always_run"]) == ("system", False, True)


@pytest.mark.parametrize("path", [w for h in hooks().values() for w in shlex.split(h["entry"]) if "/" in w])
def test_the_tests_that_a_hook_names_exist_and_need_no_browser(path: str) -> None:
    place = ROOT / path
    files = [place] if place.is_file() else sorted(place.glob("test_*.py"))
    assert files
    assert BROWSER not in {folder for f in files for folder in f.parents}


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("ruff check .", "ruff check ."),
        ("ruff check --fix .", "ruff check --fix ."),
        ("python -m tests -q tests/docs tests/test_architecture.py", "python -m tests"),
        ("python -m tests -k never tests/docs", "python -m tests -k never"),
        ("python -m testsuite", "python -m testsuite"),
    ],
)
def test_a_command_is_told_from_another(entry: str, expected: str) -> None:
    assert command(entry) == expected
