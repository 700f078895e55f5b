"""Run a command and see with whom it and its children talk: strace notes every connection, not only the browser's."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from tests.browser.server import ROOT, _wait

_CALL = re.compile(r"\b(connect|bind|sendto|sendmsg|sendmmsg)\(.*?sin6?_port=htons\((\d+)\).*?\"([0-9a-fA-F.:]+)\"")


@dataclass
class Talk:
    """What was seen, as (call, address, port)."""

    calls: list[tuple[str, str, int]] = field(default_factory=list)

    def outside(self) -> list[tuple[str, str, int]]:
        """Connections and packets to another machine."""
        return [c for c in self.calls if c[0] != "bind" and not ip_address(c[1]).is_loopback]

    def listens(self) -> set[tuple[str, int]]:
        """Addresses that were bound, with a port of one's own choice."""
        return {(address, port) for call, address, port in self.calls if call == "bind" and port}


@contextmanager
def watched(command: Sequence[str], url: str, timeout: float = 120) -> Iterator[Talk]:
    """The command is up at `url` inside the block; what it did on the network is known after it."""
    strace = shutil.which("strace")
    assert strace, "strace is missing: apt-get install strace"
    talk = Talk()
    with tempfile.TemporaryDirectory() as folder:
        seen = Path(folder) / "seen"
        process = subprocess.Popen(
            [strace, "-f", "--seccomp-bpf", "-qq", "-e", "trace=connect,bind,sendto,sendmsg,sendmmsg", "-o", str(seen), *command],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
            start_new_session=True,
        )  # fmt: skip
        try:
            _wait(process, url, timeout)
            yield talk
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(15)
        found = _CALL.finditer(seen.read_text(errors="replace"))
        talk.calls += [(call, address, int(port)) for call, port, address in (m.groups() for m in found)]
