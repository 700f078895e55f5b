"""`python -m core.serve` as an operator starts it, with the real proxy."""

from __future__ import annotations

import signal
import ssl
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import IO

import psutil

from tests.browser.server import ROOT, _wait, free_port


@dataclass(frozen=True)
class Answer:
    """One answer of the server."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def cookie(self) -> str:
        """The cookies it set, as the next request sends them."""
        jar = SimpleCookie(self.headers.get("set-cookie", ""))
        return "; ".join(f"{m.key}={m.value}" for m in jar.values())


@dataclass(frozen=True)
class Served:
    """A running service: `url` without a slash at its end."""

    url: str
    process: subprocess.Popen[bytes]
    worker_ports: tuple[int, ...]
    tls: ssl.SSLContext | None = None

    def get(self, path: str = "/", **headers: str) -> Answer:
        """An answer whatever its status is."""
        request = urllib.request.Request(self.url + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60, context=self.tls) as answer:
                return Answer(answer.status, _flat(answer.headers), answer.read().decode(errors="replace"))
        except urllib.error.HTTPError as error:
            return Answer(error.code, _flat(error.headers), error.read().decode(errors="replace"))

    def worker(self, port: int) -> psutil.Process | None:
        """The process that listens on a worker's port."""
        for child in psutil.Process(self.process.pid).children():
            with suppress(psutil.ZombieProcess, psutil.NoSuchProcess):  # one that has just ended listens no more
                if f"--server.port={port}" in child.cmdline():
                    return child
        return None


def _flat(headers: object) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in headers.items():  # type: ignore[attr-defined]
        found[name.lower()] = f"{found[name.lower()]}, {value}" if name.lower() in found else value
    return found


@contextmanager
def served(
    *arguments: str,
    base: str = "",
    workers: int = 2,
    port: int | None = None,
    tls: ssl.SSLContext | None = None,
    log: IO[bytes] | int = subprocess.DEVNULL,
    program: str = "core.serve",
) -> Iterator[Served]:
    """The service on this machine; it and all that it started end with the block.

    `tls`: how to know it where it has a certificate. `log`: where its words go. `program`: the module that serves.
    """
    ports = tuple(_free_range(workers))
    port = port or free_port()
    url = f"{'https' if tls else 'http'}://localhost:{port}{base}"
    command = [sys.executable, "-m", program, "--host=localhost", "--address=127.0.0.1", f"--port={port}"]
    command += [f"--worker-port={ports[0]}", f"--workers={workers}", f"--base={base}", *arguments]
    process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
    started: list[psutil.Process] = []
    try:
        for worker in ports:  # all of them, so that no test meets a house half ready
            _wait(process, f"http://127.0.0.1:{worker}{base}", 120)
        service = Served(url, process, ports, tls)
        _all_met(service)
        yield service
    finally:
        started += psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        _, alive = psutil.wait_procs(started, timeout=10)
        for child in alive:
            child.kill()
    assert alive == [], "a process outlived the service"


def _all_met(service: Served) -> None:
    """Wait until the proxy, too, knows that every worker is up."""
    met: set[str] = set()
    for _ in range(600):
        with suppress(OSError):  # before the proxy listens
            met.add(service.get().cookie.partition("suishin_worker=")[2])
        if len(met - {""}) == len(service.worker_ports):
            return
        threading.Event().wait(0.1)
    raise TimeoutError("the proxy does not send visitors to every worker")


def _free_range(count: int) -> range:
    """Ports side by side that are free now."""
    while True:
        first = free_port()
        if first + count < 65_000 and all(_free(p) for p in range(first, first + count)):
            return range(first, first + count)


def _free(port: int) -> bool:
    import socket

    with socket.socket() as s:
        return s.connect_ex(("127.0.0.1", port)) != 0
