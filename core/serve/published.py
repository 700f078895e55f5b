"""One published data set for several machines: fetched whole, checked by its hashes, then shown by one switch.

`KOSO_DATA` names a folder, which the app reads as it is, or an address (https, or a bucket: `bucket.py`) below which `MANIFEST.json`,
`parquet/*.parquet` and `reconciliation.json` lie. Only the service asks that address; its workers read the folder that it has filled.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import logging
import os
import shutil
import sys
import tempfile
import threading
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from core.data.schema import TABLES
from core.errors import UserError
from core.serve import bucket

log = logging.getLogger("core.serve")
MANIFEST: Final = "MANIFEST.json"
REPORT: Final = "reconciliation.json"
#: Every file of an edition.
FILES: Final = (*(f"parquet/{name}.parquet" for name in TABLES), REPORT)
#: Seconds between two looks at the manifest.
EVERY: Final = 300
_LARGEST: Final = 200 * 1024 * 1024
_TIMEOUT: Final = 30
_SHOWN: Final = "shown"
_PATIENCE: Final = "公開元のファイルと、そこへの通信を確かめてください。"


def is_address(place: str) -> bool:
    """Whether the data are to be fetched. Raises UserError for an address that cannot be used safely."""
    parts = urlsplit(place)
    if not parts.scheme or len(parts.scheme) == 1:  # a folder; one letter is a drive
        return False
    if parts.scheme == bucket.SCHEME or bucket.is_safe(place):
        return True
    raise UserError(
        f"KOSO_DATA の {parts.scheme}:// は使えません。",
        "フォルダー、https:// の URL、s3://バケット/フォルダー のどれかを書いてください。",
    )


class Published:
    """The editions of an address below a folder of this machine: each in a folder of its own, `shown` leads to the newest good one."""

    def __init__(self, address: str, folder: Path) -> None:
        """Raises UserError for an address that cannot be asked."""
        self.address, self._folder = address.rstrip("/"), folder
        self.shown = folder / _SHOWN
        in_bucket = urlsplit(address).scheme == bucket.SCHEME
        self._read = bucket.reader(self.address, os.environ) if in_bucket else self._read_page

    def look(self) -> bool:
        """Fetch what is published where it is new; gives whether it was. Raises UserError; what was shown before goes on being shown."""
        text = self._get(MANIFEST, 1024 * 1024)
        name = hashlib.sha256(text).hexdigest()[:16]
        if self.shown.is_dir() and self.shown.resolve().name == name:
            return False
        hashes = read_manifest(text)
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._folder, prefix="fetch-") as fetched:
            for file in FILES:
                data = self._get(file, _LARGEST)
                if hashlib.sha256(data).hexdigest() != hashes[file]:
                    raise UserError(f"公開されたデータの {file} が {MANIFEST} と合いません。", _PATIENCE)
                target = Path(fetched) / file
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(data)
            kept = self._folder / name
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(fetched, kept)
        self._switch(kept)
        return True

    def _switch(self, kept: Path) -> None:
        before = self.shown.resolve() if self.shown.is_dir() else kept
        new = self._folder / f"{_SHOWN}.new"
        new.unlink(missing_ok=True)
        new.symlink_to(kept.name)
        os.replace(new, self.shown)  # the switch
        for old in self._folder.iterdir():
            if old.is_dir() and not old.is_symlink() and old.resolve() not in (kept.resolve(), before):
                shutil.rmtree(old, ignore_errors=True)

    def _get(self, file: str, largest: int) -> bytes:
        try:
            data = self._read(file, largest + 1)
        except (OSError, ValueError, http.client.HTTPException) as error:
            log.warning("%s: %s", file, error)
            raise UserError(f"公開されたデータの {file} を取得できません。", _PATIENCE) from error
        if len(data) > largest:
            raise UserError(f"公開されたデータの {file} が大きすぎます。", _PATIENCE)
        return data

    def _read_page(self, file: str, count: int) -> bytes:
        with urllib.request.urlopen(f"{self.address}/{file}", timeout=_TIMEOUT) as answer:
            data: bytes = answer.read(count)
        return data

    def keep_looking(self, over: threading.Event, every: float = EVERY) -> None:
        """Look now and then, until it is over."""
        while not over.wait(every):
            try:
                if self.look():
                    log.info("公開されたデータの新しい版を取得しました")
            except UserError as error:
                log.warning("%s いまの版を表示し続けます。", error)


def read_manifest(text: bytes) -> dict[str, str]:
    """SHA-256 by file. Raises UserError where it does not name every file of an edition."""
    try:
        found: Any = json.loads(text)
        hashes = {file: str(found["files"][file]) for file in FILES}
    except (ValueError, LookupError, TypeError) as error:
        raise UserError(f"公開されたデータの {MANIFEST} を読めません。", _PATIENCE) from error
    return hashes


def manifest(folder: Path) -> str:
    """The manifest of the edition in a folder. Raises UserError where a file is missing."""
    missing = [file for file in FILES if not (folder / file).is_file()]
    if missing:
        raise UserError(
            f"{folder.name} に {missing[0]} がありません。", "python -m core.ingest の書き出し先を指定してください。"
        )
    files = {file: hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in FILES}
    return json.dumps({"files": files}, indent=1) + "\n"


def main(argv: list[str]) -> int:
    """Write the manifest of a folder, last of all its files: whoever fetches takes an edition by it."""
    if len(argv) != 1 or argv[0] in ("-h", "--help"):
        print("使い方: python -m core.serve.published フォルダー (MANIFEST.json を書く)")
        return 0 if argv in (["-h"], ["--help"]) else 2
    try:
        new = Path(argv[0]) / f"{MANIFEST}.new"
        new.write_text(manifest(Path(argv[0])), encoding="utf-8")
        os.replace(new, new.with_name(MANIFEST))
    except (UserError, OSError) as error:
        print(f"エラー: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
