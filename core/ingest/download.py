"""`--download`: the files that the registry of sources names by address and SHA-256, whole or not at all.

What was fetched before is kept: a whole file is not fetched again, a part is gone on with (Range). A file whose hash is not the
registry's is not put into place. Proxies are those of the environment.
"""

from __future__ import annotations

import hashlib
import os
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from core.errors import UserError
from core.ingest.build.curated import load_registry
from core.ingest.discover import Say

_ENDINGS: Final = (".pdf", ".xlsx", ".xlsm", ".xlsb", ".xls", ".zip")
_PART: Final = ".part"
_CHUNK: Final = 1 << 20
#: Bytes of the largest file that is fetched; the largest book has 4 MB.
LIMIT: Final = 200 << 20
_SECONDS: Final = 60


def fetch_all(registry: Path, folder: Path, say: Say) -> list[Path]:
    """Fetch every file of the registry that has its own address and SHA-256 into `folder`; the files, in the registry's order.

    Raises UserError naming the file, the address and what to do; what was fetched until then stays.
    """
    wanted = [(e["source_id"], e["url"], e["sha256"]) for e in load_registry(registry) if _is_file(e)]
    others = [str(e["source_id"]) for e in load_registry(registry) if e.get("sha256") and not _is_file(e)]
    if others:
        say(f"取得先の分からない資料(掲載ページから手で取得してください): {'、'.join(others)}")
    if not wanted:
        raise UserError(
            f"{registry.name} に、ファイルの URL と SHA-256 のそろった資料がありません。",
            "url に Excel・zip・PDF の URL を、sha256 に確かめた値を書いてください(docs/update.md)。",
        )
    folder.mkdir(parents=True, exist_ok=True)
    return [_fetch(str(key), str(url), str(sha256), folder, say) for key, url, sha256 in wanted]


def _is_file(entry: dict[str, str | None]) -> bool:
    url = entry.get("url") or ""
    return (
        bool(entry.get("sha256")) and url.startswith(("http://", "https://")) and _name(url).lower().endswith(_ENDINGS)
    )


def _name(url: str) -> str:
    """The last part of the address's path, as a name that leads nowhere else."""
    return PurePosixPath(unquote(urlsplit(url).path)).name.replace("\\", "_").lstrip(".")


def _fetch(key: str, url: str, sha256: str, folder: Path, say: Say) -> Path:
    target, part = folder / _name(url), folder / f"{_name(url)}{_PART}"
    if target.is_file() and _sha256(target) == sha256:
        say(f"  {key}: 取得済み({target.name})")
        return target
    try:
        _go_on(url, part)
    except (urllib.error.URLError, HTTPException, TimeoutError, ConnectionError) as error:
        raise UserError(
            f"{key}: {url} から取得できません({_why(error)})。",
            "インターネットへの接続とプロキシ(環境変数 HTTPS_PROXY)を確かめ、もう一度実行してください。途中までは残してあり、続きから取得します。",
        ) from error
    if (found := _sha256(part)) != sha256:
        part.unlink()
        raise UserError(
            f"{key}: {url} のファイルの SHA-256 が登録簿と違います(取得 {found[:12]}…、登録簿 {sha256[:12]}…)。",
            "差し替えられた資料か、途中で壊れたものです。掲載ページで確かめ、正しければ sources.yaml の sha256 を直してください。",
        )
    os.replace(part, target)
    say(f"  {key}: 取得しました({target.name}、{target.stat().st_size:,} バイト)")
    return target


def _go_on(url: str, part: Path) -> None:
    """Fetch what is missing of a file; from its beginning where the server does not give parts."""
    have = part.stat().st_size if part.is_file() else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        answer = urllib.request.build_opener().open(request, timeout=_SECONDS)  # the proxies as they are now
    except urllib.error.HTTPError as error:
        if error.code == 416:  # everything is there already
            return
        raise
    with answer, part.open("ab" if answer.status == 206 else "wb") as file:
        length = answer.headers.get("Content-Length")
        while chunk := answer.read(_CHUNK):
            file.write(chunk)
            if file.tell() > LIMIT:
                raise UserError(
                    f"{url} のファイルが大きすぎます({LIMIT >> 20} MB まで)。", "URL が正しいか確かめてください。"
                )
        begun = have if answer.status == 206 else 0
        if length is not None and file.tell() - begun < int(length):
            raise ConnectionError("途中で切れました")


def _why(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"応答 {error.code}"
    if isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError):
        return "時間切れ"
    return "途中で切れた" if isinstance(error, ConnectionError | HTTPException) else "つながらない"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
