"""`python -m tests`: make sure of the browser, then run every test with pytest. Arguments go to pytest."""

import sys

import pytest

from tests.browser import chromium

if __name__ == "__main__":
    chromium.ensure()
    arguments = sys.argv[1:] or ["-n", "2", "--dist", "loadfile"]
    raise SystemExit(pytest.main(arguments))
