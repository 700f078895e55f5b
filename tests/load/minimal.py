"""The minimal app of `tests.benchmark`, served by `core.serve` as the real one is: `python -m tests.load.minimal` with its arguments."""

from __future__ import annotations

import sys

from core.serve import __main__ as command
from core.serve.plan import ROOT, Plan
from tests.benchmark.yardstick import MINIMAL


class MinimalPlan(Plan):
    """A plan whose workers run the other script."""

    def worker(self, port: int) -> list[str]:
        """The command of one worker."""
        return [str(MINIMAL) if part == str(ROOT / "app.py") else part for part in super().worker(port)]


if __name__ == "__main__":
    command.Plan = MinimalPlan  # type: ignore[misc]
    raise SystemExit(command.main(sys.argv[1:]))
