"""A progress bar for a terminal, and one line per finished stage elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

_WIDTH = 30


class Progress:
    """Draws one bar per stage on stderr. Totals may be estimates: the bar stays at 99 % until the stage ends."""

    def __init__(self, stages: int, stream: TextIO | None = None) -> None:
        self._stages = stages
        self._stage = 0
        self._stream = stream if stream is not None else sys.stderr
        self._live = self._stream.isatty()
        self._start = time.monotonic()
        self._label, self._total, self._count, self._shown = "", 1, 0, -1

    @contextmanager
    def stage(self, label: str, total: int = 1) -> Iterator[None]:
        """One stage of the run, of about `total` steps."""
        self._stage += 1
        self._label, self._total, self._count, self._shown = label, max(total, 1), 0, -1
        self.advance(0)
        yield
        self._write(100, "\n")

    def advance(self, steps: int) -> None:
        """Count steps of the stage under way; redraws only when the percentage changes."""
        self._count += steps
        percent = min(99, 100 * self._count // self._total)
        if self._live and percent != self._shown:
            self._shown = percent
            self._write(percent, "\r")

    def _write(self, percent: int, end: str) -> None:
        bar = ("#" * (_WIDTH * percent // 100)).ljust(_WIDTH)
        seconds = time.monotonic() - self._start
        self._stream.write(
            f"[{bar}] {percent:3d} %  {self._stage}/{self._stages} {self._label}  {seconds:.0f} 秒 {end}"
        )
        self._stream.flush()
