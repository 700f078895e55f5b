"""The file that switches login on: Streamlit's own section `[auth]`, and `[people]`, who may come in."""

from __future__ import annotations

import importlib.util
import os
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from core.errors import UserError
from core.reading.files import parse
from core.signin.people import People

CALLBACK: Final = "/oauth2callback"
_AUTH: Final = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
#: Characters of the secret that signs the cookies: 32 of `secrets.token_urlsafe` are 192 bits.
SECRET: Final = 32
#: Addresses of providers that let in people of any organisation, who may call themselves what they like.
_ANYBODY: Final = ("/common/", "/organizations/", "/consumers/")
_HINT: Final = "docs/operate.md の「サインインを求める」の書き方と比べてください。"
_HERE: Final = ("localhost", "127.0.0.1")


@dataclass(frozen=True, slots=True)
class Settings:
    """`redirect_uri`: where the provider sends people back. What else is in `[auth]` is Streamlit's."""

    redirect_uri: str
    people: People

    @property
    def secure(self) -> bool:
        """Whether people come by TLS."""
        return urlsplit(self.redirect_uri).scheme == "https"

    @property
    def origin(self) -> str:
        """Scheme, name and port of `redirect_uri`."""
        parts = urlsplit(self.redirect_uri)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def host(self) -> str:
        """The only name of the server under which signing in works."""
        return urlsplit(self.redirect_uri).hostname or ""


def load(path: Path) -> Settings:
    """The checked file, read again when it has changed. Raises UserError naming what is wrong, never a value of `[auth]`."""
    try:
        stamp = path.stat().st_mtime_ns
    except OSError as error:
        raise UserError(
            f"サインインの設定ファイルを開けません: {path.name}", "ファイルの場所と権限を確かめてください。"
        ) from error
    return _load(path, stamp)


@lru_cache(maxsize=8)
def _load(path: Path, stamp: int) -> Settings:
    try:
        text = path.read_text(encoding="utf-8")
        found = tomllib.loads(text)
    except OSError as error:
        raise UserError(f"{path.name} を開けません。", "サービスを動かす利用者が読める権限にしてください。") from error
    except UnicodeDecodeError as error:
        raise UserError(
            f"{path.name} の文字コードが UTF-8 ではありません。", "UTF-8 で保存し直してください。"
        ) from error
    except tomllib.TOMLDecodeError as error:  # its words are English, and might show a line of the file
        raise UserError(f"{path.name} が TOML の書き方になっていません。", _HINT) from error
    auth = found.get("auth")
    return Settings(_redirect(auth, path.name), parse(People, found.get("people"), Path(f"{path.name} の [people]")))


def _redirect(auth: object, file: str) -> str:
    """`redirect_uri` of a section that has everything."""
    if not isinstance(auth, Mapping):
        raise UserError(f"{file} に [auth] がありません。", _HINT)
    for key in _AUTH:
        if not isinstance(auth.get(key), str) or not auth[key]:
            raise UserError(f"{file} の [auth] に {key} がありません。", _HINT)
    if len(auth["cookie_secret"]) < SECRET:
        raise UserError(
            f"{file} の cookie_secret が短すぎます({SECRET}字以上)。",
            'python -c "import secrets; print(secrets.token_urlsafe(32))" の出力を書いてください。',
        )
    _check_address(auth, "server_metadata_url", file)
    if any(part in auth["server_metadata_url"] for part in _ANYBODY):
        raise UserError(
            f"{file} の server_metadata_url は、どの組織の人でも通します。",
            "自分の組織(テナント)だけの URL を書いてください。",
        )
    redirect: str = _check_address(auth, "redirect_uri", file)
    if not redirect.endswith(CALLBACK):
        raise UserError(f"{file} の redirect_uri が {CALLBACK} で終わっていません。", _HINT)
    return redirect


def _check_address(auth: Mapping[str, Any], key: str, file: str) -> str:
    """An address by TLS; without it only on this machine."""
    parts = urlsplit(auth[key])
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _HERE):
        raise UserError(f"{file} の {key} が https:// で始まっていません。", "サインインには TLS が要ります。")
    return str(auth[key])


def check_installed(path: Path) -> None:
    """Raise UserError where others of this machine may read the file, or the parts that login needs are not installed."""
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o007:
        raise UserError(f"{path.name} を、ほかの利用者が読めます。", f"chmod 600 {path.name} を実行してください。")
    if not all(importlib.util.find_spec(module) for module in ("authlib", "httpx")):
        raise UserError(
            "サインインの部品がありません。", "python -m pip install -r requirements-login.txt を実行してください。"
        )
