"""The start of a bundle: what does not fit is told in words, before anything is made."""

from __future__ import annotations

import json
import os
import platform
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from core.bundle import archive, start
from core.bundle.targets import Target
from tests.bundle.made import wheel

HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"
SHELL = shutil.which("sh") or "/bin/sh"


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """A bundle for this machine as it lies there after unpacking, with one wheel that is not installed by any test here."""
    source, root = Path(start.__file__), tmp_path / "bundle"
    made = archive.put([Target("linux", HERE)], "abc") | {
        "requirements.txt": b"a==1.0\n",
        "core/bundle/start.py": source.read_bytes(),
        "wheels/a-1.0-py3-none-any.whl": wheel(tmp_path, "a", "1.0").read_bytes(),
    }
    for name, data in made.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    digests = [f"{start.hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(made.items())]
    (root / "MANIFEST.txt").write_text("".join(digests), encoding="utf-8")
    return root


def run(root: Path, *arguments: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    """`sh start.sh` from elsewhere, with the programs of `path` alone."""
    programs = path if path is not None else f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {"PATH": programs, "LC_ALL": "C"}
    return subprocess.run(
        [SHELL, str(root / "start.sh"), *arguments], cwd="/", env=environment, capture_output=True, encoding="utf-8"
    )


def test_this_python_fits_a_bundle_made_for_it(unpacked: Path) -> None:
    assert start.unfit(unpacked) == ""
    assert run(unpacked, "--fits").returncode == 0


def test_another_python_is_told_which_ones_fit(unpacked: Path) -> None:
    (unpacked / "wheels" / "index.json").write_text(json.dumps({"python": ["2.7"], "system": ["linux"]}))
    done = run(unpacked)
    assert done.returncode == 2
    assert f"Python {HERE} では動きません。Python 2.7 の" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (unpacked / ".venv").exists()


def test_a_bundle_for_another_system_says_so(unpacked: Path) -> None:
    (unpacked / "wheels" / "index.json").write_text(json.dumps({"python": [HERE], "system": ["windows"]}))
    assert "このパソコンの部品が入っていません" in start.unfit(unpacked)


def test_a_zip_that_was_not_unpacked_whole_is_told(unpacked: Path) -> None:
    shutil.rmtree(unpacked / "wheels")
    assert "全部展開" in start.unfit(unpacked)


def test_a_machine_of_another_kind_is_told(unpacked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "aarch64")
    assert "64ビットの Windows 用か Linux 用か" in start.unfit(unpacked)


def test_without_any_python_the_script_says_so(unpacked: Path, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "dirname").symlink_to(shutil.which("dirname") or "/usr/bin/dirname")
    done = run(unpacked, path=str(tmp_path / "bin"))
    assert (done.returncode, "Python がありません" in done.stderr) == (2, True)


@pytest.mark.parametrize("harm", ["cut", "gone", "other list"])
def test_a_damaged_part_is_named_before_anything_is_made(unpacked: Path, harm: str) -> None:
    part = unpacked / "wheels" / "a-1.0-py3-none-any.whl"
    if harm == "cut":
        part.write_bytes(part.read_bytes()[:-9])
    elif harm == "gone":
        part.unlink()
    else:
        (unpacked / "requirements.txt").write_text("a==1.0\nb==1.0\n")
    done = run(unpacked, "--prepare")
    assert done.returncode == 2
    assert ("requirements.txt" if harm == "other list" else part.name) in done.stderr
    assert not (unpacked / ".venv").exists()


def test_texts_that_an_office_edits_are_no_damage(unpacked: Path) -> None:
    (unpacked / "start.sh").write_text("edited")
    assert start.damaged(unpacked) == []


def test_an_environment_of_the_same_wheels_in_the_same_place_is_used_again(unpacked: Path) -> None:
    python = unpacked / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    digest = start.hashlib.sha256((unpacked / "MANIFEST.txt").read_bytes()).hexdigest()
    (unpacked / ".venv" / "suishin.txt").write_text(f"{digest} {unpacked}", encoding="utf-8")
    assert start.prepare(unpacked) == python


def test_a_port_in_use_is_told_with_what_to_do(
    unpacked: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start, "ROOT", unpacked)
    monkeypatch.setattr(start, "prepare", lambda root: Path(sys.executable))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert start.main([f"--port={port}"]) == 2
    told = capsys.readouterr().err
    assert f"http://localhost:{port}/ はもう使われています" in told
    assert "--port" in told
