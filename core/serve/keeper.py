"""Start the workers and the proxy, start anew whichever ends, and end all together."""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Final

from core.errors import UserError
from core.serve import bucket, haproxy, published
from core.serve.plan import ROOT, Plan
from core.signin import record

log = logging.getLogger("core.serve")
_LOOK: Final = 0.5
#: Waiting time before a process that has just ended is started again: doubled each time, forgotten once it ran for a while.
_WAIT: Final = 0.5
_LONGEST: Final = 30.0
_STEADY: Final = 60.0


class Kept:
    """One process that is to run: started anew when it ends."""

    def __init__(self, name: str, command: Sequence[str], environment: dict[str, str]) -> None:
        self._name, self._command, self._environment = name, list(command), environment
        self._wait, self._due, self._since = _WAIT, 0.0, 0.0
        self._process: subprocess.Popen[bytes] | None = None

    def look(self, now: float) -> None:
        """Start it where it is not running and its waiting time is over."""
        if self._process is not None and self._process.poll() is None:
            return
        if self._process is not None:
            log.warning("%s が終わりました(%s)。起動し直します。", self._name, self._process.returncode)
            self._wait = _WAIT if now - self._since > _STEADY else min(2 * self._wait, _LONGEST)
            self._process, self._due = None, now + self._wait
        if now >= self._due:
            self._process = subprocess.Popen(self._command, cwd=ROOT, env=self._environment)
            self._since = now
            log.info("%s を起動しました(pid %d)", self._name, self._process.pid)

    def end(self) -> None:
        """Ask it to end."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def gone(self, seconds: float) -> None:
        """Wait for its end; make it end after that."""
        if self._process is None:
            return
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _data(folder: Path, over: threading.Event) -> dict[str, str]:
    """What the workers read where `KOSO_DATA` is an address: a folder here, which follows it. Raises UserError where there is nothing yet."""
    place = os.environ.get("KOSO_DATA", "")
    if not published.is_address(place):
        return {}
    following = published.Published(place, folder)
    try:
        following.look()
    except UserError as error:
        if not following.shown.is_dir():
            raise
        log.warning("%s 前に取得した版を表示します。", error)
    threading.Thread(target=following.keep_looking, args=(over,), daemon=True).start()
    return {"KOSO_DATA": str(following.shown)}


def _environment() -> dict[str, str]:
    """What the processes are told. The keys of a bucket are the service's alone."""
    ours = {
        # One secret for all workers, so that what one has signed the others know.
        "STREAMLIT_SERVER_COOKIE_SECRET": secrets.token_hex(32),
        "PYTHONUNBUFFERED": "1",
        "MALLOC_ARENA_MAX": "2",  # every thread of a session would keep a part of the memory for itself
        record.SWITCH: "1",
    }
    return ours | {name: value for name, value in os.environ.items() if not name.startswith(bucket.VARIABLES)}


def serve(plan: Plan) -> None:
    """Serve until SIGTERM or SIGINT. Raises UserError where HAProxy is missing or refuses the plan."""
    proxy = shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin:/usr/local/sbin")
    if proxy is None:
        raise UserError("HAProxy がありません。", "apt-get install haproxy を実行してください。")
    over = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        over.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    with tempfile.TemporaryDirectory(prefix="suishin-") as folder:
        written = haproxy.write(plan, Path(folder))
        checked = subprocess.run([proxy, "-c", "-q", "-f", written], capture_output=True, text=True)
        if checked.returncode:
            log.error("%s", checked.stderr)
            raise UserError("HAProxy が設定を受け付けません。", "上の行と、証明書のファイルを確かめてください。")
        environment = _environment()
        environment |= _data(Path(os.environ.get("CACHE_DIRECTORY") or folder) / "data", over)
        kept = [Kept(f"ワーカー {port}", plan.worker(port), environment) for port in plan.worker_ports]
        kept.append(Kept("HAProxy", [proxy, "-db", "-q", "-f", str(written)], environment))
        log.info("%s で公開します", plan.url)
        try:
            while not over.is_set():
                for process in kept:
                    process.look(time.monotonic())
                over.wait(_LOOK)
        finally:
            for process in reversed(kept):
                process.end()
            for process in kept:
                process.gone(10)
