"""Which wheels a bundle needs on which computer, all the way down."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from core.bundle.targets import LABELS, PLATFORMS, Target
from core.bundle.wheels import gather, needed, requirements, wheels_in
from core.errors import UserError
from tests.browser.server import ROOT
from tests.bundle.made import wheel

WINDOWS, LINUX = Target("windows", "3.11"), Target("linux", "3.11")


def found(folder: Path, target: Target, *roots: str) -> tuple[set[str], set[str]]:
    """File names that are needed, requirements that are missing."""
    chosen, missing = needed([Requirement(r) for r in roots], wheels_in(folder), target)
    return {w.path.name for w in chosen.values()}, {str(m) for m in missing}


def test_what_only_windows_needs_is_asked_for_windows_wherever_the_bundle_is_made(tmp_path: Path) -> None:
    """pip's own `download --platform` asks the markers about the machine it runs on and leaves these out."""
    wheel(tmp_path, "a", "1.0", 'b>=2; sys_platform == "win32"', 'c; platform_system == "Linux"', 'd; os_name == "nt"')
    assert found(tmp_path, WINDOWS, "a==1.0") == ({"a-1.0-py3-none-any.whl"}, {"b>=2", "d"})
    assert found(tmp_path, LINUX, "a==1.0") == ({"a-1.0-py3-none-any.whl"}, {"c"})


@pytest.mark.parametrize(("python", "asked"), [("3.11", True), ("3.12", False), ("3.13", False)])
def test_what_only_an_older_python_needs_is_asked_for_that_one(tmp_path: Path, python: str, asked: bool) -> None:
    wheel(tmp_path, "a", "1.0", 'b; python_version < "3.12"')
    assert found(tmp_path, Target("linux", python), "a")[1] == ({"b"} if asked else set())


def test_what_one_release_of_a_python_needs_is_taken_along(tmp_path: Path) -> None:
    wheel(
        tmp_path,
        "a",
        "1.0",
        'b; python_full_version < "3.11.4"',
        'c; python_full_version >= "3.11.4"',
        'd; python_full_version < "3.11"',
    )
    assert found(tmp_path, LINUX, "a")[1] == {"b", "c"}


def test_extras_count_where_they_are_asked_for_even_later(tmp_path: Path) -> None:
    wheel(tmp_path, "a", "1.0", 'deep; extra == "more"')
    wheel(tmp_path, "b", "1.0", "a[more]")
    assert found(tmp_path, LINUX, "a")[1] == set()
    assert found(tmp_path, LINUX, "a", "b")[1] == found(tmp_path, LINUX, "b", "a")[1] == {"deep"}


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (WINDOWS, "a-1.0-cp311-cp311-win_amd64.whl"),
        (Target("windows", "3.12"), "a-1.0-cp38-abi3-win_amd64.whl"),
        (LINUX, "a-1.0-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"),
        (Target("linux", "3.12"), "a-1.0-py3-none-any.whl"),
    ],
)  # fmt: skip
def test_the_wheel_that_fits_best_is_taken(tmp_path: Path, target: Target, expected: str) -> None:
    for tag in ("cp311-cp311-win_amd64", "cp38-abi3-win_amd64", "cp311-cp311-win32", "cp311-cp311-macosx_11_0_arm64",
                "cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64", "cp311-cp311-manylinux_2_34_x86_64", "py3-none-any"):  # fmt: skip
        wheel(tmp_path, "a", "1.0", tag=tag)
    assert found(tmp_path, target, "a")[0] == {expected}


def test_the_newest_version_that_everybody_accepts_is_taken(tmp_path: Path) -> None:
    for version in ("1.0", "1.9", "1.10", "2.0"):
        wheel(tmp_path, "b", version)
    wheel(tmp_path, "a", "1.0", "b<2")
    assert found(tmp_path, LINUX, "b", "a")[0] == {"a-1.0-py3-none-any.whl", "b-1.10-py3-none-any.whl"}
    assert found(tmp_path, LINUX, "b==1.9", "a")[0] == {"a-1.0-py3-none-any.whl", "b-1.9-py3-none-any.whl"}
    assert found(tmp_path, LINUX, "b>2", "a")[1] == {"b<2,>2"}


def test_wheels_that_are_there_are_not_fetched_and_others_stay_out(tmp_path: Path) -> None:
    listed = tmp_path / "requirements.txt"
    listed.write_text("a==1.0  # pinned\n\n")
    wheel(tmp_path, "a", "1.0", "b")
    wheel(tmp_path, "b", "3.0")
    wheel(tmp_path, "stranger", "1.0")
    said: list[str] = []
    assert [p.name for p in gather(listed, [LINUX, WINDOWS], tmp_path, said.append)] == ["a-1.0-py3-none-any.whl", "b-3.0-py3-none-any.whl"]  # fmt: skip
    assert said == [
        "Linux x64・Python 3.11 の部品がそろいました(2 件)。",
        "Windows x64・Python 3.11 の部品がそろいました(2 件)。",
    ]


def test_what_cannot_be_fetched_is_told_with_the_computer_it_is_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path), "PIP_CONFIG_FILE": "/dev/null"}.items():
        monkeypatch.setenv(name, value)
    listed = tmp_path / "requirements.txt"
    listed.write_text("a==1.0\n")
    with pytest.raises(UserError, match="Windows x64・Python 3.11 の部品を取得できません") as error:
        gather(listed, [WINDOWS], tmp_path, lambda _: None)
    assert "a==1.0" in error.value.hint


def test_a_damaged_wheel_is_named(tmp_path: Path) -> None:
    (tmp_path / "a-1.0-py3-none-any.whl").write_bytes(b"half")
    with pytest.raises(UserError, match=re.escape("a-1.0-py3-none-any.whl")):
        wheels_in(tmp_path)


def test_the_projects_own_list_is_read_and_every_platform_has_its_name() -> None:
    assert {r.name for r in requirements(ROOT / "requirements.txt")} >= {"streamlit", "duckdb", "packaging"}
    assert set(PLATFORMS) == set(LABELS)
