"""The served app under observation: memory and CPU of its workers, its sessions, and what it says when it is full."""

from __future__ import annotations

import asyncio
import re
import time
import urllib.request
from contextlib import suppress

import psutil

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

    async def freed(self, wait: float) -> float | None:
        """Seconds until the workers hold no session any more, also none that could come back; None where `wait` is over before."""
        began = time.monotonic()
        while time.monotonic() - began < wait:
            if await asyncio.to_thread(self._held) == 0:
                return time.monotonic() - began
            await asyncio.sleep(2)
        return None

    def _held(self) -> float:
        """Bytes of session states and open sessions, by each worker's own account."""
        held = 0.0
        for port in self.service.worker_ports:
            address = f"http://127.0.0.1:{port}/_stcore/metrics"
            with urllib.request.urlopen(address, timeout=30) as answer:
                held += account(answer.read().decode())
        return held


def account(metrics: str) -> float:
    """Open sessions and bytes of session states in what a worker says of itself (OpenMetrics)."""
    held = re.findall(r"^active_sessions(?:\{[^}]*\})? (\S+)", metrics, re.MULTILINE)
    held += re.findall(r'^cache_memory_bytes\{[^}]*cache_type="st_session_state"[^}]*\} (\S+)', metrics, re.MULTILINE)
    return sum(map(float, held))
