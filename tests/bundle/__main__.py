"""`python -m tests.bundle FOLDER`: open the pages of an unpacked bundle, started as its reader starts it.

A step of CI, not of the suite: it installs every wheel of a real bundle, with no index.
"""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from tests.browser.server import free_port
from tests.serve.client import tab, texts

#: By route: its query, and words that stand on the page only when it was drawn from the data.
PAGES = {"": ("", "339"), "area": ("area=1005", "藤岡"), "policy": ("", "いま・次")}


def main(folder: Path) -> int:
    """0 when all pages were drawn."""
    port = free_port()
    # Nothing of this machine's settings but where programs lie: no index, no folder of wheels.
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(folder)}
    command = ["sh", str(folder / "start.sh"), "--no-browser", f"--port={port}"]
    with subprocess.Popen(command, cwd="/", env=environment) as server:
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(server, url)
            for page, (query, words) in PAGES.items():
                with tab(url) as visitor:
                    drawn = texts(visitor.open(page, query))
                assert words in drawn, (page, drawn[-500:])
                assert "画面を表示できませんでした" not in drawn, (page, drawn[-500:])
                print(f"/{page}: drawn from the bundle")
        finally:
            server.terminate()
    return 0


def _wait(server: subprocess.Popen[bytes], url: str) -> None:
    end = time.monotonic() + 300
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError("the bundle did not start")
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("the bundle did not answer")


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]).resolve()))
