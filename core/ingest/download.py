"""`--download`: the files that the registry of sources names by SHA-256 and by address, or by the page with their link (`file`).

What was fetched before is kept: a whole file is not fetched again, a part is gone on with (Range). A file whose hash is not the
registry's is not put into place. A link that cannot be told on its page is left to a person; the other files are fetched
nevertheless. Proxies are those of the environment.
"""

from __future__ import annotations

import hashlib
import os
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from core.errors import UserError
from core.ingest import landing
from core.ingest.build.curated import load_registry
from core.ingest.discover import Say

_ENDINGS: Final = (".pdf", ".xlsx", ".xlsm", ".xlsb", ".xls", ".zip")
_PART: Final = ".part"
_CHUNK: Final = 1 << 20
#: Bytes of the largest file that is fetched; the largest book has 4 MB.
LIMIT: Final = 200 << 20
#: Bytes of the largest page with links.
_PAGE: Final = 8 << 20
_SECONDS: Final = 60
_BROKEN: Final = (urllib.error.URLError, HTTPException, TimeoutError, ConnectionError)
_HINT: Final = "インターネットへの接続とプロキシ(環境変数 HTTPS_PROXY)を確かめ、もう一度実行してください。"


def fetch_all(
    registry: Path, folder: Path, say: Say, fetched: Callable[[str], None] = lambda sha256: None
) -> list[Path]:
    """Fetch every file of the registry that can be told into `folder`; the files, in the registry's order.

    `fetched` is told the SHA-256 of each file that was put into place now. Raises UserError naming the files that are not there
    and what to do; what was fetched until then stays.
    """
    entries = [e for e in load_registry(registry) if e.get("sha256")]
    others = [str(e["source_id"]) for e in entries if not _is_file(e) and not _is_page(e)]
    if others:
        say(f"取得先の分からない資料(掲載ページから手で取得してください): {'、'.join(others)}")
    wanted = [e for e in entries if _is_file(e) or _is_page(e)]
    if not wanted:
        raise UserError(
            f"{registry.name} に、ファイルの URL と SHA-256 のそろった資料がありません。",
            "url に Excel・zip・PDF の URL を、sha256 に確かめた値を書いてください(docs/update.md)。",
        )
    folder.mkdir(parents=True, exist_ok=True)
    held = {_sha256(p): p for p in sorted(folder.iterdir()) if p.is_file() and p.suffix != _PART}
    pages: dict[str, str | UserError] = {}
    files, missing = [], []
    for entry in wanted:
        key, sha256 = str(entry["source_id"]), str(entry["sha256"])
        if sha256 in held:
            say(f"  {key}: 取得済み({held[sha256].name})")
            files.append(held[sha256])
            continue
        try:
            url = str(entry["url"]) if _is_file(entry) else _link(entry, folder, pages)
            files.append(_fetch(key, url, sha256, folder, say, fetched))
        except UserError as error:
            missing.append((key, error))
    if len(missing) == 1:
        raise missing[0][1]
    if missing:
        for _, why in missing:
            say(f"  {why}")
        raise UserError(
            f"取得できない資料が{len(missing)}件あります: {'、'.join(key for key, _ in missing)}。",
            "上に示した理由を確かめてください。取得できたものは残してあります。",
        )
    return files


def _is_page(entry: dict[str, str | None]) -> bool:
    return bool(entry.get("file")) and (entry.get("url") or "").startswith(("http://", "https://"))


def _link(entry: dict[str, str | None], folder: Path, pages: dict[str, str | UserError]) -> str:
    """The address behind the one link of the entry's page that its `file` means. UserError where there is none, or another too."""
    key, url, pattern = str(entry["source_id"]), str(entry["url"]), str(entry["file"])
    if url not in pages:
        pages[url] = _page(url)
    page = pages[url]
    if isinstance(page, UserError):
        raise UserError(f"{key}: {page.message}", page.hint)
    links = landing.matching(page, url, pattern)
    hint = f"掲載ページを開いて手で取得し、{folder} に置いてください。ファイルの URL が分かれば sources.yaml の url に書けます。"
    if not links:
        raise UserError(
            f"{key}: 掲載ページ {url} に「{pattern}」のリンクがありません。",
            f"ページが変わったか、登録簿の file がページの名前と違います(資料の題名から書いたものもあります)。{hint}",
        )
    if len(links) > 1:
        raise UserError(
            f"{key}: 掲載ページ {url} に「{pattern}」のリンクが{len(links)}つあります({'、'.join(links[:5])})。",
            f"sources.yaml の file を1つに決まる名前にしてください。{hint}",
        )
    return links[0]


def _page(url: str) -> str | UserError:
    try:
        with _open(urllib.request.Request(url)) as answer:
            return landing.text_of(answer.read(_PAGE), answer.headers.get_content_charset())
    except _BROKEN as error:
        return UserError(f"掲載ページ {url} を開けません({_why(error)})。", _HINT)


def _open(request: urllib.request.Request) -> HTTPResponse:
    answer: HTTPResponse = urllib.request.build_opener().open(request, timeout=_SECONDS)  # the proxies as they are now
    return answer


def _is_file(entry: dict[str, str | None]) -> bool:
    url = entry.get("url") or ""
    return (
        bool(entry.get("sha256")) and url.startswith(("http://", "https://")) and _name(url).lower().endswith(_ENDINGS)
    )


def _name(url: str) -> str:
    """The last part of the address's path, as a name that leads nowhere else."""
    return PurePosixPath(unquote(urlsplit(url).path)).name.replace("\\", "_").lstrip(".")


def _fetch(key: str, url: str, sha256: str, folder: Path, say: Say, fetched: Callable[[str], None]) -> Path:
    target, part = folder / _name(url), folder / f"{_name(url)}{_PART}"
    try:
        _go_on(url, part)
    except _BROKEN as error:
        raise UserError(
            f"{key}: {url} から取得できません({_why(error)})。",
            f"{_HINT}途中までは残してあり、続きから取得します。",
        ) from error
    if (found := _sha256(part)) != sha256:
        part.unlink()
        raise UserError(
            f"{key}: {url} のファイルの SHA-256 が登録簿と違います(取得 {found[:12]}…、登録簿 {sha256[:12]}…)。",
            "差し替えられた資料か、途中で壊れたものです。掲載ページで確かめ、正しければ sources.yaml の sha256 を直してください。",
        )
    os.replace(part, target)
    fetched(sha256)
    say(f"  {key}: 取得しました({target.name}、{target.stat().st_size:,} バイト)")
    return target


def _go_on(url: str, part: Path) -> None:
    """Fetch what is missing of a file; from its beginning where the server does not give parts."""
    have = part.stat().st_size if part.is_file() else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        answer = _open(request)
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
        error.close()
        return f"応答 {error.code}"
    if isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError):
        return "時間切れ"
    return "途中で切れた" if isinstance(error, ConnectionError | HTTPException) else "つながらない"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
