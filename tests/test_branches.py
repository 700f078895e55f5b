"""The suite's report of lines and branches, on a run of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_lines_and_branches_that_a_run_reaches_are_counted_by_part() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.branches", "-n", "2"]
    command += [f"tests/vocabulary/test_{part}.py" for part in ("labels", "palette")]
    alone = {
        name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")
    }  # no worker of this run
    run = subprocess.run(command, cwd=ROOT, env=alone, capture_output=True, text=True, check=True, encoding="utf-8")
    printed = run.stdout
    shares = {
        part: (float(lines), float(branches))
        for part, lines, branches in re.findall(r"^(\w+) +lines +([\d.]+)%.*branches +([\d.]+)%", printed, re.MULTILINE)
    }
    lines, branches = shares["vocabulary"]
    assert 30 < lines < 100
    assert branches > 50
    assert shares["ingest"] == (0.0, 0.0)
    assert 0 < shares["core"][0] < lines
