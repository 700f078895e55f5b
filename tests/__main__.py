"""`python -m tests`: make sure of the browser, then run every test with pytest, in two workers, and say which branches ran.

One of the two drives the browser. A third would make it slower than it saves: a page that waits for a core misses what a person does.

Arguments go to pytest; with a file or folder among them only that is run, in one process.
"""

import sys
from pathlib import Path

import pytest

from tests.browser import chromium

WHOLE = ["-p", "tests.branches", "-p", "tests.sharing", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]

if __name__ == "__main__":
    chromium.ensure()
    asked = sys.argv[1:]
    part = any(Path(argument.split("::")[0]).exists() for argument in asked)
    raise SystemExit(pytest.main(asked if part else [*WHOLE, *asked]))
