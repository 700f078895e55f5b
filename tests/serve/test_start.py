"""What a worker loads for its pages: what only a few ask for is loaded when they do."""

from __future__ import annotations

import subprocess
import sys

from tests.browser.server import ROOT

_ASK = "import sys, core.ui.frame, core.ui.papers; print([m for m in ('vl_convert', 'docx', 'pptx', 'fpdf', 'openpyxl') if m in sys.modules])"


def test_what_draws_and_writes_documents_is_loaded_with_the_first_of_them() -> None:
    asked = subprocess.run([sys.executable, "-c", _ASK], cwd=ROOT, capture_output=True, text=True)
    assert asked.stdout.splitlines()[-1:] == ["[]"], asked.stderr
