"""`python -m tests`: make sure of the browser, then run every test with pytest, in three workers, and say which branches ran.

One of the three drives the browser; the others take what it leaves free (`tests.sharing`).

Arguments go to pytest; with a file or folder among them only that is run, in one process.
"""

import sys
from pathlib import Path

import pytest

from tests.browser import chromium

WHOLE = ["-p", "tests.branches", "-p", "tests.sharing", "-n", "3", "--dist", "loadfile", "--no-loadscope-reorder"]
#: What takes long is printed at the end, for whoever makes the suite shorter.
WHOLE += ["--durations=40", "--durations-min=4"]

if __name__ == "__main__":
    chromium.ensure()
    asked = sys.argv[1:]
    part = any(Path(argument.split("::")[0]).exists() for argument in asked)
    raise SystemExit(pytest.main(asked if part else [*WHOLE, *asked]))
