"""What is to be served, where: checked once, then said to Streamlit and to the proxy alike."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from core.errors import UserError
from core.signin import settings
from core.signin.settings import Settings

ROOT: Final = Path(__file__).resolve().parents[2]
#: The app with files for those alone who have signed in.
GATE: Final = ROOT / "core" / "ui" / "signin" / "gate.py"
#: Measured: one process holds 50 people who click every 8 s, each with one connection; at 75 everybody waits.
PEOPLE_PER_WORKER: Final = 50
_NAME: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
_PATH: Final = re.compile(r"(/[A-Za-z0-9_-]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`hosts`: names under which people open it, the first one is told. `base`: path below the host, empty or `/suishin`.

    `address`, `port`: of the proxy. `worker_port`: of the first worker, the others follow. `certificate`: PEM file with key and chain for
    TLS; None without. `login`: the file that asks people to sign in (`core.signin.settings`); None without. `people`: connections at which a new visitor is told that the house is full.
    """

    hosts: tuple[str, ...]
    address: str = "0.0.0.0"
    port: int = 8080
    workers: int = 2
    worker_port: int = 8601
    base: str = ""
    certificate: Path | None = None
    login: Path | None = None
    people: int | None = None

    def __post_init__(self) -> None:
        for host in self.hosts:
            if not _NAME.fullmatch(host):
                raise UserError(f"--host の名前が正しくありません: {host}", "例: dashboard.pref.example.lg.jp")
        if not self.hosts:
            raise UserError(
                "--host がありません。", "利用者が開く名前を書いてください(例: --host dashboard.example.lg.jp)。"
            )
        if not _PATH.fullmatch(self.base):
            raise UserError(
                f"--base が正しくありません: {self.base}", "/ で始まる英数字で書いてください(例: /suishin)。"
            )
        if not 1 <= self.workers <= 64:
            raise UserError(f"--workers が正しくありません: {self.workers}", "1 から 64 の数にしてください。")
        for name, port in (("--port", self.port), ("--worker-port", self.worker_port + self.workers - 1)):
            if not 1 <= port <= 65_535:
                raise UserError(f"{name} が正しくありません: {port}", "1 から 65535 の数にしてください。")
        if self.port in self.worker_ports:
            raise UserError("--port と --worker-port が重なっています。", "離れた番号にしてください。")
        if self.certificate is not None and not self.certificate.is_file():
            raise UserError(
                f"証明書のファイルがありません: {self.certificate.name}",
                "鍵と証明書をつないだ PEM ファイルを指定してください。",
            )

        self._check_login()

    def _check_login(self) -> None:
        if self.login is None:
            return
        settings.check_installed(self.login)
        back = urlsplit(settings.load(self.login).redirect_uri)
        if back.hostname not in self.hosts or back.path != self.base + settings.CALLBACK:
            raise UserError(
                f"{self.login.name} の redirect_uri が、公開する場所と合いません。",
                f"{self.url}{settings.CALLBACK[1:]} のように、--host の名前と --base のパスで書いてください。",
            )

    @property
    def signing_in(self) -> Settings | None:
        """The settings of the login; None without."""
        return settings.load(self.login) if self.login else None

    @property
    def worker_ports(self) -> range:
        """Ports of the workers on this machine."""
        return range(self.worker_port, self.worker_port + self.workers)

    @property
    def full(self) -> int:
        """Connections at which the house is full."""
        return self.people or self.workers * PEOPLE_PER_WORKER

    @property
    def url(self) -> str:
        """Where people open it."""
        scheme, usual = ("https", 443) if self.certificate else ("http", 80)
        return f"{scheme}://{self.hosts[0]}{'' if self.port == usual else f':{self.port}'}{self.base}/"

    def worker(self, port: int) -> list[str]:
        """The command of one worker."""
        return [
            *(sys.executable, "-m", "streamlit", "run", str(GATE if self.login else ROOT / "app.py")),
            f"--server.port={port}",
            "--server.address=127.0.0.1",
            f"--server.baseUrlPath={self.base.strip('/')}",
            "--server.headless=true",
            "--server.fileWatcherType=none",
            "--runner.postScriptGC=false",  # docs/decisions/gc-freeze.md: the walk grows with the number of sessions
            "--browser.gatherUsageStats=false",
            f"--browser.serverAddress={self.hosts[0]}",
            *(f"--server.allowedHosts={host}" for host in self.hosts),
            *([f"--secrets.files={self.login.resolve()}"] if self.login else []),
        ]
