"""Every command of the README and the documents runs: on a scenario of its own, on nothing, or up to its list of options."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from core.ingest import municipality_readings
from core.rules import scenario_json
from core.rules.scenario import Scenario
from tests.browser.server import serve
from tests.docs import texts

COMMANDS = texts.commands()


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command as written, in a folder of its own."""
    arguments = [sys.executable, *shlex.split(command.split(">")[0])[1:]]
    environment = os.environ | {"PYTHONPATH": str(texts.ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(arguments, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8")


def simulates(command: str, folder: Path) -> None:
    (folder / "scenario.json").write_text(scenario_json.dumps(Scenario()), encoding="utf-8")
    done = run(command, folder)
    assert done.returncode == 0, done.stderr
    if "--out" in command:
        assert len((folder / "result.csv").read_text(encoding="utf-8").splitlines()) == 340
    if "--json" in command:
        assert json.loads(done.stdout)["suishin"]
    elif "--out" not in command:
        assert "【" in done.stdout


def knows_its_options(command: str, folder: Path) -> None:
    module, *rest = shlex.split(command)[2:]
    done = run(f"python -m {module} --help", folder)
    assert done.returncode == 0, done.stderr
    assert {w for w in rest if w.startswith("-")} <= set(re.findall(r"--[\w-]+", done.stdout))
    assert list(folder.iterdir()) == []


def is_installed(command: str, folder: Path) -> None:
    """Nothing is left to install, so every pinned version exists and goes with the others."""
    listed = shlex.split(command.split(">")[0])[-1]
    done = run(f"python -m pip install --dry-run --no-index -r {texts.ROOT / listed}", folder)
    assert done.returncode == 0, done.stderr
    assert "Would install" not in done.stdout


def serves(command: str, folder: Path) -> None:
    assert shlex.split(command)[2:] == ["streamlit", "run", "app.py"]
    """And ends without complaint where Ctrl+C is pressed."""
    with serve(texts.ROOT / "app.py", stop=signal.SIGINT) as url, urllib.request.urlopen(url) as answer:
        assert answer.status == 200


def serves_an_office(command: str, folder: Path) -> None:
    """The proxy takes what comes of the command (tests/serve starts it)."""
    host = "" if "--host" in command else " --host localhost"
    done = run(f"{command}{host} --write-proxy {folder}", folder)
    assert done.returncode == 0, done.stderr
    assert (folder / "haproxy.cfg").is_file()


def lists_an_edition(command: str, folder: Path) -> None:
    shutil.copytree(texts.ROOT / "data" / "parquet", folder / "data" / "parquet")
    shutil.copy(texts.ROOT / "data" / "reconciliation.json", folder / "data")
    assert run(command, folder).returncode == 0
    assert (folder / "data" / "MANIFEST.json").is_file()


def runs_a_few_tests(command: str, folder: Path) -> None:
    """The program of the command on one file; all the tests are this very run."""
    *start, last = command.split(" tests/") if " tests/" in command else (command, "vocabulary")
    place = texts.ROOT / "tests" / last
    few = place if place.is_file() else min(place.glob("test_*.py"), key=lambda path: path.stat().st_size)
    done = run(f"{start[0]} {few.relative_to(texts.ROOT)} -q -p no:cacheprovider", texts.ROOT)
    assert done.returncode == 0, done.stdout[-2000:]
    assert re.search(r"[1-9]\d* passed", done.stdout)


def tries_what_comes_from_outside(command: str, folder: Path) -> None:
    done = run(f"{command} tests/rules/test_upload_refusals.py --collect-only -q -p no:cacheprovider", texts.ROOT)
    assert re.search(r"[1-9]/\d+ tests collected", done.stdout), done.stdout[-2000:]


def gives_the_committed_file(command: str, folder: Path) -> None:
    assert shlex.split(command)[2:] == [municipality_readings.__name__]
    assert municipality_readings.main(folder / "readings.csv") == 0
    assert (folder / "readings.csv").read_bytes() == municipality_readings.READINGS_FILE.read_bytes()


def knows_its_visitors(command: str, folder: Path) -> None:
    done = run("python -m tests.load --help", folder)
    assert done.returncode == 0, done.stderr
    assert all(option in done.stdout for option in ("--sessions", "--seconds", "--workers", "--minimal"))


def lists_its_parts(command: str, folder: Path) -> None:
    part = shlex.split(command)[3:]
    done = run("python -m tests.benchmark --help", folder)
    assert done.returncode == 0, done.stderr
    assert all(p in done.stdout for p in part)


def says_what_it_could_ask(command: str, folder: Path) -> None:
    """Its words without a network or without pip-audit; the judgement has tests of its own."""
    environment = os.environ | {"PATH": str(folder)}
    done = subprocess.run(
        [sys.executable, *command.split()[1:]], cwd=texts.ROOT, env=environment, capture_output=True, text=True
    )
    assert (done.returncode, "pip-audit がありません" in done.stdout) == (3, True), done.stderr


WAYS: dict[str, Callable[[str, Path], None]] = {
    r"python -m core\.simulate .+": simulates,
    r"python -m core\.(simulate|ingest|geo|bundle)( --.+)?": knows_its_options,
    r"python -m core\.ingest\.municipality_readings": gives_the_committed_file,
    r"python -m core\.serve( --.+)?": serves_an_office,
    r"python -m core\.serve\.published data": lists_an_edition,
    r"python -m pip install -r requirements(-dev|-login)?\.txt": is_installed,
    r"python -m streamlit run app\.py": serves,
    r"python -m tests( -m \"not browser\")?": runs_a_few_tests,
    r"python -m tests -m outside": tries_what_comes_from_outside,
    r"python -m tests tests/[\w/]+\.py": runs_a_few_tests,
    r"python -m pytest tests/\w+": runs_a_few_tests,
    r"python -m tests\.benchmark( \w+)?": lists_its_parts,
    r"python -m tests\.load( --.+)?": knows_its_visitors,
    r"python -m tests\.audit": says_what_it_could_ask,
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_documents_runs(command: str, tmp_path: Path) -> None:
    ways = [way for pattern, way in WAYS.items() if re.fullmatch(pattern, command)]
    assert ways, "no way to try this command is known here"
    ways[0](command, tmp_path)


def test_there_is_a_command_for_every_way() -> None:
    assert [pattern for pattern in WAYS if not any(re.fullmatch(pattern, c) for c in COMMANDS)] == []
