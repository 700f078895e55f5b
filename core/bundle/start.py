"""Start the dashboard from a bundle: the first time, make a virtual environment of its wheels; no index is asked.

Run by `start.bat` and `start.sh`. The standard library alone, and nothing that an older Python cannot read: whoever has one must get
to the sentence that says so.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
import webbrowser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WHEELS = "wheels"
#: In `wheels`: for which Pythons and systems they are.
INDEX = "index.json"
MANIFEST = "MANIFEST.txt"
_VENV = ".venv"
_STAMP = "suishin.txt"
#: Seconds in which the server should have answered.
_PATIENCE = 120
_SYSTEMS = {"Linux": ("linux", "x86_64"), "Windows": ("windows", "amd64")}


class Trouble(Exception):
    """Something that a person can do something about, in words."""


def unfit(root: Path) -> str:
    """Why this Python cannot use the bundle; empty where it can."""
    try:
        index = json.loads((root / WHEELS / INDEX).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "部品(wheels フォルダー)がありません。ZIP を全部展開してから実行してください。"
    here = "{}.{}".format(*sys.version_info[:2])
    if platform.python_implementation() != "CPython" or here not in index["python"]:
        return "Python {} では動きません。Python {} のどれかを入れてください。".format(here, "、".join(index["python"]))
    system, machine = _SYSTEMS.get(platform.system(), ("", ""))
    if system not in index["system"] or platform.machine().lower() != machine or sys.maxsize < 2**32:
        return "このパソコンの部品が入っていません。64ビットの Windows 用か Linux 用かを確かめてください。"
    return ""


def damaged(root: Path) -> list[str]:
    """Wheels and lists of the manifest that are missing or not what was packed."""
    found = []
    for line in (root / MANIFEST).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        if name.startswith(WHEELS + "/") or name == "requirements.txt":
            path = root / name
            if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                found.append(name)
    return found


def prepare(root: Path) -> Path:
    """The Python of the virtual environment, which is made where there is none for these wheels. Raises Trouble."""
    folder = root / _VENV
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    # A folder that was moved has the old place in its scripts.
    stamp = f"{hashlib.sha256((root / MANIFEST).read_bytes()).hexdigest()} {root}"
    with_stamp = folder / _STAMP
    if with_stamp.is_file() and with_stamp.read_text(encoding="utf-8") == stamp and _runs(python):
        return python
    print("準備しています。最初の1回だけ、数分かかります。", flush=True)
    wrong = damaged(root)
    if wrong:
        raise Trouble("壊れているファイルがあります: {}。ZIP を展開し直してください。".format("、".join(wrong[:3])))
    print("  1/2 仮想環境を作っています。", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    # Settings of pip on this computer (an index, other folders) do not count here.
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON"))}
    environment["PIP_CONFIG_FILE"] = os.devnull
    if subprocess.run([sys.executable, "-m", "venv", str(folder)], env=environment).returncode:
        raise Trouble("仮想環境を作れません。Debian・Ubuntu では python3-venv を入れてください。")
    print("  2/2 部品を入れています。", flush=True)
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"]
    command += ["--find-links", WHEELS, "--only-binary", ":all:", "-r", "requirements.txt"]
    if subprocess.run(command, cwd=str(root), env=environment).returncode:
        raise Trouble("部品を入れられません。空き容量と、このフォルダーに書き込めることを確かめてください。")
    with_stamp.write_text(stamp, encoding="utf-8")
    return python


def _runs(python: Path) -> bool:
    """False also where the Python that it was made of is gone."""
    try:
        return subprocess.run([str(python), "-c", ""]).returncode == 0
    except OSError:
        return False


def _taken(port: int) -> bool:
    with socket.socket() as one:
        one.settimeout(1)
        return one.connect_ex(("127.0.0.1", port)) == 0


def _show(url: str, process: subprocess.Popen[bytes]) -> None:
    """Open the browser once the server answers."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(url + "_stcore/health", timeout=2).close()
        except OSError:
            time.sleep(0.5)
        else:
            webbrowser.open(url)
            return


def main(arguments: list[str]) -> int:
    """0 after an ordinary end, 2 after an error told in words."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--fits", action="store_true")
    parser.add_argument("--prepare", action="store_true")
    options = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):  # a console may lack letters
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    words = unfit(ROOT)
    if options.fits:
        return 2 if words else 0
    url = f"http://localhost:{options.port}/"
    try:
        if words:
            raise Trouble(words)
        python = prepare(ROOT)
        if options.prepare:
            return 0
        if _taken(options.port):
            raise Trouble(f"{url} はもう使われています。開いてみるか、--port 8502 を付けて実行してください。")
    except Trouble as trouble:
        print(f"エラー: {trouble}", file=sys.stderr)
        return 2
    print(f"{url} で開きます。終わるときは、この画面で Ctrl+C を押してください。", flush=True)
    command = [str(python), "-m", "streamlit", "run", "app.py", f"--server.port={options.port}"]
    process = subprocess.Popen(command, cwd=str(ROOT))
    signal.signal(signal.SIGTERM, lambda number, frame: process.terminate())
    if not options.no_browser:
        threading.Thread(target=_show, args=(url, process), daemon=True).start()
    try:
        return process.wait()
    except KeyboardInterrupt:  # the server has got it too
        return process.wait()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
