"""A real Chromium on a real server. Every page also proves that no request leaves the machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request, ViewportSize, expect, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.browser import chromium
from tests.browser.server import serve

HERE = Path(__file__).parent
SIZE: ViewportSize = {"width": 1280, "height": 720}
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
    profile = _profile(browser)
    yield profile
    profile.close()


def _profile(browser: Browser) -> BrowserContext:
    """It asks for less motion: a shimmer below each part that is still to come is drawn sixty times a second for nobody."""
    profile = browser.new_context(viewport=SIZE, locale="ja-JP", reduced_motion="reduce")
    profile.set_default_timeout(30_000)
    return profile


@pytest.fixture
def other_page(browser: Browser) -> Iterator[Page]:
    """The tab of somebody else, who has a profile of their own."""
    profile = _profile(browser)
    yield _tab(profile)
    profile.close()


@pytest.fixture
def page(request: pytest.FixtureRequest, context: BrowserContext, app_url: str) -> Iterator[Page]:
    """A tab of 1280×720 that fails the test if any request goes to another host; what it opened is closed after it.

    Tests share one tab. `own_tab` asks for a new one: for what would stay in it (scripts put into the browser, listeners, the
    length of its history). `webgl` asks for one that draws pydeck views: with a processor for a graphics card, those of an
    area take longer than all the rest of its page.
    """
    outside: list[str] = []

    def note(request: Request) -> None:
        _note(request.url, outside)

    webgl, own = (request.node.get_closest_marker(mark) is not None for mark in ("webgl", "own_tab"))
    kept = next(iter(context.pages), None) or _tab(context)
    used = _tab(context, webgl=webgl) if own or webgl else kept
    context.on("request", note)
    yield used
    for tab in context.pages:
        if tab is not kept:
            tab.close()
    if used is kept:
        _leave(kept, app_url)
    context.remove_listener("request", note)
    assert outside == [], "requests left the machine"


#: As in a browser without WebGL.
WITHOUT_WEBGL = """const get = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  return String(kind).startsWith("webgl") ? null : get.call(this, kind, ...rest);
};"""


def _tab(context: BrowserContext, *, webgl: bool = False) -> Page:
    tab = context.new_page()
    if not webgl:
        tab.add_init_script(WITHOUT_WEBGL)
    return tab


def _leave(page: Page, app_url: str) -> None:
    """Away from the app, with work given up that is not saved, to another address of its server."""

    def agree(dialog: Dialog) -> None:
        dialog.accept()

    page.on("dialog", agree)
    page.goto(f"{app_url}/_stcore/health")
    page.remove_listener("dialog", agree)
    page.evaluate("sessionStorage.clear()")
    page.set_viewport_size(SIZE)


def _note(url: str, outside: list[str]) -> None:
    parts = urlsplit(url)
    if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in ("127.0.0.1", "localhost"):
        outside.append(url)


def settled(page: Page) -> None:
    """Wait until the script has run and the page is quiet; fail on the app's own error box."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_function(
        'document.querySelectorAll(\'[data-testid="stSkeleton"], [data-stale="true"]\').length === 0',
        polling=50,  # asked at every frame, it would have each of them drawn
    )


#: Width of the page's contents and of the window that shows them.
_WIDTHS = (
    "(() => { const m = document.querySelector('[data-testid=stMain]'); return [m.scrollWidth, m.clientWidth]; })()"
)
SCREENS: tuple[ViewportSize, ...] = (SIZE, {"width": 1920, "height": 1080})


def fits_the_screens(page: Page, what: str = "") -> None:
    """Nothing lies beyond the right edge, on a desk and on the wall of a meeting room; the size it has now comes first.

    A chart is drawn anew some time after the window has another width.
    """
    for size in sorted(SCREENS, key=lambda size: size != page.viewport_size):
        page.set_viewport_size(size)
        quiet(page, 300)
        with suppress(PlaywrightTimeoutError):  # what does not fit is told by the line below
            page.wait_for_function(f"(([inner, outer]) => inner <= outer)({_WIDTHS})", polling=50, timeout=10_000)
        inner, outer = page.evaluate(_WIDTHS)
        assert inner <= outer, (what, size)


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
