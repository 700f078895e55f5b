"""The served app under observation: memory and CPU of its workers, its sessions, and what it says when it is full."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress

import psutil

from tests.load.visitor import visitor
from tests.serve.serving import Served

MIB = 1024 * 1024
_FULL = "混み合っています"


class House:
    """A running service. `watch` notes the workers' largest memory until it is cancelled."""

    def __init__(self, service: Served) -> None:
        self.service = service
        self._workers = [service.worker(port) for port in service.worker_ports]
        self.peaks: list[float] = []

    async def watch(self) -> None:
        """Look at every worker once a second."""
        self.peaks = [0.0] * len(self._workers)
        while True:
            for place, worker in enumerate(self._workers):
                if worker is not None:
                    with suppress(psutil.NoSuchProcess):
                        self.peaks[place] = max(self.peaks[place], worker.memory_info().rss / MIB)
            await asyncio.sleep(1)

    def cpu(self) -> float:
        """Seconds of CPU that the workers have used so far."""
        times = [worker.cpu_times() for worker in self._workers if worker is not None and worker.is_running()]
        return float(sum(t.user + t.system for t in times))

    def refuses(self) -> bool:
        """Whether somebody new reads that the house is full."""
        answer = self.service.get("/", Accept="text/html")
        return answer.status == 503 and _FULL in answer.text

    async def remembers(self, guests: Sequence[tuple[str, str]]) -> int:
        """How many of those who have left (cookie and session) would still be let into their session."""
        found = 0
        for guest in guests:
            async with visitor(self.service.url, before=guest) as again:
                await again.open("")
                found += again.session == guest[1]
        return found
