"""The zip: what git tracks of the project, the wheels, start scripts, a page to read first, and the hash of every file."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from core.bundle.start import INDEX, MANIFEST, WHEELS
from core.bundle.targets import LABELS, Target
from core.errors import UserError

#: The folder in the zip.
TOP: Final = "suishin-dashboard"
README: Final = "読み方.txt"
_PUT: Final = Path(__file__).parent / "put"
#: The same files make the same zip, whenever it is made.
_DATE: Final = (1980, 1, 1, 0, 0, 0)
_FILE, _SCRIPT = 0o100644, 0o100755
_STORED: Final = (".whl", ".parquet", ".png", ".woff2")


def tracked(root: Path) -> list[str]:
    """Paths that git tracks and that are there, sorted. Raises UserError where `root` is no working tree of git."""
    listed = _git(root, "ls-files", "-z")
    if listed is None:
        raise UserError(
            "このフォルダーは git の作業フォルダーではありません。",
            "git clone で取得したフォルダーで実行してください(入れてよいファイルを git の一覧で決めるためです)。",
        )
    return sorted(name for name in listed.split("\0") if name and (root / name).is_file())


def edition(root: Path) -> str:
    """The commit, and whether tracked files differ from it."""
    commit = (_git(root, "rev-parse", "--short=12", "HEAD") or "").strip()
    changed = (_git(root, "status", "--porcelain", "--untracked-files=no") or "").strip()
    return f"{commit or '不明'}{'(手元の変更を含む)' if changed else ''}"


def _git(root: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, encoding="utf-8")
    except OSError:
        return None
    return None if done.returncode else done.stdout


def put(targets: Iterable[Target], version: str) -> dict[str, bytes]:
    """The files that are made for a bundle, by path.

    `start.bat` is in the code page of a Japanese `cmd.exe` and has its line ends; the page to read has the mark by which every
    Windows editor knows UTF-8.
    """
    systems = list(dict.fromkeys(target.system for target in targets))
    pythons = list(dict.fromkeys(target.python for target in targets))
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(_PUT.iterdir())}
    page = texts["readme.txt"]
    for mark, words in (
        ("@VERSION@", version),
        ("@PYTHONS@", "、".join(pythons)),
        ("@SYSTEMS@", "、".join(LABELS[system] for system in systems)),
    ):
        page = page.replace(mark, words)
    found = {
        README: page.replace("\n", "\r\n").encode("utf-8-sig"),
        f"{WHEELS}/{INDEX}": json.dumps({"python": pythons, "system": systems}).encode(),
    }
    if "windows" in systems:
        found["start.bat"] = texts["start.bat"].replace("\n", "\r\n").encode("cp932")
    if "linux" in systems:
        found["start.sh"] = texts["start.sh"].encode()
    return found


def write(path: Path, root: Path, wheels: Iterable[Path], made: Mapping[str, bytes]) -> int:
    """The zip at `path`, whole or not at all; gives the number of files in it."""
    sources: dict[str, bytes | Path] = {name: root / name for name in tracked(root)}
    sources |= {f"{WHEELS}/{wheel.name}": wheel for wheel in wheels}
    sources |= made
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".zip.tmp")
    lines = []
    try:
        with zipfile.ZipFile(unfinished, "w") as packed:
            for name, source in sorted(sources.items()):
                data = source if isinstance(source, bytes) else source.read_bytes()
                lines.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
                _add(packed, name, data)
            _add(packed, MANIFEST, "".join(lines).encode())
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return len(lines) + 1


def _add(packed: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(f"{TOP}/{name}", _DATE)
    entry.create_system = 3  # with the rights of a file
    entry.external_attr = (_SCRIPT if name == "start.sh" else _FILE) << 16
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
    packed.writestr(entry, data)
