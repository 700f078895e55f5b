"""The server with login: `streamlit run` on this file serves the app, and files only to people who have signed in.

Streamlit serves `/media` and takes uploads without asking who somebody is; so each of those requests is asked here for the cookie of
a sign-in. Signing in and out are noted here as well, where they happen.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, Final

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.starlette import App
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from core.errors import UserError
from core.signin import record
from core.signin.people import Verdict
from core.signin.settings import CALLBACK
from core.ui import entry, person

APP_FILE: Final = Path(__file__).resolve().parents[3] / "app.py"
#: Parts of a path below which lies what people brought or took along.
_CLOSED: Final = frozenset({"media", "upload_file"})
log = logging.getLogger(__name__)


class Gate:
    """Middleware around the whole server."""

    def __init__(self, inner: ASGIApp) -> None:
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        path = scope["path"]
        claims = claims_of(Request(scope).cookies)
        if _CLOSED & set(path.split("/")) and _verdict(claims) != "in":
            await PlainTextResponse("サインインしてください。", 403)(scope, receive, send)
            return
        if path.endswith("/auth/logout") and claims:
            person.ended.add(person.sign_in(claims))
            record.write("サインアウト", person.address(claims))

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                _came(message)
            await send(message)

        await self._inner(scope, receive, noted if path.endswith(CALLBACK) else send)


def claims_of(cookies: Mapping[str, str]) -> dict[str, Any]:
    """The identity that these cookies state, signed by this server; empty without."""
    try:
        found = _get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME)
        claims = json.loads(found) if found else {}
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}


def _came(answer: Message) -> None:
    """Note who has just been given the cookie of a sign-in."""
    jar: dict[str, str] = {}
    for name, value in answer["headers"]:
        if name.lower() == b"set-cookie":
            jar |= {m.key: m.value for m in SimpleCookie(value.decode("latin-1")).values()}
    claims = claims_of(jar)
    if claims:
        allowed = _verdict(claims) == "in"
        record.write("サインイン" if allowed else "サインインを断った", person.address(claims))


def _verdict(claims: Mapping[str, Any]) -> Verdict:
    try:
        return person.verdict(claims, person.read())
    except UserError as error:
        log.error("nobody can sign in: %s", error)
        return "out"


entry.prepare()
app = App(APP_FILE, middleware=[Middleware(Gate), *entry.MIDDLEWARE])
