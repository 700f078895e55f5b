"""Opening the app: from a cold server, and every heavy page on a running one."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from playwright.sync_api import Browser

from tests.benchmark.yardstick import RUNS, open_page, report, serve_minimal
from tests.browser.server import serve

PAGES = (
    ("全国概況を開く", "/"),
    ("区域ページを開く", "/area?area=1005"),
    ("シミュレーターを開く", "/simulator"),
)


def start(browser: Browser) -> None:
    """From starting the server process to the first painted content in a new browser context."""

    def once(serving: Callable[[], AbstractContextManager[str]]) -> float:
        begin = time.perf_counter()
        with serving() as url:
            page, _ = open_page(browser, url)
            seconds = time.perf_counter() - begin
            page.context.close()
        return seconds

    report("サーバー起動から最初の表示", [(once(serve), once(serve_minimal)) for _ in range(3)])


def pages(browser: Browser, ours: str, minimal: str) -> None:
    """On running servers: opening a page in a new context."""
    for url in (*(ours + path for _, path in PAGES), minimal):
        open_page(browser, url)[0].context.close()
    for name, path in PAGES:
        pairs = []
        for _ in range(RUNS):
            a, seconds_a = open_page(browser, ours + path)
            b, seconds_b = open_page(browser, minimal)
            pairs.append((seconds_a, seconds_b))
            a.context.close()
            b.context.close()
        report(name, pairs)
