"""A real Chromium on a real server. Every page also proves that no request leaves the machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from tests.browser import chromium
from tests.browser.server import serve

HERE = Path(__file__).parent
expect.set_options(timeout=30_000)  # a shared machine may be slow; what is wrong stays wrong


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def app_url() -> Iterator[str]:
    """URL of the running app on the committed data."""
    with serve() as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of the session; its absence is a failure with the line that helps."""
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.HELP, pytrace=False)
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=path, args=chromium.WEBGL)
        yield instance
        instance.close()


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One profile for all tests, as a person has: the app's scripts are fetched once, not once a test."""
    profile = browser.new_context(viewport={"width": 1280, "height": 720}, locale="ja-JP")
    profile.set_default_timeout(30_000)
    yield profile
    profile.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A new tab of 1280×720 that fails the test if any request goes to another host; with it go all that it opened."""
    outside: list[str] = []

    def note(request: Request) -> None:
        _note(request.url, outside)

    context.on("request", note)
    yield context.new_page()
    for tab in context.pages:
        tab.close()
    context.remove_listener("request", note)
    assert outside == [], "requests left the machine"


def _note(url: str, outside: list[str]) -> None:
    parts = urlsplit(url)
    if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in ("127.0.0.1", "localhost"):
        outside.append(url)


def settled(page: Page) -> None:
    """Wait until the script has run and the page is quiet; fail on the app's own error box."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_function(
        'document.querySelectorAll(\'[data-testid="stSkeleton"], [data-stale="true"]\').length === 0'
    )


_QUIET = """(ms) => new Promise((done) => {
  let since = performance.now();
  const look = () => {
    const app = document.querySelector('[data-testid="stApp"]');
    if (app?.getAttribute('data-test-script-state') !== 'notRunning') since = performance.now();
    if (performance.now() - since >= ms) done(true); else setTimeout(look, 50);
  };
  look(); })"""


def quiet(page: Page, ms: int = 2500) -> None:
    """Wait until nothing has run for a while: sections that come into view one after another have all come."""
    page.evaluate(_QUIET, ms)
    settled(page)
