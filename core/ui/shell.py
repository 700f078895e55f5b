"""The page that a browser is sent before anything of ours has run, with our style, language and title in it.

A style that comes as an element comes late: the browser fetches the code that draws it while it draws all the rest, and everything
on the page jumps once to its place. In the page itself the style is there before the first element. It stands at the end of the
body, behind the style that Streamlit puts into the head: between equals the later one holds.
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.vocabulary import clock, labels

#: What the page is asked without: a browser that has one of another edition must not be told to keep it, and it is to come unpacked.
_PUT_ASIDE: Final = (b"if-none-match", b"if-modified-since", b"accept-encoding", b"range")
_OURS: Final = (
    (b'<html lang="en">', b'<html lang="ja">'),
    (b"<title>Streamlit</title>", f"<title>{labels.APP_TITLE}</title>".encode()),
)


class Shell:
    """Middleware: every page leaves with the style; files and sockets pass as they are. What is for programs alone is closed."""

    def __init__(self, inner: ASGIApp) -> None:
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "http" and _closed(scope["path"]):
            await PlainTextResponse("この画面はありません。", 404)(scope, receive, send)
            return
        if scope["type"] != "http" or "." in scope["path"].rpartition("/")[2] or "/_stcore/" in scope["path"]:
            await self._inner(scope, receive, send)
            return
        packed = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        begun: Message | None = None
        body = b""

        async def dressing(message: Message) -> None:
            nonlocal begun, body
            if message["type"] == "http.response.start" and _is_page(message):
                begun = message
            elif begun is None:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    await _send(begun, body, packed, scope["method"] == "HEAD", send)

        asked = [(name, value) for name, value in scope["headers"] if name not in _PUT_ASIDE]
        await self._inner({**scope, "headers": asked}, receive, dressing)


def _closed(path: str) -> bool:
    """What Streamlit says to programs: how many people are here, and what stands on their pages."""
    return any(f"/_stcore/{part}/" in f"{path}/" for part in ("metrics", "agent"))


def _is_page(start: Message) -> bool:
    return bool(
        start["status"] == 200 and Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")
    )


async def _send(start: Message, page: bytes, packed: bool, bare: bool, send: Send) -> None:
    """The page with the style. `bare`: its headers alone are asked for."""
    # Apart from the loop: the first time, what the style needs is loaded, and all others would wait.
    whole = await run_in_threadpool(_dressed, page, packed, clock.today().isoformat()) if page else b""
    headers = MutableHeaders(raw=list(start["headers"]))
    for name in ("etag", "last-modified", "accept-ranges", "content-length"):
        del headers[name]
    headers["vary"] = "Accept-Encoding"
    if packed and not bare:
        headers["content-encoding"] = "gzip"
    if not bare:
        headers["content-length"] = str(len(whole))
    await send({**start, "headers": headers.raw})
    await send({"type": "http.response.body", "body": whole})


@lru_cache(maxsize=4)
def _dressed(page: bytes, packed: bool, day: str) -> bytes:
    for theirs, ours in _OURS:
        page = page.replace(theirs, ours, 1)
    page = page.replace(b"</body>", style(day).encode() + b"</body>", 1)
    return gzip.compress(page, mtime=0) if packed else page


@lru_cache(maxsize=2)
def style(day: str) -> str:
    """Style shared by all pages; `day`: when it is seen, which stands on each printed page."""
    from core.exports import html  # what it needs is no part of a server's start
    from core.maps import words

    screen, arriving = (html.render(f"{name}.css.jinja", margins=words) for name in ("screen", "arriving"))
    paper = html.render("reach.css.jinja", title=f"{labels.APP_TITLE}({day} 表示)")
    return f"<style>{screen}{paper}{arriving}</style>"
