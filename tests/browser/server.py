"""Run the app (or any script) as a real server on a free port of this machine."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@contextmanager
def serve(
    script: Path = ROOT / "app.py",
    *,
    program: str = "streamlit",
    timeout: float = 90,
    port: int | None = None,
    cwd: Path = ROOT,
    stop: signal.Signals = signal.SIGTERM,
) -> Iterator[str]:
    """URL of a running `streamlit run script`; the server ends with the block, without a word. `program`: module in place of streamlit.

    `cwd`: where it starts, and where Streamlit looks for settings. `stop`: how it is told to end.
    """
    port = port or free_port()
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                program,
                "run",
                str(script),
                f"--server.port={port}",
                "--server.address=127.0.0.1",
                "--server.headless=true",
                "--server.fileWatcherType=none",
                "--browser.gatherUsageStats=false",
            ],
            cwd=cwd,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
        url = f"http://127.0.0.1:{port}"
        end: int | None = None
        try:
            _wait(process, url, timeout)
            yield url
        finally:
            process.send_signal(stop)
            try:
                end = process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
        log.seek(0)
        said = log.read().decode(errors="replace")
        assert end in (0, None), said
        assert "Aborted" not in said, said


def _wait(process: subprocess.Popen[bytes], url: str, timeout: float) -> None:
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError("the server ended at its start")
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server did not answer")
