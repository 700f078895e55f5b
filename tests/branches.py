"""pytest plugin: which lines and branches of `core` the tests run, printed by part at the end (`-p tests.branches`).

SlipCover measures by instructions in the code that take themselves out again once they have been reached; a tracer (coverage.py
on Python 3.11) made the same tests take 1.8 times the processor time, this some 1.1 times. Each xdist worker measures for itself and hands its
result to the controller. The browser tests' server is a process of its own and is not measured; nor are `pages/`, which
Streamlit runs without importing them. Modules that no test imports are read by the controller alone, which takes ten seconds.
"""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
import slipcover

CORE = Path(__file__).resolve().parents[1] / "core"

_IN_WORKER = "PYTEST_XDIST_WORKER" in os.environ
_measured = slipcover.Slipcover(branch=True, source=None if _IN_WORKER else [str(CORE)])
# At import, which `-p` makes early: a module that conftest.py has imported already could not be measured any more.
slipcover.ImportManager(_measured, slipcover.FileMatcher(sources=[str(CORE)])).__enter__()
_handed_in: list[dict[str, Any]] = []
_ALL = "core"
_KINDS = ("executed_lines", "missing_lines", "executed_branches", "missing_branches")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker hands its result to the controller, which has one too."""
    found = _measured.get_coverage()
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["branches"] = json.dumps(found)
    else:
        _handed_in.append(found)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """The result of one worker."""
    if "branches" in getattr(node, "workeroutput", {}):
        _handed_in.append(json.loads(node.workeroutput["branches"]))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Lines and branches by part of `core`, then all together."""
    if not _handed_in:
        return
    merged = _handed_in[0]
    for found in _handed_in[1:]:
        slipcover.merge_coverage(merged, found)
    parts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, file in merged["files"].items():
        inside = Path(name).resolve().relative_to(CORE)
        for part in (inside.parts[0] if len(inside.parts) > 1 else "(files)", _ALL):
            parts[part].update({kind: len(file[kind]) for kind in _KINDS})
    terminalreporter.section("lines and branches of core that the tests ran")
    for part, count in sorted(parts.items(), key=lambda item: (item[0] == _ALL, item[0])):
        lines, branches = (_share(count, kind) for kind in ("lines", "branches"))
        terminalreporter.write_line(f"{part:<12} lines {lines}   branches {branches}")


def _share(count: Counter[str], kind: str) -> str:
    run, missing = count[f"executed_{kind}"], count[f"missing_{kind}"]
    return f"{run / max(run + missing, 1):6.1%} ({run:,} of {run + missing:,})".ljust(26)
