"""The page that a browser is sent first: with our style, never kept from an older edition, and nothing else touched."""

from __future__ import annotations

import asyncio
import gzip
import threading
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message
from streamlit import file_util
from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_assets_routes

from core.ui import shell
from core.ui.shell import Shell, style
from core.vocabulary import clock

T = TypeVar("T")
PLAIN = Starlette(routes=create_streamlit_static_assets_routes(None))
DRESSED = Starlette(routes=create_streamlit_static_assets_routes(None), middleware=[Middleware(Shell)])


@dataclass
class Answer:
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def apart(work: Coroutine[Any, Any, T]) -> T:
    """Its result, from a thread without a loop: the browser's tests may have left one running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def ask(app: ASGIApp, path: str, method: str = "GET", **headers: str) -> Answer:
    """What the server answers; a header's name is written with `_`."""
    return apart(asking(app, path, method, **headers))


async def asking(app: ASGIApp, path: str, method: str = "GET", **headers: str) -> Answer:
    answer = Answer()
    scope = {
        "type": "http", "method": method, "path": path, "root_path": "", "query_string": b"",
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip

    async def receive() -> Message:
        return await asyncio.Future()  # nobody hangs up

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {name.decode().lower(): value.decode() for name, value in message["headers"]}
        else:
            answer.body += message.get("body", b"")

    await app(scope, receive, send)
    return answer


@pytest.mark.parametrize("path", ["/", "/area", "/no-such-page"])
def test_every_page_leaves_with_style_language_and_title_behind_what_the_platform_brings(path: str) -> None:
    page = ask(DRESSED, path)
    text = page.body.decode()
    assert page.status == 200
    assert text.index(style(clock.today().isoformat())) > text.index("</head>")
    assert '<html lang="ja">' in text
    assert "<title>推進区域ダッシュボード</title>" in text
    assert page.headers["cache-control"] == "no-cache"
    assert page.headers["content-length"] == str(len(page.body))


def test_a_page_kept_from_an_older_edition_is_not_said_to_be_good() -> None:
    kept = ask(PLAIN, "/").headers["etag"]
    assert ask(PLAIN, "/", if_none_match=kept).status == 304
    page = ask(DRESSED, "/", if_none_match=kept, range="bytes=0-10")
    assert page.status == 200
    assert style(clock.today().isoformat()) in page.body.decode()
    assert not {"etag", "last-modified"} & page.headers.keys()


def test_it_is_packed_for_those_who_can_unpack_it() -> None:
    packed = ask(DRESSED, "/", accept_encoding="gzip, br")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["content-length"] == str(len(packed.body))
    assert gzip.decompress(packed.body) == ask(DRESSED, "/", accept_encoding="identity").body
    assert (ask(DRESSED, "/", "HEAD").status, ask(DRESSED, "/", "HEAD").body) == (200, b"")


def test_files_pass_as_they_are() -> None:
    icon = ask(DRESSED, "/favicon.png")
    assert icon.body == (Path(file_util.get_static_dir()) / "favicon.png").read_bytes()
    assert icon.headers == ask(PLAIN, "/favicon.png").headers
    assert ask(DRESSED, "/favicon.png", if_none_match=icon.headers["etag"]).status == 304


def test_while_the_style_is_made_the_server_answers_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes a second of loading at the first page; the proxy asks each second whether the worker is alive."""
    begun, told = threading.Event(), threading.Event()

    def slow(day: str) -> str:
        begun.set()
        told.wait(5)
        return "<style></style>"

    monkeypatch.setattr(shell, "style", slow)
    monkeypatch.setattr(shell, "_dressed", shell._dressed.__wrapped__)

    async def both() -> tuple[Answer, bool, Answer]:
        page = asyncio.create_task(asking(DRESSED, "/"))
        await asyncio.to_thread(begun.wait, 5)
        icon = await asking(DRESSED, "/favicon.png")
        waiting = not page.done()
        told.set()
        return icon, waiting, await page

    icon, waiting, page = apart(both())
    assert (icon.status, waiting, page.status) == (200, True, 200)


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/metrics/", "/base/_stcore/metrics", "/_stcore/agent/openapi.json"]
)
def test_what_is_not_for_visitors_is_closed_without_a_proxy_too(path: str) -> None:
    """Failed before: on the own computer every program, and a page of its browser, could ask how many people are here."""
    asked = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        asked.append(scope["path"])

    answer = ask(Shell(inner), path)
    assert (answer.status, answer.body.decode()) == (404, "この画面はありません。")
    assert asked == []


def test_how_the_server_is_stays_open() -> None:
    reached = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        reached.append(scope["path"])

    ask(Shell(inner), "/_stcore/health")
    ask(Shell(inner), "/_stcore/host-config")
    assert reached == ["/_stcore/health", "/_stcore/host-config"]
