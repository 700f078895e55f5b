"""Find Chromium, or install it where that is the machine's custom (root on Debian)."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
HELP = (
    "ブラウザーのテストには Chromium(または Chrome / Edge)が必要です。インストールするか、環境変数 CHROMIUM に実行ファイルの場所を"
    '指定してください(ブラウザーのテストを除くには python -m tests -m "not browser")。'
)
#: No sandbox for root; no background traffic; any name but the machine's own fails at once.
ARGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
#: WebGL without a graphics card, for the pydeck views. Only they are drawn with it: composing whole pages in software OpenGL took
#: four fifths of all processor time of the browser tests. Tabs share a process, so that a new one finds the app's scripts compiled.
WEBGL = [
    *ARGS,
    "--process-per-site",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-gpu-compositing",
    "--disable-gpu-rasterization",
    "--disable-accelerated-2d-canvas",
]
#: Plain 2D canvases, for measuring the pages without pydeck.
CANVAS = [*ARGS, "--disable-gpu"]


def find() -> str | None:
    """Path of a Chromium-like browser, or None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    return next((place for place in PLACES if Path(place).is_file()), None)


def _has_japanese_font() -> bool:
    if not shutil.which("fc-list"):
        return True  # not a fontconfig system; its own fonts draw Japanese
    return bool(subprocess.run(["fc-list", ":lang=ja"], capture_output=True, text=True, check=False).stdout.strip())


def ensure() -> None:
    """Install Chromium and Japanese fonts as root on Debian; elsewhere say in one line what to install."""
    if find() and _has_japanese_font():
        return
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=environment, check=True)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "chromium", "fonts-noto-cjk"],
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    if not find():
        print(HELP)
